// The worklist: rows are chosen and ordered by the lane and moment kept beside each case; what is shown of a row is
// computed from its events.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "generator/shared/text.h"
#include "server/store/case_store.h"
#include "server/store/parts.h"

namespace charter {
namespace {

constexpr std::size_t about_characters = 120;
constexpr int soon_working_days = 5;

// The offices to look in: nothing means every office.
std::optional<std::vector<std::string>> chosen_offices(const CaseScope& scope, const std::string& office) {
    if (office.empty()) return scope.every_office ? std::nullopt : std::optional(scope.offices);
    const bool in_scope =
        scope.every_office || std::find(scope.offices.begin(), scope.offices.end(), office) != scope.offices.end();
    return in_scope ? std::vector{office} : std::vector<std::string>{};
}

std::string reference_beginning(std::string_view typed) {
    std::string beginning;
    for (char c : typed) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (reference_alphabet.find(c) != std::string_view::npos) beginning += c;
    }
    return beginning;
}

// Which cases, as SQL and its values. Only the conditions that decide which index serves are left out when they are
// not asked for: the others say nothing when their value is empty.
class Condition {
  public:
    Condition(const CaseScope& scope, const WorklistFilter& filter)
        : filter_(filter),
          offices_(chosen_offices(scope, filter.office)),
          beginning_(reference_beginning(filter.reference)),
          about_officials_(scope.about_officials) {}

    [[nodiscard]] std::string sql() const {
        // A plus keeps a column from choosing the index: nothing chooses better than the beginning of a reference.
        const std::string_view plus = beginning_.empty() ? "" : "+";
        const std::string by_office =
            offices_ ? fmt::format(" AND {}office IN (SELECT value FROM json_each(?7))", plus) : "";
        const std::string_view by_reference =
            beginning_.empty() ? "" : " AND reference >= ?8 AND reference < ?8 || '~'";
        return fmt::format(
            "FROM cases WHERE {}lane <= ?1 AND about_official <= ?2 AND (?3 = '' OR state = ?3) AND (?4 = '' OR kind = "
            "?4) AND (?5 = 0 OR assignee = ?5) AND (?6 = 0 OR assignee IS NULL){}{}",
            plus, by_office, by_reference);
    }

    // The values of sql(), then `limit`.
    void bind(Query& query, std::size_t limit) const {
        const bool ended = filter_.include_ended || (filter_.state && !is_open(*filter_.state));
        query.number(static_cast<std::int64_t>(ended ? Lane::Ended : Lane::NothingDue))
            .number(about_officials_)
            .text(filter_.state ? key_of(*filter_.state) : std::string_view())
            .text(filter_.kind ? key_of(*filter_.kind) : std::string_view())
            .number(filter_.assignee ? filter_.assignee->value : 0)
            .number(filter_.unassigned)
            .text(nlohmann::json(offices_.value_or(std::vector<std::string>{})).dump())
            .text(beginning_)
            .number(static_cast<std::int64_t>(limit));
    }

  private:
    const WorklistFilter& filter_;
    std::optional<std::vector<std::string>> offices_;
    std::string beginning_;
    bool about_officials_;
};

std::size_t count_cases(Connection& connection, const Condition& condition) {
    Query query = connection.query("SELECT count(*) " + condition.sql() + " LIMIT ?9");
    condition.bind(query, 1);
    (void)query.next();
    return static_cast<std::size_t>(query.number_at(0));
}

struct FoundCase {
    CaseReference reference;
    CaseRow row;
};

std::vector<FoundCase> find_cases(Connection& connection, const Condition& condition, std::size_t limit) {
    Query query = connection.query("SELECT id, reference, code_hash, terms " + condition.sql() +
                                   " ORDER BY lane, due_at, id LIMIT ?9");
    condition.bind(query, limit);
    std::vector<FoundCase> found;
    while (query.next())
        found.push_back({stored_reference(query.text_at(1)), {query.number_at(0), query.blob_at(2), query.text_at(3)}});
    return found;
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
    const Condition condition(scope, filter);
    Worklist list;
    list.total = count_cases(*connection, condition);
    for (const FoundCase& each : find_cases(*connection, condition, filter.limit))
        list.rows.push_back(row_of(read_file(*connection, each.reference, each.row, parts_->desk.terms).now, now));
    std::stable_sort(list.rows.begin(), list.rows.end(),
                     [](const WorklistRow& a, const WorklistRow& b) { return a.group < b.group; });
    return list;
}

}  // namespace charter
