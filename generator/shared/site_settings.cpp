// The file, as JSON (UTF-8, two blanks of indent, keys in this order):
//   {"format": 1, "name", "body", "title_suffix", "demo_notice", "base_url", "languages", "style_url", "menu",
//   "footer",
//    "channels", "emergency", "escalation", "elsewhere", "edition",
//    "escalation_rules": [{"when", "to"}]}
#include "generator/shared/site_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "generator/shared/contact_views.h"
#include "generator/shared/words.h"

namespace charter {
namespace {

using Json = nlohmann::ordered_json;

constexpr int format_number = 1;

Json json_of(const MenuEntry& entry) {
    return {{"id", entry.id}, {"title", entry.title}, {"url", entry.url}};
}
void read(const Json& json, MenuEntry& entry) {
    entry = {json.at("id"), json.at("title").get<Localized>(), json.at("url").get<Localized>()};
}

Json json_of(const Channel& channel) {
    return {{"id", channel.id},       {"kind", channel.kind}, {"value", channel.value},     {"title", channel.title},
            {"hours", channel.hours}, {"cost", channel.cost}, {"checked", channel.checked}, {"main", channel.main}};
}
void read(const Json& json, Channel& channel) {
    channel = {json.at("id"),
               json.at("kind"),
               json.at("value"),
               json.at("title").get<Localized>(),
               json.at("hours").get<Localized>(),
               json.at("cost").get<Localized>(),
               json.at("checked"),
               json.at("main")};
}

Json json_of(const EmergencyNumber& number) {
    return {{"phone", number.phone}, {"title", number.title}};
}
void read(const Json& json, EmergencyNumber& number) {
    number = {json.at("phone"), json.at("title").get<Localized>()};
}

Json json_of(const OtherBody& step) {
    return {{"id", step.id},       {"title", step.title}, {"when", step.when},
            {"phone", step.phone}, {"email", step.email}, {"url", step.url}};
}
void read(const Json& json, OtherBody& step) {
    step = {json.at("id"),
            json.at("title").get<Localized>(),
            json.at("when").get<Localized>(),
            json.at("phone"),
            json.at("email"),
            json.at("url")};
}

template <typename Item>
Json list_of(const std::vector<Item>& items) {
    Json list = Json::array();
    for (const Item& item : items) list.push_back(json_of(item));
    return list;
}

template <typename Item>
std::vector<Item> read_list(const Json& json, const char* name) {
    std::vector<Item> items;
    for (const Json& each : json.at(name)) read(each, items.emplace_back());
    return items;
}

std::vector<EscalationRule> read_rules(const Json& json) {
    std::vector<EscalationRule> rules;
    for (const Json& each : json) {
        const auto when = find_in(escalation_moments, each.at("when").get<std::string>());
        const auto to = find_in(escalation_levels, each.at("to").get<std::string>());
        if (!when || !to) throw std::runtime_error("it holds an escalation rule that this program does not know");
        rules.push_back({*when, *to});
    }
    return rules;
}

Json json_of(const std::vector<EscalationRule>& rules) {
    Json json = Json::array();
    for (const EscalationRule& rule : rules)
        json.push_back({{"when", key_in(escalation_moments, rule.when)}, {"to", key_in(escalation_levels, rule.to)}});
    return json;
}

SiteSettings read_settings(const Json& json) {
    if (json.at("format") != format_number)
        throw std::runtime_error("its format is not the one this program reads; build the site again");
    SiteSettings settings;
    settings.name = json.at("name").get<Localized>();
    settings.body = json.at("body").get<Localized>();
    settings.title_suffix = json.at("title_suffix").get<Localized>();
    settings.demo_notice = json.at("demo_notice").get<Localized>();
    settings.base_url = json.at("base_url");
    settings.languages = json.at("languages").get<std::vector<std::string>>();
    settings.style_url = json.at("style_url");
    settings.menu = read_list<MenuEntry>(json, "menu");
    settings.footer = read_list<MenuEntry>(json, "footer");
    settings.channels = read_list<Channel>(json, "channels");
    settings.emergency = read_list<EmergencyNumber>(json, "emergency");
    settings.escalation = read_list<OtherBody>(json, "escalation");
    settings.elsewhere = read_list<OtherBody>(json, "elsewhere");
    settings.edition = json.at("edition");
    if (json.contains("escalation_rules")) settings.escalation_rules = read_rules(json.at("escalation_rules"));
    return settings;
}

std::string document_title(const SiteSettings& settings, const ChromePage& page, const Words& words) {
    const Localized& suffix = settings.title_suffix.empty() ? settings.name : settings.title_suffix;
    std::string title = page.error ? words.format("title.error", {{"title", page.title}}) : page.title;
    const std::string& ending = text_in(suffix, page.language);
    if (ending.empty() || ending == title) return title;
    return words.format("title.document", {{"title", title}, {"suffix", ending}});
}

std::vector<View> alternate_views(const SiteSettings& settings, const ChromePage& page) {
    std::vector<View> views;
    if (page.canonical.empty()) return views;
    for (const LanguageLink& link : page.languages) {
        if (link.pending) continue;
        const std::string url = settings.base_url + link.url;
        views.emplace_back().set("language", link.language).set("url", url);
        if (link.language == settings.languages.front())
            views.emplace_back().set("language", "x-default").set("url", url);
    }
    return views;
}

std::vector<View> language_views(const SiteSettings& settings, const ChromePage& page, const Words& words) {
    std::vector<View> views;
    if (page.languages.size() < 2) return views;  // nothing to choose
    for (const LanguageLink& link : page.languages)
        views.emplace_back()
            .set("language", link.language)
            .set("name", words.text("language." + link.language))
            .set("url", link.url)
            .set("leads_to", link.pending ? settings.languages.front() : link.language)
            .flag("current", link.language == page.language)
            .flag("pending", link.pending);
    return views;
}

std::vector<View> entry_views(const std::vector<MenuEntry>& entries, const ChromePage& page, bool marks_current) {
    std::vector<View> views;
    for (const MenuEntry& entry : entries) {
        View& view = views.emplace_back();
        view.set("title", text_in(entry.title, page.language)).set("url", text_in(entry.url, page.language));
        if (marks_current) view.flag("current", entry.id == page.current_menu);
    }
    return views;
}

// Of an entry of the menu; empty if the menu does not have it.
std::string menu_url(const SiteSettings& settings, std::string_view id, std::string_view language) {
    const auto found = std::find_if(settings.menu.begin(), settings.menu.end(),
                                    [&](const MenuEntry& entry) { return entry.id == id; });
    return found == settings.menu.end() ? "" : text_in(found->url, language);
}

// Where "find an office" leads: the finder where there is a search, else the list.
std::string find_office_url(const SiteSettings& settings, std::string_view language) {
    std::string list = menu_url(settings, "offices", language);
    if (list.empty() || menu_url(settings, "search", language).empty()) return list;
    return "/" + std::string(language) + "/offices/find/";
}

void put_help(View& view, const SiteSettings& settings, const ChromePage& page, const Words& words) {
    const auto main = std::find_if(settings.channels.begin(), settings.channels.end(),
                                   [](const Channel& channel) { return channel.main; });
    if (main == settings.channels.end()) return;
    View help;
    set_phone(help, main->value);
    help.set("title", text_in(main->title, page.language))
        .set("cost", text_in(main->cost, page.language))
        .set("hours", text_in(main->hours, page.language))
        .set("checked", main->checked.empty() ? "" : month_text(words, main->checked))
        .set("offices_url", find_office_url(settings, page.language));
    view.object("help", std::move(help));
}

// Where to go and where to write: the first of each.
std::vector<View> visit_views(const SiteSettings& settings, std::string_view language) {
    std::vector<View> views;
    for (const std::string_view kind : {"walk-in", "post"}) {
        const auto found = std::find_if(settings.channels.begin(), settings.channels.end(),
                                        [&](const Channel& channel) { return channel.kind == kind; });
        if (found == settings.channels.end()) continue;
        views.emplace_back()
            .set("title", text_in(found->title, language))
            .set("value", found->value)
            .set("hours", text_in(found->hours, language));
    }
    return views;
}

}  // namespace

std::string to_json(const SiteSettings& settings) {
    const Json json = {{"format", format_number},
                       {"name", settings.name},
                       {"body", settings.body},
                       {"title_suffix", settings.title_suffix},
                       {"demo_notice", settings.demo_notice},
                       {"base_url", settings.base_url},
                       {"languages", settings.languages},
                       {"style_url", settings.style_url},
                       {"menu", list_of(settings.menu)},
                       {"footer", list_of(settings.footer)},
                       {"channels", list_of(settings.channels)},
                       {"emergency", list_of(settings.emergency)},
                       {"escalation", list_of(settings.escalation)},
                       {"elsewhere", list_of(settings.elsewhere)},
                       {"edition", settings.edition},
                       {"escalation_rules", json_of(settings.escalation_rules)}};
    return json.dump(2) + "\n";
}

SiteSettings parse_site_settings(std::string_view json) {
    try {
        return read_settings(Json::parse(json));
    } catch (const nlohmann::json::exception& fault) {
        throw std::runtime_error(fmt::format("site.json cannot be read: {}", fault.what()));
    } catch (const std::runtime_error& fault) {
        throw std::runtime_error(fmt::format("site.json cannot be used: {}", fault.what()));
    }
}

View chrome_view(const SiteSettings& settings, const ChromePage& page, const Words& words) {
    const std::string root = "/" + page.language + "/";
    View view;
    view.set("language", page.language)
        .set("document_title", document_title(settings, page, words))
        .set("description", page.description)
        .set("canonical", page.canonical)
        .flag("no_index", page.no_index)
        .list("alternates", alternate_views(settings, page))
        .set("style_url", settings.style_url)
        .set("home_url", root)
        .set("site_name", text_in(settings.name, page.language))
        .set("body_name", text_in(settings.body, page.language))
        .set("demo_notice", text_in(settings.demo_notice, page.language))
        .flag("demo_database", page.demo)
        .list("languages", language_views(settings, page, words))
        .list("menu", entry_views(settings.menu, page, true))
        .list("footer", entry_views(settings.footer, page, false))
        .list("visit", visit_views(settings, page.language))
        .set("lodge_url", root + "lodge/")
        .set("track_url", root + "track/")
        .set("search_url", menu_url(settings, "search", page.language));
    put_help(view, settings, page, words);
    return view;
}

}  // namespace charter
