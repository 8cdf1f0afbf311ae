#include "generator/check/rule_book.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/model/content_keys.h"
#include "generator/model/fields.h"
#include "generator/shared/keys.h"
#include "generator/shared/yaml.h"

namespace charter {
namespace {

constexpr Keys<Demand, 7> demands = {{{Demand::Field, "field"},
                                      {Demand::Heading, "heading"},
                                      {Demand::Office, "office"},
                                      {Demand::SiteField, "site"},
                                      {Demand::Principles, "principles"},
                                      {Demand::Languages, "languages"},
                                      {Demand::Edition, "edition"}}};
constexpr Keys<Severity, 3> levels = {
    {{Severity::Error, "error"}, {Severity::Warning, "warning"}, {Severity::Advice, "advice"}}};
enum class OfficeField { Hours, Phone, Email, Address };
constexpr Keys<OfficeField, 4> office_fields = {{{OfficeField::Hours, "hours"},
                                                 {OfficeField::Phone, "phone"},
                                                 {OfficeField::Email, "email"},
                                                 {OfficeField::Address, "address"}}};
enum class SiteList { Channels, Escalation, Emergency, Hours };
constexpr Keys<SiteList, 4> site_lists = {{{SiteList::Channels, "channels"},
                                           {SiteList::Escalation, "escalation"},
                                           {SiteList::Emergency, "emergency"},
                                           {SiteList::Hours, "hours"}}};

template <typename Table>
std::string chosen_name(Fields& fields, std::string_view key, const Table& table) {
    const auto value = fields.choice(key, table);
    return value ? std::string(key_in(table, *value)) : std::string();
}

// Which pages the rule is for; false if the word is neither a kind of page nor "site".
bool read_of(Fields& fields, Rule& rule) {
    fields.require("of", "write the kind of page that must have it, for example of: charter, or of: site");
    const std::optional<TextAt> of = fields.text_at("of");
    if (!of) return false;
    if (of->text == "site") return true;
    rule.of = find_in(page_kinds, of->text);
    if (rule.of) return true;
    std::vector<std::string> names = {"site"};
    for (const auto& [kind, key] : page_kinds) names.emplace_back(key);
    fields.error(of->span, "bad-field", fmt::format("a rule cannot be of \"{}\"", of->text),
                 hint_of_names(of->text, names));
    return false;
}

void read_headings(Fields& fields, Rule& rule) {
    std::optional<Fields> words = fields.inside("heading");
    if (!words) return;
    for (const YamlEntry& entry : words->map().entries) rule.headings[entry.key] = words->texts(entry.key);
}

// What the rule demands; false unless it is exactly one thing.
bool read_demand(Fields& fields, Rule& rule) {
    std::vector<Demand> written;
    for (const auto& [demand, key] : demands) {
        if (fields.value(key) != nullptr) written.push_back(demand);
    }
    if (written.size() != 1) {
        const Span entry = {fields.map().span.begin, fields.map().span.begin + 1};
        fields.error(written.empty() ? entry : fields.key_span(key_in(demands, written.back())), "bad-field",
                     written.empty() ? "the rule demands nothing" : "the rule demands two things",
                     "write one of field, heading, office, site, principles, languages or edition");
        return false;
    }
    rule.demand = written.front();
    if (rule.demand == Demand::Field) rule.name = fields.text("field");
    if (rule.demand == Demand::Heading) read_headings(fields, rule);
    if (rule.demand == Demand::Office) rule.name = chosen_name(fields, "office", office_fields);
    if (rule.demand == Demand::SiteField) rule.name = chosen_name(fields, "site", site_lists);
    return true;
}

std::optional<Rule> read_rule(Fields& fields, const std::string& pack_source) {
    Rule rule;
    fields.require("id", "give the rule an id of its own, which follows the code of its findings");
    fields.require("says", "write what is wrong with a page that does not meet it");
    rule.id = fields.id("id").value_or(TextAt{}).text;
    rule.source = fields.text("source");
    if (rule.source.empty()) rule.source = pack_source;
    if (rule.source.empty()) fields.require("source", "name the law, or write: house rule");
    rule.says = fields.text("says");
    rule.hint = fields.text("hint");
    rule.level = fields.choice("level", levels).value_or(Severity::Warning);
    const bool is_for_something = read_of(fields, rule);
    const bool demands_something = read_demand(fields, rule);
    fields.report_unknown();
    if (rule.id.empty() || !is_for_something || !demands_something) return std::nullopt;
    return rule;
}

void read_languages(Fields& fields, RuleBook& book) {
    std::optional<Fields> languages = fields.inside("languages");
    if (!languages) return;
    for (const YamlEntry& entry : languages->map().entries) {
        std::optional<Fields> aims = languages->inside(entry.key);
        if (!aims) continue;
        LanguageAim aim;
        aim.mean_sentence = aims->whole_number("mean_sentence").value_or(0);
        aim.longest_sentence = aims->whole_number("longest_sentence").value_or(0);
        aim.grade = aims->whole_number("grade").value_or(0);
        aim.empty_links = aims->texts("empty_links");
        aims->report_unknown();
        book.languages[entry.key] = std::move(aim);
    }
}

void read_pack(const Source& pack, RuleBook& book, Diagnostics& diagnostics) {
    const YamlValue yaml = parse_yaml(pack, diagnostics);
    if (yaml.type == YamlValue::Type::Null) return;
    if (yaml.type != YamlValue::Type::Map) {
        diagnostics.error(pack, yaml.span, "bad-field", "a rule pack must hold fields",
                          "write source, rules and languages");
        return;
    }
    Fields fields(pack, yaml, diagnostics);
    const std::string source = fields.text("source");
    for (Fields& entry : fields.list("rules")) {
        std::optional<Rule> rule = read_rule(entry, source);
        if (!rule) continue;
        const bool is_known =
            std::any_of(book.rules.begin(), book.rules.end(), [&](const Rule& other) { return other.id == rule->id; });
        if (is_known)
            entry.error(entry.key_span("id"), "duplicate-id", fmt::format("another rule has the id \"{}\"", rule->id));
        else
            book.rules.push_back(std::move(*rule));
    }
    read_languages(fields, book);
    fields.report_unknown();
}

}  // namespace

RuleBook read_rules(const std::vector<Source>& packs, Diagnostics& diagnostics) {
    RuleBook book;
    for (const Source& pack : packs) read_pack(pack, book, diagnostics);
    return book;
}

}  // namespace charter
