#include "server/pages/step_form.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/shared/text.h"
#include "server/cases/scope.h"
#include "server/cases/sight.h"
#include "server/cases/workflow.h"
#include "server/forms/correction_form.h"
#include "server/pages/case_words.h"
#include "server/pages/correction_words.h"
#include "server/pages/file_views.h"
#include "server/pages/form_fields.h"

namespace charter {
namespace {

bool needs(const StepRule& rule, Need need) {
    return std::find(rule.needs.begin(), rule.needs.end(), need) != rule.needs.end();
}

std::vector<Option> finding_options(const Words& words, CaseKind kind) {
    std::vector<Option> options = {{"", words.text("staff.choose"), ""}};
    for (const Finding finding : all_findings()) {
        if (!fits(finding, kind)) continue;
        options.push_back({std::string(key_of(finding)), words.text(fmt::format("finding.{}", key_of(finding))), ""});
    }
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

// Those who are named already may stay so; one more is chosen from all but the reader.
void add_official_fields(FormFields& form, const PageContext& context, const Case& now, const StepEntry& entry) {
    std::vector<StaffMember> others = entry.accounts;
    std::erase_if(others, [&](const StaffMember& person) {
        return context.staff && person.user_name == context.staff->user_name;
    });
    std::vector<Option> named = people_options(context, entry.accounts);
    std::erase_if(named, [&](const Option& option) {
        return std::none_of(now.complained_of.begin(), now.complained_of.end(),
                            [&](StaffId id) { return std::to_string(id.value) == option.value; });
    });
    if (!named.empty()) form.checkboxes("complained_of", entry.fields.complained_of, Asked::Optional, named);
    form.select("official", entry.fields.official, named.empty() ? Asked::Needed : Asked::Optional,
                people_options(context, others));
}

// A case that only the head office sees goes to no other.
std::vector<Option> office_options(const PageContext& context, const Case& now) {
    std::vector<Option> options = {{"", context.words().text("staff.office-stays"), ""}};
    for (const Office& office : context.catalogue.offices) {
        const bool is_lost = is_withheld(now) && office.id != head_office(context.catalogue);
        if (!office.closed && !is_lost) options.push_back({office.id, office_name(context, office.id), ""});
    }
    return options;
}

// Whoever writes to the person must not look for it far from the form.
std::string reading_language(const Words& words, const Case& now) {
    const std::string key = fmt::format("language.{}", now.lodging.language);
    return words.format("staff.write-in", {{"language", words.has(key) ? words.text(key) : now.lodging.language}});
}

void add_step_fields(FormFields& form, const PageContext& context, const StepRule& rule, const Case& now,
                     const StepEntry& entry, const std::vector<StaffMember>& colleagues) {
    const Words& words = context.words();
    const StaffStepFields& typed = entry.fields;
    if (needs(rule, Need::Assignee))
        form.select("assignee", typed.assignee, Asked::Needed, people_options(context, colleagues))
            .select("to_office", typed.office, Asked::Optional, office_options(context, now));
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
    if (needs(rule, Need::Finding))
        form.select("finding", typed.finding, Asked::Needed, finding_options(words, now.lodging.kind));
    if (needs(rule, Need::Redress)) form.checkboxes("redress", typed.redress, Asked::Needed, redress_options(words));
    if (needs(rule, Need::Body))
        form.text("body", typed.body, Asked::Needed).text("body_reference", typed.body_reference, Asked::Optional);
    if (needs(rule, Need::Unconfirmed)) form.text("body_reference", typed.body_reference, Asked::Optional);
    if (tells_body_due(rule.step))
        form.text("body_due", typed.body_due, Asked::Optional,
                  {.inputmode = "numeric", .no_spellcheck = true, .short_field = true});
    if (needs(rule, Need::Officials)) add_official_fields(form, context, now, entry);
    if (needs(rule, Need::Correction)) add_correction_fields(form, context, now, typed.correction);
    if (needs(rule, Need::OtherCase))
        form.text("duplicate_of", typed.duplicate_of, Asked::Needed, {.no_spellcheck = true, .short_field = true});
    if (needs(rule, Need::NewFile)) form.files("photo", Asked::Needed);
    if (needs(rule, Need::PublicNote) || !entry.responses.empty())
        form.textarea("public_note", typed.public_note, needs(rule, Need::PublicNote) ? Asked::Needed : Asked::Optional)
            .hinted(reading_language(words, now));
    if (needs(rule, Need::Finding)) form.text("evidence", typed.evidence, Asked::Optional);
    form.textarea("internal_note", typed.internal_note, needs(rule, Need::Text) ? Asked::Needed : Asked::Optional, 3);
}

// What one can begin with: the page comes anew with the text filled in, to be read and changed before it is sent.
std::vector<View> response_links(const PageContext& context, const CaseReference& reference, const StepEntry& entry) {
    std::vector<View> links;
    for (const ResponseTemplate& response : entry.responses)
        links.push_back(titled_link(
            text_in(response.title, context.language),
            fmt::format("{}?step={}&response={}", staff_case_url(reference), key_of(*entry.chosen), response.id)));
    return links;
}

void put_hidden(View& form, std::string_view name, const std::string& value) {
    std::vector<View> hidden = form.items().at("hidden").views;
    hidden.push_back(hidden_field(name, value));
    form.list("hidden", std::move(hidden));
}

// Which file it is about: for the person to see, and for the form to carry.
void put_chosen_file(View& form, const Words& words, const Case& now, const StepEntry& entry) {
    put_hidden(form, "file", entry.fields.file);
    if (const AddedFile* chosen = find_file(now, entry.fields.file); chosen != nullptr)
        form.set("file", file_name_text(words, *chosen));
}

}  // namespace

void put_step_form(View& view, const PageContext& context, const CaseFile& file, const StepEntry& entry,
                   const Actor& actor, const std::vector<StaffMember>& colleagues) {
    if (!entry.chosen) return;
    const StepRule* rule = find_rule(file.now.state, *entry.chosen);
    if (rule == nullptr || !may_take(*rule, actor)) return;
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
    if (entry.fields.told_of_name || tells_of_name(entry.errors)) put_hidden(form, "told_of_name", "yes");
    if (needs(*rule, Need::KnownFile)) put_chosen_file(form, words, file.now, entry);
    const std::string note = fmt::format("step-note.{}", step);
    if (words.has(note)) form.set("note", words.text(note));
    const std::string joined_note = fmt::format("step-note.{}-joined", step);
    if (!file.now.joined.empty() && words.has(joined_note))
        form.set("note", words.format(joined_note, {{"count", std::to_string(file.now.joined.size())}}));
    // What was recorded is asked as it was when it was recorded: of the officer, about the person.
    FormFields fields(context, entry.errors, entry.chosen == Step::Correct ? "capture" : "field");
    add_step_fields(fields, context, *rule, file.now, entry, colleagues);
    if (entry.conflict.empty()) fields.focused();
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

}  // namespace charter
