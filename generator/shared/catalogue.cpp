// The file, as JSON (UTF-8, two blanks of indent, keys in this order):
//   {"format": 1, "site", "name", "body", "base_url", "languages", "edition", "timezone", "calendar": "za" | "none",
//    "declared_days": [{"date", "name"}], "opening_hours": {"opens": "07:30", "closes": "16:00"},
//    "hours": [{"id", "days", "opens", "closes"}], "principles", "regions", "categories", "standards", "services",
//    "offices", "charters", "retention", "calls_kept_years"}
// A text in several languages is an object from language to text. What is empty or absent is left out.
#include "generator/shared/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace charter {
namespace {

using Json = nlohmann::ordered_json;

constexpr int format_number = 1;
constexpr int minutes_of_a_day = 24 * 60;

std::string time_text(int minute) {
    return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

int parse_time(const std::string& text) {
    int hour = 0;
    int minute = 0;
    const char* end = text.data() + text.size();
    const auto [colon, hour_error] = std::from_chars(text.data(), end, hour);
    if (hour_error == std::errc() && colon != end && *colon == ':') {
        const auto [rest, minute_error] = std::from_chars(colon + 1, end, minute);
        const bool in_day = hour >= 0 && minute >= 0 && minute < 60 && hour * 60 + minute <= minutes_of_a_day;
        if (minute_error == std::errc() && rest == end && in_day) return hour * 60 + minute;
    }
    throw std::runtime_error(fmt::format("bad time \"{}\"", text));
}

// Writes what is not empty, so that the file holds no noise.
void put(Json& json, const char* name, const std::string& text) {
    if (!text.empty()) json[name] = text;
}
void put(Json& json, const char* name, const Localized& text) {
    if (!text.empty()) json[name] = text;
}
void put(Json& json, const char* name, const std::vector<std::string>& texts) {
    if (!texts.empty()) json[name] = texts;
}
void put(Json& json, const char* name, const std::optional<Date>& date) {
    if (date) json[name] = to_iso(*date);
}

std::string text_at(const Json& json, const char* name) {
    return json.value(name, std::string());
}
Localized words_at(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() ? Localized() : found->get<Localized>();
}
std::vector<std::string> list_at(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() ? std::vector<std::string>() : found->get<std::vector<std::string>>();
}
std::optional<Date> date_at(const Json& json, const char* name) {
    const std::string text = text_at(json, name);
    if (text.empty()) return std::nullopt;
    const auto date = parse_date(text);
    if (!date) throw std::runtime_error(fmt::format("bad date \"{}\"", text));
    return date;
}

Json json_of(const Named& named) {
    return {{"id", named.id}, {"name", named.name}};
}
void read(const Json& json, Named& named) {
    named = {json.at("id"), words_at(json, "name")};
}

Json json_of(const NamedHours& hours) {
    return {
        {"id", hours.id}, {"days", hours.days}, {"opens", time_text(hours.opens)}, {"closes", time_text(hours.closes)}};
}
void read(const Json& json, NamedHours& hours) {
    hours = {text_at(json, "id"), text_at(json, "days"), parse_time(text_at(json, "opens")),
             parse_time(text_at(json, "closes"))};
}

Json json_of(const RetentionClass& kept) {
    return {{"kind", key_of(kept.kind)}, {"years", kept.years}};
}
void read(const Json& json, RetentionClass& kept) {
    const auto kind = find_case_kind(json.at("kind").get<std::string>());
    if (!kind) throw std::runtime_error("it keeps cases of an unknown kind");
    kept = {*kind, json.at("years").get<int>()};
}

Json json_of(const Holiday& day) {
    return {{"date", to_iso(day.date)}, {"name", day.names}};
}
void read(const Json& json, Holiday& day) {
    const auto date = date_at(json, "date");
    if (!date) throw std::runtime_error("a declared day has no date");
    day = {*date, "declared", words_at(json, "name"), false};
}

Json json_of(const Standard& standard) {
    Json json = {{"id", standard.id}};
    put(json, "title", standard.title);
    std::vector<std::string> applies;
    for (const Applies one : standard.applies_to) applies.emplace_back(key_of(one));
    put(json, "applies_to", applies);
    json["clock"] = key_of(standard.clock);
    json["within"] = {{"amount", standard.within.amount}, {"unit", key_of(standard.within.unit)}};
    if (standard.target_percent) json["target_percent"] = *standard.target_percent;
    put(json, "principle", standard.principle);
    json["status"] = key_of(standard.status);
    put(json, "edition", standard.edition);
    put(json, "measured_by", standard.measured_by);
    put(json, "url", standard.url);
    return json;
}

template <typename Value>
Value need(std::optional<Value> found, const std::string& text, std::string_view what) {
    if (!found) throw std::runtime_error(fmt::format("unknown {} \"{}\"", what, text));
    return *found;
}

void read(const Json& json, Standard& standard) {
    standard.id = json.at("id");
    standard.title = words_at(json, "title");
    for (const std::string& key : list_at(json, "applies_to"))
        standard.applies_to.push_back(need(find_applies(key), key, "kind of case"));
    standard.clock = need(find_clock(text_at(json, "clock")), text_at(json, "clock"), "clock");
    const Json& within = json.at("within");
    standard.within = {within.at("amount"),
                       need(find_limit_unit(text_at(within, "unit")), text_at(within, "unit"), "unit")};
    if (json.contains("target_percent")) standard.target_percent = json.at("target_percent").get<int>();
    standard.principle = text_at(json, "principle");
    standard.status = text_at(json, "status") == "adopted" ? PromiseStatus::Adopted : PromiseStatus::Example;
    standard.edition = text_at(json, "edition");
    standard.measured_by = words_at(json, "measured_by");
    standard.url = words_at(json, "url");
}

Json json_of(const Service& service) {
    Json json = {{"id", service.id}};
    put(json, "title", service.title);
    put(json, "summary", service.summary);
    put(json, "cost", service.cost);
    if (!service.needs.empty()) json["needs"] = service.needs;
    put(json, "category", service.category);
    put(json, "standards", service.standards);
    put(json, "offices", service.offices);
    if (service.not_ours) json["not_ours"] = true;
    if (service.sensitive) json["sensitive"] = true;
    put(json, "url", service.url);
    return json;
}
void read(const Json& json, Service& service) {
    service = {json.at("id"),
               words_at(json, "title"),
               words_at(json, "summary"),
               words_at(json, "cost"),
               json.value("needs", decltype(service.needs)()),
               text_at(json, "category"),
               list_at(json, "standards"),
               list_at(json, "offices"),
               json.value("not_ours", false),
               words_at(json, "url"),
               json.value("sensitive", false)};
}

Json json_of(const Office& office) {
    Json json = {{"id", office.id}};
    put(json, "name", office.name);
    put(json, "type", office.type);
    put(json, "region", office.region);
    put(json, "parent", office.parent);
    put(json, "address", office.address);
    put(json, "phone", office.phone);
    put(json, "email", office.email);
    put(json, "hours", office.hours);
    if (office.closed) json["closed"] = true;
    put(json, "successor", office.successor);
    put(json, "url", office.url);
    return json;
}
void read(const Json& json, Office& office) {
    office.id = json.at("id");
    office.name = words_at(json, "name");
    office.type = text_at(json, "type");
    office.region = text_at(json, "region");
    office.parent = text_at(json, "parent");
    office.address = words_at(json, "address");
    office.phone = text_at(json, "phone");
    office.email = text_at(json, "email");
    office.hours = text_at(json, "hours");
    office.closed = json.value("closed", false);
    office.successor = text_at(json, "successor");
    office.url = words_at(json, "url");
}

Json json_of(const CharterEdition& charter) {
    Json json = {{"id", charter.id}};
    put(json, "title", charter.title);
    put(json, "office", charter.office);
    put(json, "edition", charter.edition);
    put(json, "standards", charter.standards);
    put(json, "services", charter.services);
    put(json, "in_force_from", charter.in_force_from);
    put(json, "approved_role", charter.approved_role);
    put(json, "approved_on", charter.approved_on);
    put(json, "url", charter.url);
    return json;
}
void read(const Json& json, CharterEdition& charter) {
    charter.id = json.at("id");
    charter.title = words_at(json, "title");
    charter.office = text_at(json, "office");
    charter.edition = text_at(json, "edition");
    charter.standards = list_at(json, "standards");
    charter.services = list_at(json, "services");
    charter.in_force_from = date_at(json, "in_force_from");
    charter.approved_role = text_at(json, "approved_role");
    charter.approved_on = date_at(json, "approved_on");
    charter.url = words_at(json, "url");
}

template <typename Item>
void put_list(Json& json, const char* name, const std::vector<Item>& items) {
    Json list = Json::array();
    for (const Item& item : items) list.push_back(json_of(item));
    json[name] = std::move(list);
}

template <typename Item>
std::vector<Item> read_list(const Json& json, const char* name) {
    std::vector<Item> items;
    const auto found = json.find(name);
    if (found == json.end()) return items;
    for (const Json& each : *found) read(each, items.emplace_back());
    return items;
}

Catalogue read_catalogue(const Json& json) {
    if (json.at("format") != format_number)
        throw std::runtime_error("its format is not the one this program reads; build the site again");
    Catalogue catalogue;
    catalogue.site_id = text_at(json, "site");
    catalogue.name = words_at(json, "name");
    catalogue.body = words_at(json, "body");
    catalogue.base_url = text_at(json, "base_url");
    catalogue.languages = list_at(json, "languages");
    if (catalogue.languages.empty()) throw std::runtime_error("it names no language");
    catalogue.edition = text_at(json, "edition");
    catalogue.timezone = text_at(json, "timezone");
    catalogue.calendar_rule = text_at(json, "calendar") == "za" ? CalendarRule::SouthAfrica : CalendarRule::None;
    catalogue.declared_days = read_list<Holiday>(json, "declared_days");
    const Json& hours = json.at("opening_hours");
    catalogue.opening_hours = {parse_time(text_at(hours, "opens")), parse_time(text_at(hours, "closes"))};
    if (json.contains("hours")) catalogue.hours = read_list<NamedHours>(json, "hours");
    catalogue.principles = list_at(json, "principles");
    catalogue.regions = read_list<Named>(json, "regions");
    catalogue.categories = read_list<Named>(json, "categories");
    catalogue.standards = read_list<Standard>(json, "standards");
    catalogue.services = read_list<Service>(json, "services");
    catalogue.offices = read_list<Office>(json, "offices");
    catalogue.charters = read_list<CharterEdition>(json, "charters");
    if (json.contains("retention")) catalogue.retention = read_list<RetentionClass>(json, "retention");
    if (json.contains("calls_kept_years")) catalogue.calls_kept_years = json.at("calls_kept_years").get<int>();
    return catalogue;
}

// The entry with that id in a list sorted by id.
template <typename Item>
const Item* find_by_id(const std::vector<Item>& items, std::string_view id) {
    const auto found = std::lower_bound(items.begin(), items.end(), id,
                                        [](const Item& item, std::string_view wanted) { return item.id < wanted; });
    return found != items.end() && found->id == id ? &*found : nullptr;
}

}  // namespace

std::string to_json(const Catalogue& catalogue) {
    Json json = {{"format", format_number}, {"site", catalogue.site_id}};
    put(json, "name", catalogue.name);
    put(json, "body", catalogue.body);
    put(json, "base_url", catalogue.base_url);
    json["languages"] = catalogue.languages;
    put(json, "edition", catalogue.edition);
    json["timezone"] = catalogue.timezone;
    json["calendar"] = catalogue.calendar_rule == CalendarRule::SouthAfrica ? "za" : "none";
    put_list(json, "declared_days", catalogue.declared_days);
    json["opening_hours"] = {{"opens", time_text(catalogue.opening_hours.opens)},
                             {"closes", time_text(catalogue.opening_hours.closes)}};
    if (!catalogue.hours.empty()) put_list(json, "hours", catalogue.hours);
    put(json, "principles", catalogue.principles);
    put_list(json, "regions", catalogue.regions);
    put_list(json, "categories", catalogue.categories);
    put_list(json, "standards", catalogue.standards);
    put_list(json, "services", catalogue.services);
    put_list(json, "offices", catalogue.offices);
    put_list(json, "charters", catalogue.charters);
    if (!catalogue.retention.empty()) put_list(json, "retention", catalogue.retention);
    if (catalogue.calls_kept_years) json["calls_kept_years"] = *catalogue.calls_kept_years;
    return json.dump(2) + "\n";
}

Catalogue parse_catalogue(std::string_view json) {
    try {
        return read_catalogue(Json::parse(json));
    } catch (const nlohmann::json::exception& fault) {
        throw std::runtime_error(fmt::format("catalogue.json cannot be read: {}", fault.what()));
    } catch (const std::runtime_error& fault) {
        throw std::runtime_error(fmt::format("catalogue.json cannot be used: {}", fault.what()));
    }
}

const Standard* find_standard(const Catalogue& catalogue, std::string_view id) {
    return find_by_id(catalogue.standards, id);
}
const Service* find_service(const Catalogue& catalogue, std::string_view id) {
    return find_by_id(catalogue.services, id);
}
bool is_sensitive(const Catalogue& catalogue, std::string_view service) {
    const Service* found = find_service(catalogue, service);
    return found != nullptr && found->sensitive;
}

const Office* find_office(const Catalogue& catalogue, std::string_view id) {
    return find_by_id(catalogue.offices, id);
}

Calendar calendar_of(const Catalogue& catalogue) {
    return {catalogue.calendar_rule, catalogue.declared_days, catalogue.timezone, catalogue.opening_hours};
}

const CharterEdition* charter_in_force(const Catalogue& catalogue, std::string_view office, Date day) {
    const CharterEdition* latest = nullptr;
    for (const CharterEdition& charter : catalogue.charters) {
        if (charter.office != office || charter.approved_role.empty() || !charter.in_force_from ||
            *charter.in_force_from > day)
            continue;
        if (latest == nullptr || *charter.in_force_from > *latest->in_force_from) latest = &charter;
    }
    return latest;
}

}  // namespace charter
