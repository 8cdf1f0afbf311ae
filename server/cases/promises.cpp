#include "server/cases/promises.h"

#include <algorithm>
#include <array>

#include "generator/shared/contains.h"
#include "generator/shared/files.h"
#include "server/cases/canonical.h"
#include "server/cases/lodged_terms.h"

namespace charter {
namespace {

constexpr std::array<Clock, 6> case_clocks = {Clock::Acknowledge, Clock::Resolve,  Clock::Review,
                                              Clock::Refer,       Clock::Question, Clock::Objection};

// What decides which promises a case gets.
struct Subject {
    CaseKind kind = CaseKind::Complaint;
    std::string_view service;
    std::string_view office;
    std::string_view standard;  // the promise that was chosen
};

// A list of standards that can decide what is promised.
struct Source {
    std::string charter;
    std::vector<std::string> standards;
};

// The office and those above it, nearest first; a circle in the content ends where it closes.
std::vector<std::string> line_of(const Catalogue& catalogue, std::string_view office) {
    std::vector<std::string> line;
    for (const Office* each = find_office(catalogue, office); each != nullptr && !contains(line, each->id);
         each = find_office(catalogue, each->parent))
        line.push_back(each->id);
    return line;
}

// The law gives two requests a time of their own, whoever's charter says how soon a question is answered.
bool is_of_request(const Standard& standard) {
    const auto is_request = [](Applies each) {
        return each == Applies::WrittenReasons || each == Applies::AccessRequest;
    };
    return std::any_of(standard.applies_to.begin(), standard.applies_to.end(), is_request);
}

bool names_kind(const Standard& standard, CaseKind kind) {
    const std::vector<Applies>& kinds = standard.applies_to;
    return std::find(kinds.begin(), kinds.end(), applies_of(kind)) != kinds.end();
}

// The standards with which a service says that to ask for it is such a request.
std::vector<std::string> request_standards(const Catalogue& catalogue, const Service* service) {
    if (service == nullptr) return {};
    std::vector<std::string> ids = service->standards;
    std::erase_if(ids, [&](const std::string& id) {
        const Standard* standard = find_standard(catalogue, id);
        return standard == nullptr || !is_of_request(*standard);
    });
    return ids;
}

// The chosen promise, as the charter that makes it; nothing if it is what the case is about, not what the case gets.
Source chosen_source(const Catalogue& catalogue, const Subject& subject, const std::vector<Source>& others) {
    const Standard* chosen = find_standard(catalogue, subject.standard);
    if (chosen == nullptr || !(names_kind(*chosen, subject.kind) || is_of_request(*chosen))) return {};
    const auto made_by = std::find_if(others.begin(), others.end(),
                                      [&](const Source& each) { return contains(each.standards, chosen->id); });
    return {made_by == others.end() ? std::string() : made_by->charter, {chosen->id}};
}

std::vector<Source> sources_for(const Catalogue& catalogue, const Service* service, const Subject& subject, Date day) {
    std::vector<Source> sources = {{"", request_standards(catalogue, service)}};
    for (const std::string& each : line_of(catalogue, subject.office)) {
        if (const CharterEdition* charter = charter_in_force(catalogue, each, day))
            sources.push_back({charter->id, charter->standards});
    }
    if (service != nullptr) sources.push_back({"", service->standards});
    Source site;
    for (const Standard& standard : catalogue.standards) site.standards.push_back(standard.id);
    sources.push_back(std::move(site));
    sources.insert(sources.begin(), chosen_source(catalogue, subject, sources));
    return sources;
}

// What asks for such a service, or for what such a promise is about, is an enquiry; a complaint about it is a
// complaint.
bool applies(const Standard& standard, const Service* service, const Subject& subject) {
    const bool is_asked_for =
        standard.id == subject.standard || (service != nullptr && contains(service->standards, standard.id));
    if (subject.kind == CaseKind::Enquiry && is_asked_for && is_of_request(standard)) return true;
    return standard.applies_to.empty() || names_kind(standard, subject.kind);
}

// The standard of the source that decides for this kind and clock, or nullptr.
const Standard* choose(const Catalogue& catalogue, const Source& source, const Service* service, const Subject& subject,
                       Clock clock) {
    const Standard* best = nullptr;
    int best_rank = 0;
    for (const std::string& id : source.standards) {
        const Standard* standard = find_standard(catalogue, id);
        if (standard == nullptr || standard->clock != clock || !applies(*standard, service, subject)) continue;
        const bool named = service != nullptr && contains(service->standards, id);
        const int rank = (named ? 2 : 0) + (standard->status == PromiseStatus::Adopted ? 1 : 0);
        if (best == nullptr || rank > best_rank) {
            best = standard;
            best_rank = rank;
        }
    }
    return best;
}

void append_words(std::string& bytes, const Localized& words) {
    append_field(bytes, static_cast<std::int64_t>(words.size()));
    for (const auto& [language, text] : words) {
        append_field(bytes, language);
        append_field(bytes, text);
    }
}

void append_promise(std::string& bytes, const BoundPromise& promise) {
    append_field(bytes, key_of(promise.clock));
    append_field(bytes, promise.standard);
    append_field(bytes, promise.edition);
    append_field(bytes, promise.charter);
    append_field(bytes, key_of(promise.status));
    append_field(bytes, to_text(promise.within));
    append_words(bytes, promise.title);
    append_words(bytes, promise.url);
}

void append_calendar(std::string& bytes, const BoundCalendar& calendar) {
    append_field(bytes, calendar.rule == CalendarRule::SouthAfrica ? "za" : "none");
    append_field(bytes, calendar.timezone);
    append_field(bytes, calendar.hours.opens);
    append_field(bytes, calendar.hours.closes);
    append_field(bytes, static_cast<std::int64_t>(calendar.declared.size()));
    for (const Holiday& holiday : calendar.declared) {
        append_field(bytes, to_iso(holiday.date));
        append_field(bytes, holiday.key);
        append_field(bytes, holiday.observed ? "observed" : "");
        append_words(bytes, holiday.names);
    }
}

std::string terms_id(const std::vector<BoundPromise>& promises, const BoundCalendar& calendar) {
    std::string bytes;
    append_field(bytes, static_cast<std::int64_t>(promises.size()));
    for (const BoundPromise& promise : promises) append_promise(bytes, promise);
    append_calendar(bytes, calendar);
    return content_hash(bytes);
}

std::shared_ptr<const Terms> bind(const Catalogue& catalogue, const Subject& subject, Date day) {
    const Service* known = find_service(catalogue, subject.service);
    const std::vector<Source> sources = sources_for(catalogue, known, subject, day);
    std::vector<BoundPromise> promises;
    for (const Clock clock : case_clocks) {
        for (const Source& source : sources) {
            const Standard* standard = choose(catalogue, source, known, subject, clock);
            if (standard == nullptr) continue;
            promises.push_back({clock, standard->id, standard->edition, source.charter, standard->status,
                                standard->within, standard->title, standard->url});
            break;
        }
    }
    return make_terms(std::move(promises),
                      {catalogue.calendar_rule, catalogue.timezone, catalogue.opening_hours, catalogue.declared_days});
}

}  // namespace

std::shared_ptr<const Terms> make_terms(std::vector<BoundPromise> promises, BoundCalendar calendar) {
    std::string id = terms_id(promises, calendar);
    Calendar ready(calendar.rule, calendar.declared, calendar.timezone, calendar.hours);
    return std::make_shared<const Terms>(
        Terms{std::move(id), std::move(promises), std::move(calendar), std::move(ready)});
}

std::shared_ptr<const Terms> bind_terms(const Catalogue& catalogue, CaseKind kind, std::string_view service,
                                        std::string_view office, Date day) {
    return bind(catalogue, {kind, service, office, {}}, day);
}

std::shared_ptr<const Terms> terms_of_lodging(const Catalogue& catalogue, const Lodging& lodging, Date day) {
    return bind(catalogue, {lodging.kind, lodging.service, lodging.office, lodging.standard}, day);
}

const BoundPromise* find_promise(const Terms& terms, Clock clock) {
    const auto found = std::find_if(terms.promises.begin(), terms.promises.end(),
                                    [&](const BoundPromise& promise) { return promise.clock == clock; });
    return found == terms.promises.end() ? nullptr : &*found;
}

std::string receiving_office(const Catalogue& catalogue, std::string_view office) {
    std::vector<std::string> passed;
    const Office* each = find_office(catalogue, office);
    while (each != nullptr && each->closed && !contains(passed, each->id)) {
        passed.push_back(each->id);
        each = find_office(catalogue, each->successor);
    }
    return each == nullptr || each->closed ? std::string() : each->id;
}

}  // namespace charter
