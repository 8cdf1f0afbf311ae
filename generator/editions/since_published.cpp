#include "generator/editions/since_published.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "generator/editions/edition_report.h"
#include "generator/model/address_book.h"
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

std::string kept_text(const Change& change) {
    return binds_cases(change) ? fmt::format("{}: open cases keep {}", change.standard, change.before) : std::string();
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines = split(text, '\n');
    std::erase(lines, "");
    return lines;
}

}  // namespace

PublishedBuild read_published(const std::filesystem::path& folder) {
    if (!std::filesystem::exists(folder / "catalogue.json"))
        throw std::runtime_error(fmt::format("{} holds no built site: it has no catalogue.json", folder.string()));
    PublishedBuild published;
    published.catalogue = parse_catalogue(read_file(folder / "catalogue.json"));
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
        if (std::string line = kept_text(change); !line.empty()) kept.push_back(std::move(line));
    std::vector<std::string> stale;
    for (const TranslationWork& work : consequences.stale)
        stale.push_back(fmt::format("{}: made from an older {}", work.file, work.source));
    std::vector<std::string> promises;
    if (!consequences.promises.empty()) promises = lines_of(changes_text(consequences.promises));
    std::vector<ConsequenceList> lists = {
        {"Promises that change:", std::move(promises)},
        {"Cases lodged before keep their date:", std::move(kept)},
        {"Addresses that would die (add an alias, or an entry in data/gone.yaml):", consequences.dying},
        {"Translations to be brought up to date:", std::move(stale)}};
    std::erase_if(lists, [](const ConsequenceList& list) { return list.lines.empty(); });
    return lists;
}

std::string to_text(const Consequences& consequences) {
    std::string text;
    for (const ConsequenceList& list : lists_of(consequences)) {
        text += fmt::format("{}{}\n", text.empty() ? "" : "\n", list.title);
        for (const std::string& line : list.lines) text += fmt::format("  {}\n", line);
    }
    return text.empty() ? fmt::format("{}\n", no_consequences) : text;
}

std::string to_json(const Consequences& consequences) {
    Json json = {{"promises", Json::array()}, {"dying", consequences.dying}, {"stale", Json::array()}};
    for (const Change& change : consequences.promises) {
        Json entry = {{"standard", change.standard},     {"charter", change.charter}, {"field", key_of(change.field)},
                      {"effect", key_of(change.effect)}, {"before", change.before},   {"after", change.after}};
        if (binds_cases(change)) entry["open_cases_keep"] = change.before;
        json["promises"].push_back(std::move(entry));
    }
    for (const TranslationWork& work : consequences.stale)
        json["stale"].push_back({{"language", work.language}, {"file", work.file}, {"source", work.source}});
    return json.dump(2) + "\n";
}

}  // namespace charter
