// The form: {"@context":"https://schema.org","@graph":[{"@type":"BreadcrumbList", ..}, {"@type":..}]}
#include "generator/render/linked_data.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "generator/render/addresses.h"
#include "generator/render/article_view.h"
#include "generator/render/part_views.h"
#include "generator/render/search_content.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

using nlohmann::json;

constexpr std::string_view context = R"({"@context":"https://schema.org",)";

// JSON in which no sign of a text means anything in HTML: neither the end of the script element nor of anything else.
std::string for_script(const std::string& text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\\' && text[at + 1] == '"') {
            out += "\\u0022";
            ++at;
        } else if (c == '\\') {
            out.append(text, at, 2);
            ++at;
        } else if (c == '<') {
            out += "\\u003c";
        } else if (c == '>') {
            out += "\\u003e";
        } else if (c == '&') {
            out += "\\u0026";
        } else {
            out += c;
        }
    }
    return out;
}

std::string written(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

void set(json& object, std::string_view name, const std::string& text) {
    if (!text.empty()) object[std::string(name)] = text;
}

std::string full(const Scope& scope, std::string_view url) {
    return absolute_url(scope.settings.base_url, url);
}

// Only a page with something above it has a trail.
std::string breadcrumbs(const Scope& scope, const Page& page) {
    const std::vector<const Page*> above = ancestors_of(scope.site, page);
    if (above.empty()) return {};
    std::string text = R"({"@type":"BreadcrumbList","itemListElement":[)";
    int position = 0;
    const auto add = [&](const std::string& title, const std::string& url) {
        ++position;
        text.append(position == 1 ? "" : ",")
            .append(R"({"@type":"ListItem","position":)")
            .append(std::to_string(position))
            .append(",\"name\":")
            .append(written(title))
            .append(",\"item\":")
            .append(written(full(scope, url)))
            .append("}");
    };
    for (const Page* index : above)
        add(index->path == "index" ? scope.words.text("ui.home") : index->title, index->url);
    add(page.title, page.url);
    return text + "]}";
}

// "/#body" of the site's address stands for the body on every page.
json body_of(const Scope& scope) {
    json body = {{"@type", "GovernmentOrganization"}, {"@id", full(scope, "/#body")}};
    set(body, "name", text_in(scope.settings.body, scope.language()));
    return body;
}

json contact_point(const Scope& scope, const Channel& channel) {
    json point = {{"@type", "ContactPoint"}, {"contactType", "customer service"}};
    point[channel.kind == "email" ? "email" : "telephone"] = channel.value;
    set(point, "name", text_in(channel.title, scope.language()));
    point["availableLanguage"] = scope.settings.languages;
    return point;
}

bool is_contact_point(const Channel& channel) {
    static constexpr std::array<std::string_view, 5> kinds = {"phone", "sms", "whatsapp", "call-back", "email"};
    return std::find(kinds.begin(), kinds.end(), channel.kind) != kinds.end();
}

json body_entity(const Scope& scope, const Page& home) {
    json body = body_of(scope);
    body["url"] = full(scope, home.url);
    for (const Channel& channel : scope.settings.channels) {
        if (is_contact_point(channel)) body["contactPoint"].push_back(contact_point(scope, channel));
        if (channel.kind == "post") set(body, "address", channel.value);
    }
    return body;
}

// Hours that are only an example are left out: a program cannot see the word beside them.
void set_hours(json& office, const Site& site, const std::string& id) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> days = {{{"mon", "Monday"},
                                                                                           {"tue", "Tuesday"},
                                                                                           {"wed", "Wednesday"},
                                                                                           {"thu", "Thursday"},
                                                                                           {"fri", "Friday"},
                                                                                           {"sat", "Saturday"},
                                                                                           {"sun", "Sunday"}}};
    const HoursEntry* hours = find_hours(site, id);
    if (hours == nullptr || hours->status == FactStatus::Example) return;
    const std::size_t dash = hours->days.find('-');
    const std::string first = hours->days.substr(0, dash);
    const std::string last = dash == std::string::npos ? first : hours->days.substr(dash + 1);
    json open = json::array();
    bool inside = false;
    for (const auto& [key, name] : days) {
        inside = inside || key == first;
        if (inside) open.push_back(name);
        if (key == last) inside = false;
    }
    office["openingHoursSpecification"] = {{"@type", "OpeningHoursSpecification"},
                                           {"dayOfWeek", open},
                                           {"opens", clock_time(hours->opens)},
                                           {"closes", clock_time(hours->closes)}};
}

json office_entity(const Scope& scope, const Office& office) {
    const std::string url = text_in(office.url, scope.language());
    json entity = {{"@type", "GovernmentOffice"}, {"@id", full(scope, url + "#office")}, {"url", full(scope, url)}};
    set(entity, "name", text_in(office.name, scope.language()));
    set(entity, "address", text_in(office.address, scope.language()));
    set(entity, "telephone", office.phone);
    set(entity, "email", office.email);
    set_hours(entity, scope.site, office.hours);
    if (!scope.settings.body.empty()) entity["parentOrganization"] = body_of(scope);
    return entity;
}

json promise_channel(const Scope& scope, const Standard& standard) {
    json channel = {{"@type", "ServiceChannel"}, {"processingTime", duration_of(standard.within)}};
    set(channel, "name", text_in(standard.title, scope.language()));
    std::string limit = std::to_string(standard.within.amount) + " " + scope.words.limit_unit(standard.within);
    if (standard.status == PromiseStatus::Example) limit += " (" + scope.words.text("ui.example") + ")";
    set(channel, "description", limit);
    channel["serviceUrl"] = full(scope, text_in(standard.url, scope.language()));
    return channel;
}

// The main telephone line, and the form of this site.
void add_ways_in(json& service, const Scope& scope, const CaseSubject& subject) {
    const auto& channels = scope.settings.channels;
    const auto main = std::find_if(channels.begin(), channels.end(),
                                   [](const Channel& channel) { return channel.main && is_contact_point(channel); });
    if (main != channels.end()) {
        json channel = {{"@type", "ServiceChannel"}, {"servicePhone", contact_point(scope, *main)}};
        set(channel, "name", text_in(main->title, scope.language()));
        service["availableChannel"].push_back(channel);
    }
    service["availableChannel"].push_back({{"@type", "ServiceChannel"},
                                           {"name", scope.words.text("ui.ask")},
                                           {"serviceUrl", full(scope, lodge_url(scope.language(), subject))},
                                           {"availableLanguage", scope.settings.languages}});
}

json government_service(const Scope& scope, const Page& page) {
    json entity = {{"@type", "GovernmentService"},
                   {"@id", full(scope, page.url + "#service")},
                   {"name", page.title},
                   {"url", full(scope, page.url)}};
    set(entity, "description", page.description);
    if (!scope.settings.body.empty()) entity["provider"] = body_of(scope);
    return entity;
}

json service_entity(const Scope& scope, const Page& page, const Service& service) {
    json entity = government_service(scope, page);
    set(entity, "serviceType", name_of(scope, scope.site.catalogue.categories, service.category));
    if (!page.who.empty()) entity["audience"] = {{"@type", "Audience"}, {"audienceType", page.who}};
    for (const std::string& id : service.standards)
        if (const Standard* standard = find_standard(scope.site.catalogue, id))
            entity["availableChannel"].push_back(promise_channel(scope, *standard));
    add_ways_in(entity, scope, {"enquiry", {}, service.id, {}});
    for (const std::string& id : service.offices)
        if (const Office* office = find_office(scope.site.catalogue, id); office != nullptr && !office->closed)
            entity["availableChannel"].push_back(
                {{"@type", "ServiceChannel"},
                 {"name", text_in(office->name, scope.language())},
                 {"serviceLocation", {{"@id", full(scope, text_in(office->url, scope.language()) + "#office")}}}});
    return entity;
}

json standard_entity(const Scope& scope, const Page& page, const Standard& standard) {
    json entity = government_service(scope, page);
    entity["availableChannel"].push_back(promise_channel(scope, standard));
    return entity;
}

json entity_of(const Scope& scope, const Page& page) {
    if (page.path == "index") return scope.settings.body.empty() ? json() : body_entity(scope, page);
    if (page.is_index || !page.edition.empty() || page.draft) return {};
    if (page.kind == PageKind::Office) {
        const Office* office = find_office(scope.site.catalogue, page.id);
        if (office != nullptr && !office->closed) return office_entity(scope, *office);
    } else if (page.kind == PageKind::Service) {
        const Service* service = find_service(scope.site.catalogue, page.id);
        if (service != nullptr && !service->not_ours) return service_entity(scope, page, *service);
    } else if (page.kind == PageKind::Standard) {
        const Standard* standard = find_standard(scope.site.catalogue, page.id);
        if (standard != nullptr) return standard_entity(scope, page, *standard);
    }
    return {};
}

// Where the next heading of this rank or a higher begins, be it of the text or of a block in it.
std::size_t next_heading(std::string_view html, std::size_t from, int level) {
    std::size_t next = html.size();
    for (int rank = 2; rank <= level; ++rank) next = std::min(next, html.find("<h" + std::to_string(rank), from));
    return next;
}

std::string text_below(std::string_view html, const Heading& heading) {
    std::size_t begin = html.find("<h" + std::to_string(heading.level) + " id=\"" + heading.id + "\"");
    if (begin == std::string_view::npos) return {};
    begin = html.find("</h", begin);
    begin = std::min(html.find('>', begin), html.size() - 1) + 1;
    const std::string plain = plain_text(html.substr(begin, next_heading(html, begin, heading.level) - begin));
    return std::string(trim(plain));
}

}  // namespace

std::string duration_of(const Limit& limit) {
    constexpr int working_days_in_week = 5;
    constexpr int days_in_week = 7;
    constexpr int hours_in_working_day = 8;
    const auto days = [](int working_days) {
        const int weeks = working_days / working_days_in_week;
        const int rest = working_days % working_days_in_week;
        return weeks * days_in_week + (rest == 0 ? 0 : rest + days_in_week - working_days_in_week);
    };
    const std::string amount = std::to_string(limit.amount);
    switch (limit.unit) {
        case LimitUnit::Minutes:
            return "PT" + amount + "M";
        case LimitUnit::Hours:
            return "PT" + amount + "H";
        case LimitUnit::WorkingHours:
            return "P" + std::to_string(days((limit.amount + hours_in_working_day - 1) / hours_in_working_day)) + "D";
        case LimitUnit::Days:
            return "P" + amount + "D";
        case LimitUnit::WorkingDays:
            break;
    }
    return "P" + std::to_string(days(limit.amount)) + "D";
}

std::string linked_data(const Scope& scope, const Page& page) {
    std::string graph = breadcrumbs(scope, page);
    const json entity = entity_of(scope, page);
    if (!entity.is_null()) graph += (graph.empty() ? "" : ",") + written(entity);
    if (graph.empty()) return {};
    return for_script(std::string(context) + "\"@graph\":[" + graph + "]}");
}

std::string questions_data(const MarkdownPage& text) {
    json questions = json::array();
    for (const Heading& heading : text.headings) {
        if (heading.level > 3 || !heading.text.ends_with('?')) continue;
        const std::string answer = text_below(text.html, heading);
        if (answer.empty()) continue;
        questions.push_back({{"@type", "Question"},
                             {"name", heading.text},
                             {"acceptedAnswer", {{"@type", "Answer"}, {"text", answer}}}});
    }
    if (questions.empty()) return {};
    return for_script(std::string(context) + R"("@type":"FAQPage","mainEntity":)" + written(questions) + "}");
}

}  // namespace charter
