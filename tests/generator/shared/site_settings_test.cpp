#include "generator/shared/site_settings.h"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "generator/shared/words.h"

namespace charter::site_settings_test {
namespace {

SiteSettings full_settings() {
    SiteSettings settings;
    settings.name = {{"en", "Charters"}, {"af", "Handveste"}};
    settings.body = {{"en", "The town"}};
    settings.title_suffix = {{"en", "Town"}};
    settings.demo_notice = {{"en", "Practice"}};
    settings.base_url = "https://town.example";
    settings.languages = {"en", "af"};
    settings.style_url = "/assets/style.css";
    settings.menu = {
        {"services", {{"en", "Services"}}, {{"en", "/en/services/"}}},
        {"offices", {{"en", "Offices"}, {"af", "Kantore"}}, {{"en", "/en/offices/"}, {"af", "/af/offices/"}}}};
    settings.footer = {{"privacy", {{"en", "Privacy"}}, {{"en", "/en/privacy/"}}}};
    settings.channels = {
        {"line", "phone", "0800 220 250", {{"en", "Call us"}}, {{"en", "8 to 4"}}, {{"en", "Free"}}, "2026-09", true},
        {"desk", "walk-in", "1 \"Main\" Street", {{"en", "Visit"}}, {{"en", "8 to 3"}}, {}, "", false},
        {"desk2", "walk-in", "2 Main Street", {{"en", "Visit"}}, {}, {}, "", false}};
    settings.emergency = {{"10111", {{"en", "Police"}, {"af", "Polisie"}}}};
    settings.escalation = {
        {"head", {{"en", "Head office"}}, {{"en", "after"}}, "021 1", "a@b.example", "https://b.example/"}};
    settings.edition = "2026-27";
    return settings;
}

Words english() {
    return {"en",
            {{"title.document", "{title} - {suffix}"},
             {"title.error", "Error: {title}"},
             {"language.en", "English"},
             {"language.af", "Afrikaans"},
             {"date.month.9", "September"},
             {"date.month-year", "{month} {year}"}},
            {}};
}

ChromePage page_of(const std::string& title) {
    ChromePage page;
    page.language = "en";
    page.title = title;
    page.canonical = "https://town.example/en/a/";
    page.current_menu = "offices";
    page.languages = {{"en", "/en/a/", false}, {"af", "/af/a/", false}};
    return page;
}

// One name of every item of a list.
std::string texts_of(const View& view, std::string_view list, std::string_view name) {
    std::string text;
    for (const View& item : view.items().find(list)->second.views) {
        const auto found = item.items().find(name);
        text += (text.empty() ? "" : ", ") +
                (found->second.type == View::Type::Flag ? (found->second.value ? "yes" : "no") : found->second.text);
    }
    return text;
}

std::string text_of(const View& view, std::string_view name) {
    return view.items().find(name)->second.text;
}

}  // namespace

TEST_CASE("settings written as JSON are read back the same, and written again give the same bytes", "[site settings]") {
    const SiteSettings settings = GENERATE(values({SiteSettings(), full_settings()}));
    const std::string json = to_json(settings);
    CHECK(parse_site_settings(json) == settings);
    CHECK(to_json(parse_site_settings(json)) == json);
}

TEST_CASE("settings that this program did not write are refused, with the reason", "[site settings]") {
    const std::string whole = to_json(full_settings());
    const auto changed = [&](std::string_view from, std::string_view to) {
        std::string json = whole;
        const auto at = json.find(from);
        REQUIRE(at != std::string::npos);
        return json.replace(at, from.size(), to);
    };
    const auto refuses = [](const std::string& json, const std::string& reason) {
        CHECK_THROWS_WITH(parse_site_settings(json), Catch::Contains(reason));
        CHECK_THROWS_AS(parse_site_settings(json), std::runtime_error);
    };
    refuses("", "site.json cannot be read");
    refuses("[]", "site.json cannot be read");
    refuses(whole.substr(0, whole.size() / 2), "site.json cannot be read");
    refuses(changed("\"base_url\"", "\"base-url\""), "base_url");
    refuses(changed("\"2026-27\"", "2026"), "site.json cannot be read");
    refuses(changed("\"phone\": \"10111\"", "\"phone\": 10111"), "site.json cannot be read");
    refuses(changed("\"format\": 1", "\"format\": 2"), "build the site again");
}

TEST_CASE("the chrome of a page sets only names that every layout with chrome declares", "[site settings]") {
    const Shape& shape = layout_shapes().at("not_found");
    CHECK(violations(chrome_view(full_settings(), page_of("A"), english()), shape).empty());
    SiteSettings bare;
    bare.name = {{"en", "Charters"}};
    bare.languages = {"en"};
    ChromePage page = page_of("A");
    page.languages.clear();
    CHECK(violations(chrome_view(bare, page, english()), shape).empty());
}

TEST_CASE("a document's title ends with the site's name, once, and begins with the error", "[site settings]") {
    SiteSettings settings = full_settings();
    const auto title = [&](const ChromePage& page) {
        return text_of(chrome_view(settings, page, english()), "document_title");
    };
    CHECK(title(page_of("Offices")) == "Offices - Town");
    CHECK(title(page_of("Town")) == "Town");
    ChromePage failed = page_of("Your name");
    failed.error = true;
    CHECK(title(failed) == "Error: Your name - Town");
    settings.title_suffix.clear();
    CHECK(title(page_of("Offices")) == "Offices - Charters");
}

TEST_CASE("search engines are told the languages that a page has, and the first as the one for all others",
          "[site settings]") {
    ChromePage page = page_of("A");
    const auto alternates = [&] {
        const View view = chrome_view(full_settings(), page, english());
        return texts_of(view, "alternates", "language") + " | " + texts_of(view, "alternates", "url");
    };
    CHECK(alternates() ==
          "en, x-default, af | https://town.example/en/a/, https://town.example/en/a/, https://town.example/af/a/");
    page.languages[1].pending = true;
    CHECK(alternates() == "en, x-default | https://town.example/en/a/, https://town.example/en/a/");
    page.canonical.clear();
    CHECK(alternates() == " | ");
}

TEST_CASE("the language switch names each language in itself and marks the page's own", "[site settings]") {
    const View view = chrome_view(full_settings(), page_of("A"), english());
    CHECK(texts_of(view, "languages", "name") == "English, Afrikaans");
    CHECK(texts_of(view, "languages", "current") == "yes, no");
}

TEST_CASE("the menu marks where the page belongs", "[site settings]") {
    const View view = chrome_view(full_settings(), page_of("A"), english());
    CHECK(texts_of(view, "menu", "title") == "Services, Offices");
    CHECK(texts_of(view, "menu", "current") == "no, yes");
    CHECK(texts_of(view, "footer", "url") == "/en/privacy/");
}

TEST_CASE("help shows the main number, what it costs, when it is open and when that was checked", "[site settings]") {
    const View view = chrome_view(full_settings(), page_of("A"), english());
    const View& help = view.items().at("help").views.front();
    CHECK(text_of(help, "phone") == "0800 220 250");
    CHECK(text_of(help, "phone_link") == "tel:0800220250");
    CHECK(text_of(help, "cost") == "Free");
    CHECK(text_of(help, "checked") == "September 2026");
    CHECK(text_of(help, "offices_url") == "/en/offices/");
    CHECK(texts_of(view, "visit", "value") == "1 \"Main\" Street");
    SiteSettings silent = full_settings();
    silent.channels.front().main = false;
    const View drawn = chrome_view(silent, page_of("A"), english());
    CHECK(drawn.items().find("help") == drawn.items().end());
}

TEST_CASE("a text that a language lacks is shown in the language that has it", "[site settings]") {
    ChromePage page = page_of("A");
    page.language = "af";
    const View view = chrome_view(full_settings(), page, english());
    CHECK(text_of(view, "site_name") == "Handveste");
    CHECK(text_of(view, "body_name") == "The town");
    CHECK(texts_of(view, "menu", "title") == "Services, Kantore");
    CHECK(text_of(view, "lodge_url") == "/af/lodge/");
}

}  // namespace charter::site_settings_test
