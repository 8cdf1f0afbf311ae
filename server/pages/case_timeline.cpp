#include "server/pages/case_timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "generator/shared/text.h"
#include "server/cases/deadline.h"
#include "server/cases/escalation.h"
#include "server/pages/case_words.h"
#include "server/pages/correction_words.h"

namespace charter {
namespace {

struct TextLabel {
    std::string_view name;
    bool internal;
};
constexpr TextLabel event_texts[] = {{TextName::file_name, false},
                                     {TextName::public_note, false},
                                     {TextName::internal_note, true},
                                     {TextName::evidence, true}};

std::vector<View> event_text_views(const PageContext& context, const CaseEvent& event) {
    std::vector<View> views;
    for (const TextLabel& label : event_texts) {
        const std::string& text = text_of(event, label.name);
        if (text.empty()) continue;
        // The same field holds what we write to the person and what the person writes to us.
        const bool from_person = event.by.kind == ActorKind::Complainant && label.name == TextName::public_note;
        const std::string key = from_person ? "staff.text.from-person" : fmt::format("staff.text.{}", label.name);
        views.emplace_back().set("label", context.words().text(key)).set("text", text).flag("internal", label.internal);
    }
    return views;
}

// Of staff ids with a blank between.
std::string names_text(std::string_view ids, const StaffNames& names) {
    std::string text;
    for (const std::string& id : split(ids, ' '))
        if (!id.empty()) text += (text.empty() ? "" : ", ") + names(StaffId{std::stoll(id)});
    return text;
}

std::string event_fact_text(const PageContext& context, const CaseEvent& event, const StaffNames& names) {
    const Words& words = context.words();
    std::string text;
    const auto add = [&](std::string_view key, const std::string& value) {
        if (value.empty()) return;
        if (!text.empty()) text += ' ';
        text += words.format(key, {{"value", value}});
    };
    if (event.step == Step::Correct) return correction_text(context, event);
    if (event.step == Step::Lodge) {
        if (const auto at = parse_instant(fact_of(event, FactName::recorded_at)))
            add("staff.fact.recorded-at", date_and_time(words, calendar_of(context.catalogue), *at));
        return text;
    }
    text = answer_text(words, event);
    const std::string& office = fact_of(event, FactName::office);
    if (!office.empty()) add("staff.fact.office", office_name(context, office));
    if (const std::string& id = fact_of(event, FactName::assignee); !id.empty())
        add("staff.fact.assignee", names(StaffId{std::stoll(id)}));
    add("staff.fact.level", fact_of(event, FactName::level));
    if (const std::string& role = fact_of(event, FactName::to_role); !role.empty())
        add("staff.fact.to-role", words.text(fmt::format("role.{}", role)));
    if (const std::string& rule = fact_of(event, FactName::rule); !rule.empty())
        add("staff.fact.rule", words.text(fmt::format("escalation-rule.{}", rule)));
    if (const std::string& check = fact_of(event, FactName::identity); !check.empty())
        add("staff.fact.identity", words.text(fmt::format("identity.{}", check)));
    add("staff.fact.complained-of", names_text(fact_of(event, FactName::complained_of), names));
    if (event.step == Step::NameOfficial && fact_of(event, FactName::complained_of).empty())
        add("staff.fact.complained-of", words.text("staff.not-named"));
    if (fact_of(event, FactName::unassigned) == "yes") add("staff.fact.unassigned", words.text("staff.not-named"));
    if (const std::string& way = fact_of(event, FactName::consent_way); !way.empty())
        add("staff.fact.consent-way", words.text(fmt::format("consent-way.{}", way)));
    if (const auto at = parse_instant(fact_of(event, FactName::consented_at)))
        add("staff.fact.consented-at", date_and_time(words, calendar_of(context.catalogue), *at));
    for (const std::string_view name : {FactName::proposed_by, FactName::confirmed_by}) {
        if (const std::string& id = fact_of(event, name); !id.empty())
            add(fmt::format("staff.fact.{}", name), names(StaffId{std::stoll(id)}));
    }
    add("staff.fact.body", named_in(event, TextName::body));
    add("staff.fact.body-reference", named_in(event, TextName::body_reference));
    if (const auto day = parse_date(fact_of(event, FactName::body_due))) add("staff.fact.body-due", words.date(*day));
    add("staff.fact.duplicate-of", fact_of(event, FactName::duplicate_of));
    add("staff.fact.joined", fact_of(event, FactName::joined));
    return text;
}

}  // namespace

const CaseEvent* renewal_before(const CaseFile& file, const CaseEvent& event) {
    if (event.by.kind != ActorKind::Complainant) return nullptr;
    const auto found = std::find_if(file.events.rbegin(), file.events.rend(), [&](const CaseEvent& each) {
        return each.step == Step::ReissueCode && each.sequence < event.sequence;
    });
    return found == file.events.rend() ? nullptr : &*found;
}

std::string renewal_text(const PageContext& context, const CaseFile& file, const CaseEvent& renewal,
                         std::string_view key, const StaffNames& names) {
    const Words& words = context.words();
    return words.format(key, {{"when", date_and_time(words, file.now.terms->calendar, renewal.at)},
                              {"who", actor_text(context, renewal.by, names)}});
}

std::string actor_text(const PageContext& context, const Actor& actor, const StaffNames& names) {
    const Words& words = context.words();
    if (actor.kind != ActorKind::Staff || !actor.staff) return words.text(fmt::format("actor.{}", key_of(actor.kind)));
    return words.format(
        "actor.staff",
        {{"name", names(*actor.staff)},
         {"role", words.text(fmt::format("role.{}", key_of(actor.role.value_or(Role::CustomerCareAssistant))))}});
}

std::vector<View> event_views(const PageContext& context, const CaseFile& file, const StaffNames& names) {
    const Words& words = context.words();
    std::vector<View> views;
    for (auto event = file.events.rbegin(); event != file.events.rend(); ++event) {
        std::string fact_text = event_fact_text(context, *event, names);
        if (const CaseEvent* renewal = renewal_before(file, *event))
            fact_text += (fact_text.empty() ? "" : " ") +
                         renewal_text(context, file, *renewal, "staff.fact.after-renewal", names);
        View view;
        view.set("when", event_time(words, file.now, *event))
            .set("what", step_done_text(words, *event))
            .set("who", actor_text(context, event->by, names))
            .set("clock", fact_text)
            .list("texts", event_text_views(context, *event));
        views.push_back(std::move(view));
    }
    return views;
}

}  // namespace charter
