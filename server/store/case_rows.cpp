#include "server/store/case_rows.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "server/cases/history.h"
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

// Columns as in read_events: at, actor, staff, role, step, from_state, to_state, facts, hash, sequence.
CaseEvent event_of(SQLite::Statement& row) {
    CaseEvent event;
    event.at = moment_at(row, 1);
    event.by.kind = needed(find_actor_kind(text_at(row, 2)), text_at(row, 2));
    if (!is_null_at(row, 3)) event.by.staff = StaffId{number_at(row, 3)};
    if (!is_null_at(row, 4)) event.by.role = needed(find_role(text_at(row, 4)), text_at(row, 4));
    event.step = needed(find_step(text_at(row, 5)), text_at(row, 5));
    if (!is_null_at(row, 6)) event.from = needed(find_state(text_at(row, 6)), text_at(row, 6));
    event.to = needed(find_state(text_at(row, 7)), text_at(row, 7));
    event.facts = parse_facts(text_at(row, 8));
    event.hash = text_at(row, 9);
    event.sequence = static_cast<int>(number_at(row, 10));
    return event;
}

void bind_event(SQLite::Statement& statement, std::int64_t case_id, const CaseEvent& event) {
    Binder binder(statement);
    binder.number(case_id).number(event.sequence).moment(event.at).text(key_of(event.by.kind));
    if (event.by.staff)
        binder.number(event.by.staff->value);
    else
        binder.null();
    if (event.by.role)
        binder.text(key_of(*event.by.role));
    else
        binder.null();
    binder.text(key_of(event.step));
    if (event.from)
        binder.text(key_of(*event.from));
    else
        binder.null();
    binder.text(key_of(event.to)).text(facts_text(event.facts)).text(event.hash);
}

void move_head(Connection& connection, std::int64_t position, const CaseEvent& event, const Secrets& secrets) {
    SQLite::Statement& read = connection.prepared("SELECT hash FROM head WHERE id = 1");
    (void)read.executeStep();
    const std::string head = next_head(secrets, blob_at(read, 0), event.hash);
    (void)read.tryReset();
    SQLite::Statement& write = connection.prepared("UPDATE head SET position = ?, hash = ? WHERE id = 1");
    Binder(write).number(position).blob(head);
    write.exec();
}

void bind_optional(Binder& binder, const std::optional<Instant>& moment) {
    if (moment)
        binder.moment(*moment);
    else
        binder.null();
}

void bind_place(Binder& binder, const Case& now) {
    const ListPlace place = list_place(now);
    binder.number(static_cast<int>(place.lane));
    bind_optional(binder, place.due_at);
    bind_optional(binder, place.window_at);
}

}  // namespace

std::shared_ptr<const Terms> TermsCache::find(Connection& connection, const std::string& id) {
    {
        const std::lock_guard hold(lock_);
        if (const auto known = known_.find(id); known != known_.end()) return known->second;
    }
    SQLite::Statement& query = connection.prepared("SELECT body FROM terms WHERE id = ?");
    Binder(query).text(id);
    if (!query.executeStep()) throw StoreError(fmt::format("the database lacks the promises \"{}\"", id));
    auto terms = parse_terms(id, text_at(query, 0));
    (void)query.tryReset();
    const std::lock_guard hold(lock_);
    return known_.emplace(id, std::move(terms)).first->second;
}

void TermsCache::keep(Connection& connection, const std::shared_ptr<const Terms>& terms) {
    {
        const std::lock_guard hold(lock_);
        if (known_.find(terms->id) != known_.end()) return;
    }
    SQLite::Statement& insert = connection.prepared("INSERT OR IGNORE INTO terms (id, body) VALUES (?, ?)");
    Binder(insert).text(terms->id).text(to_text(*terms));
    insert.exec();
}

void TermsCache::remember(const std::shared_ptr<const Terms>& terms) {
    const std::lock_guard hold(lock_);
    known_.emplace(terms->id, terms);
}

std::optional<CaseRow> find_case_row(Connection& connection, const std::string& reference) {
    SQLite::Statement& query = connection.prepared("SELECT id, code_hash, terms FROM cases WHERE reference = ?");
    Binder(query).text(reference);
    if (!query.executeStep()) return std::nullopt;
    CaseRow row{number_at(query, 0), blob_at(query, 1), text_at(query, 2)};
    (void)query.tryReset();
    return row;
}

// One statement, so that it sees one moment of the database.
std::vector<CaseEvent> read_events(Connection& connection, std::int64_t case_id) {
    SQLite::Statement& query = connection.prepared(
        "SELECT e.position, e.at, e.actor, e.staff, e.role, e.step, e.from_state, e.to_state, e.facts, e.hash, "
        "e.sequence, "
        "t.name, t.text, t.salt, t.hash, t.erased "
        "FROM events e LEFT JOIN event_texts t ON t.event = e.position WHERE e.case_id = ? ORDER BY e.sequence");
    Binder(query).number(case_id);
    std::vector<CaseEvent> events;
    std::int64_t position = 0;
    while (query.executeStep()) {
        if (events.empty() || number_at(query, 0) != position) events.push_back(event_of(query));
        position = number_at(query, 0);
        if (is_null_at(query, 11)) continue;
        events.back().texts.emplace(text_at(query, 11), PersonalText{text_at(query, 12), text_at(query, 13),
                                                                     text_at(query, 14), number_at(query, 15) != 0});
    }
    (void)query.tryReset();
    return events;
}

CaseFile read_file(Connection& connection, const CaseReference& reference, const CaseRow& row, TermsCache& terms) {
    std::vector<CaseEvent> events = read_events(connection, row.id);
    if (events.empty()) throw StoreError(fmt::format("the case {} has no events", reference.text()));
    Case now = replay(reference, terms.find(connection, row.terms), events);
    return {std::move(now), std::move(events)};
}

std::string next_head(const Secrets& secrets, std::string_view head, std::string_view event_hash) {
    return secrets.keyed_hash(Purpose::Head, std::string(head) + std::string(event_hash));
}

void append_event(Connection& connection, std::int64_t case_id, const CaseEvent& event, const Secrets& secrets) {
    SQLite::Statement& insert = connection.prepared(
        "INSERT INTO events (case_id, sequence, at, actor, staff, role, step, from_state, to_state, facts, hash) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bind_event(insert, case_id, event);
    insert.exec();
    const std::int64_t position = connection.last_row();
    for (const auto& [name, text] : event.texts) {
        SQLite::Statement& row =
            connection.prepared("INSERT INTO event_texts (event, name, text, salt, hash) VALUES (?, ?, ?, ?, ?)");
        Binder(row).number(position).text(name).text(text.text).text(text.salt).text(text.hash);
        row.exec();
    }
    move_head(connection, position, event, secrets);
}

// What is due depends on the events alone while no hold is open, so it can be kept for lists to be ordered by.
ListPlace list_place(const Case& now) {
    ListPlace place;
    if (const auto window = open_window(now, now.changed_at)) place.window_at = window->due.late_from;
    if (now.state == State::AwaitingComplainant) {
        place.lane = Lane::Paused;
    } else if (!is_open(now.state)) {
        place.lane = Lane::Ended;
    } else if (const auto promise = running_promise(now, now.changed_at)) {
        place.lane = Lane::Due;
        place.due_at = promise->due.late_from;
    } else {
        place.lane = Lane::NothingDue;
    }
    return place;
}

std::int64_t insert_case(Connection& connection, const Case& now, std::string_view code_hash) {
    SQLite::Statement& insert = connection.prepared(
        "INSERT INTO cases (reference, code_hash, terms, kind, service, office, state, about_official, received_at, "
        "last_sequence, lane, due_at, window_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    Binder binder(insert);
    binder.text(now.reference.text()).blob(code_hash).text(now.terms->id).text(key_of(now.lodging.kind));
    binder.text(now.lodging.service)
        .text(now.office)
        .text(key_of(now.state))
        .number(now.lodging.about_official ? 1 : 0);
    binder.moment(now.received_at).number(now.last_sequence);
    bind_place(binder, now);
    insert.exec();
    return connection.last_row();
}

void update_case(Connection& connection, std::int64_t case_id, const Case& now) {
    SQLite::Statement& update = connection.prepared(
        "UPDATE cases SET office = ?, state = ?, assignee = ?, last_sequence = ?, lane = ?, due_at = ?, window_at = ? "
        "WHERE id = ?");
    Binder binder(update);
    binder.text(now.office).text(key_of(now.state));
    if (now.assignee)
        binder.number(now.assignee->value);
    else
        binder.null();
    binder.number(now.last_sequence);
    bind_place(binder, now);
    binder.number(case_id);
    update.exec();
}

CaseReference stored_reference(const std::string& text) {
    auto parsed = CaseReference::parse(text);
    if (auto* reference = std::get_if<CaseReference>(&parsed)) return *reference;
    throw StoreError(fmt::format("the database holds \"{}\" where a reference should be", text));
}

}  // namespace charter
