// The fields of each kind (see also the tables of content_keys.h):
//   standard      id applies_to clock within target principle status measured_by in_force_from change_note
//   service       id category who cost needs standards offices ("all" or a list) not_ours sensitive
//   charter       id office edition standards services approved: {role, on} in_force_from cost needs redress status
//                 change_note
//   office        id, of the register
//   procedure     applies_to
#include "generator/model/read_kind.h"

#include <fmt/format.h>

#include <utility>

#include "generator/model/content_keys.h"
#include "generator/model/read_limit.h"
#include "generator/model/settings.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

// The id that the author will write: what others name this page by. That it is not there yet is said once.
void stand_in_id(Fields& fields, PageDraft& draft) {
    draft.is_faulty = true;
    draft.id_span = fields.key_span("id");
    const std::string written = fields.text("id");
    const std::string_view path = plain_path(draft.page);
    draft.page.id = slug(written.empty() ? path.substr(path.rfind('/') + 1) : written);
}

void read_id(Fields& fields, PageDraft& draft) {
    fields.require("id", "give it an id of small letters, digits and hyphens");
    const std::optional<TextAt> id = fields.id("id");
    if (!id) return stand_in_id(fields, draft);
    draft.page.id = id->text;
    draft.id_span = id->span;
}

void read_standard(Fields& fields, PageDraft& draft, const Site& site) {
    Standard standard;
    read_id(fields, draft);
    fields.require("applies_to", "name the kinds of case, for example applies_to: [complaint]");
    fields.require("clock", "write acknowledge, resolve, review, refer, question, objection or measured");
    fields.require("within", "write the time, for example within: 25 working days");
    fields.require("status", "write adopted, or example for a time that is not the body's own");
    standard.id = draft.page.id;
    standard.applies_to = fields.choices("applies_to", applies_keys());
    standard.clock = fields.choice("clock", clock_keys()).value_or(Clock::Measured);
    standard.within = read_limit(fields, "within");
    standard.target_percent = read_percent(fields, "target");
    standard.principle = draft.references.add(ReferenceKind::Principle, fields.source(), fields.text_at("principle"));
    standard.status = fields.choice("status", promise_statuses).value_or(PromiseStatus::Example);
    standard.edition = draft.is_frozen ? draft.page.edition : site.catalogue.edition;
    draft.page.in_force_from = fields.date("in_force_from");
    draft.page.status = standard.status;
    draft.page.measured_by = fields.text("measured_by");
    draft.page.change_note = fields.text("change_note");
    draft.promise = std::move(standard);
}

// `offices: all` is the same as leaving it out.
std::vector<std::string> read_offices(Fields& fields, PageDraft& draft) {
    const YamlValue* written = fields.value("offices");
    if (written != nullptr && written->type == YamlValue::Type::Text && written->text == "all") return {};
    return draft.references.add(ReferenceKind::Office, fields.source(), fields.names_at("offices"));
}

void read_service(Fields& fields, PageDraft& draft) {
    Service service;
    read_id(fields, draft);
    service.id = draft.page.id;
    service.category = draft.references.add(ReferenceKind::Category, fields.source(), fields.text_at("category"));
    service.standards = draft.references.add(ReferenceKind::Standard, fields.source(), fields.names_at("standards"));
    service.offices = read_offices(fields, draft);
    service.not_ours = fields.flag("not_ours");
    service.sensitive = fields.flag("sensitive");
    draft.page.who = fields.text("who");
    draft.page.cost = fields.text("cost");
    draft.page.needs = fields.texts("needs");
    draft.promise = std::move(service);
}

void read_approval(Fields& fields, CharterEdition& charter) {
    charter.in_force_from = fields.date("in_force_from");
    std::optional<Fields> approved = fields.inside("approved");
    if (!approved) return;
    approved->require("role", "name the role that approved it, never a person");
    approved->require("on", "write the day, for example on: 2026-06-15");
    charter.approved_role = approved->text("role");
    charter.approved_on = approved->date("on");
    approved->report_unknown();
}

void read_charter(Fields& fields, PageDraft& draft) {
    CharterEdition charter;
    read_id(fields, draft);
    fields.require("office", "name the office that promises");
    fields.require("edition", "write the financial year, for example edition: 2026-27");
    fields.require("standards", "name what it promises, for example standards: [answer-complaint]");
    charter.id = draft.page.id;
    charter.office = draft.references.add(ReferenceKind::Office, fields.source(), fields.text_at("office"));
    if (const std::optional<TextAt> edition = fields.text_at("edition")) {
        charter.edition = edition->text;
        report_no_edition(fields, *edition);
    }
    charter.standards = draft.references.add(ReferenceKind::Standard, fields.source(), fields.names_at("standards"));
    charter.services = draft.references.add(ReferenceKind::Service, fields.source(), fields.names_at("services"));
    read_approval(fields, charter);
    draft.page.in_force_from = charter.in_force_from;
    draft.page.cost = fields.text("cost");
    draft.page.needs = fields.texts("needs");
    draft.page.redress = fields.text("redress");
    draft.page.change_note = fields.text("change_note");
    draft.page.status = fields.choice("status", promise_statuses).value_or(PromiseStatus::Adopted);
    draft.promise = std::move(charter);
}

}  // namespace

void read_kind_fields(Fields& fields, PageDraft& draft, const Site& site) {
    switch (draft.page.kind) {
        case PageKind::Standard:
            return read_standard(fields, draft, site);
        case PageKind::Service:
            return read_service(fields, draft);
        case PageKind::Charter:
            return read_charter(fields, draft);
        case PageKind::Office:
            read_id(fields, draft);
            if (!draft.page.id.empty())
                draft.references.add(ReferenceKind::Office, fields.source(), TextAt{draft.page.id, draft.id_span});
            return;
        case PageKind::Procedure:
            draft.page.applies_to = fields.choices("applies_to", case_kind_keys());
            return;
        case PageKind::Page:
        case PageKind::Manual:
        case PageKind::News:
            return;
    }
}

void translate_kind_words(Fields& fields, Page& page) {
    const auto words = [&](std::string_view key, std::string& into) {
        if (std::string text = fields.text(key); !text.empty()) into = std::move(text);
    };
    const PageKind kind = page.kind;
    if (kind == PageKind::Standard) words("measured_by", page.measured_by);
    if (kind == PageKind::Standard || kind == PageKind::Charter) words("change_note", page.change_note);
    if (kind == PageKind::Service) words("who", page.who);
    if (kind == PageKind::Charter) words("redress", page.redress);
    if (kind != PageKind::Service && kind != PageKind::Charter) return;
    words("cost", page.cost);
    if (std::vector<std::string> needs = fields.texts("needs"); !needs.empty()) page.needs = std::move(needs);
}

}  // namespace charter
