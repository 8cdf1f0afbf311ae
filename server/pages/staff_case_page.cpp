#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "generator/shared/text.h"
#include "server/cases/deadline.h"
#include "server/cases/escalation.h"
#include "server/forms/correction_form.h"
#include "server/pages/case_words.h"
#include "server/pages/correction_words.h"
#include "server/pages/day_strip.h"
#include "server/pages/file_views.h"
#include "server/pages/form_fields.h"
#include "server/pages/related_cases.h"
#include "server/pages/service_views.h"
#include "server/pages/staff_pages.h"

namespace charter {
namespace {

std::string actor_text(const PageContext& context, const Actor& actor, const StaffNames& names) {
    const Words& words = context.words();
    if (actor.kind != ActorKind::Staff || !actor.staff) return words.text(fmt::format("actor.{}", key_of(actor.kind)));
    return words.format(
        "actor.staff",
        {{"name", names(*actor.staff)},
         {"role", words.text(fmt::format("role.{}", key_of(actor.role.value_or(Role::CustomerCareAssistant))))}});
}

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

// What a person does with a code that staff renewed may be done by somebody else.
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
    add("staff.fact.body", fact_of(event, FactName::body));
    add("staff.fact.body-reference", fact_of(event, FactName::body_reference));
    add("staff.fact.duplicate-of", fact_of(event, FactName::duplicate_of));
    add("staff.fact.joined", fact_of(event, FactName::joined));
    return text;
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
        view.set("when", date_and_time(words, file.now.terms->calendar, event->at))
            .set("what", words.text(fmt::format("step-done.{}", key_of(event->step))))
            .set("who", actor_text(context, event->by, names))
            .set("clock", fact_text)
            .list("texts", event_text_views(context, *event));
        views.push_back(std::move(view));
    }
    return views;
}

View step_link(const PageContext& context, const CaseReference& reference, Step step, const StepEntry& entry) {
    View view = titled_link("", fmt::format("{}?step={}#step", staff_case_url(reference), key_of(step)));
    view.set("label", context.words().text(fmt::format("step.{}", key_of(step)))).flag("current", entry.chosen == step);
    return view;
}

bool needs(const StepRule& rule, Need need) {
    return std::find(rule.needs.begin(), rule.needs.end(), need) != rule.needs.end();
}

std::vector<Option> finding_options(const Words& words) {
    std::vector<Option> options = {{"", words.text("staff.choose"), ""}};
    for (const Finding finding : all_findings())
        options.push_back({std::string(key_of(finding)), words.text(fmt::format("finding.{}", key_of(finding))), ""});
    return options;
}

std::vector<Option> identity_options(const Words& words, const Case& now) {
    std::vector<Option> options = {{"", words.text("staff.choose"), ""}};
    for (const IdentityCheck check : all_identity_checks())
        if (is_possible(check, now))
            options.push_back({std::string(key_of(check)), words.text(fmt::format("identity.{}", key_of(check))), ""});
    return options;
}

std::vector<Option> consent_options(const Words& words) {
    std::vector<Option> options;
    for (const ConsentWay way : all_consent_ways())
        options.push_back({std::string(key_of(way)), words.text(fmt::format("consent-way.{}", key_of(way))), ""});
    return options;
}

std::vector<Option> redress_options(const Words& words) {
    std::vector<Option> options;
    for (const Redress redress : all_redress())
        options.push_back({std::string(key_of(redress)), words.text(fmt::format("redress.{}", key_of(redress))), ""});
    return options;
}

std::vector<Option> people_options(const PageContext& context, const std::vector<StaffMember>& people) {
    const Words& words = context.words();
    std::vector<Option> options = {{"", words.text("staff.choose"), ""}};
    for (const StaffMember& person : people) {
        options.push_back(
            {std::to_string(person.id.value),
             words.format("staff.colleague", {{"name", person.user_name},
                                              {"role", words.text(fmt::format("role.{}", key_of(person.role)))},
                                              {"office", person.office.empty() ? words.text("staff.no-office")
                                                                               : office_name(context, person.office)}}),
             ""});
    }
    return options;
}

// Those who are named already may stay so; one more is chosen from all.
void add_official_fields(FormFields& form, const PageContext& context, const Case& now, const StepEntry& entry) {
    std::vector<Option> named = people_options(context, entry.accounts);
    std::erase_if(named, [&](const Option& option) {
        return std::none_of(now.complained_of.begin(), now.complained_of.end(),
                            [&](StaffId id) { return std::to_string(id.value) == option.value; });
    });
    if (!named.empty()) form.checkboxes("complained_of", entry.fields.complained_of, Asked::Optional, named);
    form.select("official", entry.fields.official, named.empty() ? Asked::Needed : Asked::Optional,
                people_options(context, entry.accounts));
}

std::vector<Option> office_options(const PageContext& context) {
    std::vector<Option> options = {{"", context.words().text("staff.office-stays"), ""}};
    for (const Office& office : context.catalogue.offices) {
        if (!office.closed) options.push_back({office.id, office_name(context, office.id), ""});
    }
    return options;
}

void add_step_fields(FormFields& form, const PageContext& context, const StepRule& rule, const Case& now,
                     const StepEntry& entry, const std::vector<StaffMember>& colleagues) {
    const Words& words = context.words();
    const StaffStepFields& typed = entry.fields;
    if (needs(rule, Need::Assignee))
        form.select("assignee", typed.assignee, Asked::Needed, people_options(context, colleagues))
            .select("to_office", typed.office, Asked::Optional, office_options(context));
    if (needs(rule, Need::Officer))
        form.select("assignee", typed.assignee, Asked::Needed, people_options(context, colleagues));
    if (needs(rule, Need::Identity))
        form.select("identity", typed.identity, Asked::Needed, identity_options(words, now));
    if (needs(rule, Need::ConsentTold))
        form.radios("consent_way", typed.consent_way, Asked::Needed, consent_options(words))
            .text("consent_date", typed.consent_date, Asked::Needed,
                  {.inputmode = "numeric", .no_spellcheck = true, .short_field = true})
            .text("consent_time", typed.consent_time, Asked::Optional,
                  {.inputmode = "numeric", .no_spellcheck = true, .short_field = true});
    if (needs(rule, Need::Finding)) form.select("finding", typed.finding, Asked::Needed, finding_options(words));
    if (needs(rule, Need::Redress)) form.checkboxes("redress", typed.redress, Asked::Needed, redress_options(words));
    if (needs(rule, Need::Body))
        form.text("body", typed.body, Asked::Needed).text("body_reference", typed.body_reference, Asked::Optional);
    if (needs(rule, Need::Unconfirmed)) form.text("body_reference", typed.body_reference, Asked::Optional);
    if (needs(rule, Need::Officials)) add_official_fields(form, context, now, entry);
    if (needs(rule, Need::Correction)) add_correction_fields(form, context, now, typed.correction);
    if (needs(rule, Need::OtherCase))
        form.text("duplicate_of", typed.duplicate_of, Asked::Needed, {.no_spellcheck = true, .short_field = true});
    if (needs(rule, Need::NewFile)) form.files("photo", Asked::Needed);
    if (needs(rule, Need::PublicNote))
        form.textarea("public_note", typed.public_note, Asked::Needed);
    else if (!entry.responses.empty())
        form.textarea("public_note", typed.public_note, Asked::Optional);
    if (needs(rule, Need::Finding)) form.text("evidence", typed.evidence, Asked::Optional);
    form.textarea("internal_note", typed.internal_note, needs(rule, Need::Text) ? Asked::Needed : Asked::Optional, 3);
}

// What one can begin with: the page comes anew with the text filled in, to be read and changed before it is sent.
std::vector<View> response_links(const PageContext& context, const CaseReference& reference, const StepEntry& entry) {
    std::vector<View> links;
    for (const ResponseTemplate& response : entry.responses)
        links.push_back(titled_link(
            text_in(response.title, context.language),
            fmt::format("{}?step={}&response={}#step", staff_case_url(reference), key_of(*entry.chosen), response.id)));
    return links;
}

// Which file it is about: for the person to see, and for the form to carry.
void put_chosen_file(View& form, const Words& words, const Case& now, const StepEntry& entry) {
    std::vector<View> hidden = form.items().at("hidden").views;
    hidden.push_back(hidden_field("file", entry.fields.file));
    form.list("hidden", std::move(hidden));
    if (const AddedFile* chosen = find_file(now, entry.fields.file); chosen != nullptr)
        form.set("file", file_name_text(words, *chosen));
}

void put_form(View& view, const PageContext& context, const CaseFile& file, const StepEntry& entry,
              const std::vector<StaffMember>& colleagues) {
    if (!entry.chosen) return;
    const StepRule* rule = find_rule(file.now.state, *entry.chosen);
    if (rule == nullptr) return;
    const Words& words = context.words();
    const std::string step(key_of(*entry.chosen));
    View form;
    form.set("title", words.text(fmt::format("step.{}", step)))
        .set("action",
             needs(*rule, Need::NewFile) ? case_file_url(file.now.reference) : staff_case_url(file.now.reference))
        .flag("with_files", needs(*rule, Need::NewFile))
        .set("submit_label", words.text(fmt::format("step-send.{}", step)))
        .list("hidden", {hidden_field("step", step), hidden_field("csrf", context.staff ? context.staff->csrf : ""),
                         hidden_field("expected_sequence", std::to_string(file.now.last_sequence)),
                         hidden_field("form_token", entry.form_token)});
    form.list("responses", response_links(context, file.now.reference, entry));
    if (needs(*rule, Need::KnownFile)) put_chosen_file(form, words, file.now, entry);
    const std::string note = fmt::format("step-note.{}", step);
    if (words.has(note)) form.set("note", words.text(note));
    if (*entry.chosen == Step::Answer && !file.now.joined.empty())
        form.set("note", words.format("step-note.answer-joined", {{"count", std::to_string(file.now.joined.size())}}));
    // What was recorded is asked as it was when it was recorded: of the officer, about the person.
    FormFields fields(context, entry.errors, entry.chosen == Step::Correct ? "capture" : "field");
    add_step_fields(fields, context, *rule, file.now, entry, colleagues);
    fields.put_into(form);
    // The summary stands first on the page, not within the form.
    if (const auto summary = form.items().find("error_summary"); summary != form.items().end())
        view.object("error_summary", summary->second.views.front());
    View shown;
    for (const auto& [name, item] : form.items()) {
        if (name == "error_summary") continue;
        if (item.type == View::Type::List)
            shown.list(name, item.views);
        else if (item.type == View::Type::Flag)
            shown.flag(name, item.value);
        else
            shown.set(name, item.text);
    }
    view.object("form", std::move(shown));
}

// What is owed first: to the person of the case, or to one whose case follows it.
std::optional<ClockStatus> first_due(const Case& now, const RelatedCases& related, Instant at) {
    auto first = running_promise(now, at);
    for (const FollowingCase& one : related.following)
        if (one.due && (!first || one.due->due.late_from < first->due.late_from)) first = one.due;
    return first;
}

void put_due(View& view, const PageContext& context, const Case& now, const RelatedCases& related) {
    const auto promise = first_due(now, related, context.now);
    const auto window = open_window(now, context.now);
    const auto& shown = promise ? promise : window;
    if (!shown) return;
    const bool late = shown->timeliness == Timeliness::Overdue || shown->timeliness == Timeliness::LongOverdue;
    view.set("due_iso", to_iso(shown->due.date))
        .set("due_text", due_text(context.words(), *shown, now.terms->calendar))
        .set("left_text", timeliness_text(context.words(), *shown))
        .flag("late", late);
}

void put_strip(View& view, const PageContext& context, const Case& now) {
    for (const Clock clock : {Clock::Review, Clock::Resolve, Clock::Acknowledge}) {
        const auto status = clock_status(now, clock, context.now);
        if (!status) continue;
        if (auto strip = day_strip_view(*status, now.terms->calendar, context.words(), context.now))
            view.object("strip", std::move(*strip));
        return;
    }
}

std::vector<LodgedRow> fact_rows(const PageContext& context, const Case& now, const StaffNames& names) {
    const Words& words = context.words();
    std::vector<LodgedRow> rows;
    rows.push_back({words.text("staff.fact.received"), date_and_time(words, now.terms->calendar, now.received_at)});
    rows.push_back({words.text("staff.fact.with"), office_name(context, now.office)});
    rows.push_back(
        {words.text("staff.fact.officer"), now.assignee ? names(*now.assignee) : words.text("staff.not-named")});
    // Asked on the lodging page; the officer answers in it.
    const std::string language = fmt::format("language.{}", now.lodging.language);
    rows.push_back(
        {words.text("staff.fact.language"), words.has(language) ? words.text(language) : now.lodging.language});
    if (now.referral) {
        const Referral& referral = *now.referral;
        rows.push_back({words.text("staff.fact.referred-to"), referral.body});
        if (!referral.body_reference.empty())
            rows.push_back({words.text("staff.fact.their-reference"), referral.body_reference});
        rows.push_back({words.text("staff.fact.accepted"),
                        referral.confirmed_at ? date_and_time(words, now.terms->calendar, *referral.confirmed_at)
                                              : words.text("staff.fact.not-accepted")});
    }
    std::string complained_of;
    for (const StaffId id : now.complained_of) complained_of += (complained_of.empty() ? "" : ", ") + names(id);
    if (!complained_of.empty()) rows.push_back({words.text("staff.fact.about"), complained_of});
    if (now.escalation) {
        const Escalation& up = *now.escalation;
        const std::string role = words.text(fmt::format("role.{}", key_of(up.role.value_or(Role::Supervisor))));
        rows.push_back({words.text("staff.fact.escalated"),
                        words.format("staff.fact.level-with", {{"level", std::to_string(up.level)},
                                                               {"name", up.officer ? names(*up.officer) : role}})});
    }
    if (now.reopenings > 0) rows.push_back({words.text("staff.fact.reopened"), std::to_string(now.reopenings)});
    if (!now.lodging.source_reference.empty())
        rows.push_back({words.text("staff.fact.source-reference"), now.lodging.source_reference});
    if (const auto day = parse_date(now.lodging.source_date))
        rows.push_back({words.text("staff.fact.source-date"), words.date(*day)});
    Lodging shown = now.lodging;
    shown.description.clear();
    shown.contact = {};
    for (LodgedRow& row : lodged_rows(context, shown)) rows.push_back(std::move(row));
    return rows;
}

void put_files(View& view, const PageContext& context, const Case& now, bool may_remove, const StaffNames& names) {
    const Words& words = context.words();
    std::vector<View> files;
    for (const AddedFile& file : now.files) {
        View shown = file_view(words, file);
        const std::string url = case_file_url(now.reference, file.id);
        shown.set("url", url)
            .set("picture_url", is_photo(file.kind) ? url : "")
            .set("added", words.format("file.added", {{"when", date_and_time(words, now.terms->calendar, file.at)},
                                                      {"who", actor_text(context, file.by, names)}}))
            .set("remove_url", may_remove ? fmt::format("{}?step={}&file={}#step", staff_case_url(now.reference),
                                                        key_of(Step::RemoveFile), file.id)
                                          : "");
        files.push_back(std::move(shown));
    }
    view.list("files", std::move(files));
}

// What was typed for a step that cannot be taken any more, so that nobody has to write it again.
std::vector<View> typed_texts(const Words& words, const StaffStepFields& fields) {
    std::vector<View> typed;
    const auto add = [&](std::string_view name, const std::string& text) {
        if (!text.empty())
            typed.emplace_back().set("label", words.text(fmt::format("field.{}.label", name))).set("text", text);
    };
    add("public_note", fields.public_note);
    add("evidence", fields.evidence);
    add("internal_note", fields.internal_note);
    return typed;
}

std::string_view conflict_word(const StepEntry& entry) {
    if (entry.is_repeat) return "staff.stored-before";
    return entry.is_kept ? "staff.meanwhile" : "staff.conflict";
}

void put_conflict(View& view, const PageContext& context, const CaseFile& file, const StepEntry& entry,
                  const StaffNames& names) {
    if (entry.conflict.empty()) return;
    std::vector<View> events;
    for (const CaseEvent& event : entry.conflict)
        events.emplace_back()
            .set("when", date_and_time(context.words(), file.now.terms->calendar, event.at))
            .set("what", context.words().text(fmt::format("step-done.{}", key_of(event.step))))
            .set("who", actor_text(context, event.by, names));
    View conflict;
    conflict.set("title", context.words().text(conflict_word(entry))).list("events", std::move(events));
    const bool has_form = entry.chosen && find_rule(file.now.state, *entry.chosen) != nullptr;
    if (!has_form) conflict.list("typed", typed_texts(context.words(), entry.fields));
    view.object("conflict", std::move(conflict));
}

std::string_view sealed_word(const Case& now) {
    if (now.lodging.about_official) return "staff.sealed-note";
    return is_withheld(now) ? "staff.sensitive-withheld" : "staff.sensitive-note";
}

void put_sight(View& view, const PageContext& context, const Case& now, Sight sight) {
    const Words& words = context.words();
    if (now.erased) view.set("erased_note", words.text(now.deleted_at ? "staff.deleted-note" : "staff.erased-note"));
    if (is_sealed(now)) view.set("sealed_note", words.text(sealed_word(now)));
    if (sight == Sight::WithoutIdentity) view.set("identity_note", words.text("staff.identity-note"));
    if (sight != Sight::WithoutWords) return;
    view.set("words_note", words.text("staff.words-note")).set("reason_url", reason_url(now.reference));
}

// A case that the person closed shortly after an officer made a new code for it.
void put_renewal(View& view, const PageContext& context, const CaseFile& file, const StaffNames& names) {
    constexpr std::chrono::days shortly{30};
    for (const CaseEvent& event : file.events) {
        const CaseEvent* renewal = event.step == Step::Agree ? renewal_before(file, event) : nullptr;
        if (renewal == nullptr || event.at - renewal->at > shortly) continue;
        view.set("renewal_note", renewal_text(context, file, *renewal, "staff.agreed-after-renewal", names));
    }
}

// What the case is about, for who answers it: the service in a few words, and every promise that is made of it.
void put_service(View& view, const PageContext& context, const Case& now) {
    const Service* service = find_service(context.catalogue, now.lodging.service);
    if (service != nullptr) view.object("service", service_view(context, *service));
}

// What became of what was sent. Of several files the note goes with the first that can be kept.
void put_notice(View& view, const Words& words, const StepEntry& entry) {
    if (entry.done) view.set("notice", words.text("staff.done"));
    if (entry.added.empty()) return;
    const std::string names = fmt::format("{}", fmt::join(entry.added, ", "));
    view.set("notice",
             words.format(entry.is_note_added ? "staff.note-added" : "staff.files-added", {{"names", names}}));
}

std::vector<std::string> working_lines(const Case& now, Instant at) {
    std::vector<std::string> lines;
    std::string_view text;
    const std::string whole = working_text(now, at);
    for (text = whole; !text.empty();) {
        const auto end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    }
    return lines;
}

}  // namespace

std::string staff_case_url(const CaseReference& reference) {
    return fmt::format("/staff/cases/{}", reference.text());
}

std::string reason_url(const CaseReference& reference) {
    return fmt::format("/staff/cases/{}/open", reference.text());
}

std::string case_file_url(const CaseReference& reference, std::string_view id) {
    return fmt::format("{}/files{}{}", staff_case_url(reference), id.empty() ? "" : "/", id);
}

std::string ticket_url(const CaseReference& reference) {
    return fmt::format("/staff/tickets/{}", reference.text());
}

std::string staff_case_page(const PageContext& context, const CaseFile& file, const Actor& actor,
                            const StepEntry& entry, const std::vector<StaffMember>& colleagues,
                            const StaffNames& names) {
    const Words& words = context.words();
    const Case& now = file.now;
    View view;
    view.set("title", now.reference.in_groups())
        .set("reference", now.reference.in_groups())
        .set("back_url", "/staff/")
        .set("status", std::string(key_of(now.state)))
        .set("word", words.text(fmt::format("state.{}", key_of(now.state))))
        .set("description", now.lodging.description)
        .set("description_language", now.lodging.language)
        .set("kind", kind_text(words, now.lodging.kind))
        .set("channel", words.text(fmt::format("channel.{}", key_of(now.lodging.channel))))
        .list("facts", row_views(fact_rows(context, now, names), "value"))
        .list("contact", row_views(contact_rows(context, now.lodging.contact), "value"))
        .list("events", event_views(context, file, names))
        .list("promises", promise_views(context, now))
        .flag("anonymous", now.lodging.anonymous);
    put_due(view, context, now, entry.related);
    put_strip(view, context, now);
    put_service(view, context, now);
    if (const auto& answer = now.decision ? now.decision : now.answer)
        view.object("answer", answer_view(context, now, *answer));
    std::vector<View> steps;
    put_sight(view, context, now, entry.sight);
    put_renewal(view, context, file, names);
    std::vector<Step> allowed =
        entry.sight == Sight::WithoutWords ? std::vector<Step>() : allowed_steps(now, actor, context.now);
    if (!may_correct(entry.sight)) std::erase(allowed, Step::Correct);
    if (actor.role && !has_someone_above(*actor.role)) std::erase(allowed, Step::Escalate);
    const bool may_join = std::find(allowed.begin(), allowed.end(), Step::MarkDuplicate) != allowed.end();
    put_related(view, context, now, entry.related, may_join ? Joining::Offered : Joining::NotNow);
    steps.reserve(allowed.size());
    put_files(view, context, now, std::find(allowed.begin(), allowed.end(), Step::RemoveFile) != allowed.end(), names);
    for (const Step step : allowed) {
        // A file is removed from where it stands.
        if (step != Step::RemoveFile) steps.push_back(step_link(context, now.reference, step, entry));
    }
    view.list("steps", std::move(steps));
    put_form(view, context, file, entry, colleagues);
    put_conflict(view, context, file, entry, names);
    put_notice(view, words, entry);
    if (entry.with_working) view.list("working_lines", text_views(working_lines(now, context.now)));
    PageFrame frame{.title = now.reference.in_groups(),
                    .path = "/staff/",
                    .current_menu = "",
                    .error = !entry.errors.empty(),
                    .one_language = true};
    return draw_page(context, "staff_case", frame, std::move(view));
}

}  // namespace charter
