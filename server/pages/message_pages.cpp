#include "server/pages/message_pages.h"

#include <fmt/format.h>

namespace charter {

void put_kept_texts(View& view, const Words& words, const KeptTexts& kept) {
    std::vector<View> views;
    for (const auto& [field, text] : kept)
        views.emplace_back().set("label", words.text(fmt::format("field.{}.label", field))).set("text", text);
    view.list("kept", std::move(views));
}

std::string error_page(const PageContext& context, int status, std::string_view reference, const KeptTexts& kept) {
    const Words& words = context.words();
    std::string prefix = fmt::format("problem.{}", status);
    if (!words.has(prefix + ".title")) prefix = status < 500 ? "problem.400" : "problem.500";
    // Staff have no phone at hand that sent something, and need not call us.
    const bool is_desk = context.staff && words.has(prefix + ".desk");
    std::vector<std::string> paragraphs = {words.text(prefix + (is_desk ? ".desk" : ".text"))};
    if (!context.staff) paragraphs.push_back(words.text("problem.call"));
    View view;
    view.set("title", words.text(prefix + ".title"))
        .list("paragraphs", text_views(paragraphs))
        .list("links",
              context.staff
                  ? std::vector<View>{titled_link(words.text("problem.desk"), "/staff/")}
                  : std::vector<View>{titled_link(words.text("problem.home"), page_url(context.language, "")),
                                      titled_link(words.text("track.title"), page_url(context.language, "track/"))})
        .set("reference", std::string(reference));
    put_kept_texts(view, words, kept);
    return draw_page(context, "message",
                     {.title = words.text(prefix + ".title"),
                      .path = "",
                      .current_menu = "",
                      .error = true,
                      .one_language = context.staff.has_value()},
                     std::move(view));
}

}  // namespace charter
