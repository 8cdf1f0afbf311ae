#include "server/pages/search_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/shared/contact_views.h"

namespace charter {
namespace {

// A question is shown as it was typed, but never in full length where it would fill the screen.
constexpr std::size_t longest_shown = 60;
constexpr std::string_view finder_path = "offices/find/";

std::string shown(const std::string& question) {
    if (question.size() <= longest_shown) return question;
    std::size_t end = longest_shown;
    while (end > 0 && (static_cast<unsigned char>(question[end]) & 0xC0U) == 0x80U) --end;
    return question.substr(0, end) + "…";
}

std::string with_question(std::string_view path, const AskedFor& asked, std::size_t page = 1) {
    std::string address(path);
    if (asked.question.empty()) return address;
    address += "?q=" + asked.encoded;
    if (page > 1) address += fmt::format("&page={}", page);
    return address;
}

const MenuEntry* find_entry(const PageContext& context, std::string_view id) {
    const auto& menu = context.settings.menu;
    const auto found = std::find_if(menu.begin(), menu.end(), [&](const MenuEntry& entry) { return entry.id == id; });
    return found == menu.end() ? nullptr : &*found;
}

// The sections, the finder, the forms: what is left when no word was found.
std::vector<View> way_views(const PageContext& context) {
    const Words& words = context.words();
    std::vector<View> ways;
    for (const MenuEntry& entry : context.settings.menu) {
        if (entry.id == "search" || entry.id == "lodge" || entry.id == "track") continue;
        ways.push_back(titled_link(text_in(entry.title, context.language), text_in(entry.url, context.language)));
    }
    ways.push_back(titled_link(words.text("ui.lodge"), page_url(context.language, "lodge/")));
    return ways;
}

void put_emergency(View& view, const PageContext& context, bool in_danger) {
    if (in_danger) view.merge(emergency_view(context.settings, context.theme, context.language));
}

void put_phone(View& view, const PageContext& context) {
    const auto& channels = context.settings.channels;
    const auto main =
        std::find_if(channels.begin(), channels.end(), [](const Channel& channel) { return channel.main; });
    if (main != channels.end()) set_phone(view, main->value);
}

std::vector<View> correction_views(const PageContext& context, const std::vector<Correction>& corrections) {
    std::vector<std::string> texts;
    texts.reserve(corrections.size());
    for (const Correction& each : corrections)
        texts.push_back(
            context.words().format("search.corrected", {{"typed", shown(each.typed)}, {"used", each.used}}));
    return text_views(texts);
}

std::vector<View> result_views(const PageContext& context, const SearchLook& look) {
    const std::string finder = page_url(context.language, finder_path);
    std::vector<View> views;
    for (const SearchHit& hit : look.answer.hits) {
        // The finder answers the question at once.
        View& view =
            views.emplace_back(titled_link(hit.title, hit.url == finder ? with_question(finder, look.asked) : hit.url));
        view.set("label", hit.section);
        if (hit.language != context.language)
            view.set("language", hit.language).set("language_name", context.words().text("language." + hit.language));
        std::vector<View> parts;
        for (const ExcerptPart& part : hit.excerpt)
            parts.emplace_back().set("text", part.text).flag("marked", part.marked);
        view.list("excerpt", std::move(parts));
    }
    return views;
}

void put_pages(View& view, const PageContext& context, const SearchLook& look) {
    const std::size_t pages = (look.answer.total + results_on_page - 1) / results_on_page;
    if (pages < 2) return;
    const std::string path = page_url(context.language, "search/");
    view.set("page_text", context.words().format(
                              "search.page", {{"page", std::to_string(look.page)}, {"pages", std::to_string(pages)}}));
    if (look.page > 1) view.set("previous_url", with_question(path, look.asked, look.page - 1));
    if (look.page < pages) view.set("next_url", with_question(path, look.asked, look.page + 1));
}

std::vector<View> office_views(const PageContext& context, const std::vector<OfficeEntry>& offices) {
    std::vector<View> views;
    for (const OfficeEntry& office : offices) {
        View& view = views.emplace_back(titled_link(office.name, office.url));
        view.set("type", office.type).set("address", office.address).set("hours", office.hours);
        view.set("area", office.area).set("note", office.note).flag("hours_example", office.hours_example);
        set_phone(view, office.phone);
        if (office.phone.empty()) view.set("gap", context.words().text("gap.phone"));
    }
    return views;
}

PageFrame frame_of(const PageContext& context, std::string_view title_key, std::string_view path,
                   const AskedFor& asked) {
    PageFrame frame;
    frame.title = context.words().text(title_key);
    if (!asked.question.empty())
        frame.title =
            context.words().format("search.tab", {{"question", shown(asked.question)}, {"title", frame.title}});
    frame.path = with_question(path, asked);
    frame.current_menu = path == "search/" ? "search" : "offices";
    return frame;
}

}  // namespace

std::string search_results_page(const PageContext& context, const SearchLook& look) {
    const Words& words = context.words();
    View view;
    view.set("title", words.text("search.title"))
        .set("action", page_url(context.language, "search/"))
        .set("question", look.asked.question)
        .list("corrected", correction_views(context, look.answer.corrections))
        .list("results", result_views(context, look));
    put_emergency(view, context, look.answer.in_danger);
    put_pages(view, context, look);
    if (look.answer.total > 0)
        view.set("count_text", words.plural("search.count", static_cast<long>(look.answer.total)));
    if (find_entry(context, "offices") != nullptr)
        view.set("offices_action", with_question(page_url(context.language, finder_path), look.asked));
    if (look.answer.hits.empty()) {
        view.list("ways", way_views(context)).flag("none", true);
        put_phone(view, context);
        if (!look.asked.question.empty())
            view.set("nothing_text", words.format("search.nothing", {{"question", shown(look.asked.question)}}));
    }
    return draw_page(context, "search", frame_of(context, "search.title", "search/", look.asked), std::move(view));
}

std::string office_finder_page(const PageContext& context, const OfficeLook& look) {
    const Words& words = context.words();
    View view;
    view.set("title", words.text("finder.title"))
        .set("action", page_url(context.language, finder_path))
        .set("question", look.asked.question)
        .list("corrected", correction_views(context, look.corrections))
        .list("offices", office_views(context, look.offices));
    put_emergency(view, context, look.in_danger);
    put_phone(view, context);
    if (look.service != nullptr) {
        view.object("service", titled_link(text_in(look.service->title, context.language),
                                           text_in(look.service->url, context.language)));
        if (look.every_office) view.set("lead", words.text("service.every-office"));
    }
    if (look.is_guess) {
        view.flag("none", true).list("ways", way_views(context));
        view.set("nothing_text", words.format("finder.nothing", {{"question", shown(look.asked.question)}}));
    }
    return draw_page(context, "office_finder", frame_of(context, "finder.title", finder_path, look.asked),
                     std::move(view));
}

}  // namespace charter
