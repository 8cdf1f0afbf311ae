// The worklist: rows are chosen and ordered by the lane and moment kept beside each case; what is shown of a row is
// computed from its events.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "generator/shared/text.h"
#include "server/store/case_store.h"
#include "server/store/parts.h"

namespace charter {
namespace {

constexpr std::size_t about_characters = 120;
constexpr int soon_working_days = 5;

// Every filter is always there and says nothing when its value is empty, so that one prepared text serves all.
constexpr std::string_view condition_sql =
    " FROM cases WHERE lane <= ?1 AND (?2 OR office IN (SELECT value FROM json_each(?3))) AND (?4 OR about_official = "
    "0)"
    " AND (?5 = '' OR office = ?5) AND (?6 = '' OR state = ?6) AND (?7 = '' OR kind = ?7)"
    " AND (?8 = 0 OR assignee = ?8) AND (?9 = 0 OR assignee IS NULL) AND (?10 = '' OR reference LIKE ?10 || '%')";

const std::string& rows_sql() {
    static const std::string sql =
        "SELECT id, reference, code_hash, terms" + std::string(condition_sql) + " ORDER BY lane, due_at, id LIMIT ?11";
    return sql;
}

const std::string& count_sql() {
    static const std::string sql = "SELECT count(*)" + std::string(condition_sql);
    return sql;
}

std::string reference_beginning(std::string_view typed) {
    std::string beginning;
    for (char c : typed) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (reference_alphabet.find(c) != std::string_view::npos) beginning += c;
    }
    return beginning;
}

Binder bind_condition(SQLite::Statement& statement, const CaseScope& scope, const WorklistFilter& filter) {
    const bool ended = filter.include_ended || (filter.state && !is_open(*filter.state));
    Binder binder(statement);
    binder.number(static_cast<int>(ended ? Lane::Ended : Lane::NothingDue))
        .number(scope.every_office ? 1 : 0)
        .text(nlohmann::json(scope.offices).dump())
        .number(scope.about_officials ? 1 : 0)
        .text(filter.office)
        .text(filter.state ? key_of(*filter.state) : std::string_view())
        .text(filter.kind ? key_of(*filter.kind) : std::string_view())
        .number(filter.assignee ? filter.assignee->value : 0)
        .number(filter.unassigned ? 1 : 0)
        .text(reference_beginning(filter.reference));
    return binder;
}

std::string first_characters(const std::string& text, std::size_t most) {
    if (count_characters(text) <= most) return text;
    std::size_t end = 0;
    for (std::size_t characters = 0; characters < most; ++characters) {
        ++end;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    }
    return text.substr(0, end);
}

DueGroup group_of(const Case& now, const std::optional<ClockStatus>& due, Instant at) {
    if (now.state == State::AwaitingComplainant) return DueGroup::Paused;
    if (!due || !is_open(now.state)) return DueGroup::Nothing;
    if (at >= due->due.late_from) return DueGroup::Overdue;
    const Calendar& calendar = now.terms->calendar;
    const Date today = calendar.local_date(at);
    if (due->due.date <= today) return DueGroup::Today;
    return calendar.working_days_between(today, due->due.date) <= soon_working_days ? DueGroup::NextFiveDays
                                                                                    : DueGroup::Later;
}

WorklistRow row_of(const Case& now, Instant at) {
    WorklistRow row{.reference = now.reference};
    row.kind = now.lodging.kind;
    row.service = now.lodging.service;
    row.about = first_characters(now.lodging.description, about_characters);
    row.office = now.office;
    row.state = now.state;
    row.assignee = now.assignee;
    row.received_at = now.received_at;
    row.last_sequence = now.last_sequence;
    row.due = running_promise(now, at);
    row.group = group_of(now, row.due, at);
    if (now.state == State::AwaitingComplainant && !now.holds.empty()) row.paused_since = now.holds.back().from;
    return row;
}

}  // namespace

Worklist CaseStore::worklist(const CaseScope& scope, const WorklistFilter& filter, Instant now) const {
    const auto connection = parts_->desk.readers.lend();
    Worklist list;
    SQLite::Statement& count = connection->prepared(count_sql());
    (void)bind_condition(count, scope, filter);
    (void)count.executeStep();
    list.total = static_cast<std::size_t>(number_at(count, 0));
    (void)count.tryReset();

    SQLite::Statement& query = connection->prepared(rows_sql());
    bind_condition(query, scope, filter).number(static_cast<std::int64_t>(filter.limit));
    std::vector<std::pair<CaseReference, CaseRow>> found;
    while (query.executeStep())
        found.emplace_back(stored_reference(text_at(query, 1)),
                           CaseRow{number_at(query, 0), blob_at(query, 2), text_at(query, 3)});
    (void)query.tryReset();
    for (const auto& [reference, row] : found)
        list.rows.push_back(row_of(read_file(*connection, reference, row, parts_->desk.terms).now, now));
    std::stable_sort(list.rows.begin(), list.rows.end(),
                     [](const WorklistRow& a, const WorklistRow& b) { return a.group < b.group; });
    return list;
}

}  // namespace charter
