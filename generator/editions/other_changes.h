// What publishing the content would change besides promises: the days and hours that they count in, and what people
// find on the site: offices, services, charters, ways to reach the body. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/site.h"
#include "generator/shared/catalogue.h"
#include "generator/shared/site_settings.h"

namespace charter {

enum class ChangedPart { Calendar, Body, Charter, Office, Service, Contact };
[[nodiscard]] std::string_view key_of(ChangedPart part);

struct OtherChange {
    ChangedPart part = ChangedPart::Body;
    std::string id;           // of the charter, office, service or contact; else empty
    std::string title;        // its name in the first language
    std::string field;        // "phone", "2027-01-04"; empty: the whole is new or gone
    std::string what;         // the field in words, with the languages in which it differs: "its name (af, xh)"
    std::string before;       // empty for what is new; of a list what it leaves out
    std::string after;        // empty for what is gone; of a list what it takes in
    std::string consequence;  // for people and their cases, in a sentence; may be empty
    bool is_list = false;
};

// By part, then as the lists of the site are sorted: what changes before what is new, and that before what is gone.
// `settings`: of the published site, where they can be read; ways to reach the body are compared only with them.
[[nodiscard]] std::vector<OtherChange> other_changes(const Site& site, const Catalogue& published,
                                                     const std::optional<SiteSettings>& settings);
// One line, with the consequence on a second.
[[nodiscard]] std::string to_text(const OtherChange& change);

}  // namespace charter
