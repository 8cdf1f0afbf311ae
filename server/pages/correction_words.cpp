#include "server/pages/correction_words.h"

#include <fmt/format.h>

#include "server/cases/correction.h"
#include "server/forms/capture_form.h"
#include "server/pages/choices.h"

namespace charter {
namespace {

void add_receipt(FormFields& form, const PageContext& context, const Answers& typed) {
    std::vector<Option> channels;
    for (const CaseChannel channel : capture_channels())
        channels.push_back(
            {std::string(key_of(channel)), context.words().text(fmt::format("channel.{}", key_of(channel))), ""});
    form.select("channel", answer_of(typed, "channel"), Asked::Needed, channels)
        .text("received_date", answer_of(typed, "received_date"), Asked::Needed,
              {.inputmode = "numeric", .no_spellcheck = true, .short_field = true})
        .text("received_time", answer_of(typed, "received_time"), Asked::Needed,
              {.inputmode = "numeric", .no_spellcheck = true, .short_field = true});
}

void add_contact(FormFields& form, const PageContext& context, const Answers& typed) {
    form.text("name", answer_of(typed, "name"), Asked::Optional, {.autocomplete = "off", .no_spellcheck = true})
        .text("phone", answer_of(typed, "phone"), Asked::Optional,
              {.type = "tel", .autocomplete = "off", .inputmode = "tel", .short_field = true})
        .text("email", answer_of(typed, "email"), Asked::Optional,
              {.type = "email", .autocomplete = "off", .inputmode = "email", .no_spellcheck = true})
        .radios("contact_by", answer_of(typed, "contact_by"), Asked::Optional, contact_options(context.words()));
}

std::string moved_text(const Words& words, const MovedDate& moved) {
    const std::string what = words.text(fmt::format("moved.{}", key_of(moved.clock)));
    if (!moved.after) return words.format("moved.gone", {{"what", what}});
    const std::string after = words.long_date(*moved.after);
    if (!moved.before || *moved.before == *moved.after)
        return words.format("moved.new", {{"what", what}, {"after", after}});
    return words.format("moved.from-to",
                        {{"what", what}, {"before", words.long_date(*moved.before)}, {"after", after}});
}

}  // namespace

void add_correction_fields(FormFields& form, const PageContext& context, const Case& now, const Answers& typed) {
    form.select("kind", answer_of(typed, "kind"), Asked::Needed, kind_options(context.words()))
        .select("service", answer_of(typed, "service"), Asked::Optional, {unknown_option(context)},
                service_groups(context))
        .radios("about_official", answer_of(typed, "about_official"), Asked::Optional,
                {{"yes", context.words().text("ui.yes"), ""}, {"no", context.words().text("ui.no"), ""}});
    if (!came_by_itself(now.lodging.channel)) add_receipt(form, context, typed);
    form.text("source_reference", answer_of(typed, "source_reference"), Asked::Optional,
              {.no_spellcheck = true, .short_field = true})
        .text("source_date", answer_of(typed, "source_date"), Asked::Optional,
              {.inputmode = "numeric", .no_spellcheck = true, .short_field = true});
    if (!now.lodging.anonymous) add_contact(form, context, typed);
}

bool is_for_holidays(const CaseEvent& event) {
    const auto changed = corrected_by(event);
    return changed.size() == 1 && changed.front() == CorrectedName::holidays;
}

std::string correction_text(const PageContext& context, const CaseEvent& event) {
    const Words& words = context.words();
    std::string text;
    if (!is_for_holidays(event)) {
        std::string names;
        for (const std::string_view name : corrected_by(event))
            names += (names.empty() ? "" : ", ") + words.text(fmt::format("corrected.{}", name));
        text = words.format("corrected.what", {{"names", names}});
    }
    for (const MovedDate& moved : moved_dates(event)) text += (text.empty() ? "" : " ") + moved_text(words, moved);
    return text;
}

}  // namespace charter
