#include "server/pages/form_fields.h"
#include "server/pages/staff_pages.h"

namespace charter {

std::string sign_in_page(const PageContext& context, const SignInEntry& entry) {
    const Words& words = context.words();
    View view;
    view.set("title", words.text("staff.sign-in"))
        .set("lead", words.text("staff.sign-in-lead"))
        .set("action", "/staff/sign-in")
        .set("submit_label", words.text("staff.sign-in"))
        .list("hidden", {hidden_field("next", entry.next)});
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

}  // namespace charter
