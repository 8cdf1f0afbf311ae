#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "server/pages/case_words.h"
#include "server/pages/form_fields.h"
#include "server/pages/staff_pages.h"

namespace charter {
namespace {

constexpr std::array<std::pair<DueGroup, std::string_view>, 6> group_names = {{{DueGroup::Overdue, "overdue"},
                                                                               {DueGroup::Today, "today"},
                                                                               {DueGroup::NextFiveDays, "next"},
                                                                               {DueGroup::Later, "later"},
                                                                               {DueGroup::Paused, "paused"},
                                                                               {DueGroup::Nothing, "nothing"}}};

// Strokes of the bar: 3 wide, 1 apart, a wider gap after each fifth day.
constexpr int stroke = 3;
constexpr int gap = 1;
constexpr int week_gap = 3;
constexpr int most_strokes = 40;

int stroke_position(int day) {
    return day * (stroke + gap) + day / 5 * (week_gap - gap);
}

std::string strokes(int from, int to) {
    std::string path;
    for (int day = from; day < to; ++day) path += fmt::format("M{} 6h{}", stroke_position(day), stroke);
    return path;
}

// Days used and left of the promise, its end as a tall line, late days behind it. Nothing for hours and long limits.
std::optional<View> bar_view(const ClockStatus& status) {
    const int limit = status.promise.within.amount;
    if (status.promise.within.unit != LimitUnit::WorkingDays || limit > most_strokes) return std::nullopt;
    const int used = std::min(status.used, limit);
    const int late = std::min(status.late, 10);
    View view;
    view.set("used", strokes(0, used))
        .set("left", strokes(used, limit))
        .set("end", std::to_string(stroke_position(limit) - gap))
        .set("late", strokes(limit + 1, limit + 1 + late))
        .set("width", std::to_string(stroke_position(limit + 1 + late) + 1));
    return view;
}

std::string left_text(const PageContext& context, const Calendar& calendar, const WorklistRow& row) {
    const Words& words = context.words();
    if (row.paused_since)
        return words.format("staff.paused-since", {{"date", words.short_date(calendar.local_date(*row.paused_since))}});
    return row.due ? timeliness_text(words, *row.due) : "";
}

View row_view(const PageContext& context, const Calendar& calendar, const WorklistRow& row, const StaffNames& names) {
    const Words& words = context.words();
    View view;
    view.set("reference", row.reference.in_groups())
        .set("url", staff_case_url(row.reference))
        .set("kind", kind_text(words, row.kind))
        .set("about", row.about)
        .set("office", office_name(context, row.office))
        .set("state", words.text(fmt::format("state.{}", key_of(row.state))))
        .set("with", row.assignee ? names(*row.assignee) : words.text("staff.not-named"))
        .set("left", left_text(context, calendar, row))
        .set("class", row.paused_since ? "paused"
                      : row.due        ? std::string(key_of(row.due->timeliness))
                                       : "nothing");
    if (row.due) {
        view.set("due_iso", to_iso(row.due->due.date)).set("due", words.short_date(row.due->due.date));
        if (auto bar = bar_view(*row.due)) view.object("bar", std::move(*bar));
    }
    return view;
}

std::vector<View> group_views(const PageContext& context, const Worklist& worklist, const StaffNames& names) {
    const Calendar calendar = calendar_of(context.catalogue);
    std::vector<View> groups;
    for (const auto& [group, name] : group_names) {
        std::vector<View> rows;
        for (const WorklistRow& row : worklist.rows) {
            if (row.group == group) rows.push_back(row_view(context, calendar, row, names));
        }
        if (rows.empty()) continue;
        View view;
        view.set("id", std::string(name))
            .set("title", context.words().text(fmt::format("staff.group.{}", name)))
            .set("count", std::to_string(rows.size()));
        view.list("rows", std::move(rows));
        groups.push_back(std::move(view));
    }
    return groups;
}

std::vector<Option> office_options(const PageContext& context, const WorklistEntry& entry) {
    std::vector<Option> options = {{"", context.words().text("staff.filter.all-offices"), ""}};
    for (const Office& office : context.catalogue.offices) {
        if (entry.every_office || std::binary_search(entry.offices.begin(), entry.offices.end(), office.id))
            options.push_back({office.id, office_name(context, office.id), ""});
    }
    return options;
}

std::vector<Option> state_options(const Words& words) {
    std::vector<Option> options = {{"", words.text("staff.filter.any"), ""}};
    for (const State state : all_states())
        options.push_back({std::string(key_of(state)), words.text(fmt::format("state.{}", key_of(state))), ""});
    return options;
}

std::vector<Option> kind_options(const Words& words) {
    std::vector<Option> options = {{"", words.text("staff.filter.any"), ""}};
    for (const CaseKind kind :
         {CaseKind::Complaint, CaseKind::Enquiry, CaseKind::Report, CaseKind::Compliment, CaseKind::Suggestion})
        options.push_back({std::string(key_of(kind)), kind_text(words, kind), ""});
    return options;
}

std::vector<View> filter_views(const PageContext& context, const WorklistEntry& entry) {
    const Words& words = context.words();
    const WorklistFilter& filter = entry.filter;
    const std::vector<FieldError> none;
    View holder;
    FormFields(context, none)
        .select("filter_office", filter.office, Asked::Needed, office_options(context, entry))
        .select("filter_state", filter.state ? key_of(*filter.state) : "", Asked::Needed, state_options(words))
        .select("filter_kind", filter.kind ? key_of(*filter.kind) : "", Asked::Needed, kind_options(words))
        .text("filter_reference", filter.reference, Asked::Needed, {.no_spellcheck = true, .short_field = true})
        .checkbox("filter_unassigned", filter.unassigned)
        .checkbox("filter_ended", filter.include_ended)
        .put_into(holder);
    return holder.items().at("fields").views;
}

}  // namespace

std::string worklist_page(const PageContext& context, const Worklist& worklist, const WorklistEntry& entry,
                          const StaffNames& names) {
    const Words& words = context.words();
    const Calendar calendar = calendar_of(context.catalogue);
    View view;
    view.set("title", words.text("staff.worklist"))
        .set("today", words.long_date(calendar.local_date(context.now)))
        .set("total_text", worklist.total > worklist.rows.size()
                               ? words.format("staff.total-cut", {{"n", std::to_string(worklist.total)},
                                                                  {"shown", std::to_string(worklist.rows.size())}})
                               : words.plural("staff.total", static_cast<long>(worklist.total)))
        .set("filter_action", "/staff/")
        .set("empty_text", worklist.rows.empty() ? words.text("staff.empty") : "")
        .list("filters", filter_views(context, entry))
        .list("groups", group_views(context, worklist, names));
    return draw_page(context, "staff_worklist",
                     {.title = words.text("staff.worklist"),
                      .path = "/staff/",
                      .current_menu = "",
                      .error = false,
                      .one_language = true},
                     std::move(view));
}

}  // namespace charter
