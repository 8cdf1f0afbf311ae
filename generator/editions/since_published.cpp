#include "generator/editions/since_published.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "generator/model/address_book.h"
#include "generator/model/approvals.h"
#include "generator/shared/files.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view page_name = "index.html";

// "HASH  en/charters/index.html" in manifest.txt -> "/en/charters/"; nothing for what is no page.
std::string address_in(std::string_view line) {
    const std::size_t gap = line.find("  ");
    if (gap == std::string_view::npos || !line.ends_with(page_name)) return {};
    const std::string_view path = line.substr(gap + 2);
    const std::string_view folder = path.substr(0, path.size() - page_name.size());
    return folder.empty() || folder.ends_with('/') ? "/" + std::string(folder) : std::string();
}

// The clock of the promise runs in cases, so those that are open keep what they were promised.
bool binds_cases(const Change& change) {
    return change.charter.empty() && (change.field == ChangeField::Within || change.effect == ChangeEffect::Removed);
}

std::string title_of(const Consequences& consequences, const std::string& id) {
    const auto found = consequences.titles.find(id);
    return found == consequences.titles.end() ? id : found->second;
}

std::string kept_text(const Consequences& consequences, const Change& change) {
    return binds_cases(change)
               ? fmt::format("{}: open cases keep {}", title_of(consequences, change.standard), change.before)
               : std::string();
}

// What changed, in words that editors use: "the time".
std::string_view words_of(ChangeField field) {
    switch (field) {
        case ChangeField::Within:
            return "the time";
        case ChangeField::Target:
            return "the target";
        case ChangeField::AppliesTo:
            return "the kinds of case it is for";
        case ChangeField::Clock:
            return "what the time counts to";
        case ChangeField::Status:
            return "whether it is adopted or an example";
        case ChangeField::Title:
            return "the title";
        case ChangeField::Text:
            return "the text";
        case ChangeField::Whole:
            break;
    }
    return "the promise";
}

std::string_view words_of(ChangeEffect effect) {
    if (effect == ChangeEffect::Stronger) return "becomes stronger";
    return effect == ChangeEffect::Weaker ? "becomes weaker" : "changes";
}

std::string charter_text(const Consequences& consequences, const Change& change) {
    return fmt::format("{}: {} \"{}\"", title_of(consequences, change.charter),
                       change.effect == ChangeEffect::New ? "takes in" : "leaves out",
                       title_of(consequences, change.standard));
}

std::string promise_text(const Consequences& consequences, const Change& change) {
    if (!change.charter.empty()) return charter_text(consequences, change);
    const std::string title = title_of(consequences, change.standard);
    if (change.effect == ChangeEffect::New) return fmt::format("{}: a new promise, {}", title, change.after);
    if (change.effect == ChangeEffect::Removed) return fmt::format("{}: taken back; it was {}", title, change.before);
    std::string text = fmt::format("{}: {} {}", title, words_of(change.field), words_of(change.effect));
    const auto shown = [](const std::string& value) { return value.empty() ? std::string("none") : value; };
    if (change.field != ChangeField::Text) text += fmt::format(", {} → {}", shown(change.before), shown(change.after));
    return text;
}

// With the editors' reason on a line of its own.
std::string whole_text(const Consequences& consequences, const Change& change) {
    const bool is_less = change.effect == ChangeEffect::Weaker || change.effect == ChangeEffect::Removed;
    std::string text = promise_text(consequences, change);
    if (is_less && change.page != nullptr && !change.page->change_note.empty())
        text += "\nWhy: " + change.page->change_note;
    return text;
}

void add_titles(const Catalogue& catalogue, const std::string& language, std::map<std::string, std::string>& titles) {
    for (const Standard& standard : catalogue.standards) titles[standard.id] = text_in(standard.title, language);
    for (const CharterEdition& charter : catalogue.charters)
        titles.emplace(charter.id, text_in(charter.title, language));
}

// Charters that people signed, and that say something else now.
std::vector<std::string> charters_to_sign(const Site& site) {
    std::vector<std::string> titles;
    for (const Page& page : site.pages) {
        if (page.kind != PageKind::Charter || page.language != source_language(site) || !page.edition.empty()) continue;
        if (approval_state(site, page) == ApprovalState::Altered) titles.push_back(page.title);
    }
    return titles;
}

std::vector<std::string> fresh_addresses(const Site& site, const PublishedBuild& published) {
    std::vector<std::string> fresh;
    for (const Page& page : site.pages)
        if (!std::binary_search(published.addresses.begin(), published.addresses.end(), page.url))
            fresh.push_back(page.url);
    std::sort(fresh.begin(), fresh.end());
    return fresh;
}

}  // namespace

PublishedBuild read_published(const std::filesystem::path& folder) {
    if (!std::filesystem::exists(folder / "catalogue.json"))
        throw std::runtime_error(fmt::format("{} holds no built site: it has no catalogue.json", folder.string()));
    PublishedBuild published;
    published.catalogue = parse_catalogue(read_file(folder / "catalogue.json"));
    // Not where only the pages were copied, as to a server that shows them alone.
    if (std::filesystem::exists(folder / ".server/site.json"))
        published.settings = parse_site_settings(read_file(folder / ".server/site.json"));
    for (const std::string& line : split(read_file(folder / "manifest.txt"), '\n')) {
        std::string address = address_in(line);
        if (!address.empty()) published.addresses.push_back(std::move(address));
    }
    std::sort(published.addresses.begin(), published.addresses.end());
    return published;
}

Consequences consequences_of(const Site& site, const PublishedBuild& published) {
    Consequences found;
    found.promises = changes_since(site, published.catalogue);
    add_titles(published.catalogue, source_language(site), found.titles);
    add_titles(site.catalogue, source_language(site), found.titles);
    found.others = other_changes(site, published.catalogue, published.settings);
    found.unsigned_charters = charters_to_sign(site);
    found.fresh = fresh_addresses(site, published);
    const std::vector<std::string> living = addresses_of(site);
    std::set<std::string> known(living.begin(), living.end());
    for (const GoneAddress& gone : site.gone) known.insert(gone.address);
    known.insert("/");
    for (const std::string& address : published.addresses)
        if (!known.contains(address)) found.dying.push_back(address);
    for (TranslationWork& work : translation_work(site))
        if (work.state == TranslationState::Stale) found.stale.push_back(std::move(work));
    return found;
}

std::vector<ConsequenceList> lists_of(const Consequences& consequences) {
    std::vector<std::string> kept;
    for (const Change& change : consequences.promises)
        if (std::string line = kept_text(consequences, change); !line.empty()) kept.push_back(std::move(line));
    std::vector<std::string> stale;
    for (const TranslationWork& work : consequences.stale)
        stale.push_back(fmt::format("{}: made from an older {}", work.file, work.source));
    std::vector<std::string> promises;
    for (const Change& change : consequences.promises) promises.push_back(whole_text(consequences, change));
    const auto lines_of = [&](std::initializer_list<ChangedPart> parts) {
        std::vector<std::string> lines;
        for (const OtherChange& change : consequences.others)
            if (std::find(parts.begin(), parts.end(), change.part) != parts.end()) lines.push_back(to_text(change));
        return lines;
    };
    std::vector<ConsequenceList> lists = {
        {"Promises that change:", std::move(promises)},
        {"Days and hours that promises count in:", lines_of({ChangedPart::Calendar})},
        {"Charters that lose their approval until they are signed again:", consequences.unsigned_charters},
        {"Cases lodged before keep their date:", std::move(kept)},
        {"Charters that change:", lines_of({ChangedPart::Charter})},
        {"Offices that change:", lines_of({ChangedPart::Office})},
        {"Services that change:", lines_of({ChangedPart::Service})},
        {"The whole site, and ways to reach the body:", lines_of({ChangedPart::Body, ChangedPart::Contact})},
        {"Pages that are new:", consequences.fresh},
        {"Addresses that would die (add an alias, or an entry in data/gone.yaml):", consequences.dying},
        {"Translations to be brought up to date:", std::move(stale)}};
    std::erase_if(lists, [](const ConsequenceList& list) { return list.lines.empty(); });
    return lists;
}

std::string to_text(const Consequences& consequences) {
    std::string text;
    for (const ConsequenceList& list : lists_of(consequences)) {
        text += fmt::format("{}{}\n", text.empty() ? "" : "\n", list.title);
        for (const std::string& line : list.lines)
            text += fmt::format("  {}\n", fmt::join(split(line, '\n'), "\n    "));
    }
    return text.empty() ? fmt::format("{}\n", no_consequences) : text;
}

std::string to_json(const Consequences& consequences) {
    Json json = {
        {"promises", Json::array()},   {"others", Json::array()},     {"unsigned", consequences.unsigned_charters},
        {"fresh", consequences.fresh}, {"dying", consequences.dying}, {"stale", Json::array()}};
    for (const Change& change : consequences.promises) {
        Json entry = {{"standard", change.standard},     {"charter", change.charter}, {"field", key_of(change.field)},
                      {"effect", key_of(change.effect)}, {"before", change.before},   {"after", change.after}};
        if (binds_cases(change)) entry["open_cases_keep"] = change.before;
        json["promises"].push_back(std::move(entry));
    }
    for (const OtherChange& change : consequences.others)
        json["others"].push_back({{"part", key_of(change.part)},
                                  {"id", change.id},
                                  {"title", change.title},
                                  {"field", change.field},
                                  {"before", change.before},
                                  {"after", change.after},
                                  {"consequence", change.consequence}});
    for (const TranslationWork& work : consequences.stale)
        json["stale"].push_back({{"language", work.language}, {"file", work.file}, {"source", work.source}});
    return json.dump(2) + "\n";
}

}  // namespace charter
