// catalogue.json: the site's promises as open data, written by the generator and the only thing (with .server/) that
// the server knows of the content. Same values, same bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/calendar.h"
#include "generator/shared/service.h"

namespace charter {

struct Named {  // a region, a category
    std::string id;
    Localized name;
    bool operator==(const Named&) const = default;
};

// How many years after their end cases of a kind are kept.
struct RetentionClass {
    CaseKind kind = CaseKind::Complaint;
    int years = 0;
    bool operator==(const RetentionClass&) const = default;
};

// Opening hours that offices name; times in minutes after midnight.
struct NamedHours {
    std::string id;
    std::string days;  // "mon-fri"
    int opens = 0;
    int closes = 0;
    bool operator==(const NamedHours&) const = default;
};

struct Catalogue {
    std::string site_id;  // folder name: "western-cape-dsd"
    Localized name;
    Localized body;
    std::string base_url;
    std::vector<std::string> languages;  // first: source language
    std::string edition;
    std::string timezone = "Africa/Johannesburg";
    CalendarRule calendar_rule = CalendarRule::SouthAfrica;
    std::vector<Holiday> declared_days;
    OpeningHours opening_hours;     // of the hours entry named "office", else the default
    std::vector<NamedHours> hours;  // in the order of the file; none in the catalogue of an older program
    std::vector<std::string> principles;
    std::vector<Named> regions;
    std::vector<Named> categories;
    std::vector<Standard> standards;  // each list sorted by id
    std::vector<Service> services;
    std::vector<Office> offices;
    std::vector<CharterEdition> charters;
    std::vector<RetentionClass> retention;  // in the order of the file; a kind that is not in it is kept
    std::optional<int> calls_kept_years;    // of the after-hours log; nothing: kept
    bool operator==(const Catalogue&) const = default;
};

[[nodiscard]] std::string to_json(const Catalogue& catalogue);
// Throws std::runtime_error naming what is wrong: the file is the generator's own, so a fault is the world's.
[[nodiscard]] Catalogue parse_catalogue(std::string_view json);

[[nodiscard]] const Standard* find_standard(const Catalogue& catalogue, std::string_view id);
[[nodiscard]] const Service* find_service(const Catalogue& catalogue, std::string_view id);
// Whether cases about that service are sealed; an unknown one is not sensitive.
[[nodiscard]] bool is_sensitive(const Catalogue& catalogue, std::string_view service);
[[nodiscard]] const Office* find_office(const Catalogue& catalogue, std::string_view id);
[[nodiscard]] Calendar calendar_of(const Catalogue& catalogue);
// The charter of an office in force on a day: the approved edition with the latest in_force_from not after it; nullptr
// if none.
[[nodiscard]] const CharterEdition* charter_in_force(const Catalogue& catalogue, std::string_view office, Date day);

}  // namespace charter
