#include "server/store/case_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/cases/history.h"
#include "server/cases/retention.h"
#include "server/cases/sight.h"
#include "server/store/description_words.h"
#include "server/store/search_rows.h"
#include "server/store/terms_text.h"

namespace charter {
namespace {

using Facts = std::map<std::string, std::string, std::less<>>;

std::string facts_text(const Facts& facts) {
    nlohmann::json json = nlohmann::json::object();
    for (const auto& [name, value] : facts) json[name] = value;
    return json.dump();
}

Facts parse_facts(const std::string& text) {
    Facts facts;
    const nlohmann::json json = nlohmann::json::parse(text);
    for (const auto& [name, value] : json.items()) facts.emplace(name, value.get<std::string>());
    return facts;
}

template <typename Value>
Value needed(std::optional<Value> value, const std::string& text) {
    if (!value)
        throw StoreError(
            fmt::format("the database holds the unknown word \"{}\"; is it newer than this program?", text));
    return *value;
}

// Columns as in read_events.
CaseEvent event_of(const Query& row) {
    CaseEvent event;
    event.sequence = static_cast<int>(row.number_at(1));
    event.at = row.moment_at(2);
    event.by.kind = needed(find_actor_kind(row.text_at(3)), row.text_at(3));
    if (const auto staff = row.optional_number_at(4)) event.by.staff = StaffId{*staff};
    if (const auto role = row.optional_text_at(5)) event.by.role = needed(find_role(*role), *role);
    event.step = needed(find_step(row.text_at(6)), row.text_at(6));
    if (const auto from = row.optional_text_at(7)) event.from = needed(find_state(*from), *from);
    event.to = needed(find_state(row.text_at(8)), row.text_at(8));
    event.facts = parse_facts(row.text_at(9));
    event.hash = row.text_at(10);
    return event;
}

template <typename Value>
std::optional<std::string_view> optional_key(const std::optional<Value>& value) {
    return value ? std::optional(key_of(*value)) : std::nullopt;
}

std::optional<std::int64_t> optional_id(const std::optional<StaffId>& id) {
    return id ? std::optional(id->value) : std::nullopt;
}

std::string newest_seal(Connection& connection) {
    Query query = connection.query("SELECT seal FROM events ORDER BY position DESC LIMIT 1");
    return query.next() ? query.blob_at(0) : std::string();
}

void insert_texts(Connection& connection, std::int64_t position, const CaseEvent& event) {
    for (const auto& [name, text] : event.texts)
        connection.query("INSERT INTO event_texts (event, name, text, salt, hash) VALUES (?, ?, ?, ?, ?)")
            .number(position)
            .text(name)
            .text(text.text)
            .text(text.salt)
            .text(text.hash)
            .run();
}

}  // namespace

std::shared_ptr<const Terms> TermsCache::find(Connection& connection, const std::string& id) {
    {
        const std::lock_guard hold(lock_);
        if (const auto known = known_.find(id); known != known_.end()) return known->second;
    }
    Query query = connection.query("SELECT body FROM terms WHERE id = ?");
    query.text(id);
    if (!query.next()) throw StoreError(fmt::format("the database lacks the promises \"{}\"", id));
    auto terms = parse_terms(id, query.text_at(0));
    const std::lock_guard hold(lock_);
    return known_.emplace(id, std::move(terms)).first->second;
}

void TermsCache::keep(Connection& connection, const std::shared_ptr<const Terms>& terms) {
    {
        const std::lock_guard hold(lock_);
        if (known_.find(terms->id) != known_.end()) return;
    }
    connection.query("INSERT OR IGNORE INTO terms (id, body) VALUES (?, ?)")
        .text(terms->id)
        .text(to_text(*terms))
        .run();
}

void TermsCache::remember(const std::shared_ptr<const Terms>& terms) {
    const std::lock_guard hold(lock_);
    known_.emplace(terms->id, terms);
}

std::optional<CaseRow> find_case_row(Connection& connection, const CaseReference& reference) {
    Query query = connection.query("SELECT id, code_hash, terms FROM cases WHERE reference = ?");
    query.text(reference.text());
    if (!query.next()) return std::nullopt;
    return CaseRow{query.number_at(0), query.blob_at(1), query.text_at(2)};
}

// One statement, so that it sees one moment of the database.
std::vector<CaseEvent> read_events(Connection& connection, std::int64_t case_id) {
    Query query = connection.query(
        "SELECT e.position, e.sequence, e.at, e.actor, e.staff, e.role, e.step, e.from_state, e.to_state, e.facts, "
        "e.hash, t.name, t.text, t.salt, t.hash, t.erased "
        "FROM events e LEFT JOIN event_texts t ON t.event = e.position WHERE e.case_id = ? ORDER BY e.sequence");
    query.number(case_id);
    std::vector<CaseEvent> events;
    std::int64_t position = 0;
    while (query.next()) {
        if (events.empty() || query.number_at(0) != position) events.push_back(event_of(query));
        position = query.number_at(0);
        if (query.is_null_at(11)) continue;
        events.back().texts.emplace(query.text_at(11), PersonalText{query.text_at(12), query.text_at(13),
                                                                    query.text_at(14), query.number_at(15) != 0});
    }
    return events;
}

CaseFile read_file(Connection& connection, const CaseReference& reference, const CaseRow& row, TermsCache& terms) {
    std::vector<CaseEvent> events = read_events(connection, row.id);
    if (events.empty()) throw StoreError(fmt::format("the case {} has no events", reference.text()));
    Case now = replay(reference, terms.find(connection, row.terms), events);
    return {std::move(now), std::move(events)};
}

std::optional<Case> read_now(Connection& connection, const std::string& reference, TermsCache& terms) {
    const CaseReference parsed = stored_reference(reference);
    const auto row = find_case_row(connection, parsed);
    return row ? std::optional(read_file(connection, parsed, *row, terms).now) : std::nullopt;
}

std::string next_seal(const Secrets& secrets, std::string_view seal, std::string_view event_hash) {
    return secrets.keyed_hash(Purpose::Seal, std::string(seal) + std::string(event_hash));
}

std::string head_of(const Secrets& secrets, std::string_view newest_seal) {
    return secrets.keyed_hash(Purpose::Head, newest_seal);
}

void append_event(Connection& connection, std::int64_t case_id, const CaseEvent& event, const Secrets& secrets) {
    const std::string seal = next_seal(secrets, newest_seal(connection), event.hash);
    connection
        .query(
            "INSERT INTO events (case_id, sequence, at, actor, staff, role, step, from_state, to_state, facts, hash, "
            "seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .number(case_id)
        .number(event.sequence)
        .moment(event.at)
        .text(key_of(event.by.kind))
        .number(optional_id(event.by.staff))
        .optional_text(optional_key(event.by.role))
        .text(key_of(event.step))
        .optional_text(optional_key(event.from))
        .text(key_of(event.to))
        .text(facts_text(event.facts))
        .text(event.hash)
        .blob(seal)
        .run();
    const std::int64_t position = connection.last_row();
    insert_texts(connection, position, event);
    connection.query("UPDATE head SET position = ?, hash = ? WHERE id = 1")
        .number(position)
        .blob(head_of(secrets, seal))
        .run();
}

// What is due depends on the events alone while no hold is open, so it can be kept for lists to be ordered by.
ListPlace list_place(const Case& now) {
    ListPlace place;
    place.ended_at = ended_for_good(now);
    if (const auto window = open_window(now, now.changed_at)) place.window_at = window->due.late_from;
    const bool is_theirs = now.referral && now.referral->confirmed_at;
    if (!is_open(now.state) || (is_theirs && now.joined.empty())) return place;
    // A question to one person holds no promise to another, whose case follows this one.
    place.due_at = joined_late_from(now);
    const bool is_paused = now.state == State::AwaitingComplainant;
    const auto promise = is_paused ? std::nullopt : running_promise(now, now.changed_at);
    if (promise && (!place.due_at || promise->due.late_from < *place.due_at)) place.due_at = promise->due.late_from;
    place.lane = place.due_at ? Lane::Due : is_paused ? Lane::Paused : Lane::NothingDue;
    return place;
}

std::optional<std::int64_t> escalated_to(const Case& now) {
    return now.escalation ? optional_id(now.escalation->officer) : std::nullopt;
}

std::int64_t level_of(const Case& now) {
    return now.escalation ? now.escalation->level : 0;
}

std::string code_hash(const Secrets& secrets, const CaseReference& reference, const CaseCode& code) {
    return secrets.keyed_hash(Purpose::CaseCode, reference.text() + code.text());
}

CaseKeys keys_of(const Secrets& secrets, const Case& now, std::string code_hash) {
    const Contact& contact = now.lodging.contact;
    return {std::move(code_hash), contact_key(secrets, contact.phone), contact_key(secrets, contact.email),
            description_words(secrets, now.lodging.language, now.lodging.description)};
}

std::int64_t insert_case(Connection& connection, const Case& now, const CaseKeys& keys) {
    const ListPlace place = list_place(now);
    connection
        .query(
            "INSERT INTO cases (reference, code_hash, phone_key, email_key, terms, kind, channel, consent, service, "
            "office, state, assignee, withheld, sealed, identity_kept_from, level, escalated_to, received_at, "
            "last_sequence, lane, due_at, window_at, ended_at, description_words) VALUES "
            "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .text(now.reference.text())
        .blob(keys.code_hash)
        .optional_blob(keys.phone)
        .optional_blob(keys.email)
        .text(now.terms->id)
        .text(key_of(now.lodging.kind))
        .text(key_of(now.lodging.channel))
        .number(now.lodging.consent)
        .text(now.lodging.service)
        .text(now.office)
        .text(key_of(now.state))
        .number(optional_id(now.assignee))
        .number(is_withheld(now))
        .number(is_sealed(now))
        .text(identity_kept_from(now))
        .number(level_of(now))
        .number(escalated_to(now))
        .moment(now.received_at)
        .number(now.last_sequence)
        .number(static_cast<std::int64_t>(place.lane))
        .moment(place.due_at)
        .moment(place.window_at)
        .moment(place.ended_at)
        .blob(keys.description_words)
        .run();
    return connection.last_row();
}

void update_case(Connection& connection, std::int64_t case_id, const Case& now) {
    const ListPlace place = list_place(now);
    connection
        .query(
            "UPDATE cases SET office = ?, state = ?, assignee = ?, withheld = ?, sealed = ?, identity_kept_from = ?, "
            "level = ?, escalated_to = ?, last_sequence = ?, lane = ?, due_at = ?, window_at = ?, ended_at = ? WHERE "
            "id = ?")
        .text(now.office)
        .text(key_of(now.state))
        .number(optional_id(now.assignee))
        .number(is_withheld(now))
        .number(is_sealed(now))
        .text(identity_kept_from(now))
        .number(level_of(now))
        .number(escalated_to(now))
        .number(now.last_sequence)
        .number(static_cast<std::int64_t>(place.lane))
        .moment(place.due_at)
        .moment(place.window_at)
        .moment(place.ended_at)
        .number(case_id)
        .run();
}

void keep_from_people(Connection& connection, std::int64_t case_id, const Case& now) {
    connection.query("DELETE FROM kept_from WHERE case_id = ?").number(case_id).run();
    for (const StaffId id : now.kept_from)
        connection.query("INSERT INTO kept_from (staff, case_id, complained_of) VALUES (?, ?, ?)")
            .number(id.value)
            .number(case_id)
            .number(std::binary_search(now.complained_of.begin(), now.complained_of.end(), id))
            .run();
}

CaseReference stored_reference(const std::string& text) {
    auto parsed = CaseReference::parse(text);
    if (auto* reference = std::get_if<CaseReference>(&parsed)) return *reference;
    throw StoreError(fmt::format("the database holds \"{}\" where a reference should be", text));
}

}  // namespace charter
