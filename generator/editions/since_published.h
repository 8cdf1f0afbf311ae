// What publishing the content now would do to the people who hold the site as it is published: promises, open cases,
// the days they count in, offices, services, addresses, translations.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/check/translation_work.h"
#include "generator/editions/other_changes.h"
#include "generator/model/changes.h"

namespace charter {

// A built site, read from its folder: its catalogue, its settings where they are there, and the addresses of its pages.
struct PublishedBuild {
    Catalogue catalogue;
    std::optional<SiteSettings> settings;  // .server/site.json
    std::vector<std::string> addresses;    // "/en/charters/metro-south/", sorted
};
// Throws std::runtime_error with one plain line if the folder holds no built site.
[[nodiscard]] PublishedBuild read_published(const std::filesystem::path& folder);

struct Consequences {
    std::vector<Change> promises;  // the pages belong to the site
    std::vector<OtherChange> others;
    std::vector<std::string> unsigned_charters;  // titles of charters that are no longer what was signed
    std::vector<std::string> fresh;              // addresses that were not there before, sorted
    std::map<std::string, std::string> titles;   // of the standards and charters in `promises`, by id
    std::vector<std::string> dying;              // published addresses that would lead nowhere, sorted
    std::vector<TranslationWork> stale;          // translations made from an older text
};
[[nodiscard]] Consequences consequences_of(const Site& site, const PublishedBuild& published);

// For people: a heading and its lines for each kind that there is. A line may have a second one below it, behind "\n".
struct ConsequenceList {
    std::string title;
    std::vector<std::string> lines;
};
[[nodiscard]] std::vector<ConsequenceList> lists_of(const Consequences& consequences);
inline constexpr std::string_view no_consequences =
    "No promise, date, office, service, charter, contact, address or translation would change. Other words may.";
// The same as text; no_consequences if there are none.
[[nodiscard]] std::string to_text(const Consequences& consequences);
// {"unsigned": [titles], "fresh": [addresses], "promises": [{"standard", "charter", "field", "effect", "before",
// "after", "open_cases_keep"}], "others": [{"part", "id", "title", "field", "before",
// "after", "consequence"}], "dying", "stale": [{"language", "file", "source"}]}
[[nodiscard]] std::string to_json(const Consequences& consequences);

}  // namespace charter
