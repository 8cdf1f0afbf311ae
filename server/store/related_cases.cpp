// What an officer should know beside a case: the same person's other cases, and open ones that may be the same.
#include <fmt/format.h>

#include "server/cases/sight.h"
#include "server/store/case_store.h"
#include "server/store/description_words.h"
#include "server/store/parts.h"
#include "server/store/search_rows.h"
#include "server/store/sql_clause.h"

namespace charter {
namespace {

constexpr std::int64_t most_of_person = 20;
constexpr std::int64_t most_looked_at = 500;  // open cases of one office and service
constexpr std::size_t most_alike = 50;        // some of them may be hidden from who asks
constexpr std::int64_t most_similar = 5;

RelatedCase related_of(const Query& row) {
    RelatedCase related{stored_reference(row.text_at(1)), CaseKind::Complaint, State::Received, row.text_at(4),
                        row.moment_at(5)};
    related.kind = find_case_kind(row.text_at(2)).value_or(CaseKind::Complaint);
    related.state = find_state(row.text_at(3)).value_or(State::Received);
    return related;
}
constexpr std::string_view related_columns = "SELECT id, reference, kind, state, office, received_at ";

SqlClause ids_of_contact(const Secrets& secrets, std::string_view phone, std::string_view email) {
    const auto phone_key = contact_key(secrets, phone);
    const auto email_key = contact_key(secrets, email);
    SqlClause clause;
    if (phone_key) clause.add("SELECT id FROM cases WHERE phone_key = ?", SqlBlob{*phone_key});
    if (phone_key && email_key) clause.add(" UNION ");
    if (email_key) clause.add("SELECT id FROM cases WHERE email_key = ?", SqlBlob{*email_key});
    return clause;
}

std::vector<RelatedCase> cases_of_person(Connection& connection, const Secrets& secrets, const Case& now,
                                         const CaseScope& scope, const Searcher& searcher) {
    const Contact& contact = now.lodging.contact;
    if (!now.lodging.consent || now.lodging.anonymous || (contact.phone.empty() && contact.email.empty())) return {};
    SqlClause clause;
    clause.add(related_columns)
        .add("FROM cases WHERE id IN (")
        .add(ids_of_contact(secrets, now.lodging.contact.phone, now.lodging.contact.email))
        .add(") AND consent = 1 AND reference <> ?", now.reference.text())
        .add(scope_clause(scope))
        .add(open_to(searcher))
        .add(" ORDER BY id DESC LIMIT ?", most_of_person);
    Query query = connection.query(clause.sql());
    clause.bind(query);
    std::vector<RelatedCase> related;
    while (query.next()) related.push_back(related_of(query));
    return related;
}

// Open ones of the same office and service in much the same words, the newest first. Read from an index alone: what
// people said stands elsewhere. As a list in JSON, so that one statement takes any number of them.
std::string alike_ids(Connection& connection, const Case& now, const std::string& own) {
    Query query = connection.query(
        "SELECT id, description_words FROM cases INDEXED BY cases_to_compare WHERE lane IN (0, 1, 2) AND office = ? "
        "AND "
        "service = ? ORDER BY id DESC LIMIT ?");
    query.text(now.office).text(now.lodging.service).number(most_looked_at);
    std::vector<std::int64_t> ids;
    while (ids.size() < most_alike && query.next())
        if (are_alike(own, query.blob_at(1))) ids.push_back(query.number_at(0));
    return fmt::format("[{}]", fmt::join(ids, ","));
}

std::vector<RelatedCase> similar_cases(Connection& connection, const Secrets& secrets, const Case& now,
                                       const CaseScope& scope, const Searcher& searcher) {
    const std::string own = description_words(secrets, now.lodging.language, now.lodging.description);
    SqlClause clause;
    clause.add(related_columns)
        .add("FROM cases WHERE id IN (SELECT value FROM json_each(?))", alike_ids(connection, now, own))
        .add(" AND reference <> ?", now.reference.text())
        .add(scope_clause(scope))
        .add(open_to(searcher))
        .add(" ORDER BY id DESC LIMIT ?", most_similar);
    Query query = connection.query(clause.sql());
    clause.bind(query);
    std::vector<RelatedCase> similar;
    while (query.next()) similar.push_back(related_of(query));
    return similar;
}

RelatedCase related_of(const Case& now) {
    return {now.reference, now.lodging.kind, now.state, now.office, now.received_at};
}

std::vector<FollowingCase> cases_following(Connection& connection, const Case& now, const CaseScope& scope, Instant at,
                                           TermsCache& terms) {
    std::vector<FollowingCase> following;
    for (const JoinedCase& one : now.joined) {
        const auto other = read_now(connection, one.reference, terms);
        // One that became a secret after it was joined is not told to others.
        if (!other || (is_withheld(*other) && !may_see(scope, *other))) continue;
        following.push_back({related_of(*other), other->lodging.language, running_promise(*other, at),
                             other->changed_at, may_see(scope, *other)});
    }
    return following;
}

}  // namespace

std::vector<CaseFile> CaseStore::cases_of_contact(std::string_view phone, std::string_view email,
                                                  const CaseScope& scope) const {
    if (phone.empty() && email.empty()) return {};
    const auto connection = parts_->desk.readers.lend();
    SqlClause clause;
    clause.add("SELECT reference, id, code_hash, terms FROM cases WHERE id IN (")
        .add(ids_of_contact(parts_->desk.secrets, phone, email))
        .add(")")
        .add(scope_clause(scope))
        .add(" ORDER BY id");
    struct Found {
        CaseReference reference;
        CaseRow row;
    };
    std::vector<Found> found;
    {
        Query query = connection->query(clause.sql());
        clause.bind(query);
        while (query.next())
            found.push_back(
                {stored_reference(query.text_at(0)), {query.number_at(1), query.blob_at(2), query.text_at(3)}});
    }
    std::vector<CaseFile> files;
    files.reserve(found.size());
    for (const Found& one : found) files.push_back(read_file(*connection, one.reference, one.row, parts_->desk.terms));
    return files;
}

RelatedCases CaseStore::related_cases(const Case& now, const CaseScope& scope, const Searcher& searcher,
                                      Instant at) const {
    const auto connection = parts_->desk.readers.lend();
    RelatedCases related;
    related.following = cases_following(*connection, now, scope, at, parts_->desk.terms);
    if (!now.duplicate_of.empty()) {
        const auto followed = read_now(*connection, now.duplicate_of, parts_->desk.terms);
        if (followed && may_see(scope, *followed)) related.followed = related_of(*followed);
    }
    related.of_person = cases_of_person(*connection, parts_->desk.secrets, now, scope, searcher);
    if (is_open(now.state)) related.similar = similar_cases(*connection, parts_->desk.secrets, now, scope, searcher);
    return related;
}

}  // namespace charter
