#include "server/cases/promises.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "generator/shared/files.h"

namespace charter {
namespace {

constexpr std::array<Clock, 6> case_clocks = {Clock::Acknowledge, Clock::Resolve,  Clock::Review,
                                              Clock::Refer,       Clock::Question, Clock::Objection};
// A register that is wrong may hand over in a circle.
constexpr int most_handovers = 16;

bool applies(const Standard& standard, CaseKind kind, Clock clock) {
    if (standard.clock != clock) return false;
    const auto& kinds = standard.applies_to;
    return kinds.empty() || std::find(kinds.begin(), kinds.end(), applies_of(kind)) != kinds.end();
}

struct Wanted {
    const Catalogue& catalogue;
    CaseKind kind;
    const Service* service;  // may be nullptr
};

bool is_named(const Wanted& wanted, const Standard& standard) {
    if (wanted.service == nullptr) return false;
    const auto& named = wanted.service->standards;
    return std::find(named.begin(), named.end(), standard.id) != named.end();
}

// Smaller is better: named by the service before others, adopted before examples.
int rank(const Wanted& wanted, const Standard& standard) {
    return (is_named(wanted, standard) ? 0 : 2) + (standard.status == PromiseStatus::Adopted ? 0 : 1);
}

// The best of a list of ids for one clock; the first of the list where several are as good.
const Standard* best_of(const Wanted& wanted, const std::vector<std::string>& ids, Clock clock) {
    const Standard* best = nullptr;
    for (const std::string& id : ids) {
        const Standard* standard = find_standard(wanted.catalogue, id);
        if (standard == nullptr || !applies(*standard, wanted.kind, clock)) continue;
        if (best == nullptr || rank(wanted, *standard) < rank(wanted, *best)) best = standard;
    }
    return best;
}

std::vector<std::string> every_standard(const Catalogue& catalogue) {
    std::vector<std::string> ids;
    for (const Standard& standard : catalogue.standards) ids.push_back(standard.id);
    return ids;
}

BoundPromise bound(const Standard& standard, Clock clock, std::string charter) {
    return {clock,           standard.id,     standard.edition, std::move(charter),
            standard.status, standard.within, standard.title,   standard.url};
}

// The charters in force of the office and of those above it, nearest first.
std::vector<const CharterEdition*> charters_above(const Catalogue& catalogue, std::string_view office, Date day) {
    std::vector<const CharterEdition*> charters;
    std::string id(office);
    for (int level = 0; level < most_handovers && !id.empty(); ++level) {
        if (const CharterEdition* charter = charter_in_force(catalogue, id, day)) charters.push_back(charter);
        const Office* found = find_office(catalogue, id);
        id = found == nullptr ? "" : found->parent;
    }
    return charters;
}

std::optional<BoundPromise> promise_for(const Wanted& wanted, const std::vector<const CharterEdition*>& charters,
                                        Clock clock) {
    for (const CharterEdition* charter : charters) {
        if (const Standard* standard = best_of(wanted, charter->standards, clock))
            return bound(*standard, clock, charter->id);
    }
    if (wanted.service != nullptr) {
        if (const Standard* standard = best_of(wanted, wanted.service->standards, clock))
            return bound(*standard, clock, "");
    }
    if (const Standard* standard = best_of(wanted, every_standard(wanted.catalogue), clock))
        return bound(*standard, clock, "");
    return std::nullopt;
}

void append(std::string& bytes, std::string_view text) {
    bytes += fmt::format("{}:{};", text.size(), text);
}

void append(std::string& bytes, const Localized& text) {
    for (const auto& [language, words] : text) {
        append(bytes, language);
        append(bytes, words);
    }
    bytes += '|';
}

// Every value with its length before it, so that two different terms never have the same bytes.
std::string canonical_bytes(const std::vector<BoundPromise>& promises, const BoundCalendar& calendar) {
    std::string bytes = "terms 1;";
    for (const BoundPromise& promise : promises) {
        append(bytes, key_of(promise.clock));
        append(bytes, promise.standard);
        append(bytes, promise.edition);
        append(bytes, promise.charter);
        append(bytes, key_of(promise.status));
        append(bytes, to_text(promise.within));
        append(bytes, promise.title);
        append(bytes, promise.url);
    }
    append(bytes, calendar.rule == CalendarRule::SouthAfrica ? "za" : "none");
    append(bytes, calendar.timezone);
    append(bytes, fmt::format("{}-{}", calendar.hours.opens, calendar.hours.closes));
    for (const Holiday& day : calendar.declared) {
        append(bytes, to_iso(day.date));
        append(bytes, day.key);
        append(bytes, day.names);
    }
    return bytes;
}

}  // namespace

std::shared_ptr<const Terms> make_terms(std::vector<BoundPromise> promises, BoundCalendar calendar) {
    std::string id = content_hash(canonical_bytes(promises, calendar));
    Calendar ready(calendar.rule, calendar.declared, calendar.timezone, calendar.hours);
    return std::make_shared<const Terms>(
        Terms{std::move(id), std::move(promises), std::move(calendar), std::move(ready)});
}

std::shared_ptr<const Terms> bind_terms(const Catalogue& catalogue, CaseKind kind, std::string_view service,
                                        std::string_view office, Date day) {
    const Wanted wanted{catalogue, kind, find_service(catalogue, service)};
    const auto charters = charters_above(catalogue, office, day);
    std::vector<BoundPromise> promises;
    for (const Clock clock : case_clocks) {
        if (auto promise = promise_for(wanted, charters, clock)) promises.push_back(std::move(*promise));
    }
    return make_terms(std::move(promises),
                      {catalogue.calendar_rule, catalogue.timezone, catalogue.opening_hours, catalogue.declared_days});
}

const BoundPromise* find_promise(const Terms& terms, Clock clock) {
    const auto found = std::find_if(terms.promises.begin(), terms.promises.end(),
                                    [&](const BoundPromise& promise) { return promise.clock == clock; });
    return found == terms.promises.end() ? nullptr : &*found;
}

std::string receiving_office(const Catalogue& catalogue, std::string_view office) {
    std::string id(office);
    for (int handover = 0; handover < most_handovers; ++handover) {
        const Office* found = find_office(catalogue, id);
        if (found == nullptr) return "";
        if (!found->closed) return id;
        id = found->successor;
    }
    return "";
}

}  // namespace charter
