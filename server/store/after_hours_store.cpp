#include "server/store/after_hours_store.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "server/store/audit_rows.h"
#include "server/store/case_rows.h"
#include "server/store/erasure.h"
#include "server/store/parts.h"
#include "server/store/sql_clause.h"

namespace charter {
namespace {

constexpr std::string_view columns =
    "SELECT id, taken_at, taken_by, office, topic, words, place, caller, done, post, confirmed_at, confirmed_by, "
    "made_case FROM after_hours_calls WHERE ";

AfterHoursCall call_of(const Query& row) {
    AfterHoursCall call;
    call.id = row.number_at(0);
    call.taken_at = row.moment_at(1);
    call.taken_by = StaffId{row.number_at(2)};
    call.office = row.text_at(3);
    const auto topic = find_call_topic(row.text_at(4));
    if (!topic) throw StoreError(fmt::format("the log of calls holds the unknown topic \"{}\"", row.text_at(4)));
    call.topic = *topic;
    call.words = row.text_at(5);
    call.place = row.text_at(6);
    call.caller = row.text_at(7);
    call.done = row.text_at(8);
    call.post = row.text_at(9);
    call.confirmed_at = row.optional_moment_at(10);
    if (const auto by = row.optional_number_at(11)) call.confirmed_by = StaffId{*by};
    if (const auto made = row.optional_text_at(12)) call.made_case = stored_reference(*made);
    return call;
}

SqlClause seen_by(const CaseScope& scope, StaffId reader) {
    SqlClause clause;
    clause.add("(made_case IS NULL OR made_case NOT IN (SELECT reference FROM cases WHERE id IN (")
        .add(kept_from(scope))
        .add(")))");
    if (scope.every_office) return clause;
    return clause.add(" AND ")
        .add("(taken_by = ?", reader.value)
        .add(" OR office IN (SELECT value FROM json_each(?)))", nlohmann::json(scope.offices).dump());
}

}  // namespace

AfterHoursStore::AfterHoursStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
AfterHoursStore::~AfterHoursStore() = default;

std::optional<StoreBusy> AfterHoursStore::add(const AfterHoursCall& call, std::string_view form_token) {
    const std::string token =
        parts_->desk.secrets.keyed_hash(Purpose::FormToken, "after-hours " + std::string(form_token));
    return parts_->desk.write([&](Connection& connection) {
        connection
            .query(
                "INSERT INTO after_hours_calls (token, taken_at, taken_by, office, topic, words, place, caller, done, "
                "post) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (token) DO NOTHING")
            .blob(token)
            .moment(call.taken_at)
            .number(call.taken_by.value)
            .text(call.office)
            .text(key_of(call.topic))
            .text(call.words)
            .text(call.place)
            .text(call.caller)
            .text(call.done)
            .text(call.post)
            .run();
    });
}

std::vector<AfterHoursCall> AfterHoursStore::list(const CaseScope& scope, StaffId reader, Instant since,
                                                  std::size_t limit) const {
    const auto connection = parts_->desk.readers.lend();
    SqlClause clause;
    clause.add(columns)
        .add(seen_by(scope, reader))
        .add(" AND (taken_at >= ? OR (post <> '' AND confirmed_at IS NULL))", since.time_since_epoch().count())
        .add(" ORDER BY taken_at DESC, id DESC LIMIT ?", static_cast<std::int64_t>(limit));
    Query query = connection->query(clause.sql());
    clause.bind(query);
    std::vector<AfterHoursCall> calls;
    while (query.next()) calls.push_back(call_of(query));
    return calls;
}

std::size_t AfterHoursStore::count_waiting(const std::optional<std::string>& office) const {
    const auto connection = parts_->desk.readers.lend();
    SqlClause clause;
    clause.add("SELECT count(*) FROM after_hours_calls WHERE post <> '' AND confirmed_at IS NULL");
    if (office) clause.add(" AND office = ?", *office);
    Query query = connection->query(clause.sql());
    clause.bind(query);
    (void)query.next();
    return static_cast<std::size_t>(query.number_at(0));
}

std::vector<AfterHoursCall> AfterHoursStore::with_words(const CaseScope& scope) const {
    const auto connection = parts_->desk.readers.lend();
    SqlClause clause;
    clause.add(columns).add(seen_by(scope, StaffId{})).add(" AND words <> '' ORDER BY taken_at, id");
    Query query = connection->query(clause.sql());
    clause.bind(query);
    std::vector<AfterHoursCall> calls;
    while (query.next()) calls.push_back(call_of(query));
    return calls;
}

std::optional<StoreBusy> AfterHoursStore::erase(std::int64_t id, const AuditEntry& trace) {
    return parts_->desk.write([&](Connection& connection) {
        if (erase_call(connection, id)) append_audit(connection, parts_->desk.secrets, trace);
    });
}

std::optional<AfterHoursCall> AfterHoursStore::find(std::int64_t id, const CaseScope& scope, StaffId reader) const {
    const auto connection = parts_->desk.readers.lend();
    SqlClause clause;
    clause.add(columns).add(seen_by(scope, reader)).add(" AND id = ?", id);
    Query query = connection->query(clause.sql());
    clause.bind(query);
    if (!query.next()) return std::nullopt;
    return call_of(query);
}

std::optional<StoreBusy> AfterHoursStore::confirm(std::int64_t id, StaffId by, Instant at) {
    return parts_->desk.write([=](Connection& connection) {
        connection
            .query(
                "UPDATE after_hours_calls SET confirmed_at = ?, confirmed_by = ? WHERE id = ? AND post <> '' AND "
                "confirmed_at IS NULL")
            .moment(at)
            .number(by.value)
            .number(id)
            .run();
    });
}

std::optional<StoreBusy> AfterHoursStore::note_case(std::int64_t id, const CaseReference& reference) {
    return parts_->desk.write([&](Connection& connection) {
        connection.query("UPDATE after_hours_calls SET made_case = ? WHERE id = ? AND made_case IS NULL")
            .text(reference.text())
            .number(id)
            .run();
    });
}

}  // namespace charter
