#include "generator/model/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "generator/content/text_slips.h"
#include "generator/model/content_keys.h"
#include "generator/model/fields.h"
#include "generator/shared/keys.h"
#include "generator/shared/text.h"
#include "generator/shared/yaml.h"

namespace charter {
namespace {

// The principles of the South African public service (Batho Pele), for sites that name none of their own.
constexpr std::array<std::string_view, 8> usual_principles = {
    "consultation", "service-standards", "access", "courtesy", "information", "openness", "redress", "value-for-money"};

enum class ChannelKind { Phone, Sms, Whatsapp, Email, Post, WalkIn, CallBack, Online };
constexpr Keys<ChannelKind, 8> channel_kinds = {{{ChannelKind::Phone, "phone"},
                                                 {ChannelKind::Sms, "sms"},
                                                 {ChannelKind::Whatsapp, "whatsapp"},
                                                 {ChannelKind::Email, "email"},
                                                 {ChannelKind::Post, "post"},
                                                 {ChannelKind::WalkIn, "walk-in"},
                                                 {ChannelKind::CallBack, "call-back"},
                                                 {ChannelKind::Online, "online"}}};
constexpr Keys<CalendarRule, 2> calendars = {{{CalendarRule::SouthAfrica, "za"}, {CalendarRule::None, "none"}}};

bool holds(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// The folder that a language without pages was meant to be: the one that no language names.
std::string meant_folder(const std::vector<TextAt>& written, const std::vector<std::string>& folders) {
    std::vector<std::string> unnamed;
    for (const std::string& folder : folders) {
        const auto names_it = [&](const TextAt& each) { return each.text == folder; };
        if (std::none_of(written.begin(), written.end(), names_it)) unnamed.push_back(folder);
    }
    return unnamed.size() == 1 ? unnamed.front() : std::string();
}

// One mistyped language is not to be told again at each page that lacks it: it is read as the folder that was meant, or
// left out.
std::vector<std::string> read_languages(Fields& fields, const std::vector<std::string>& folders) {
    fields.require("languages", "write for example languages: [en]");
    const std::vector<TextAt> written = fields.texts_at("languages");
    std::vector<std::string> languages;
    for (const TextAt& each : written) {
        std::string language = each.text;
        if (!is_language(language)) {
            fields.error(each.span, "bad-field", fmt::format("\"{}\" is not a language", language),
                         "write its code of two or three small letters, for example en");
            language = meant_folder(written, folders);
        } else if (!holds(folders, language)) {
            const std::string meant = meant_folder(written, folders);
            fields.error(each.span, "unknown-language", fmt::format("there are no pages in \"{}\"", language),
                         meant.empty() ? fmt::format("write {}/index.md first, or leave {} out", language, language)
                                       : fmt::format("did you mean \"{}\"?", meant));
            language = meant;
        }
        if (language == each.text && holds(languages, language))
            fields.error(each.span, "bad-field", fmt::format("the language \"{}\" stands here twice", language));
        else if (!language.empty() && !holds(languages, language))
            languages.push_back(std::move(language));
    }
    const YamlEntry* entry = fields.map().find("languages");
    if (entry != nullptr && written.empty() && entry->value.type == YamlValue::Type::List)
        fields.error(entry->value.span, "bad-field", "the site has no language", "write for example languages: [en]");
    return languages.empty() ? folders : languages;
}

std::string read_base_url(Fields& fields) {
    fields.require("base_url", "write the site's address, for example https://charter.example.org");
    const std::optional<TextAt> written = fields.text_at("base_url");
    if (!written) return {};
    if (!written->text.starts_with("https://") && !written->text.starts_with("http://"))
        fields.error(written->span, "bad-field", fmt::format("\"{}\" is not a web address", written->text),
                     "begin it with https://");
    return written->text;
}

std::string read_timezone(Fields& fields) {
    const std::optional<TextAt> written = fields.text_at("timezone");
    if (!written) return Catalogue().timezone;
    try {
        static_cast<void>(Calendar(CalendarRule::None, {}, written->text));
        return written->text;
    } catch (const std::runtime_error&) {  // the one way a calendar says that the system has no such zone
        fields.error(written->span, "bad-field", fmt::format("there is no time zone \"{}\"", written->text),
                     "write a name of the IANA list, for example Africa/Johannesburg");
        return Catalogue().timezone;
    }
}

std::string read_edition(Fields& fields) {
    const std::optional<TextAt> written = fields.text_at("edition");
    if (!written) return {};
    report_no_edition(fields, *written);
    return written->text;
}

// One of the usual principles mistyped is read as that one: every standard that names it would be told otherwise.
std::vector<std::string> read_principles(Fields& fields) {
    const std::vector<std::string> usual(usual_principles.begin(), usual_principles.end());
    std::vector<std::string> principles;
    for (TextAt& written : fields.texts_at("principles")) {
        const std::optional<std::string> nearest = nearest_name(written.text, usual);
        if (nearest && *nearest != written.text && !holds(principles, *nearest)) {
            fields.error(written.span, "unknown-principle",
                         fmt::format("\"{}\" is almost the principle \"{}\"", written.text, *nearest),
                         fmt::format("did you mean \"{}\"? A principle of your own needs another name", *nearest));
            written.text = *nearest;
        }
        principles.push_back(std::move(written.text));
    }
    return principles.empty() ? usual : principles;
}

// "mon-fri": the days as pages name them, the first and the last of a week.
std::string read_days(Fields& fields) {
    static constexpr std::array<std::string_view, 7> week = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const std::optional<TextAt> written = fields.text_at("days");
    if (!written) return {};
    const std::size_t dash = written->text.find('-');
    const auto first = std::find(week.begin(), week.end(), written->text.substr(0, dash));
    const auto last =
        dash == std::string::npos ? first : std::find(week.begin(), week.end(), written->text.substr(dash + 1));
    if (first == week.end() || last == week.end() || last < first)
        fields.error(written->span, "bad-field", fmt::format("\"{}\" names no days of a week", written->text),
                     "write the first and the last: mon-fri, mon-sun, or one day: sat");
    return written->text;
}

std::string read_channel_value(Fields& fields, std::string_view kind) {
    if (kind == "email") return fields.email("value");
    const bool is_dialled = kind == "phone" || kind == "sms" || kind == "whatsapp";
    return is_dialled ? fields.phone("value") : fields.text("value");
}

void read_hours(Fields& fields, Site& site) {
    std::optional<Fields> all = fields.inside("hours");
    if (!all) return;
    for (const YamlEntry& each : all->map().entries) {
        std::optional<Fields> entry = all->inside(each.key);
        if (!entry) continue;
        HoursEntry hours;
        hours.id = each.key;
        hours.days = read_days(*entry);
        entry->require("opens", "write for example opens: \"07:30\"");
        entry->require("closes", "write for example closes: \"16:00\"");
        hours.opens = entry->time("opens").value_or(hours.opens);
        const std::optional<int> closes = entry->time("closes");
        hours.closes = closes.value_or(hours.closes);
        if (closes && hours.closes <= hours.opens)
            entry->error(entry->key_span("closes"), "bad-field", "these hours close before they open",
                         "write the later time behind closes, for example \"16:00\"");
        hours.status = entry->choice("status", fact_statuses).value_or(hours.status);
        hours.checked = entry->text("checked");
        entry->report_unknown();
        if (hours.id == "office") site.catalogue.opening_hours = {hours.opens, hours.closes};
        site.catalogue.hours.push_back({hours.id, hours.days, hours.opens, hours.closes});
        site.hours.push_back(std::move(hours));
    }
}

Channel read_channel(Fields& fields, const std::vector<std::string>& languages) {
    Channel channel;
    fields.require("id", "give every channel an id of its own");
    fields.require("kind", "write phone, sms, whatsapp, email, post, walk-in, call-back or online");
    channel.id = fields.id("id").value_or(TextAt{}).text;
    channel.kind = key_in(channel_kinds, fields.choice("kind", channel_kinds).value_or(ChannelKind::Online));
    channel.value = read_channel_value(fields, channel.kind);
    channel.title = fields.localized("title", languages);
    channel.hours = fields.localized("hours", languages);
    channel.cost = fields.localized("cost", languages);
    channel.checked = fields.text("checked");
    channel.main = fields.flag("main");
    fields.report_unknown();
    return channel;
}

// Of two channels that are the main one, pages show the first.
void read_channels(Fields& fields, Site& site) {
    const Channel* main = nullptr;
    std::vector<Fields> channels = fields.list("channels");
    site.channels.reserve(channels.size());
    for (Fields& each : channels) {
        site.channels.push_back(read_channel(each, site.catalogue.languages));
        const Channel& channel = site.channels.back();
        if (!channel.main) continue;
        if (main != nullptr)
            each.error(each.key_span("main"), "bad-field",
                       fmt::format("\"{}\" is the main channel already, and there is one", main->id),
                       "leave main: true to one of them");
        else
            main = &channel;
    }
}

EmergencyNumber read_emergency(Fields& fields, const std::vector<std::string>& languages) {
    fields.require("phone", "write the number to call");
    EmergencyNumber number{fields.phone("phone"), fields.localized("title", languages)};
    fields.report_unknown();
    return number;
}

OtherBody read_other_body(Fields& fields, const std::vector<std::string>& languages) {
    OtherBody body;
    fields.require("id", "give every body an id of its own");
    body.id = fields.id("id").value_or(TextAt{}).text;
    body.title = fields.localized("title", languages);
    body.when = fields.localized("when", languages);
    body.phone = fields.phone("phone");
    body.email = fields.email("email");
    body.url = fields.text("url");
    fields.report_unknown();
    return body;
}

// Later is further up: a rule for what is later goes no lower than one for what is sooner, and none stands twice.
void check_rules(Fields& fields, const std::vector<std::pair<EscalationRule, Span>>& rules) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
        for (std::size_t before = 0; before < i; ++before) {
            const EscalationRule& sooner = rules[before].first.when < rules[i].first.when ? rules[before].first  //
                                                                                          : rules[i].first;
            const EscalationRule& later = &sooner == &rules[i].first ? rules[before].first : rules[i].first;
            const std::string_view when = key_in(escalation_moments, rules[i].first.when);
            if (sooner.when == later.when)
                fields.error(rules[i].second, "escalation-order", fmt::format("there are two rules for \"{}\"", when),
                             "keep one of them");
            else if (later.to < sooner.to)
                fields.error(
                    rules[i].second, "escalation-order",
                    fmt::format("what is {} goes lower than what is {}", key_in(escalation_moments, later.when),
                                key_in(escalation_moments, sooner.when)),
                    "let the later one go at least as high");
            else
                continue;
            return;
        }
    }
}

std::vector<EscalationRule> read_escalation_rules(Fields& fields) {
    std::vector<std::pair<EscalationRule, Span>> read;
    for (Fields& each : fields.list("escalation_rules")) {
        each.require("when", "write due-soon, overdue or long-overdue");
        each.require("to", "write supervisor or head-office");
        const auto when = each.choice("when", escalation_moments);
        const auto to = each.choice("to", escalation_levels);
        if (when && to) read.emplace_back(EscalationRule{*when, *to}, each.map().span);
        each.report_unknown();
    }
    check_rules(fields, read);
    std::vector<EscalationRule> rules;
    rules.reserve(read.size());
    for (const auto& [rule, span] : read) rules.push_back(rule);
    return rules;
}

void read_lists(Fields& fields, Site& site, References& references) {
    const std::vector<std::string>& languages = site.catalogue.languages;
    read_channels(fields, site);
    for (Fields& each : fields.list("emergency")) site.emergency.push_back(read_emergency(each, languages));
    for (Fields& each : fields.list("escalation")) site.escalation.push_back(read_other_body(each, languages));
    for (Fields& each : fields.list("elsewhere")) site.elsewhere.push_back(read_other_body(each, languages));
    site.escalation_rules = read_escalation_rules(fields);
    site.menu = references.add(ReferenceKind::Section, fields.source(), fields.texts_at("menu"));
    site.featured = references.add(ReferenceKind::Service, fields.source(), fields.texts_at("featured"));
}

void read_financial_year(Fields& fields, Site& site) {
    std::optional<Fields> year = fields.inside("financial_year");
    if (!year) return;
    const std::optional<TextAt> starts = year->text_at("starts");
    if (starts && !parse_date("2026-" + starts->text))
        year->error(starts->span, "bad-field", fmt::format("\"{}\" is not a day of the year", starts->text),
                    "write month and day in quotes, for example \"04-01\"");
    else if (starts)
        site.year_starts = starts->text;
    year->report_unknown();
}

}  // namespace

bool is_language(std::string_view text) {
    const std::string_view first = text.substr(0, text.find('-'));
    return is_id(text) && (first.size() == 2 || first.size() == 3) && first.find_first_of("0123456789") == first.npos;
}

bool is_edition(std::string_view text) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.size() != 7 || text[4] != '-') return false;
    std::string digits(text.substr(0, 4));
    digits += text.substr(5);
    if (!std::all_of(digits.begin(), digits.end(), is_digit)) return false;
    return (std::stoi(digits.substr(0, 4)) + 1) % 100 == std::stoi(digits.substr(4));
}

void report_no_edition(Fields& fields, const TextAt& written) {
    if (is_edition(written.text)) return;
    fields.error(written.span, "bad-field", fmt::format("\"{}\" is not an edition", written.text),
                 has_long_dash(written.text) ? "write a hyphen in place of the dash, as in 2026-27"
                                             : "write the financial year, for example 2026-27");
}

void read_settings(const Source& settings, Site& site, References& references, Diagnostics& diagnostics) {
    Catalogue& catalogue = site.catalogue;
    site.theme = "default";
    site.rules = {"language"};
    if (trim(settings.text).empty()) return;  // reported when the folder was read
    Diagnostics syntax;
    YamlValue yaml = parse_yaml(settings, syntax);
    if (yaml.type != YamlValue::Type::Map) {
        if (yaml.type != YamlValue::Type::Null)
            syntax.error(settings, yaml.span, "yaml-syntax", "site.yaml must hold fields, one on each line",
                         "write for example: languages: [en]");
        yaml = {};
        yaml.type = YamlValue::Type::Map;
    }
    Diagnostics findings;
    mend_flow_slips(settings, yaml, syntax);
    report_cut_texts(settings, yaml, findings);
    Fields fields(settings, yaml, findings);
    catalogue.languages = read_languages(fields, catalogue.languages);
    fields.require("name", "write the site's name, for example name: Service charter");
    catalogue.name = fields.localized("name", catalogue.languages);
    catalogue.body = fields.localized("body", catalogue.languages);
    catalogue.base_url = read_base_url(fields);
    catalogue.timezone = read_timezone(fields);
    catalogue.calendar_rule = fields.choice("calendar", calendars).value_or(CalendarRule::SouthAfrica);
    catalogue.edition = read_edition(fields);
    catalogue.principles = read_principles(fields);
    site.sign_off = fields.choices("sign_off", sign_off_steps);
    if (site.sign_off.empty()) {
        site.sign_off = {SignOff::Approved};
    } else if (std::count(site.sign_off.begin(), site.sign_off.end(), SignOff::Approved) != 1 ||
               site.sign_off.back() != SignOff::Approved) {
        fields.error(fields.key_span("sign_off"), "bad-field",
                     "the steps of signing must end with one that approves, and hold no other such",
                     "write for example sign_off: [supported, supported, approved]");
    }
    site.title_suffix = fields.localized("title_suffix", catalogue.languages);
    site.demo_notice = fields.localized("demo_notice", catalogue.languages);
    if (std::string theme = fields.text("theme"); !theme.empty()) site.theme = std::move(theme);
    read_hours(fields, site);
    read_lists(fields, site, references);
    read_financial_year(fields, site);
    if (fields.map().find("rules") != nullptr) site.rules = fields.texts("rules");
    static_cast<void>(fields.value("waivers"));  // read by the check, which knows every code
    static_cast<void>(fields.value("params"));   // an editor's own
    fields.report_unknown();
    if (syntax.has_errors()) {
        site.faulty.insert(settings.path);
        references.excuse(ReferenceKind::Hours);
    }
    // What follows from a text that cannot be read whole would only be noise.
    if (!syntax.has_errors()) diagnostics.merge(std::move(findings));
    diagnostics.merge(std::move(syntax));
}

}  // namespace charter
