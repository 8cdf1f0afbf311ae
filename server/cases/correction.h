// What was recorded wrongly of a case, put right: by a supervisor who says why, or by `charterd recalculate` after a
// holiday was declared. The event names what changed and holds the new values; the old ones stand in the events before
// it, but for what is known of the person, which the store erases there. Pure; any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/cases/case.h"

namespace charter {

// Everything that can be corrected, as it should be. What is as the case has it already is not corrected.
struct CaseCorrection {
    CaseKind kind = CaseKind::Complaint;
    std::string service;
    bool about_official = false;
    CaseChannel channel = CaseChannel::Web;
    Instant received_at{};
    std::string source_reference;
    std::string source_date;
    Contact contact;
    bool sensitive = false;  // the case is, or the service it is corrected to; a correction unseals nothing
    // What the case is promised from now on: bound anew where the kind or the service changes, else those it has. Never
    // null.
    std::shared_ptr<const Terms> terms;
};

// Names of what an event of the step Correct changed.
struct CorrectedName {
    static constexpr std::string_view kind = "kind";
    static constexpr std::string_view service = "service";
    static constexpr std::string_view about_official = "about-official";
    static constexpr std::string_view channel = "channel";
    static constexpr std::string_view received_at = "received-at";
    static constexpr std::string_view source_reference = "source-reference";
    static constexpr std::string_view source_date = "source-date";
    static constexpr std::string_view name = "name";
    static constexpr std::string_view phone = "phone";
    static constexpr std::string_view email = "email";
    static constexpr std::string_view contact_by = "contact-by";
    static constexpr std::string_view holidays = "holidays";  // of the calendar the case is counted by
};
// Every one, in the order in which people read them.
[[nodiscard]] const std::vector<std::string_view>& corrected_names();
// Known of the person: in an event such a value is a text, never a fact.
[[nodiscard]] bool is_personal(std::string_view corrected_name);

// The case as it stands: a correction that changes nothing.
[[nodiscard]] CaseCorrection no_correction(const Case& now);
// What would change, in the order of corrected_names(). Other terms alone are the holidays.
[[nodiscard]] std::vector<std::string_view> changed_by(const CaseCorrection& correction, const Case& now);
// It changes something and contradicts nothing: a case is received before it is written down, one that came in by
// itself stays so, who stays anonymous has no contact, and one in which an official is named is about an official.
[[nodiscard]] bool is_possible(const CaseCorrection& correction, const Case& now);
// Came in by itself, so nobody wrote down how and when.
[[nodiscard]] bool came_by_itself(CaseChannel channel);

// Puts what changes into the event, with the dates that move by it.
void put_correction(CaseEvent& event, const CaseCorrection& correction, const Case& now);
// Moves the case on by an event of the step Correct, but for its terms: whoever keeps those sets them.
void apply_correction(Case& now, const CaseEvent& event);
// What the event changed, as far as this program knows the names.
[[nodiscard]] std::vector<std::string_view> corrected_by(const CaseEvent& event);

// The id of the terms that the case was given last, from its lodging or a correction.
[[nodiscard]] const std::string& terms_of(const std::vector<CaseEvent>& events);

// The date of a clock that moved. Nothing before: the clock was not promised; nothing after: it is no more.
struct MovedDate {
    Clock clock = Clock::Resolve;
    std::optional<Date> before;
    std::optional<Date> after;
    bool operator==(const MovedDate&) const = default;
};
// Of the clocks that run in either, those whose date differs at that moment.
[[nodiscard]] std::vector<MovedDate> moved_dates(const Case& before, const Case& after, Instant at);
// As the event holds them.
[[nodiscard]] std::vector<MovedDate> moved_dates(const CaseEvent& event);

// The terms with the days that were declared since, or nullptr if none were. A day that is no longer declared stays: a
// date that was told is moved by a new holiday alone.
[[nodiscard]] std::shared_ptr<const Terms> with_declared(const Terms& terms, const std::vector<Holiday>& declared);

}  // namespace charter
