// The page that asks why somebody wants to read, and the audit as a page and as a table.
#include <fmt/format.h>

#include "generator/shared/csv.h"
#include "generator/shared/text.h"
#include "server/pages/case_words.h"
#include "server/pages/form_fields.h"
#include "server/pages/staff_pages.h"

namespace charter {
namespace {

constexpr std::string_view audit_url = "/staff/audit";

struct LineTexts {
    std::string who;
    std::string what;
    std::string detail;
};

// Of a list, how many cases it showed; of what was handed out to a person, how it was checked who asks.
std::string detail_of(const Words& words, const AuditLine& line) {
    if (line.deed == Deed::ExportPerson && !line.detail.empty())  // older records of a case do not say it
        return words.format("staff.fact.identity", {{"value", words.text(fmt::format("identity.{}", line.detail))}});
    constexpr std::size_t longest_number = 8;  // shorter than a reference
    const bool is_references = line.deed && is_of_list(*line.deed) && line.detail.size() > longest_number;
    return is_references ? std::to_string(split(line.detail, ' ').size()) : line.detail;
}

LineTexts texts_of(const PageContext& context, const AuditLine& line, const StaffNames& names) {
    const Words& words = context.words();
    LineTexts texts;
    texts.who = line.staff
                    ? words.format("actor.staff",
                                   {{"name", names(*line.staff)},
                                    {"role", line.role ? words.text(fmt::format("role.{}", key_of(*line.role))) : ""}})
                    : words.text("audit.operator");
    texts.what = line.step ? words.text(fmt::format("step-done.{}", key_of(*line.step)))
                           : words.text(fmt::format("deed.{}", key_of(line.deed.value_or(Deed::ReadCase))));
    texts.detail = detail_of(words, line);
    if (line.person) texts.detail += (texts.detail.empty() ? "" : " ") + names(*line.person);
    return texts;
}

std::string in_groups(const std::string& reference) {
    auto parsed = CaseReference::parse(reference);
    const auto* known = std::get_if<CaseReference>(&parsed);
    return known == nullptr ? reference : known->in_groups();
}

std::vector<View> row_views_of(const PageContext& context, const AuditPage& page, const StaffNames& names) {
    const Calendar calendar = calendar_of(context.catalogue);
    std::vector<View> rows;
    for (const AuditLine& line : page.lines) {
        LineTexts texts = texts_of(context, line, names);
        View view;
        view.set("when", date_and_time(context.words(), calendar, line.at))
            .set("who", std::move(texts.who))
            .set("what", std::move(texts.what))
            .set("detail", std::move(texts.detail))
            .set("reference", in_groups(line.reference))
            .set("url", line.reference.empty() ? "" : fmt::format("/staff/cases/{}", line.reference))
            .set("reason", line.reason);
        rows.push_back(std::move(view));
    }
    return rows;
}

std::vector<Option> people_options(const PageContext& context, const std::vector<StaffMember>& people) {
    std::vector<Option> options = {{"", context.words().text("audit.everybody"), ""}};
    for (const StaffMember& person : people) options.push_back({std::to_string(person.id.value), person.user_name, ""});
    return options;
}

std::vector<Option> audit_kind_options(const Words& words) {
    std::vector<Option> options;
    for (const AuditKind kind : {AuditKind::All, AuditKind::Reads, AuditKind::Changes})
        options.push_back({std::string(key_of(kind)), words.text(fmt::format("audit.kind.{}", key_of(kind))), ""});
    return options;
}

std::string url_with(std::string_view path, const std::string& query, const std::string& more = {}) {
    const std::string whole = query + (query.empty() || more.empty() ? "" : "&") + more;
    return whole.empty() ? std::string(path) : fmt::format("{}?{}", path, whole);
}

void put_filters(View& view, const PageContext& context, const AuditLook& look) {
    View form;
    FormFields(context, look.errors)
        .text("audit_case", look.fields.reference, Asked::Needed, {.no_spellcheck = true, .short_field = true})
        .select("audit_person", look.fields.person, Asked::Needed, people_options(context, look.people))
        .text("audit_from", look.fields.from, Asked::Needed, {.type = "date", .short_field = true})
        .text("audit_until", look.fields.until, Asked::Needed, {.type = "date", .short_field = true})
        .select("audit_kind", look.fields.kind, Asked::Needed, audit_kind_options(context.words()))
        .put_into(form);
    view.list("filters", form.items().at("fields").views);
    if (const auto summary = form.items().find("error_summary"); summary != form.items().end())
        view.object("error_summary", summary->second.views.front());
}

}  // namespace

std::string reason_page(const PageContext& context, const Case& now, const ReasonEntry& entry) {
    const Words& words = context.words();
    const std::string title = words.format("reason.title", {{"reference", now.reference.in_groups()}});
    View view;
    view.set("title", title)
        .set("lead", words.text(now.lodging.about_official ? "reason.sealed"
                                : is_sealed(now)           ? "reason.sensitive"
                                                           : "reason.auditor"))
        .set("back_url", staff_case_url(now.reference))
        .set("action", reason_url(now.reference))
        .set("submit_label", words.text("reason.send"))
        .set("note", words.text("reason.kept"))
        .list("hidden", {hidden_field("csrf", context.staff ? context.staff->csrf : "")});
    FormFields(context, entry.errors).textarea("reason", entry.reason, Asked::Needed, 3).put_into(view);
    return draw_page(context, "form_page",
                     {.title = title,
                      .path = reason_url(now.reference),
                      .current_menu = "",
                      .error = !entry.errors.empty(),
                      .one_language = true},
                     std::move(view));
}

std::string audit_page(const PageContext& context, const AuditPage& page, const AuditLook& look,
                       const StaffNames& names) {
    const Words& words = context.words();
    const std::string query = query_of(look.fields);
    View view;
    view.set("title", words.text("staff.audit"))
        .set("lead", words.text("audit.lead"))
        .set("action", std::string(audit_url))
        .set("empty_text", page.lines.empty() ? words.text("audit.empty") : "")
        .set("next_url", page.after ? url_with(audit_url, query, "after=" + to_text(*page.after)) : "")
        .set("table_url", url_with("/staff/audit.csv", query))
        .list("rows", row_views_of(context, page, names));
    put_filters(view, context, look);
    return draw_page(context, "staff_audit",
                     {.title = words.text("staff.audit"),
                      .path = std::string(audit_url),
                      .current_menu = "",
                      .error = !look.errors.empty(),
                      .one_language = true},
                     std::move(view));
}

std::string audit_table(const PageContext& context, const AuditPage& page, const StaffNames& names) {
    std::string table(csv_mark);
    table += csv_line({"at", "who", "role", "what", "reference", "detail", "reason"});
    for (const AuditLine& line : page.lines) {
        const LineTexts texts = texts_of(context, line, names);
        table += csv_line({to_iso(line.at), line.staff ? names(*line.staff) : "",
                           line.role ? std::string(key_of(*line.role)) : "",
                           std::string(line.step ? key_of(*line.step) : key_of(line.deed.value_or(Deed::ReadCase))),
                           line.reference, texts.detail, line.reason});
    }
    return table;
}

}  // namespace charter
