// JSON: {"promises": [{"clock", "standard", "edition", "charter", "status", "within", "title", "url"}],
//        "calendar": {"rule": "za" | "none", "timezone", "opens", "closes", "declared": [{"date", "names"}]}}
// within is "25 working days"; opens and closes are minutes after midnight.
#include "server/store/terms_text.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "server/store/store.h"

namespace charter {
namespace {

using Json = nlohmann::json;

Json json_of(const BoundPromise& promise) {
    return {{"clock", key_of(promise.clock)},   {"standard", promise.standard},
            {"edition", promise.edition},       {"charter", promise.charter},
            {"status", key_of(promise.status)}, {"within", to_text(promise.within)},
            {"title", promise.title},           {"url", promise.url}};
}

BoundPromise promise_of(const Json& json) {
    BoundPromise promise;
    promise.clock = find_clock(json.at("clock").get<std::string>()).value();
    promise.standard = json.at("standard");
    promise.edition = json.at("edition");
    promise.charter = json.at("charter");
    promise.status = json.at("status") == "adopted" ? PromiseStatus::Adopted : PromiseStatus::Example;
    promise.within = parse_limit(json.at("within").get<std::string>()).value();
    promise.title = json.at("title").get<Localized>();
    promise.url = json.at("url").get<Localized>();
    return promise;
}

Json json_of(const BoundCalendar& calendar) {
    Json declared = Json::array();
    for (const Holiday& day : calendar.declared) declared.push_back({{"date", to_iso(day.date)}, {"names", day.names}});
    return {{"rule", calendar.rule == CalendarRule::SouthAfrica ? "za" : "none"},
            {"timezone", calendar.timezone},
            {"opens", calendar.hours.opens},
            {"closes", calendar.hours.closes},
            {"declared", std::move(declared)}};
}

BoundCalendar calendar_of(const Json& json) {
    BoundCalendar calendar;
    calendar.rule = json.at("rule") == "za" ? CalendarRule::SouthAfrica : CalendarRule::None;
    calendar.timezone = json.at("timezone");
    calendar.hours = {json.at("opens"), json.at("closes")};
    for (const Json& day : json.at("declared"))
        calendar.declared.push_back({parse_date(day.at("date").get<std::string>()).value(), "declared",
                                     day.at("names").get<Localized>(), false});
    return calendar;
}

}  // namespace

std::string to_text(const Terms& terms) {
    Json promises = Json::array();
    for (const BoundPromise& promise : terms.promises) promises.push_back(json_of(promise));
    return Json{{"promises", std::move(promises)}, {"calendar", json_of(terms.bound_calendar)}}.dump();
}

std::shared_ptr<const Terms> parse_terms(std::string_view id, std::string_view text) {
    try {
        const Json json = Json::parse(text);
        std::vector<BoundPromise> promises;
        for (const Json& promise : json.at("promises")) promises.push_back(promise_of(promise));
        auto terms = make_terms(std::move(promises), calendar_of(json.at("calendar")));
        if (terms->id == id) return terms;
    } catch (const std::exception& fault) {
        throw StoreError(fmt::format("the promises \"{}\" in the database cannot be read: {}", id, fault.what()));
    }
    throw StoreError(fmt::format("the promises \"{}\" in the database were altered", id));
}

}  // namespace charter
