// The file:
//   source: Customer Care Performance Plan 2018/2021
//   years: ["2018-19", "2019-20"]
//   objectives:
//     - id: redress
//       title: {en: Putting things right, af: ...}
//       indicators:
//         - id: case-reports
//           title: ...
//           reported: quarterly       or annually, twice-a-year
//           targets: [4, 4]           one for each year
//           actuals: [3, -]           optional; "-" where it is not known
#include "generator/model/read_indicators.h"

#include <fmt/format.h>

#include <charconv>
#include <set>

#include "generator/model/fields.h"

namespace charter {
namespace {

std::optional<int> parse_figure(std::string_view text) {
    int number = 0;
    const auto [rest, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || rest != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

class Reading {
  public:
    explicit Reading(Site& site) : site_(site) {}

    void read_plan(Fields& fields) {
        fields.require("years", "write the years of the plan, for example years: [\"2018-19\", \"2019-20\"]");
        fields.require("objectives", "write what is counted, in groups");
        site_.plan.source = fields.text("source");
        site_.plan.years = fields.texts("years");
        for (Fields& objective : fields.list("objectives")) read_objective(objective);
        fields.report_unknown();
    }

  private:
    void read_objective(Fields& fields) {
        fields.require("id", "give every objective an id of its own");
        fields.require("title", "write the words that people read");
        Objective objective;
        objective.id = new_id(fields);
        objective.title = fields.localized("title", site_.catalogue.languages);
        for (Fields& indicator : fields.list("indicators")) read_indicator(indicator, objective.indicators);
        fields.report_unknown();
        if (!objective.id.empty()) site_.plan.objectives.push_back(std::move(objective));
    }

    void read_indicator(Fields& fields, std::vector<Indicator>& into) {
        fields.require("id", "give every indicator an id of its own");
        fields.require("title", "write the words that people read");
        fields.require("targets", "write one number for each year");
        Indicator indicator;
        indicator.id = new_id(fields);
        indicator.title = fields.localized("title", site_.catalogue.languages);
        indicator.reported = fields.choice("reported", reporting_keys).value_or(Reporting::Annually);
        for (const auto& figure : figures(fields, "targets")) indicator.targets.push_back(figure.value_or(0));
        indicator.actuals = figures(fields, "actuals");
        indicator.actuals.resize(site_.plan.years.size());
        fields.report_unknown();
        if (!indicator.id.empty() && indicator.targets.size() == site_.plan.years.size())
            into.push_back(std::move(indicator));
    }

    std::string new_id(Fields& fields) {
        const std::optional<TextAt> id = fields.id("id");
        if (!id) return {};
        if (ids_.insert(id->text).second) return id->text;
        fields.error(id->span, "duplicate-id", fmt::format("the id \"{}\" is used twice", id->text),
                     "give one of the two another id");
        return {};
    }

    // One for each year; empty if the field is absent.
    std::vector<std::optional<int>> figures(Fields& fields, std::string_view key) const {
        const std::size_t years = site_.plan.years.size();
        const bool may_be_unknown = key == "actuals";
        std::vector<std::optional<int>> found;
        const std::vector<TextAt> written = fields.texts_at(key);
        for (const TextAt& text : written) {
            found.push_back(parse_figure(text.text));
            if (!found.back() && !(may_be_unknown && text.text == "-"))
                fields.error(text.span, "bad-field",
                             fmt::format("\"{}\" holds numbers from 0, not \"{}\"", key, text.text),
                             may_be_unknown ? "write \"-\" where it is not known" : "write digits alone");
        }
        if (!written.empty() && written.size() != years)
            fields.error(fields.key_span(key), "bad-field",
                         fmt::format("there are {} years and {} {}", years, written.size(), key),
                         "write one for each year, in the same order");
        return found;
    }

    Site& site_;
    std::set<std::string> ids_;
};

}  // namespace

void read_indicators(const Source& source, const YamlValue& yaml, Site& site, Diagnostics& diagnostics) {
    if (yaml.type == YamlValue::Type::Null) return;
    if (yaml.type != YamlValue::Type::Map) {
        diagnostics.error(source, yaml.span, "bad-field", fmt::format("{} must hold years and objectives", source.path),
                          "write for example years: [\"2026-27\"]");
        return;
    }
    Fields fields(source, yaml, diagnostics);
    Reading(site).read_plan(fields);
}

}  // namespace charter
