// The worklist: rows are chosen, counted and ordered by what is kept beside each case, from indexes alone; what is
// shown of a row is computed from its events.
//
// A part of the list is a few stretches of one lane each, in order. Within a lane rows stand by due moment and id, the
// ended ones with the newest first, so that a page begins behind the last row of the page before.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>

#include "generator/shared/text.h"
#include "server/cases/sight.h"
#include "server/store/case_store.h"
#include "server/store/parts.h"
#include "server/store/search_rows.h"
#include "server/store/sql_clause.h"

namespace charter {
namespace {

constexpr std::size_t about_characters = 120;
constexpr int soon_working_days = 5;
constexpr std::size_t most_counted = 10'000;  // of ended cases, which are without number

// Rows of one lane; in lane Due those that fall due after one moment and until another.
struct Stretch {
    Lane lane = Lane::Due;
    std::optional<Instant> due_after{};
    std::optional<Instant> due_until{};
};

struct StretchCount {
    std::size_t all = 0;
    std::size_t unassigned = 0;
};

// What is open, in order; the parts of the list are made of these.
struct OpenStretches {
    Stretch overdue;
    Stretch today;
    Stretch later;
    Stretch theirs{Lane::Paused};
    Stretch nothing_due{Lane::NothingDue};

    explicit OpenStretches(const WorklistMoment& moment)
        : overdue{Lane::Due, std::nullopt, moment.now},
          today{Lane::Due, moment.now, moment.day_ends},
          later{Lane::Due, moment.day_ends, std::nullopt} {}
};

std::vector<Stretch> stretches_of(WorklistView view, const WorklistMoment& moment) {
    const OpenStretches open(moment);
    switch (view) {
        case WorklistView::Overdue:
            return {open.overdue};
        case WorklistView::Today:
            return {open.today};
        case WorklistView::Ours:
            return {open.overdue, open.today, open.later, open.nothing_due};
        case WorklistView::Theirs:
            return {open.theirs};
        case WorklistView::Ended:
            return {{Lane::Ended}};
        case WorklistView::All:
            return {open.overdue, open.today, open.later, open.theirs, open.nothing_due, {Lane::Ended}};
        case WorklistView::Open:
        case WorklistView::Unassigned:
        case WorklistView::Escalated:
            break;
    }
    return {open.overdue, open.today, open.later, open.theirs, open.nothing_due};
}

// A state in which nothing is open is looked for where it can be.
WorklistView view_of(const WorklistFilter& filter) {
    const bool is_ended = filter.state && !is_open(*filter.state);
    return is_ended && filter.view == WorklistView::Open ? WorklistView::Ended : filter.view;
}

// The scope without the offices that are not asked for.
CaseScope narrowed(const CaseScope& scope, const WorklistFilter& filter) {
    if (!filter.offices) return scope;
    CaseScope narrow = scope;
    narrow.every_office = false;
    narrow.offices = *filter.offices;
    std::erase_if(narrow.offices, [&](const std::string& office) {
        return !scope.every_office && !std::binary_search(scope.offices.begin(), scope.offices.end(), office);
    });
    return narrow;
}

// Which cases, and through which index. Conditions that are not asked for are left out, so that SQLite has nothing to
// look at for them.
struct Selection {
    std::string_view index;
    std::string_view counting_index;  // narrower, for what is open
    SqlClause where{};
    SqlClause brought{};  // the same for what was brought to someone: the officer is the one to whom it was
};

bool is_unfiltered(const CaseScope& scope, const WorklistFilter& filter) {
    return scope.every_office && !filter.kind && !filter.service && !filter.channel && !filter.state &&
           !filter.assignee;
}

Selection select_filtered(const CaseScope& scope, const WorklistFilter& filter) {
    const CaseScope looked_in = narrowed(scope, filter);
    Selection selection{looked_in.every_office ? " INDEXED BY cases_by_lane" : " INDEXED BY cases_by_office",
                        {},
                        scope_clause(looked_in)};
    if (is_unfiltered(looked_in, filter)) selection.counting_index = " INDEXED BY cases_open";
    SqlClause& where = selection.where;
    if (filter.kind) where.add(" AND kind = ?", std::string(key_of(*filter.kind)));
    if (filter.service) where.add(" AND service = ?", *filter.service);
    if (filter.channel) where.add(" AND channel = ?", std::string(key_of(*filter.channel)));
    if (filter.state) where.add(" AND state = ?", std::string(key_of(*filter.state)));
    selection.brought = where;
    if (filter.assignee) {
        where.add(" AND assignee = ?", filter.assignee->value);
        selection.brought.add(" AND escalated_to = ?", filter.assignee->value);
    }
    return selection;
}

Selection select_these(const std::vector<std::int64_t>& ids) {
    Selection selection;
    selection.where.add(" AND id IN (SELECT value FROM json_each(?))", nlohmann::json(ids).dump());
    selection.brought = selection.where;
    return selection;
}

enum class Use { Finding, Counting };
SqlClause in_stretch(const Selection& selection, const Stretch& stretch, WorklistView view, Use use) {
    SqlClause clause;
    const bool is_escalated = view == WorklistView::Escalated;
    const bool is_narrow =
        !is_escalated && use == Use::Counting && stretch.lane != Lane::Ended && !selection.counting_index.empty();
    std::string_view index = is_narrow ? selection.counting_index : selection.index;
    if (is_escalated && !index.empty()) index = " INDEXED BY cases_escalated";
    // A plus keeps a column from choosing the index: nothing chooses better than the ids.
    clause.add(index.empty() ? "FROM cases WHERE +lane = ?" : fmt::format("FROM cases{} WHERE lane = ?", index),
               static_cast<std::int64_t>(stretch.lane));
    if (is_narrow) clause.add(" AND lane < 3");  // which the index is limited to
    // Said aloud, so that rows come in the order of their ids from the index.
    if (stretch.lane != Lane::Due) clause.add(" AND due_at IS NULL");
    if (stretch.due_after) clause.add(" AND due_at > ?", stretch.due_after->time_since_epoch().count());
    if (stretch.due_until) clause.add(" AND due_at <= ?", stretch.due_until->time_since_epoch().count());
    clause.add(is_escalated ? selection.brought : selection.where);
    if (view == WorklistView::Unassigned) clause.add(" AND assignee IS NULL");
    if (is_escalated) clause.add(" AND level > 0");
    return clause;
}

// Up to and with the place, or behind it.
enum class Side { UpTo, Behind };
void add_side(SqlClause& clause, const WorklistPlace& place, Side side) {
    const auto lane = static_cast<Lane>(place.lane);
    const bool behind = side == Side::Behind;
    if (lane == Lane::Due) {
        clause.add(behind ? " AND due_at >= ?" : " AND due_at <= ?", place.due_at);
        clause.add(behind ? " AND (due_at > ?" : " AND (due_at < ?", place.due_at);
        clause.add(behind ? " OR id > ?)" : " OR id <= ?)", place.id);
    } else if (lane == Lane::Ended) {
        clause.add(behind ? " AND id < ?" : " AND id >= ?", place.id);
    } else {
        clause.add(behind ? " AND id > ?" : " AND id <= ?", place.id);
    }
}

StretchCount count_stretch(Connection& connection, const SqlClause& clause, Lane lane) {
    SqlClause whole;
    if (lane == Lane::Ended)
        whole.add("SELECT count(*), count(assignee) FROM (SELECT assignee ")
            .add(clause)
            .add(" LIMIT ?)", static_cast<std::int64_t>(most_counted));
    else
        whole.add("SELECT count(*), count(assignee) ").add(clause);
    Query query = connection.query(whole.sql());
    whole.bind(query);
    (void)query.next();
    const auto all = static_cast<std::size_t>(query.number_at(0));
    return {all, all - static_cast<std::size_t>(query.number_at(1))};
}

// Behind the place, in order; one more than the limit, if there is one, so that the caller knows of a next page. Only
// what the indexes hold is asked for: where rows must be sorted, none is read for that.
std::vector<WorklistPlace> find_places(Connection& connection, const Selection& selection,
                                       const std::vector<Stretch>& stretches, const WorklistFilter& filter) {
    std::vector<WorklistPlace> found;
    for (const Stretch& stretch : stretches) {
        const auto lane = static_cast<int>(stretch.lane);
        if (found.size() > filter.limit) break;
        if (filter.after && filter.after->lane > lane) continue;
        SqlClause clause;
        clause.add("SELECT id, ifnull(due_at, 0) ").add(in_stretch(selection, stretch, filter.view, Use::Finding));
        if (filter.after && filter.after->lane == lane) add_side(clause, *filter.after, Side::Behind);
        clause
            .add(stretch.lane == Lane::Ended ? " ORDER BY id DESC"
                 : stretch.lane == Lane::Due ? " ORDER BY due_at, id"
                                             : " ORDER BY id")
            .add(" LIMIT ?", static_cast<std::int64_t>(filter.limit + 1 - found.size()));
        Query query = connection.query(clause.sql());
        clause.bind(query);
        while (query.next()) found.push_back({lane, query.number_at(1), query.number_at(0)});
    }
    return found;
}

std::size_t count_before(Connection& connection, const Selection& selection, const std::vector<Stretch>& stretches,
                         const WorklistFilter& filter) {
    std::size_t before = 0;
    if (!filter.after) return before;
    for (const Stretch& stretch : stretches) {
        const auto lane = static_cast<int>(stretch.lane);
        if (lane > filter.after->lane) break;
        SqlClause clause = in_stretch(selection, stretch, filter.view, Use::Counting);
        if (lane == filter.after->lane) add_side(clause, *filter.after, Side::UpTo);
        before += count_stretch(connection, clause, stretch.lane).all;
    }
    return before;
}

WorklistCounts count_open(Connection& connection, const Selection& selection, const WorklistMoment& moment) {
    const OpenStretches open(moment);
    const auto count = [&](const Stretch& stretch) {
        return count_stretch(connection, in_stretch(selection, stretch, WorklistView::Open, Use::Counting),
                             stretch.lane);
    };
    const StretchCount overdue = count(open.overdue);
    const StretchCount today = count(open.today);
    const StretchCount later = count(open.later);
    const StretchCount theirs = count(open.theirs);
    const StretchCount nothing = count(open.nothing_due);
    WorklistCounts counts;
    counts.overdue = overdue.all;
    counts.today = today.all;
    counts.ours = overdue.all + today.all + later.all + nothing.all;
    counts.theirs = theirs.all;
    for (const Stretch& stretch : stretches_of(WorklistView::Escalated, moment)) {
        const SqlClause clause = in_stretch(selection, stretch, WorklistView::Escalated, Use::Counting);
        counts.escalated += count_stretch(connection, clause, stretch.lane).all;
    }
    counts.open = counts.ours + counts.theirs;
    counts.unassigned =
        overdue.unassigned + today.unassigned + later.unassigned + nothing.unassigned + theirs.unassigned;
    return counts;
}

std::size_t count_chosen(Connection& connection, const Selection& selection, WorklistView view,
                         WorklistCounts& counts) {
    const auto count_ended = [&] {
        const Stretch ended{Lane::Ended};
        const std::size_t all =
            count_stretch(connection, in_stretch(selection, ended, view, Use::Counting), ended.lane).all;
        counts.is_at_least = all == most_counted;
        return all;
    };
    switch (view) {
        case WorklistView::Open:
            return counts.open;
        case WorklistView::Overdue:
            return counts.overdue;
        case WorklistView::Today:
            return counts.today;
        case WorklistView::Ours:
            return counts.ours;
        case WorklistView::Theirs:
            return counts.theirs;
        case WorklistView::Unassigned:
            return counts.unassigned;
        case WorklistView::Escalated:
            return counts.escalated;
        case WorklistView::Ended:
            return count_ended();
        case WorklistView::All:
            break;
    }
    return counts.open + count_ended();
}

// What is looked for: cases that can be told by a column of theirs.
SqlClause question_clause(const Secrets& secrets, const WorklistQuestion& question) {
    SqlClause clause;
    clause.add("SELECT id FROM cases WHERE ");
    if (question.reference) return clause.add("reference = ?", question.reference->text());
    if (!question.reference_beginning.empty())
        return clause.add("reference >= ?", question.reference_beginning)
            .add(" AND reference < ? || '~'", question.reference_beginning);
    if (!question.phone.empty()) return clause.add("phone_key = ?", SqlBlob{*contact_key(secrets, question.phone)});
    return clause.add("email_key = ?", SqlBlob{*contact_key(secrets, question.email)});
}

struct FoundIds {
    std::vector<std::int64_t> ids;
    bool too_many = false;
};

// The newest cases of the selection first. A case may be found by several of its events, one after the other.
FoundIds find_ids(Connection& connection, const SqlClause& asked, const Selection& selection, bool is_brought,
                  std::string_view newest_first) {
    SqlClause clause = asked;
    clause.add(is_brought ? selection.brought : selection.where).add(newest_first);
    Query query = connection.query(clause.sql());
    clause.bind(query);
    FoundIds found;
    while (query.next()) {
        const std::int64_t id = query.number_at(0);
        if (!found.ids.empty() && found.ids.back() == id) continue;
        if (found.ids.size() == most_found) {
            found.too_many = true;
            break;
        }
        found.ids.push_back(id);
    }
    return found;
}

// The words stand in what this office may read of the case.
bool is_found_without_identity(Connection& connection, const Secrets& secrets, std::int64_t id,
                               const WorklistFilter& filter) {
    for (CaseEvent& event : read_events(connection, id)) {
        std::erase_if(event.texts, [](const auto& text) { return tells_identity(text.first); });
        for (const std::string& language : filter.languages) {
            if (are_words_in(secrets, filter.question.words, filter.languages, event_words(secrets, event, language)))
                return true;
        }
    }
    return false;
}

void forget_by_identity(Connection& connection, const Secrets& secrets, FoundIds& found, const WorklistFilter& filter) {
    if (filter.searcher.office.empty()) return;
    std::erase_if(found.ids, [&](std::int64_t id) {
        Query query = connection.query("SELECT 1 FROM cases WHERE id = ? AND identity_kept_from = ?");
        query.number(id).text(filter.searcher.office);
        return query.next() && !is_found_without_identity(connection, secrets, id, filter);
    });
}

// What looks like the beginning of a reference may be a word of a text. The newest cases first.
FoundIds either_of(const FoundIds& one, const FoundIds& other) {
    FoundIds found;
    std::set_union(one.ids.begin(), one.ids.end(), other.ids.begin(), other.ids.end(), std::back_inserter(found.ids),
                   std::greater<>());
    found.too_many = one.too_many || other.too_many || found.ids.size() > most_found;
    found.ids.resize(std::min(found.ids.size(), most_found));
    return found;
}

FoundIds find_asked(Connection& connection, const Desk& desk, const WorklistFilter& filter,
                    const Selection& selection) {
    const WorklistQuestion& question = filter.question;
    const bool is_brought = filter.view == WorklistView::Escalated;
    FoundIds by_column;
    if (question.words.empty() || !question.reference_beginning.empty()) {
        SqlClause clause = question_clause(desk.secrets, question);
        const bool is_by_person = !question.phone.empty() || !question.email.empty();
        if (is_by_person) {
            clause.add(open_to(filter.searcher));
            if (!filter.searcher.office.empty()) clause.add(" AND identity_kept_from <> ?", filter.searcher.office);
        }
        by_column = find_ids(connection, clause, selection, is_brought, " ORDER BY id DESC");
    }
    const std::string words = words_question(desk.secrets, question.words, filter.languages);
    if (words.empty()) return by_column;
    SqlClause clause;
    clause
        .add("SELECT id FROM case_words CROSS JOIN cases ON id = case_words.rowid >> 16 WHERE case_words MATCH ?",
             words)
        .add(open_to(filter.searcher));
    FoundIds found = find_ids(connection, clause, selection, is_brought, " ORDER BY case_words.rowid DESC");
    forget_by_identity(connection, desk.secrets, found, filter);
    return either_of(by_column, found);
}

// Cut between words where one ends in the last part, and marked as cut.
std::string first_characters(const std::string& text, std::size_t most) {
    if (count_characters(text) <= most) return text;
    std::size_t end = 0;
    for (std::size_t characters = 0; characters < most; ++characters) {
        ++end;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    }
    const std::size_t space = text.find_last_of(" \n", end);
    if (space != std::string::npos && space > end / 2) end = space;
    return text.substr(0, end) + "…";
}

// By the same moments as the stretches, so that the groups on the page are those that are counted.
DueGroup group_of(const Case& now, const std::optional<ClockStatus>& due, const WorklistMoment& moment) {
    if (now.state == State::AwaitingComplainant && !joined_late_from(now)) return DueGroup::Paused;
    if (!due || !is_open(now.state)) return DueGroup::Nothing;
    if (due->due.late_from <= moment.now) return DueGroup::Overdue;
    if (due->due.late_from <= moment.day_ends) return DueGroup::Today;
    const Calendar& calendar = now.terms->calendar;
    const Date today = calendar.local_date(moment.now);
    return calendar.working_days_between(today, due->due.date) <= soon_working_days ? DueGroup::NextFiveDays
                                                                                    : DueGroup::Later;
}

Case read_case(Connection& connection, std::int64_t id, TermsCache& terms) {
    Query query = connection.query("SELECT id, code_hash, terms, reference FROM cases WHERE id = ?");
    query.number(id);
    if (!query.next()) throw StoreError(fmt::format("the database lacks the case {} of its own list", id));
    const CaseRow row{query.number_at(0), query.blob_at(1), query.text_at(2)};
    return read_file(connection, stored_reference(query.text_at(3)), row, terms).now;
}

// What is owed first: to the person of the case, or to one whose case follows it.
std::optional<ClockStatus> first_due(Connection& connection, const Case& now, Instant at, TermsCache& terms) {
    auto first = now.state == State::AwaitingComplainant ? std::nullopt : running_promise(now, at);
    const auto joined_from = joined_late_from(now);
    if (!joined_from || (first && first->due.late_from <= *joined_from)) return first;
    for (const JoinedCase& one : now.joined) {
        const CaseReference reference = stored_reference(one.reference);
        const auto row = one.late_from == joined_from ? find_case_row(connection, reference) : std::nullopt;
        if (row) return running_promise(read_file(connection, reference, *row, terms).now, at);
    }
    return first;
}

WorklistRow row_of(const Case& now, std::optional<ClockStatus> due, const WorklistMoment& moment) {
    WorklistRow row{.reference = now.reference};
    row.kind = now.lodging.kind;
    row.service = now.lodging.service;
    row.sealed = is_sealed(now);
    row.about = first_characters(now.lodging.description, about_characters);
    row.office = now.office;
    row.withheld = is_withheld(now);
    row.state = now.state;
    row.assignee = now.assignee;
    row.level = now.escalation ? now.escalation->level : 0;
    if (now.escalation) row.escalated_to = now.escalation->officer;
    row.received_at = now.received_at;
    row.last_sequence = now.last_sequence;
    row.due = std::move(due);
    row.group = group_of(now, row.due, moment);
    if (now.state == State::AwaitingComplainant && !row.due && !now.holds.empty())
        row.paused_since = now.holds.back().from;
    return row;
}

}  // namespace

Worklist CaseStore::worklist(const CaseScope& scope, const WorklistFilter& asked, const WorklistMoment& moment) const {
    const auto connection = parts_->desk.readers.lend();
    const SQLite::Transaction moment_of_database = connection->one_moment();
    WorklistFilter filter = asked;
    filter.view = view_of(asked);
    Selection selection = select_filtered(scope, filter);
    Worklist list;
    if (!filter.question.is_empty()) {
        const FoundIds found = find_asked(*connection, parts_->desk, filter, selection);
        list.too_many_found = found.too_many;
        selection = select_these(found.ids);
    }
    const std::vector<Stretch> stretches = stretches_of(filter.view, moment);
    list.counts = count_open(*connection, selection, moment);
    list.counts.chosen = count_chosen(*connection, selection, filter.view, list.counts);
    list.before = count_before(*connection, selection, stretches, filter);
    std::vector<WorklistPlace> found = find_places(*connection, selection, stretches, filter);
    if (found.size() > filter.limit) {
        found.pop_back();
        list.after = found.back();
    }
    for (const WorklistPlace& place : found) {
        const Case now = read_case(*connection, place.id, parts_->desk.terms);
        list.rows.push_back(row_of(now, first_due(*connection, now, moment.now, parts_->desk.terms), moment));
    }
    return list;
}

}  // namespace charter
