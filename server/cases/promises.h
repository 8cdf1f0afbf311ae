// The promises bound to a case. At receipt the standards that apply are copied into the case, with the calendar they
// are counted by, so that a later edition of the content never moves a running promise. Pure; any thread.
//
// Which standard: for each clock, the first of these that has a standard for this kind of case and this clock decides:
//   1. the charter in force of the office that has the case, 2. that of its parent, and so on up,
//   3. the standards the service names, 4. every standard of the site.
// Among several there: one that the service names goes before others, an adopted one before an example, then the order
// of the charter (or of the service, or of the ids). A standard that names no kind applies to every kind.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/calendar.h"
#include "generator/shared/catalogue.h"
#include "generator/shared/service.h"

namespace charter {

struct BoundPromise {
    Clock clock = Clock::Resolve;
    std::string standard;  // id
    std::string edition;
    std::string charter;  // id of the charter that promises it; empty if taken from the service or the site
    PromiseStatus status = PromiseStatus::Example;
    Limit within;
    Localized title;
    Localized url;
    bool operator==(const BoundPromise&) const = default;
};

// The rules the days are counted by, as values that can be stored and compared.
struct BoundCalendar {
    CalendarRule rule = CalendarRule::SouthAfrica;
    std::string timezone = "Africa/Johannesburg";
    OpeningHours hours;
    std::vector<Holiday> declared;
    bool operator==(const BoundCalendar&) const = default;
};

// Promises and calendar of a case. Immutable and shared by all cases that were promised the same; `id` is a hash of the
// whole content, so equal terms have equal ids.
struct Terms {
    std::string id;                      // 64 hexadecimal digits
    std::vector<BoundPromise> promises;  // at most one for each clock, in the order of the clocks
    BoundCalendar bound_calendar;
    Calendar calendar;  // the same rules, ready to count with
};

// Makes the id and the calendar. Throws std::runtime_error if the system does not know the time zone.
[[nodiscard]] std::shared_ptr<const Terms> make_terms(std::vector<BoundPromise> promises, BoundCalendar calendar);

// The terms for a case lodged on `day` (a local date). `service` and `office` are ids and may be unknown or empty.
[[nodiscard]] std::shared_ptr<const Terms> bind_terms(const Catalogue& catalogue, CaseKind kind,
                                                      std::string_view service, std::string_view office, Date day);

// nullptr if nothing was promised for that clock.
[[nodiscard]] const BoundPromise* find_promise(const Terms& terms, Clock clock);

// The office that takes a case addressed to `office`: itself, or for a closed one its successor, and so on. Empty if
// the catalogue knows none that is open.
[[nodiscard]] std::string receiving_office(const Catalogue& catalogue, std::string_view office);

}  // namespace charter
