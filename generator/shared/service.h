// The promises a body makes, as plain values: what the generator publishes in catalogue.json and the server reads back.
// Ids are [a-z0-9-] and the same in every language and edition. schema.org: GovernmentService, GovernmentOrganization.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/calendar.h"

namespace charter {

// Language code -> text.
using Localized = std::map<std::string, std::string>;
// The text in `language`, else in the first language that has one, else "".
[[nodiscard]] const std::string& text_in(const Localized& text, std::string_view language);

// The kinds of case; keys as in content, SQL, URLs and the API.
enum class CaseKind { Enquiry, Report, Complaint, Compliment, Suggestion };
// What a standard may apply to: the kinds of case, and two requests the law knows.
enum class Applies { Enquiry, Report, Complaint, Compliment, Suggestion, WrittenReasons, AccessRequest };
enum class Clock { Acknowledge, Resolve, Review, Refer, Question, Objection, Measured };
enum class LimitUnit { WorkingDays, Days, WorkingHours, Hours, Minutes };
enum class PromiseStatus { Adopted, Example };

// "25 working days"
struct Limit {
    int amount = 0;
    LimitUnit unit = LimitUnit::WorkingDays;
    bool operator==(const Limit&) const = default;
};

struct Standard {
    std::string id;
    Localized title;
    std::vector<Applies> applies_to;
    Clock clock = Clock::Measured;
    Limit within;
    std::optional<int> target_percent;
    std::string principle;  // id of the body's list
    PromiseStatus status = PromiseStatus::Example;
    std::string edition;  // "2026-27"
    Localized measured_by;
    Localized url;  // path: "/en/standards/answer-complaint/"
    bool operator==(const Standard&) const = default;
};

struct Service {
    std::string id;
    Localized title;
    Localized summary;
    Localized cost;                                         // in words; may be empty
    std::map<std::string, std::vector<std::string>> needs;  // language -> what to bring
    std::string category;
    std::vector<std::string> standards;
    std::vector<std::string> offices;  // empty: every office
    bool not_ours = false;             // we only say who does it
    Localized url;
    bool sensitive = false;  // itself, or its category: cases about it are sealed
    bool operator==(const Service&) const = default;
};

struct Office {
    std::string id;
    Localized name;
    std::string type;    // head | regional | local | service-centre | mobile | directorate
    std::string region;  // may be empty
    std::string parent;  // may be empty
    Localized address;
    std::string phone;
    std::string email;
    std::string hours;  // id of the site's hours; may be empty
    bool closed = false;
    std::string successor;
    Localized url;
    bool operator==(const Office&) const = default;
};

struct CharterEdition {
    std::string id;
    Localized title;
    std::string office;
    std::string edition;
    std::vector<std::string> standards;  // in the order of the page
    std::vector<std::string> services;
    std::optional<Date> in_force_from;
    std::string approved_role;  // empty: not approved
    std::optional<Date> approved_on;
    Localized url;
    bool operator==(const CharterEdition&) const = default;
};

[[nodiscard]] std::string_view key_of(CaseKind kind);
[[nodiscard]] std::string_view key_of(Applies applies);
[[nodiscard]] std::string_view key_of(Clock clock);
[[nodiscard]] std::string_view key_of(LimitUnit unit);  // "working-days", ...
[[nodiscard]] std::string_view key_of(PromiseStatus status);
[[nodiscard]] std::optional<CaseKind> find_case_kind(std::string_view key);
[[nodiscard]] std::optional<Applies> find_applies(std::string_view key);
[[nodiscard]] std::optional<Clock> find_clock(std::string_view key);
[[nodiscard]] std::optional<LimitUnit> find_limit_unit(std::string_view key);
[[nodiscard]] Applies applies_of(CaseKind kind);

// "25 working days", "1 day", "30 minutes", "2 working hours" as an author types it; nothing if it is not one (amount 1
// to 1000).
[[nodiscard]] std::optional<Limit> parse_limit(std::string_view text);
[[nodiscard]] std::string to_text(const Limit& limit);  // the same form, in English, for files and logs

}  // namespace charter
