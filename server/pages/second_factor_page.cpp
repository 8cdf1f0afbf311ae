#include "generator/shared/qr_code.h"
#include "server/pages/account_pages.h"
#include "server/pages/form_fields.h"

namespace charter {
namespace {

// As one reads it from a screen and types it: four signs, a blank.
std::string in_groups(const std::string& secret) {
    constexpr std::size_t group = 4;
    std::string text;
    for (std::size_t at = 0; at < secret.size(); at += group) text += (at == 0 ? "" : " ") + secret.substr(at, group);
    return text;
}

void put_secret(View& view, const Words& words, const SecondFactorLook& look) {
    QrCode drawn = qr_code(look.address);
    View qr;
    qr.set("side", std::to_string(drawn.side))
        .set("path", std::move(drawn.path))
        .set("label", words.text("account.qr-label"));
    view.set("secret", in_groups(look.secret)).object("qr", std::move(qr));
}

}  // namespace

std::string second_factor_page(const PageContext& context, const SecondFactorLook& look) {
    const Words& words = context.words();
    const std::string& title = words.text(look.is_on ? "account.care" : "account.turn-on");
    View view;
    view.set("title", title)
        .set("lead", words.text(look.is_on       ? "account.care-lead"
                                : look.is_needed ? "account.turn-on-needed"
                                                 : "account.turn-on-lead"))
        .set("back_url", look.is_needed && !look.is_on ? "" : std::string(own_account_url))
        .set("action", std::string(second_factor_url))
        .set("submit_label", words.text(look.is_on ? "account.do-it" : "account.turn-on"))
        .list("hidden", {hidden_field("csrf", context.staff ? context.staff->csrf : "")});
    if (!look.is_on) put_secret(view, words, look);
    FormFields fields(context, look.errors, "turn-on");
    if (look.is_on) {
        std::vector<Option> deeds = {{"renew-codes", words.text("account.renew-codes"), ""}};
        if (!look.is_needed) deeds.push_back({"turn-off", words.text("account.second-factor-off"), ""});
        fields.radios("deed", deeds.front().value, Asked::Needed, deeds);
    } else {
        fields.text(
            "one_time_code", "", Asked::Needed,
            {.autocomplete = "one-time-code", .inputmode = "numeric", .no_spellcheck = true, .short_field = true});
    }
    fields.text("old_password", "", Asked::Needed, {.type = "password", .autocomplete = "current-password"})
        .put_into(view);
    return draw_page(context, "staff_second_factor",
                     {.title = title,
                      .path = std::string(second_factor_url),
                      .current_menu = "",
                      .error = !look.errors.empty(),
                      .one_language = true},
                     std::move(view));
}

std::string recovery_codes_page(const PageContext& context, const std::vector<std::string>& codes) {
    const Words& words = context.words();
    const std::string& title = words.text("account.recovery");
    View view;
    view.set("title", title)
        .set("lead", words.text("account.recovery-lead"))
        .set("back_url", std::string(own_account_url))
        .list("codes", text_views(codes));
    return draw_page(context, "staff_second_factor",
                     {.title = title,
                      .path = std::string(second_factor_url),
                      .current_menu = "",
                      .error = false,
                      .one_language = true},
                     std::move(view));
}

}  // namespace charter
