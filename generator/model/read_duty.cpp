// The file:
//   - id: metro-south
//     title: {en: Social worker on duty}
//     when: {en: "Every night from 16:00 to 07:30"}
//     office: metro-south
//     phone: 021 000 0000
//     times:
//       - {days: [monday, holiday], from: "16:00", until: "07:30"}
#include "generator/model/read_duty.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/model/fields.h"

namespace charter {
namespace {

// Without days, every day.
std::vector<DutyTime> read_times(Fields& post) {
    std::vector<DutyTime> times;
    for (Fields& fields : post.list("times")) {
        fields.require("from", "write for example from: \"16:00\"");
        fields.require("until", "write for example until: \"07:30\"");
        DutyTime time;
        time.days = fields.choices("days", duty_days);
        const auto from = fields.time("from");
        const auto until = fields.time("until");
        fields.report_unknown();
        if (!from || !until) continue;
        time.from = *from;
        time.until = *until;
        times.push_back(std::move(time));
    }
    return times;
}

DutyPost read_post(Fields& fields, const std::vector<std::string>& languages, References* references) {
    fields.require("id", "give every post an id of its own");
    fields.require("title", "write the role that is on duty, never a name");
    fields.require("office", "write the id of the office that takes over");
    fields.require("phone", "write the number to call at that hour");
    DutyPost post;
    post.id = fields.id("id").value_or(TextAt{}).text;
    post.title = fields.localized("title", languages);
    post.when = fields.localized("when", languages);
    if (const auto office = fields.text_at("office")) {
        post.office = office->text;
        if (references != nullptr) static_cast<void>(references->add(ReferenceKind::Office, fields.source(), office));
    }
    post.phone = fields.phone("phone");
    post.times = read_times(fields);
    fields.report_unknown();
    return post;
}

}  // namespace

std::vector<DutyPost> read_duty_roster(const Source& source, const YamlValue& yaml,
                                       const std::vector<std::string>& languages, References* references,
                                       Diagnostics& diagnostics) {
    std::vector<DutyPost> roster;
    if (yaml.type != YamlValue::Type::List) {
        if (yaml.type != YamlValue::Type::Null)
            diagnostics.error(source, yaml.span, "bad-field", fmt::format("{} must be a list", source.path),
                              "begin each entry with a hyphen");
        return roster;
    }
    for (const YamlValue& item : yaml.items) {
        if (item.type != YamlValue::Type::Map) {
            diagnostics.error(source, item.span, "bad-field", "an entry must hold fields",
                              "write for example - id: metro");
            continue;
        }
        Fields fields(source, item, diagnostics);
        DutyPost post = read_post(fields, languages, references);
        if (!post.id.empty() && find_post(roster, post.id) != nullptr)
            fields.error(fields.value("id")->span, "duplicate-id", fmt::format("the id \"{}\" is used twice", post.id),
                         "give one of the two another id");
        roster.push_back(std::move(post));
    }
    return roster;
}

std::vector<DutyPost> duty_roster_of(const Site& site) {
    const auto source = std::find_if(site.data.begin(), site.data.end(),
                                     [](const Source& each) { return each.path == "data/duty.yaml"; });
    if (source == site.data.end()) return {};
    Diagnostics told_before;
    const YamlValue yaml = parse_yaml(*source, told_before);
    return read_duty_roster(*source, yaml, site.catalogue.languages, nullptr, told_before);
}

}  // namespace charter
