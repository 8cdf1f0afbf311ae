#include "generator/model/registers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "generator/content/text_slips.h"
#include "generator/model/content_keys.h"
#include "generator/model/fields.h"
#include "generator/model/former_address.h"
#include "generator/model/read_calendar.h"
#include "generator/model/read_duty.h"
#include "generator/model/read_indicators.h"
#include "generator/model/read_responses.h"
#include "generator/model/read_synonyms.h"
#include "generator/model/read_topics.h"
#include "generator/shared/keys.h"
#include "generator/shared/text.h"
#include "generator/shared/yaml.h"

namespace charter {
namespace {

constexpr std::array<std::string_view, 17> known_files = {
    "responses", "editions", "duty",    "offices",    "gone",     "roles",    "regions",   "categories", "holidays",
    "approvals", "terms",    "samples", "indicators", "synonyms", "calendar", "retention", "topics"};

enum class OfficeType { Head, Regional, Local, ServiceCentre, Mobile, Directorate };
constexpr Keys<OfficeType, 6> office_types = {{{OfficeType::Head, "head"},
                                               {OfficeType::Regional, "regional"},
                                               {OfficeType::Local, "local"},
                                               {OfficeType::ServiceCentre, "service-centre"},
                                               {OfficeType::Mobile, "mobile"},
                                               {OfficeType::Directorate, "directorate"}}};

// What is kept for a while: cases of a kind, and calls to the after-hours line.
enum class Kept { Enquiry, Report, Complaint, Compliment, Suggestion, Call };
constexpr Keys<Kept, 6> kept_kinds = {{{Kept::Enquiry, "enquiry"},
                                       {Kept::Report, "report"},
                                       {Kept::Complaint, "complaint"},
                                       {Kept::Compliment, "compliment"},
                                       {Kept::Suggestion, "suggestion"},
                                       {Kept::Call, "after-hours-call"}}};

// Everything that reading one register needs.
struct Register {
    const Source& source;
    Site& site;
    References& references;
    Diagnostics& diagnostics;
    std::map<std::string, Span, std::less<>> ids;  // where each was first declared

    [[nodiscard]] const std::vector<std::string>& languages() const { return site.catalogue.languages; }

    // The id that an entry without a usable one is going to get, as far as can be told: others name it by that.
    static std::string stand_in_id(Fields& fields, std::string_view name) {
        for (const YamlEntry& entry : fields.map().entries)
            if (nearest_name(entry.key, {"id"}) && entry.value.type == YamlValue::Type::Text)
                return slug(entry.value.text);
        return name.empty() ? std::string() : slug(name);
    }

    // The entry's id; "" if it has none, or one that stands in the register already.
    std::string new_id(Fields& fields, std::string_view name) {
        fields.require("id", "give every entry an id of its own");
        const std::optional<TextAt> id = fields.id("id");
        if (!id) return stand_in_id(fields, name);
        const auto [first, is_new] = ids.emplace(id->text, id->span);
        if (is_new) return id->text;
        fields.error(id->span, "duplicate-id", fmt::format("the id \"{}\" is used twice", id->text),
                     "give one of the two another id, and write that wherever it is meant");
        diagnostics.note(source, first->second, "first declared here");
        return {};
    }
};

void read_named(Register& file, Fields& fields, std::string_view key, std::vector<Named>& into) {
    fields.require(key, "write the words that people read");
    Named named{{}, fields.localized(key, file.languages())};
    named.id = file.new_id(fields, text_in(named.name, file.languages().front()));
    fields.report_unknown();
    if (!named.id.empty()) into.push_back(std::move(named));
}

// What is said of a sensitive subject can harm who says it, so cases about it are sealed.
void read_category(Register& file, Fields& fields) {
    const bool sensitive = fields.flag("sensitive");
    const std::size_t before = file.site.catalogue.categories.size();
    read_named(file, fields, "title", file.site.catalogue.categories);
    const std::vector<Named>& categories = file.site.catalogue.categories;
    if (sensitive && categories.size() > before) file.site.sensitive_categories.push_back(categories.back().id);
}

// Days stay in the register for years, so one long ago is none to tell of; one far ahead is a slip of the year.
void report_needless_day(Register& file, Fields& fields, Date date) {
    constexpr int most_years_ahead = 10;
    const Catalogue& catalogue = file.site.catalogue;
    const Span place = fields.map().find("date")->value.span;
    const auto is_day = [&](const Holiday& each) { return each.date == date; };
    const auto year = std::stoi(to_iso(date).substr(0, 4));
    const std::optional<int> first_year = first_year_of(catalogue.edition);
    const bool is_far = first_year && year > *first_year + most_years_ahead;
    if (std::any_of(catalogue.declared_days.begin(), catalogue.declared_days.end(), is_day)) {
        fields.error(place, "duplicate-id", fmt::format("{} is declared twice", to_iso(date)),
                     "take one of the two out");
    } else if (is_far) {
        fields.error(place, "bad-date", fmt::format("the year {} is far ahead", year), "look at the year once more");
    } else if (catalogue.calendar_rule == CalendarRule::SouthAfrica) {
        const std::vector<Holiday> computed = south_african_holidays(year);
        if (std::any_of(computed.begin(), computed.end(), is_day))
            fields.error(place, "bad-date", fmt::format("{} is a public holiday by law, and is counted", to_iso(date)),
                         "take this entry out");
    }
}

void read_holiday(Register& file, Fields& fields) {
    fields.require("date", "write year, month and day, for example 2026-06-15");
    Holiday holiday;
    const std::optional<Date> date = fields.date("date");
    holiday.key = "declared";
    holiday.names = fields.localized("name", file.languages());
    static_cast<void>(fields.text("source"));  // for the editors
    fields.report_unknown();
    if (!date) return;
    holiday.date = *date;
    report_needless_day(file, fields, *date);
    file.site.catalogue.declared_days.push_back(std::move(holiday));
}

OfficeFacts read_office_facts(Register& file, Fields& fields, const std::string& id) {
    OfficeFacts facts;
    facts.office = id;
    facts.area = fields.localized("area", file.languages());
    facts.places = fields.texts("areas");
    facts.note = fields.localized("note", file.languages());
    facts.access = fields.localized("access", file.languages());
    facts.fax = fields.text("fax");
    facts.checked = fields.text("checked");
    facts.status = fields.choice("status", fact_statuses).value_or(facts.status);
    facts.translation = fields.choice("translation", translation_states).value_or(facts.translation);
    return facts;
}

void read_office(Register& file, Fields& fields) {
    Office office;
    fields.require("name", "write the office's name");
    fields.require("type", "write head, regional, local, service-centre, mobile or directorate");
    office.name = fields.localized("name", file.languages());
    office.id = file.new_id(fields, text_in(office.name, file.languages().front()));
    office.type = key_in(office_types, fields.choice("type", office_types).value_or(OfficeType::Local));
    office.region = file.references.add(ReferenceKind::Region, file.source, fields.text_at("region"));
    office.parent = file.references.add(ReferenceKind::Office, file.source, fields.text_at("parent"));
    office.address = fields.localized("address", file.languages());
    office.phone = fields.phone("phone");
    office.email = fields.email("email");
    office.hours = file.references.add(ReferenceKind::Hours, file.source, fields.text_at("hours"));
    office.closed = fields.flag("closed");
    office.successor = file.references.add(ReferenceKind::Office, file.source, fields.text_at("successor"));
    if (office.closed) fields.require("successor", "name the office that took over its cases");
    OfficeFacts facts = read_office_facts(file, fields, office.id);
    fields.report_unknown();
    if (office.id.empty()) return;
    file.site.catalogue.offices.push_back(std::move(office));
    file.site.office_facts.push_back(std::move(facts));
}

void read_approval(Register& file, Fields& fields) {
    fields.require("document", "write the page's path, for example document: charters/head-office");
    fields.require("step", "write supported or approved");
    fields.require("role", "name the role that signed, never a person");
    fields.require("on", "write the day, for example on: 2026-06-15");
    fields.require("hash", "charter approve writes it");
    Approval approval;
    approval.document = fields.text("document");
    approval.edition = fields.text("edition");
    approval.step = fields.choice("step", sign_off_steps).value_or(SignOff::Supported);
    approval.role = fields.text("role");
    approval.on = fields.date("on").value_or(Date{});
    approval.hash = fields.text("hash");
    approval.file = fields.text("file");
    approval.version = fields.text("version");
    approval.in_force_from = fields.date("in_force_from");
    fields.report_unknown();
    if (!approval.document.empty()) file.site.approvals.push_back(std::move(approval));
}

void read_gone(Register& file, Fields& fields) {
    fields.require("address", "write it as it was, for example address: /en/services/old/");
    fields.require("reason", "say why, in words for readers");
    GoneAddress gone;
    if (const auto written = fields.text_at("address")) {
        gone.address = written->text;
        gone.address_span = written->span;
        if (!is_former_address(gone.address)) {
            fields.error(written->span, "bad-field", fmt::format("\"{}\" is not an address of a page", written->text),
                         "write it as it was, with letters, digits and hyphens between slashes: /en/old-name/");
            gone.address.clear();
        }
    }
    gone.since = fields.date("since");
    gone.reason = fields.localized("reason", file.languages());
    if (const auto written = fields.text_at("see")) {
        gone.see = written->text;
        gone.see_span = written->span;
    }
    fields.report_unknown();
    if (!gone.address.empty()) file.site.gone.push_back(std::move(gone));
}

// Cases are personal data: how long they are kept is promised like any other limit.
void read_retention(Register& file, Fields& fields) {
    fields.require("kind", "write enquiry, report, complaint, compliment, suggestion or after-hours-call");
    fields.require("years", "write how many years after its end a case is kept, for example years: 5");
    RetentionClass kept;
    const auto kind = fields.choice("kind", kept_kinds);
    const auto years = fields.whole_number("years");
    static_cast<void>(fields.text("source"));  // for the editors
    if (years && *years < 1)
        fields.error(fields.text_at("years")->span, "bad-field", "cases are kept for at least one year",
                     "write for example years: 5");
    fields.report_unknown();
    if (!kind || !years || *years < 1) return;
    if (*kind == Kept::Call) {
        file.site.catalogue.calls_kept_years = *years;
        return;
    }
    kept.kind = find_case_kind(key_in(kept_kinds, *kind)).value_or(kept.kind);
    kept.years = *years;
    file.site.catalogue.retention.push_back(kept);
}

// What an edition promised when it was kept: nobody mends it any more.
void read_kept_edition(Register& file, Fields& fields) {
    fields.require("edition", "write the financial year, for example edition: \"2025-26\"");
    fields.require("texts", "name each file of the edition with its hash; charter republish writes them");
    const std::string year = fields.text("edition");
    if (std::optional<Fields> texts = fields.inside("texts")) {
        for (const YamlEntry& entry : texts->map().entries)
            file.site.kept_texts.push_back(
                {fmt::format("editions/{}/{}", year, entry.key), texts->text(entry.key), entry.key_span});
    }
    fields.report_unknown();
}

void read_entry(Register& file, std::string_view name, Fields& fields) {
    if (name == "offices") read_office(file, fields);
    if (name == "holidays") read_holiday(file, fields);
    if (name == "approvals") read_approval(file, fields);
    if (name == "editions") read_kept_edition(file, fields);
    if (name == "gone") read_gone(file, fields);
    if (name == "retention") read_retention(file, fields);
    if (name == "regions") read_named(file, fields, "name", file.site.catalogue.regions);
    if (name == "roles") read_named(file, fields, "title", file.site.roles);
    if (name == "categories") read_category(file, fields);
}

bool is_register(std::string_view name) {
    static constexpr std::array<std::string_view, 9> registers = {
        "offices", "editions", "gone", "holidays", "regions", "categories", "approvals", "roles", "retention"};
    return std::find(registers.begin(), registers.end(), name) != registers.end();
}

// A register that cannot be read at all leaves its entries unknown: nobody is told that each of them is missing.
void excuse(Register& file, std::string_view name) {
    if (name == "offices") file.references.excuse(ReferenceKind::Office);
    if (name == "regions") file.references.excuse(ReferenceKind::Region);
    if (name == "categories") file.references.excuse(ReferenceKind::Category);
}

void read_register(Register& file, std::string_view name, const YamlValue& yaml) {
    if (yaml.type == YamlValue::Type::Null) return;
    if (yaml.type != YamlValue::Type::List) {
        excuse(file, name);
        file.diagnostics.error(file.source, yaml.span, "bad-field", fmt::format("{} must be a list", file.source.path),
                               "begin each entry with a hyphen");
        return;
    }
    for (const YamlValue& item : yaml.items) {
        if (item.type != YamlValue::Type::Map) {
            file.diagnostics.error(file.source, item.span, "bad-field", "an entry must hold fields",
                                   "write for example - id: head-office");
            continue;
        }
        Fields fields(file.source, item, file.diagnostics);
        read_entry(file, name, fields);
    }
}

void report_unknown_file(const Source& source, std::string_view name, Diagnostics& diagnostics) {
    diagnostics.warning(source, {0, 1}, "unknown-file", fmt::format("nothing reads {}", source.path),
                        hint_of_names(name, {known_files.begin(), known_files.end()}));
}

}  // namespace

void read_registers(const std::vector<Source>& files, Site& site, References& references, Diagnostics& diagnostics) {
    for (const Source& source : files) {
        std::string_view name = source.path;
        name.remove_prefix(std::min(name.size(), name.rfind('/') + 1));
        name = name.substr(0, name.rfind('.'));
        if (std::find(known_files.begin(), known_files.end(), name) == known_files.end())
            report_unknown_file(source, name, diagnostics);
        const std::size_t errors_before = diagnostics.error_count();
        YamlValue yaml = parse_yaml(source, diagnostics);
        mend_flow_slips(source, yaml, diagnostics);
        Diagnostics findings;
        Register file{source, site, references, findings, {}};
        const bool is_whole = diagnostics.error_count() == errors_before;
        report_cut_texts(source, yaml, diagnostics);
        if (is_register(name)) read_register(file, name, yaml);
        if (name == "synonyms") read_synonyms(source, yaml, site, findings);
        if (name == "responses") static_cast<void>(read_responses(source, yaml, site.catalogue.languages, findings));
        if (name == "duty")
            static_cast<void>(read_duty_roster(source, yaml, site.catalogue.languages, &references, findings));
        if (name == "topics") static_cast<void>(read_topics(source, yaml, &references, findings));
        if (name == "calendar") read_calendar(source, yaml, site, findings);
        if (name == "indicators") read_indicators(source, yaml, site, findings);
        if (!is_whole || findings.has_errors()) site.faulty.insert(source.path);
        // Of a file that cannot be read whole only that is told: an entry may lack what stands behind the fault.
        if (is_whole) diagnostics.merge(std::move(findings));
    }
    const auto by_date = [](const Holiday& a, const Holiday& b) { return a.date < b.date; };
    std::sort(site.gone.begin(), site.gone.end(),
              [](const GoneAddress& a, const GoneAddress& b) { return a.address < b.address; });
    std::sort(site.kept_texts.begin(), site.kept_texts.end(),
              [](const KeptText& a, const KeptText& b) { return a.path < b.path; });
    std::stable_sort(site.catalogue.declared_days.begin(), site.catalogue.declared_days.end(), by_date);
}

}  // namespace charter
