#include "generator/check/translation_work.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "generator/model/words_hash.h"
#include "generator/shared/keys.h"

namespace charter {
namespace {

using Json = nlohmann::ordered_json;

constexpr Keys<TranslationState, 5> states = {{{TranslationState::Missing, "missing"},
                                               {TranslationState::Pending, "pending"},
                                               {TranslationState::Stale, "stale"},
                                               {TranslationState::Draft, "draft"},
                                               {TranslationState::Signed, "signed"}}};

TranslationState state_of(const Site& site, const Page& original, const std::string& language) {
    const Page* page = find_page(site, language, original.path);
    if (page != nullptr) {
        if (page->is_stale) return TranslationState::Stale;
        return page->translation == Translation::Signed ? TranslationState::Signed : TranslationState::Draft;
    }
    return is_pending(site, original.path, language) ? TranslationState::Pending : TranslationState::Missing;
}

// The languages besides the first.
std::vector<std::string> target_languages(const Site& site) {
    const std::vector<std::string>& languages = site.catalogue.languages;
    return {languages.begin() + 1, languages.end()};
}

using Counts = std::map<TranslationState, std::size_t>;

Counts counts_of(const std::vector<TranslationWork>& work, const std::string& language) {
    Counts counts;
    for (const TranslationWork& each : work)
        if (each.language == language) ++counts[each.state];
    return counts;
}

}  // namespace

std::string_view key_of(TranslationState state) {
    return key_in(states, state);
}

std::vector<TranslationWork> translation_work(const Site& site) {
    std::vector<TranslationWork> work;
    for (const Page& page : site.pages) {
        if (page.language != source_language(site) || !page.source || !is_worked_on(site, page)) continue;
        const Source& source = site.sources[*page.source];
        const std::string hash = words_hash(page, source.text);
        for (const std::string& language : target_languages(site))
            work.push_back({language, state_of(site, page, language),
                            fmt::format("{}/{}.md", language, plain_path(page)), source.path, hash});
    }
    std::sort(work.begin(), work.end(), [](const TranslationWork& a, const TranslationWork& b) {
        return std::tie(a.language, a.state, a.file) < std::tie(b.language, b.state, b.file);
    });
    return work;
}

std::string to_text(const Site& site, const std::vector<TranslationWork>& work) {
    std::string out;
    for (const std::string& language : target_languages(site)) {
        std::string line;
        const Counts counts = counts_of(work, language);
        for (const auto& [state, key] : states) {
            const auto found = counts.find(state);
            line += fmt::format("{}{} {}", line.empty() ? "" : ", ", found == counts.end() ? 0 : found->second, key);
        }
        out += fmt::format("{}{}: {}\n", out.empty() ? "" : "\n", language, line);
        for (const TranslationWork& each : work) {
            if (each.language != language || each.state == TranslationState::Signed) continue;
            out += fmt::format("  {:<8} {}", key_of(each.state), each.file);
            // What to write into a translation that is made or brought up to date.
            if (each.state != TranslationState::Draft) out += fmt::format("  source: {}", each.hash);
            out += "\n";
        }
    }
    return out.empty() ? "the site has one language: nothing to translate\n" : out;
}

std::string to_json(const Site& site, const std::vector<TranslationWork>& work) {
    Json list = Json::array();
    for (const std::string& language : target_languages(site)) {
        Json entry = {{"language", language}, {"counts", Json::object()}, {"pages", Json::array()}};
        const Counts counts = counts_of(work, language);
        for (const auto& [state, key] : states) {
            const auto found = counts.find(state);
            entry["counts"][std::string(key)] = found == counts.end() ? 0 : found->second;
        }
        for (const TranslationWork& each : work)
            if (each.language == language)
                entry["pages"].push_back({{"file", each.file},
                                          {"state", key_of(each.state)},
                                          {"source_file", each.source},
                                          {"source", each.hash}});
        list.push_back(std::move(entry));
    }
    return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace charter
