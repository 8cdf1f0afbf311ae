#include "server/pages/form_fields.h"
#include "server/pages/staff_pages.h"

namespace charter {

std::string sign_in_page(const PageContext& context, const SignInEntry& entry) {
    const Words& words = context.words();
    View view;
    view.set("title", words.text("staff.sign-in"))
        .set("lead", words.text(entry.kept.empty() ? "staff.sign-in-lead" : "staff.sign-in-kept"))
        .set("action", "/staff/sign-in")
        .set("submit_label", words.text("staff.sign-in"))
        .list("hidden", {hidden_field("next", entry.next), hidden_field("kept", entry.kept)});
    FormFields(context, entry.errors)
        .text("user_name", entry.user_name, Asked::Needed, {.autocomplete = "username", .no_spellcheck = true})
        .text("password", "", Asked::Needed, {.type = "password", .autocomplete = "current-password"})
        .put_into(view);
    PageFrame frame;
    frame.title = words.text("staff.sign-in");
    frame.path = "/staff/sign-in";
    frame.error = !entry.errors.empty();
    frame.one_language = true;
    return draw_page(context, "form_page", frame, std::move(view));
}

std::string returned_form_page(const PageContext& context, std::string_view action, const FieldMap& fields) {
    const Words& words = context.words();
    std::vector<View> hidden;
    for (const auto& [name, values] : fields)
        for (const std::string& value : values) hidden.push_back(hidden_field(name, value));
    View view;
    view.set("title", words.text("staff.returned"))
        .set("lead", words.text("staff.returned-lead"))
        .set("action", std::string(action))
        .set("submit_label", words.text("staff.returned-send"))
        .list("hidden", std::move(hidden));
    return draw_page(context, "form_page",
                     {.title = words.text("staff.returned"),
                      .path = "/staff/sign-in",
                      .current_menu = "",
                      .error = false,
                      .one_language = true},
                     std::move(view));
}

std::string dropped_form_page(const PageContext& context, const std::string& next) {
    const Words& words = context.words();
    View view;
    view.set("title", words.text("staff.dropped"))
        .list("paragraphs", text_views({words.text("staff.dropped-why"), words.text("staff.dropped-now")}))
        .list("links", {titled_link(words.text("staff.dropped-go"), next)});
    return draw_page(context, "message",
                     {.title = words.text("staff.dropped"),
                      .path = "/staff/sign-in",
                      .current_menu = "",
                      .error = false,
                      .one_language = true},
                     std::move(view));
}

}  // namespace charter
