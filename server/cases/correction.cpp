// The fact "moved" of an event: "resolve:2026-12-30:2026-12-31", one for each clock, with a blank between. A date that
// is not there is empty.
#include "server/cases/correction.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "generator/shared/contains.h"
#include "generator/shared/text.h"
#include "server/cases/deadline.h"

namespace charter {
namespace {

void put_fact(CaseEvent& event, std::string_view name, std::string value) {
    if (!value.empty()) event.facts.emplace(name, std::move(value));
}
void put_text(CaseEvent& event, std::string_view name, const std::string& text) {
    if (!text.empty()) event.texts.emplace(name, PersonalText{text, {}, {}, false});
}

std::optional<Due> due_in(const Case& now, Clock clock, Instant at) {
    const auto status = clock_status(now, clock, at);
    if (!status || status->run.stopped) return std::nullopt;
    return status->due;
}

std::string date_text(const std::optional<Date>& date) {
    return date ? to_iso(*date) : std::string();
}

std::string moved_text(const std::vector<MovedDate>& moved) {
    std::string text;
    for (const MovedDate& one : moved)
        text += fmt::format("{}{}:{}:{}", text.empty() ? "" : " ", key_of(one.clock), date_text(one.before),
                            date_text(one.after));
    return text;
}

Case corrected(const Case& now, const CaseCorrection& correction) {
    Case after = now;
    after.terms = correction.terms;
    after.lodging.kind = correction.kind;
    after.received_at = correction.received_at;
    return after;
}

template <typename Value>
Value corrected(std::optional<Value> found, std::string_view what, const CaseEvent& event) {
    if (!found) throw std::runtime_error(fmt::format("event {} corrects to an unknown {}", event.sequence, what));
    return *found;
}

}  // namespace

const std::vector<std::string_view>& corrected_names() {
    static const std::vector<std::string_view> names = {
        CorrectedName::kind,        CorrectedName::service,     CorrectedName::about_official,
        CorrectedName::channel,     CorrectedName::received_at, CorrectedName::source_reference,
        CorrectedName::source_date, CorrectedName::name,        CorrectedName::phone,
        CorrectedName::email,       CorrectedName::contact_by,  CorrectedName::holidays};
    return names;
}

bool is_personal(std::string_view corrected_name) {
    return corrected_name == CorrectedName::name || corrected_name == CorrectedName::phone ||
           corrected_name == CorrectedName::email;
}

bool came_by_itself(CaseChannel channel) {
    return channel == CaseChannel::Web || channel == CaseChannel::Open311;
}

CaseCorrection no_correction(const Case& now) {
    const Lodging& lodging = now.lodging;
    return {lodging.kind,           lodging.service,
            lodging.about_official, lodging.channel,
            now.received_at,        lodging.source_reference,
            lodging.source_date,    lodging.contact,
            lodging.sensitive,      now.terms};
}

std::vector<std::string_view> changed_by(const CaseCorrection& correction, const Case& now) {
    const CaseCorrection as_is = no_correction(now);
    std::vector<std::string_view> changed;
    const auto compare = [&](std::string_view name, const auto& one, const auto& other) {
        if (one != other) changed.push_back(name);
    };
    compare(CorrectedName::kind, correction.kind, as_is.kind);
    compare(CorrectedName::service, correction.service, as_is.service);
    compare(CorrectedName::about_official, correction.about_official, as_is.about_official);
    compare(CorrectedName::channel, correction.channel, as_is.channel);
    compare(CorrectedName::received_at, correction.received_at, as_is.received_at);
    compare(CorrectedName::source_reference, correction.source_reference, as_is.source_reference);
    compare(CorrectedName::source_date, correction.source_date, as_is.source_date);
    compare(CorrectedName::name, correction.contact.name, as_is.contact.name);
    compare(CorrectedName::phone, correction.contact.phone, as_is.contact.phone);
    compare(CorrectedName::email, correction.contact.email, as_is.contact.email);
    compare(CorrectedName::contact_by, correction.contact.by, as_is.contact.by);
    if (changed.empty()) compare(CorrectedName::holidays, correction.terms->id, as_is.terms->id);
    return changed;
}

bool is_possible(const CaseCorrection& correction, const Case& now) {
    const CaseChannel recorded = now.lodging.channel;
    const bool keeps_channel = correction.channel == recorded;
    if (!keeps_channel && (came_by_itself(recorded) || came_by_itself(correction.channel))) return false;
    const bool keeps_receipt = correction.received_at == now.received_at;
    if (!keeps_receipt && (came_by_itself(recorded) || correction.received_at > now.recorded_at)) return false;
    // Whoever is named is an official still, and the case opens to their office by no correction.
    if (!now.complained_of.empty() && !correction.about_official) return false;
    if (now.lodging.anonymous && correction.contact != now.lodging.contact) return false;
    return !changed_by(correction, now).empty();
}

void put_correction(CaseEvent& event, const CaseCorrection& correction, const Case& now) {
    const std::vector<std::string_view> changed = changed_by(correction, now);
    const auto put_if = [&](std::string_view name, std::string_view fact, std::string value) {
        if (contains(changed, name)) put_fact(event, fact, std::move(value));
    };
    put_fact(event, FactName::corrected, fmt::format("{}", fmt::join(changed, " ")));
    put_if(CorrectedName::kind, FactName::kind, std::string(key_of(correction.kind)));
    put_if(CorrectedName::service, FactName::service, correction.service);
    if (correction.sensitive && !now.lodging.sensitive) put_if(CorrectedName::service, FactName::sensitive, "yes");
    put_if(CorrectedName::about_official, FactName::about_official, correction.about_official ? "yes" : "no");
    put_if(CorrectedName::channel, FactName::channel, std::string(key_of(correction.channel)));
    put_if(CorrectedName::received_at, FactName::received_at, to_iso(correction.received_at));
    put_if(CorrectedName::source_date, FactName::source_date, correction.source_date);
    put_if(CorrectedName::contact_by, FactName::contact_by, std::string(key_of(correction.contact.by)));
    if (contains(changed, CorrectedName::source_reference))
        put_text(event, TextName::source_reference, correction.source_reference);
    if (contains(changed, CorrectedName::name)) put_text(event, TextName::name, correction.contact.name);
    if (contains(changed, CorrectedName::phone)) put_text(event, TextName::phone, correction.contact.phone);
    if (contains(changed, CorrectedName::email)) put_text(event, TextName::email, correction.contact.email);
    if (correction.terms->id != now.terms->id) put_fact(event, FactName::terms, correction.terms->id);
    put_fact(event, FactName::moved, moved_text(moved_dates(now, corrected(now, correction), event.at)));
}

void apply_correction(Case& now, const CaseEvent& event) {
    Lodging& lodging = now.lodging;
    const std::vector<std::string_view> changed = corrected_by(event);
    const auto is_changed = [&](std::string_view name) { return contains(changed, name); };
    if (is_changed(CorrectedName::kind))
        lodging.kind = corrected(find_case_kind(fact_of(event, FactName::kind)), "kind", event);
    if (is_changed(CorrectedName::service)) lodging.service = fact_of(event, FactName::service);
    if (fact_of(event, FactName::sensitive) == "yes") lodging.sensitive = true;
    if (is_changed(CorrectedName::about_official))
        lodging.about_official = fact_of(event, FactName::about_official) == "yes";
    if (is_changed(CorrectedName::channel))
        lodging.channel = corrected(find_case_channel(fact_of(event, FactName::channel)), "channel", event);
    if (is_changed(CorrectedName::received_at)) now.only_day = false;
    if (is_changed(CorrectedName::received_at))
        now.received_at = corrected(parse_instant(fact_of(event, FactName::received_at)), "receipt", event);
    if (is_changed(CorrectedName::source_reference))
        lodging.source_reference = named_in(event, TextName::source_reference);
    if (is_changed(CorrectedName::source_date)) lodging.source_date = fact_of(event, FactName::source_date);
    if (is_changed(CorrectedName::name)) lodging.contact.name = text_of(event, TextName::name);
    if (is_changed(CorrectedName::phone)) lodging.contact.phone = text_of(event, TextName::phone);
    if (is_changed(CorrectedName::email)) lodging.contact.email = text_of(event, TextName::email);
    if (is_changed(CorrectedName::contact_by))
        lodging.contact.by = corrected(find_contact_by(fact_of(event, FactName::contact_by)), "way of contact", event);
}

std::vector<std::string_view> corrected_by(const CaseEvent& event) {
    const std::vector<std::string> written = split(fact_of(event, FactName::corrected), ' ');
    std::vector<std::string_view> names;
    for (const std::string_view name : corrected_names()) {
        if (contains(written, std::string(name))) names.push_back(name);
    }
    return names;
}

const std::string& terms_of(const std::vector<CaseEvent>& events) {
    const auto last = std::find_if(events.rbegin(), events.rend(),
                                   [](const CaseEvent& event) { return !fact_of(event, FactName::terms).empty(); });
    return fact_of(last == events.rend() ? events.front() : *last, FactName::terms);
}

std::vector<MovedDate> moved_dates(const Case& before, const Case& after, Instant at) {
    std::vector<MovedDate> moved;
    for (const Clock clock :
         {Clock::Acknowledge, Clock::Resolve, Clock::Review, Clock::Refer, Clock::Question, Clock::Objection}) {
        const auto was = due_in(before, clock, at);
        const auto is = due_in(after, clock, at);
        if (was == is) continue;
        moved.push_back({clock, was ? std::optional(was->date) : std::nullopt,  //
                         is ? std::optional(is->date) : std::nullopt});
    }
    return moved;
}

std::vector<MovedDate> moved_dates(const CaseEvent& event) {
    std::vector<MovedDate> moved;
    for (const std::string& one : split(fact_of(event, FactName::moved), ' ')) {
        const std::vector<std::string> parts = split(one, ':');
        if (parts.size() != 3) continue;
        if (const auto clock = find_clock(parts[0]))
            moved.push_back({*clock, parse_date(parts[1]), parse_date(parts[2])});
    }
    return moved;
}

std::shared_ptr<const Terms> with_declared(const Terms& terms, const std::vector<Holiday>& declared) {
    BoundCalendar calendar = terms.bound_calendar;
    for (const Holiday& day : declared) {
        const bool is_bound = std::any_of(calendar.declared.begin(), calendar.declared.end(),
                                          [&](const Holiday& known_day) { return known_day.date == day.date; });
        if (!is_bound) calendar.declared.push_back(day);
    }
    if (calendar.declared.size() == terms.bound_calendar.declared.size()) return nullptr;
    std::stable_sort(calendar.declared.begin(), calendar.declared.end(),
                     [](const Holiday& one, const Holiday& other) { return one.date < other.date; });
    return make_terms(terms.promises, std::move(calendar));
}

}  // namespace charter
