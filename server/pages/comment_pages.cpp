#include "server/pages/comment_pages.h"

#include "server/pages/form_fields.h"

namespace charter {
namespace {

std::string title_of(const PageContext& context, const CommentRound& round) {
    return text_in(round.title, context.language);
}

View link_to(const PageContext& context, const CommentRound& round) {
    return titled_link(title_of(context, round), text_in(round.url, context.language));
}

std::string with_days(const PageContext& context, std::string_view key, const CommentDays& days) {
    const Words& words = context.words();
    return words.format(key, {{"from", words.date(days.from)}, {"until", words.date(days.until)}});
}

// A page that says something about a round, and leads on.
std::string message(const PageContext& context, const std::string& title, const std::string& path,
                    const std::vector<std::string>& paragraphs, std::vector<View> links) {
    View view;
    view.set("title", title).list("paragraphs", text_views(paragraphs)).list("links", std::move(links));
    PageFrame frame;
    frame.title = title;
    frame.path = path;
    return draw_page(context, "message", frame, std::move(view));
}

View lodge_link(const PageContext& context) {
    return titled_link(context.words().text("ui.lodge"), page_url(context.language, "lodge/"));
}

}  // namespace

std::string comment_form_page(const PageContext& context, const CommentRound& round, const CommentLook& look) {
    const Words& words = context.words();
    const std::string title = words.format("comment.title", {{"page", title_of(context, round)}});
    View view;
    view.set("title", title)
        .set("lead", words.text("comment.lead"))
        .set("back_url", text_in(round.url, context.language))
        .set("action", page_url(context.language, comment_path()))
        .set("submit_label", words.text("comment.submit"))
        .set("note", with_days(context, "comment.until", round.days))
        .list("hidden", {hidden_field("page", round.page), hidden_field("form_token", look.form_token)})
        .list("more_links", {lodge_link(context)});
    std::vector<View> others;
    for (const std::string& language : context.catalogue.languages)
        if (language != context.language)
            others.emplace_back().set("language", language).set("name", words.text("language." + language));
    view.list("other_languages", std::move(others));
    FormFields(context, look.errors, "comment-field")
        .textarea("comment", answer_of(look.answers, "comment"), Asked::Needed)
        .text("name", answer_of(look.answers, "name"), Asked::Optional, {.autocomplete = "name"})
        .text("email", answer_of(look.answers, "email"), Asked::Optional, {.type = "email", .autocomplete = "email"})
        .checkbox("consent", answer_of(look.answers, "consent") == "yes")
        .put_into(view);
    PageFrame frame;
    frame.title = title;
    frame.path = comment_path(round.page);
    frame.error = !look.errors.empty();
    return draw_page(context, "form_page", frame, std::move(view));
}

std::string comment_not_open_page(const PageContext& context, const CommentRound& round, CommentState state,
                                  const std::string& typed) {
    const Words& words = context.words();
    const std::string_view key = state == CommentState::Coming ? "comment.coming" : "comment.closed";
    std::vector<std::string> paragraphs = {with_days(context, key, round.days)};
    if (!typed.empty()) {
        paragraphs.push_back(words.text("comment.not-stored"));
        paragraphs.push_back(typed);
    }
    return message(context, words.text("comment.not-open"), comment_path(round.page), paragraphs,
                   {link_to(context, round), lodge_link(context)});
}

std::string comment_sent_page(const PageContext& context, const CommentRound& round) {
    const Words& words = context.words();
    return message(context, words.text("comment.sent-title"), "comment/sent/?page=" + round.page,
                   {words.format("comment.sent-text", {{"page", title_of(context, round)}}),
                    with_days(context, "comment.sent-next", round.days)},
                   {link_to(context, round),
                    titled_link(words.text("comment.another"), page_url(context.language, comment_path(round.page)))});
}

std::string comment_list_page(const PageContext& context, const std::vector<CommentRound>& open) {
    const Words& words = context.words();
    std::vector<View> links;
    links.reserve(open.size() + 1);
    for (const CommentRound& round : open)
        links.push_back(titled_link(title_of(context, round), page_url(context.language, comment_path(round.page))));
    links.push_back(titled_link(words.text("problem.home"), page_url(context.language, "")));
    return message(context, words.text("comment.list-title"), comment_path(),
                   {words.text(open.empty() ? "comment.list-none" : "comment.list-lead")}, std::move(links));
}

}  // namespace charter
