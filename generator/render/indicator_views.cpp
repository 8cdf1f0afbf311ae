#include "generator/render/indicator_views.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace charter {
namespace {

// Measures of a plot in its own units. A group of bars stands over each year.
constexpr int group_width = 84;
constexpr int bar_width = 30;
constexpr int gap = 6;
constexpr int tallest = 64;
constexpr int base = 86;     // where the bars stand
constexpr int height = 108;  // with the years below
constexpr int above_bar = 5;
constexpr int below_base = 17;

struct Bars {
    std::string path;
    std::vector<View> labels;
};

void add_label(std::vector<View>& labels, int x, int y, std::string text) {
    labels.push_back(View().set("x", std::to_string(x)).set("y", std::to_string(y)).set("text", std::move(text)));
}

// A bar from the base line up, open below, so that a bar of nothing is a stroke on the line.
void add_bar(Bars& bars, int x, int value, int most) {
    const int top = base - (most == 0 ? 0 : value * tallest / most);
    bars.path += "M" + std::to_string(x) + " " + std::to_string(base) + "V" + std::to_string(top) + "h" +
                 std::to_string(bar_width) + "V" + std::to_string(base);
    add_label(bars.labels, x + bar_width / 2, top - above_bar, std::to_string(value));
}

int most_of(const Indicator& indicator) {
    int most = 0;
    for (const int target : indicator.targets) most = std::max(most, target);
    for (const auto& actual : indicator.actuals) most = std::max(most, actual.value_or(0));
    return most;
}

bool has_results(const Indicator& indicator) {
    return std::any_of(indicator.actuals.begin(), indicator.actuals.end(),
                       [](const std::optional<int>& actual) { return actual.has_value(); });
}

View plot_view(const Site& site, const Indicator& indicator) {
    const bool two_bars = has_results(indicator);
    const int most = most_of(indicator);
    Bars targets;
    Bars actuals;
    std::vector<View> years;
    for (std::size_t at = 0; at < site.plan.years.size(); ++at) {
        const int middle = static_cast<int>(at) * group_width + group_width / 2;
        add_bar(targets, two_bars ? middle - bar_width - gap / 2 : middle - bar_width / 2, indicator.targets[at], most);
        if (const auto& actual = indicator.actuals[at]) add_bar(actuals, middle + gap / 2, *actual, most);
        add_label(years, middle, base + below_base, site.plan.years[at]);
    }
    std::vector<View> labels = std::move(targets.labels);
    for (View& label : actuals.labels) labels.push_back(std::move(label));
    for (View& year : years) labels.push_back(std::move(year));
    View view;
    view.set("width", std::to_string(static_cast<int>(site.plan.years.size()) * group_width));
    view.set("height", std::to_string(height)).set("base", std::to_string(base));
    view.set("targets", targets.path).set("actuals", actuals.path).list("labels", std::move(labels));
    return view;
}

std::string plot_sentence(const Scope& scope, const Indicator& indicator) {
    std::string text;
    for (std::size_t at = 0; at < scope.site.plan.years.size(); ++at) {
        const std::string& year = scope.site.plan.years[at];
        const std::string target = std::to_string(indicator.targets[at]);
        const auto& actual = indicator.actuals[at];
        text += (text.empty() ? "" : " ") +
                (actual ? scope.words.format("plot.year-both",
                                             {{"year", year}, {"target", target}, {"actual", std::to_string(*actual)}})
                        : scope.words.format("plot.year-target", {{"year", year}, {"target", target}}));
    }
    return text;
}

View indicator_view(const Scope& scope, const Indicator& indicator) {
    View view;
    view.set("id", indicator.id).set("title", text_in(indicator.title, scope.language()));
    view.set("reported", scope.words.text("reported." + std::string(key_in(reporting_keys, indicator.reported))));
    view.set("sentence", plot_sentence(scope, indicator)).object("plot", plot_view(scope.site, indicator));
    const bool two_bars = has_results(indicator);
    view.flag("results", two_bars);
    std::vector<View> rows;
    for (std::size_t at = 0; at < scope.site.plan.years.size(); ++at) {
        View row;
        row.set("year", scope.site.plan.years[at]).set("target", std::to_string(indicator.targets[at]));
        const auto& actual = indicator.actuals[at];
        if (two_bars) row.set("actual", actual ? std::to_string(*actual) : scope.words.text("plot.unknown"));
        rows.push_back(std::move(row));
    }
    view.list("rows", std::move(rows));
    return view;
}

}  // namespace

View indicators_view(const Scope& scope) {
    std::vector<View> objectives;
    bool results = false;
    for (const Objective& objective : scope.site.plan.objectives) {
        std::vector<View> indicators;
        for (const Indicator& indicator : objective.indicators) {
            indicators.push_back(indicator_view(scope, indicator));
            results = results || has_results(indicator);
        }
        objectives.push_back(View()
                                 .set("id", objective.id)
                                 .set("title", text_in(objective.title, scope.language()))
                                 .list("indicators", std::move(indicators)));
    }
    View view;
    view.flag("results", results).list("objectives", std::move(objectives));
    if (!scope.site.plan.source.empty())
        view.set("source", scope.words.format("plot.source", {{"source", scope.site.plan.source}}));
    return view;
}

}  // namespace charter
