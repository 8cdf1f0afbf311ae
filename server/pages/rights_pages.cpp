#include "server/pages/rights_pages.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "generator/shared/text.h"
#include "server/cases/deadline.h"
#include "server/cases/scope.h"
#include "server/pages/case_words.h"
#include "server/pages/file_views.h"
#include "server/pages/form_fields.h"

namespace charter {
namespace {

std::vector<Option> identity_options(const Words& words) {
    std::vector<Option> options = {{"", words.text("staff.choose"), ""}};
    for (const IdentityCheck check : all_identity_checks())
        options.push_back({std::string(key_of(check)), words.text(fmt::format("identity.{}", key_of(check))), ""});
    return options;
}

// The texts of the person, and ours to them; what staff wrote for one another is not in it.
bool is_for_person(const CaseEvent& event, std::string_view text) {
    return event.step == Step::Lodge ? text != TextName::internal_note : text == TextName::public_note;
}

// How to answer the person, and by what name another body knows the case.
std::vector<LodgedRow> person_rows(const PageContext& context, const Case& now) {
    const Words& words = context.words();
    std::vector<LodgedRow> rows = contact_rows(context, now.lodging.contact, Reader::Staff);
    const std::string language = fmt::format("language.{}", now.lodging.language);
    rows.push_back(
        {words.text("staff.fact.language"), words.has(language) ? words.text(language) : now.lodging.language});
    if (!now.lodging.source_reference.empty())
        rows.push_back({words.text("staff.fact.source-reference"), now.lodging.source_reference});
    if (const auto day = parse_date(now.lodging.source_date))
        rows.push_back({words.text("staff.fact.source-date"), words.date(*day)});
    return rows;
}

// What an event decided, and which other body it names.
std::string outcome_text(const Words& words, const CaseEvent& event) {
    std::string text = answer_text(words, event);
    const auto add = [&](std::string_view key, const std::string& value) {
        if (!value.empty()) text += (text.empty() ? "" : " ") + words.format(key, {{"value", value}});
    };
    add("staff.fact.body", named_in(event, TextName::body));
    add("staff.fact.body-reference", named_in(event, TextName::body_reference));
    if (const auto day = parse_date(fact_of(event, FactName::body_due))) add("staff.fact.body-due", words.date(*day));
    return text;
}

View case_view(const PageContext& context, const CaseFile& file) {
    const Words& words = context.words();
    const Case& now = file.now;
    View view;
    view.set("reference", now.reference.in_groups())
        .set("kind", kind_text(words, now.lodging.kind))
        .set("state", words.text(fmt::format("state.{}", key_of(now.state))))
        .set("office", office_name(context, working_office(now, context.catalogue)))
        .set("received", received_text(words, now))
        .set("description", now.lodging.description)
        .list("rows", row_views(person_rows(context, now), "value"))
        .list("promises", promise_views(context, now));
    std::vector<View> files;
    for (const AddedFile& added : now.files) {
        View shown = file_view(words, added);
        shown.set("url", case_file_url(now.reference, added.id));
        files.push_back(std::move(shown));
    }
    view.list("files", std::move(files));
    std::vector<View> events;
    for (const CaseEvent& event : file.events) {
        View line;
        line.set("when", event_time(words, now, event))
            .set("what", words.text(fmt::format("step-done.{}", key_of(event.step))))
            .set("outcome", outcome_text(words, event))
            .set("text", event.step == Step::Lodge ? "" : text_of(event, TextName::public_note));
        events.push_back(std::move(line));
    }
    view.list("events", std::move(events));
    return view;
}

// The bytes are fetched from the address, by who may open the case.
nlohmann::json files_json(const Case& now) {
    nlohmann::json files = nlohmann::json::array();
    for (const AddedFile& file : now.files)
        files.push_back({{"name", file.name},
                         {"kind", key_of(file.kind)},
                         {"size", file.size},
                         {"hash", file.hash},
                         {"added_at", to_iso(file.at)},
                         {"by", key_of(file.by.kind)},
                         {"address", case_file_url(now.reference, file.id)}});
    return files;
}

nlohmann::json promises_json(const Case& now, Instant at) {
    nlohmann::json promises = nlohmann::json::array();
    for (const ClockStatus& status : clock_statuses(now, at)) {
        const BoundPromise& promise = status.promise;
        promises.push_back({{"clock", key_of(status.clock)},
                            {"standard", promise.standard},
                            {"title", text_in(promise.title, now.lodging.language)},
                            {"limit", {{"amount", promise.within.amount}, {"unit", key_of(promise.within.unit)}}},
                            {"due", to_iso(status.due.date)},
                            {"state", key_of(status.timeliness)}});
    }
    return promises;
}

nlohmann::json json_of(const CaseEvent& event) {
    nlohmann::json shown = {{"at", to_iso(event.at)},
                            {"step", key_of(event.step)},
                            {"by", key_of(event.by.kind)},
                            {"text", event.step == Step::Lodge ? "" : text_of(event, TextName::public_note)}};
    const auto put = [&](const char* name, const std::string& value) {
        if (!value.empty()) shown[name] = value;
    };
    put("finding", fact_of(event, FactName::finding));
    put("body", named_in(event, TextName::body));
    put("body_reference", named_in(event, TextName::body_reference));
    put("body_due", fact_of(event, FactName::body_due));
    const std::string& redress = fact_of(event, FactName::redress);
    if (!redress.empty()) shown["redress"] = split(redress, ' ');
    return shown;
}

nlohmann::json json_of(const CaseFile& file, Instant at) {
    const Case& now = file.now;
    nlohmann::json texts = nlohmann::json::object();
    nlohmann::json events = nlohmann::json::array();
    for (const CaseEvent& event : file.events) {
        for (const auto& [name, text] : event.texts) {
            if (event.step == Step::Lodge && is_for_person(event, name)) texts[name] = text.text;
        }
        events.push_back(json_of(event));
    }
    return {{"reference", now.reference.text()},
            {"kind", key_of(now.lodging.kind)},
            {"channel", key_of(now.lodging.channel)},
            {"state", key_of(now.state)},
            {"received_at", to_iso(now.received_at)},
            {"office", now.office},
            {"language", now.lodging.language},
            {"contact_by", key_of(now.lodging.contact.by)},
            {"promises", promises_json(now, at)},
            {"texts", std::move(texts)},
            {"events", std::move(events)},
            {"files", files_json(now)}};
}

View call_view(const PageContext& context, const AfterHoursCall& call) {
    const Words& words = context.words();
    View view;
    view.set("title", words.format("rights.call", {{"number", std::to_string(call.id)}}))
        .set("when", date_and_time(words, calendar_of(context.catalogue), call.taken_at))
        .set("topic", words.text(fmt::format("call-topic.{}", key_of(call.topic))))
        .set("words", call.words)
        .set("place", call.place)
        .set("caller", call.caller)
        .set("done", call.done)
        .set("action", fmt::format("{}/calls/{}", rights_url, call.id));
    return view;
}

nlohmann::json json_of(const AfterHoursCall& call) {
    return {{"number", call.id},
            {"taken_at", to_iso(call.taken_at)},
            {"topic", key_of(call.topic)},
            {"words", call.words},
            {"place", call.place},
            {"caller", call.caller},
            {"done", call.done}};
}

// What is due, in a table of cases and calls: what both have. `Due` is a DueDeletion or a DueCall.
template <typename Due>
View due_row(const PageContext& context, const RetentionLook& look, const Calendar& calendar, const Due& due,
             Instant ended, const StaffNames& names) {
    const Words& words = context.words();
    View row;
    row.set("office", office_name(context, due.office))
        .set("ended", words.date(calendar.local_date(ended)))
        .set("due", words.date(calendar.local_date(due.due_at)))
        .set("proposed_by", due.proposed_by ? names(*due.proposed_by) : "")
        .flag("propose", !due.proposed_by)
        .flag("keep", true)
        .flag("confirm", due.proposed_by && due.proposed_by != look.reader && due.due_at <= context.now);
    return row;
}

}  // namespace

std::string rights_page(const PageContext& context, const RightsLook& look) {
    const Words& words = context.words();
    View view;
    view.set("title", words.text("staff.rights"))
        .set("lead", words.text(look.asks_reason ? "rights.sealed" : "rights.lead"))
        .set("action", std::string(rights_url))
        .set("submit_label", words.text("rights.show"))
        .set("note", words.text(look.done ? "rights.call-erased" : "rights.note"))
        .list("hidden", {hidden_field("csrf", context.staff ? context.staff->csrf : "")});
    FormFields fields(context, look.errors);
    if (look.asks_reason) fields.textarea("reason", look.typed.reason, Asked::Needed, 3);
    fields.text("phone", look.typed.phone, Asked::Optional, {.type = "tel", .autocomplete = "off"})
        .text("email", look.typed.email, Asked::Optional, {.type = "email", .autocomplete = "off"})
        .text("reference", look.typed.reference, Asked::Optional, {.no_spellcheck = true, .short_field = true})
        .select("identity", look.typed.identity, Asked::Needed, identity_options(words))
        .select("export_format", look.typed.format, Asked::Needed,
                {{"page", words.text("rights.page"), ""}, {"json", words.text("rights.json"), ""}});
    fields.put_into(view);
    return draw_page(context, "form_page",
                     {.title = words.text("staff.rights"),
                      .path = std::string(rights_url),
                      .current_menu = "",
                      .error = !look.errors.empty(),
                      .one_language = true},
                     std::move(view));
}

std::string person_page(const PageContext& context, const PersonLook& found) {
    const Words& words = context.words();
    View view;
    view.set("title", words.text("rights.person"))
        .set("lead", words.plural("rights.found", static_cast<int>(found.cases.size())))
        .set("note", words.text("rights.left-out"))
        .set("csrf", context.staff ? context.staff->csrf : "")
        .set("identity", std::string(key_of(found.identity)))
        .set("printed", words.long_date(calendar_of(context.catalogue).local_date(context.now)))
        .set("back_url", std::string(rights_url));
    std::vector<View> views;
    views.reserve(found.cases.size());
    for (const CaseFile& file : found.cases) views.push_back(case_view(context, file));
    std::vector<View> calls;
    for (const AfterHoursCall& call : found.calls) calls.push_back(call_view(context, call));
    view.list("cases", std::move(views)).list("calls", std::move(calls));
    return draw_page(context, "staff_person",
                     {.title = words.text("rights.person"),
                      .path = std::string(rights_url),
                      .current_menu = "",
                      .error = false,
                      .one_language = true},
                     std::move(view));
}

std::string person_json(const PersonLook& found) {
    nlohmann::json cases = nlohmann::json::array();
    for (const CaseFile& file : found.cases) cases.push_back(json_of(file, found.at));
    nlohmann::json calls = nlohmann::json::array();
    for (const AfterHoursCall& call : found.calls) calls.push_back(json_of(call));
    return nlohmann::json{{"cases", std::move(cases)}, {"calls", std::move(calls)}}.dump(2) + "\n";
}

std::string keep_page(const PageContext& context, const KeepLook& look) {
    const Words& words = context.words();
    const std::string title = words.format("retention.keep-title", {{"name", look.name}});
    View view;
    view.set("title", title)
        .set("lead", words.text("retention.keep-lead"))
        .set("back_url", std::string(retention_url))
        .set("action", look.action)
        .set("submit_label", words.text("retention.keep"))
        .list("hidden", {hidden_field("csrf", context.staff ? context.staff->csrf : ""), hidden_field("deed", "keep")});
    FormFields(context, look.errors)
        .textarea("keep_reason", look.typed.reason, Asked::Needed, 3)
        .text("keep_until", look.typed.until, Asked::Needed, {.type = "date", .short_field = true})
        .put_into(view);
    return draw_page(context, "form_page",
                     {.title = title,
                      .path = std::string(retention_url),
                      .current_menu = "",
                      .error = !look.errors.empty(),
                      .one_language = true},
                     std::move(view));
}

std::string retention_page(const PageContext& context, const RetentionLook& look, const StaffNames& names) {
    const Words& words = context.words();
    const Calendar calendar = calendar_of(context.catalogue);
    View view;
    view.set("title", words.text("staff.retention"))
        .set("lead", words.text("retention.lead"))
        .set("notice", look.notice_key.empty() ? "" : words.text(look.notice_key))
        .set("empty_text", !look.has_classes     ? words.text("retention.no-classes")
                           : look.due.total == 0 ? words.text("retention.empty")
                                                 : "")
        .set("count_text",
             look.due.total == 0 ? "" : words.plural("retention.count", static_cast<long>(look.due.total)))
        .set("first_url", look.page == 1 ? "" : std::string(retention_url))
        .set("next_url", !look.due.is_followed ? "" : fmt::format("{}?page={}", retention_url, look.page + 1))
        .set("csrf", context.staff ? context.staff->csrf : "");
    std::vector<View> rows;
    for (const DueDeletion& one : look.due.cases) {
        View row = due_row(context, look, calendar, one, one.ended_at, names);
        row.set("reference", one.reference.in_groups())
            .set("url", staff_case_url(one.reference))
            .set("action", fmt::format("{}/{}", retention_url, one.reference.text()))
            .set("kind", kind_text(words, one.kind));
        rows.push_back(std::move(row));
    }
    for (const DueCall& call : look.due.calls) {
        View row = due_row(context, look, calendar, call, call.taken_at, names);
        row.set("reference", words.format("rights.call", {{"number", std::to_string(call.id)}}))
            .set("action", fmt::format("{}/calls/{}", retention_url, call.id))
            .set("kind", words.text("channel.after-hours-line"));
        rows.push_back(std::move(row));
    }
    view.list("rows", std::move(rows));
    return draw_page(context, "staff_retention",
                     {.title = words.text("staff.retention"),
                      .path = std::string(retention_url),
                      .current_menu = "",
                      .error = false,
                      .one_language = true},
                     std::move(view));
}

}  // namespace charter
