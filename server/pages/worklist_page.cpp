#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "server/cases/scope.h"
#include "server/pages/after_hours_page.h"
#include "server/pages/case_words.h"
#include "server/pages/form_fields.h"
#include "server/pages/staff_pages.h"

namespace charter {
namespace {

constexpr std::array<DueGroup, 6> groups = {DueGroup::Overdue, DueGroup::Today,  DueGroup::NextFiveDays,
                                            DueGroup::Later,   DueGroup::Paused, DueGroup::Nothing};

// The parts of the list in their order; a key of the keyboard goes to each, from 1 on.
struct Part {
    WorklistView view;
    std::size_t WorklistCounts::*count;
};
constexpr std::array<Part, 7> parts = {{{WorklistView::Open, &WorklistCounts::open},
                                        {WorklistView::Overdue, &WorklistCounts::overdue},
                                        {WorklistView::Today, &WorklistCounts::today},
                                        {WorklistView::Ours, &WorklistCounts::ours},
                                        {WorklistView::Theirs, &WorklistCounts::theirs},
                                        {WorklistView::Unassigned, &WorklistCounts::unassigned},
                                        {WorklistView::Escalated, &WorklistCounts::escalated}}};

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

// "8 Jan", and with its year if that is not this one.
std::string day_text(const Words& words, Date day, Date today) {
    const auto year_of = [](Date date) { return std::chrono::year_month_day(date).year(); };
    const std::string text = words.short_date(day);
    return year_of(day) == year_of(today) ? text : fmt::format("{} {}", text, static_cast<int>(year_of(day)));
}

std::string left_text(const PageContext& context, const Calendar& calendar, const WorklistRow& row) {
    const Words& words = context.words();
    if (row.paused_since)
        return words.format(
            "staff.paused-since",
            {{"date", day_text(words, calendar.local_date(*row.paused_since), calendar.local_date(context.now))}});
    return row.due ? timeliness_text(words, *row.due) : "";
}

std::string level_text(const Words& words, const WorklistRow& row, const StaffNames& names) {
    if (row.level == 0) return "";
    const std::string level = std::to_string(row.level);
    if (!row.escalated_to) return words.format("staff.level", {{"n", level}});
    return words.format("staff.level-to", {{"n", level}, {"name", names(*row.escalated_to)}});
}

View row_view(const PageContext& context, const Calendar& calendar, const WorklistRow& row, const StaffNames& names) {
    const Words& words = context.words();
    View view;
    view.set("reference", row.reference.in_groups())
        .set("url", staff_case_url(row.reference))
        .set("kind", kind_text(words, row.kind))
        .set("about", row.sealed ? words.text("staff.sealed") : row.about)
        .set("office", office_name(context, row.withheld ? head_office(context.catalogue) : row.office))
        .set("state", words.text(fmt::format("state.{}", key_of(row.state))))
        .set("level", level_text(words, row, names))
        .set("with", row.assignee ? names(*row.assignee) : words.text("staff.not-named"))
        .set("left", left_text(context, calendar, row))
        .set("class", row.paused_since ? "paused"
                      : row.due        ? std::string(key_of(row.due->timeliness))
                                       : "nothing");
    if (row.due) {
        view.set("due_iso", to_iso(row.due->due.date))
            .set("due", day_text(words, row.due->due.date, calendar.local_date(context.now)));
        if (auto bar = bar_view(*row.due)) view.object("bar", std::move(*bar));
    }
    return view;
}

std::vector<View> group_views(const PageContext& context, const Worklist& worklist, const StaffNames& names) {
    const Calendar calendar = calendar_of(context.catalogue);
    std::vector<View> views;
    for (const DueGroup group : groups) {
        std::vector<View> rows;
        for (const WorklistRow& row : worklist.rows) {
            if (row.group == group) rows.push_back(row_view(context, calendar, row, names));
        }
        if (rows.empty()) continue;
        View view;
        view.set("id", fmt::format("group-{}", key_of(group)))
            .set("title", context.words().text(fmt::format("staff.group.{}", key_of(group))));
        view.list("rows", std::move(rows));
        views.push_back(std::move(view));
    }
    return views;
}

bool in_scope(const CaseScope& scope, const Office& office) {
    return scope.every_office || std::binary_search(scope.offices.begin(), scope.offices.end(), office.id);
}

Option any_option(const Words& words) {
    return {"", words.text("staff.filter.any"), ""};
}

std::vector<Option> office_options(const PageContext& context, const CaseScope& scope) {
    std::vector<Option> options = {{"", context.words().text("staff.filter.all-offices"), ""}};
    for (const Office& office : context.catalogue.offices) {
        if (in_scope(scope, office)) options.push_back({office.id, office_name(context, office.id), ""});
    }
    return options;
}

// Regions with an office that the person may see.
std::vector<Option> region_options(const PageContext& context, const CaseScope& scope) {
    std::vector<Option> options = {any_option(context.words())};
    const auto& offices = context.catalogue.offices;
    for (const Named& region : context.catalogue.regions) {
        const bool is_seen = std::any_of(offices.begin(), offices.end(), [&](const Office& office) {
            return office.region == region.id && in_scope(scope, office);
        });
        if (is_seen) options.push_back({region.id, text_in(region.name, context.language), ""});
    }
    return options;
}

std::vector<Option> officer_options(const Words& words, const std::vector<StaffMember>& officers) {
    std::vector<Option> options = {any_option(words)};
    for (const StaffMember& person : officers)
        options.push_back({std::to_string(person.id.value), person.user_name, ""});
    return options;
}

std::vector<Option> service_options(const PageContext& context) {
    std::vector<Option> options = {any_option(context.words())};
    for (const Service& service : context.catalogue.services)
        options.push_back({service.id, service_name(context, service.id), ""});
    return options;
}

template <typename Value>
std::vector<Option> key_options(const Words& words, std::string_view prefix, const std::vector<Value>& values) {
    std::vector<Option> options = {any_option(words)};
    for (const Value value : values) {
        const std::string key(key_of(value));
        options.push_back({key, words.text(fmt::format("{}.{}", prefix, key)), ""});
    }
    return options;
}

const std::vector<CaseKind> kinds = {CaseKind::Complaint, CaseKind::Enquiry, CaseKind::Report, CaseKind::Compliment,
                                     CaseKind::Suggestion};

// A choice among one is none: an assistant sees no regions.
void add_choices(FormFields& form, const PageContext& context, const WorklistEntry& entry) {
    const Words& words = context.words();
    const WorklistFields& fields = entry.fields;
    form.select("filter_office", fields.office, Asked::Needed, office_options(context, entry.scope));
    if (const auto regions = region_options(context, entry.scope); regions.size() > 2 || !fields.region.empty())
        form.select("filter_region", fields.region, Asked::Needed, regions);
    form.select("filter_officer", fields.officer, Asked::Needed, officer_options(words, entry.officers))
        .select("filter_service", fields.service, Asked::Needed, service_options(context))
        .select("filter_channel", fields.channel, Asked::Needed, key_options(words, "channel", all_case_channels()))
        .select("filter_kind", fields.kind, Asked::Needed, key_options(words, "kind", kinds))
        .select("filter_state", fields.state, Asked::Needed, key_options(words, "state", all_states()));
}

// The fields of the three forms; the page shows each where it belongs.
void put_forms(View& view, const PageContext& context, const WorklistEntry& entry) {
    const auto put = [&](std::string_view list, FormFields& form) {
        View holder;
        form.put_into(holder);
        view.list(list, holder.items().at("fields").views);
        if (const auto summary = holder.items().find("error_summary"); summary != holder.items().end())
            view.object("error_summary", summary->second.views.front());
    };
    FormFields search(context, entry.errors);
    search.text("asked", entry.fields.asked, Asked::Needed, {.type = "search", .no_spellcheck = true});
    put("search", search);
    FormFields filters(context, entry.errors);
    add_choices(filters, context, entry);
    put("filters", filters);
    FormFields saving(context, entry.errors);
    saving.text("filter_name", entry.filter_name, Asked::Needed, {.short_field = true});
    put("saving", saving);
}

// The same list in another part, from its beginning.
std::string part_url(const WorklistFields& fields, WorklistView part) {
    WorklistFields other = fields;
    other.view = part == WorklistView::Open ? "" : key_of(part);
    return worklist_url(other);
}

std::vector<View> part_views(const PageContext& context, const Worklist& worklist, const WorklistEntry& entry) {
    std::vector<View> views;
    for (const Part& part : parts) {
        View view = titled_link(context.words().text(fmt::format("staff.view.{}", key_of(part.view))),
                                part_url(entry.fields, part.view));
        view.set("count", grouped_number(worklist.counts.*part.count))
            .set("key", std::to_string(views.size() + 1))
            .flag("current", part.view == entry.view);
        views.push_back(std::move(view));
    }
    for (const WorklistView part : {WorklistView::Ended, WorklistView::All}) {
        View view =
            titled_link(context.words().text(fmt::format("staff.view.{}", key_of(part))), part_url(entry.fields, part));
        view.set("key", std::to_string(views.size() + 1)).flag("current", part == entry.view);
        views.push_back(std::move(view));
    }
    return views;
}

// "1-50 of 1,204 cases"
std::string rows_text(const Words& words, const Worklist& worklist) {
    const std::size_t all = worklist.counts.chosen;
    if (worklist.rows.empty()) return words.plural("staff.total", 0);
    return words.format(worklist.counts.is_at_least ? "staff.rows-at-least" : "staff.rows",
                        {{"from", grouped_number(worklist.before + 1)},
                         {"to", grouped_number(worklist.before + worklist.rows.size())},
                         {"n", grouped_number(all)}});
}

void put_pages(View& view, const Worklist& worklist, const WorklistEntry& entry) {
    const std::string url = worklist_url(entry.fields);
    if (worklist.before > 0) view.set("first_url", url);
    if (worklist.after)
        view.set("next_url", fmt::format("{}{}after={}", url, url.find('?') == std::string::npos ? '?' : '&',
                                         to_text(*worklist.after)));
}

std::vector<View> saved_views(const WorklistEntry& entry) {
    std::vector<View> views;
    for (const SavedFilter& saved : entry.saved) {
        View view = titled_link(saved.name, saved.query.empty() ? "/staff/" : "/staff/?" + saved.query);
        view.set("remove_action", fmt::format("/staff/filters/{}", saved.id));
        views.push_back(std::move(view));
    }
    return views;
}

// What the other forms of the page keep: filters while something is looked for, what is looked for while filtering.
std::vector<View> kept_filters(const WorklistFields& fields) {
    std::vector<View> hidden;
    for (const auto& [name, value] : address_values(fields)) {
        if (!value.empty() && name != "sought" && name != "view") hidden.push_back(hidden_field(name, value));
    }
    return hidden;
}

std::vector<View> kept_question(const WorklistEntry& entry) {
    std::vector<View> hidden;
    if (!entry.fields.sought.empty()) hidden.push_back(hidden_field("sought", entry.fields.sought));
    if (!entry.fields.view.empty()) hidden.push_back(hidden_field("view", entry.fields.view));
    return hidden;
}

void put_question(View& view, const PageContext& context, const Worklist& worklist, const WorklistEntry& entry) {
    if (entry.fields.sought.empty()) return;
    WorklistFields without = entry.fields;
    without.sought.clear();
    view.set("clear_url", worklist_url(without));
    if (worklist.too_many_found)
        view.set("too_many_text", context.words().format("staff.too-many", {{"n", grouped_number(most_found)}}));
}

}  // namespace

std::string worklist_url(const WorklistFields& fields) {
    const std::string query = query_of(fields);
    return query.empty() ? "/staff/" : "/staff/?" + query;
}

std::string worklist_page(const PageContext& context, const Worklist& worklist, const WorklistEntry& entry,
                          const StaffNames& names) {
    const Words& words = context.words();
    const Calendar calendar = calendar_of(context.catalogue);
    View view;
    view.set("title", words.text("staff.worklist"))
        .set("today", words.long_date(calendar.local_date(context.now)))
        .set("total_text", rows_text(words, worklist))
        .set("filter_action", "/staff/")
        .set("search_action", "/staff/search")
        .set("save_action", "/staff/filters")
        .set("csrf", context.staff ? context.staff->csrf : "")
        .set("notice", entry.passed_on ? words.text("staff.passed-on") : "")
        .set("empty_text", worklist.rows.empty() ? words.text("staff.empty") : "")
        .list("kept_filters", kept_filters(entry.fields))
        .list("kept_question", kept_question(entry))
        .list("parts", part_views(context, worklist, entry))
        .list("saved", saved_views(entry))
        .list("groups", group_views(context, worklist, names));
    if (entry.waiting_calls > 0)
        view.set("calls_text", words.plural("staff.waiting-calls", static_cast<long>(entry.waiting_calls)))
            .set("calls_url", std::string(after_hours_url));
    put_forms(view, context, entry);
    put_pages(view, worklist, entry);
    put_question(view, context, worklist, entry);
    return draw_page(context, "staff_worklist",
                     {.title = words.text("staff.worklist"),
                      .path = "/staff/",
                      .current_menu = "",
                      .error = !entry.errors.empty(),
                      .one_language = true},
                     std::move(view));
}

}  // namespace charter
