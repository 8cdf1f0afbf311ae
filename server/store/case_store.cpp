#include "server/store/case_store.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "server/cases/history.h"
#include "server/store/parts.h"

namespace charter {
namespace {

constexpr std::chrono::minutes code_life{30};
constexpr std::chrono::hours token_life{24 * 7};

std::string salt() {
    return random_hex(16);
}

std::string token_hash(const Secrets& secrets, std::string_view token) {
    return secrets.keyed_hash(Purpose::FormToken, token);
}

// The code of a case is hashed with its reference, so that equal codes of two cases do not look alike.
std::string code_text(const CaseReference& reference, const CaseCode& code) {
    return reference.text() + code.text();
}

std::optional<std::string> case_of_token(Connection& connection, const Secrets& secrets, std::string_view token) {
    if (token.empty()) return std::nullopt;
    SQLite::Statement& query =
        connection.prepared("SELECT c.reference FROM form_tokens t JOIN cases c ON c.id = t.case_id WHERE t.token = ?");
    Binder(query).blob(token_hash(secrets, token));
    if (!query.executeStep()) return std::nullopt;
    std::string reference = text_at(query, 0);
    (void)query.tryReset();
    return reference;
}

void keep_token(Connection& connection, const Secrets& secrets, std::string_view token, std::int64_t case_id,
                Instant now) {
    if (token.empty()) return;
    SQLite::Statement& insert = connection.prepared("INSERT INTO form_tokens (token, case_id, until) VALUES (?, ?, ?)");
    Binder(insert).blob(token_hash(secrets, token)).number(case_id).moment(now + token_life);
    insert.exec();
}

std::optional<CaseCode> read_fresh_code(Connection& connection, const Secrets& secrets, const std::string& reference,
                                        Instant now) {
    SQLite::Statement& query = connection.prepared(
        "SELECT f.sealed FROM fresh_codes f JOIN cases c ON c.id = f.case_id WHERE c.reference = ? AND f.until > ?");
    Binder(query).text(reference).moment(now);
    if (!query.executeStep()) return std::nullopt;
    const auto opened = secrets.open(Purpose::FreshCode, blob_at(query, 0), reference);
    (void)query.tryReset();
    if (!opened) return std::nullopt;
    auto parsed = CaseCode::parse(*opened);
    if (auto* code = std::get_if<CaseCode>(&parsed)) return *code;
    return std::nullopt;
}

CaseReference unused_reference(Connection& connection, const UniformRandom& random) {
    CaseReference reference = CaseReference::make(random);
    while (find_case_row(connection, reference.text())) reference = CaseReference::make(random);
    return reference;
}

void keep_fresh_code(Connection& connection, const Secrets& secrets, std::int64_t case_id,
                     const CaseReference& reference, const CaseCode& code, Instant now) {
    SQLite::Statement& insert =
        connection.prepared("INSERT INTO fresh_codes (case_id, sealed, until) VALUES (?, ?, ?)");
    Binder(insert)
        .number(case_id)
        .blob(secrets.seal(Purpose::FreshCode, code.text(), reference.text()))
        .moment(now + code_life);
    insert.exec();
}

Lodged lodge_new(Connection& connection, Desk& desk, const LodgeRequest& request) {
    const CaseReference reference = unused_reference(connection, desk.random);
    const CaseCode code = CaseCode::make(desk.random);
    CaseEvent event = lodge_event(request.lodging, *request.terms, request.by, request.received_at);
    seal_texts(event, salt);
    event.hash = chain_hash(chain_start(reference), event);
    desk.terms.keep(connection, request.terms);
    const Case now = begin_case(reference, request.terms, event);
    const std::int64_t id =
        insert_case(connection, now, desk.secrets.keyed_hash(Purpose::CaseCode, code_text(reference, code)));
    append_event(connection, id, event, desk.secrets);
    keep_fresh_code(connection, desk.secrets, id, reference, code, request.received_at);
    keep_token(connection, desk.secrets, request.form_token, id, request.received_at);
    return {reference, code, false};
}

Lodged lodge_once(Connection& connection, Desk& desk, const LodgeRequest& request) {
    if (const auto before = case_of_token(connection, desk.secrets, request.form_token))
        return {stored_reference(*before), read_fresh_code(connection, desk.secrets, *before, request.received_at),
                true};
    return lodge_new(connection, desk, request);
}

std::vector<CaseEvent> events_after(const std::vector<CaseEvent>& events, int sequence) {
    std::vector<CaseEvent> since;
    std::copy_if(events.begin(), events.end(), std::back_inserter(since),
                 [&](const CaseEvent& event) { return event.sequence > sequence; });
    return since;
}

void store_step(Connection& connection, Desk& desk, const TakeStep& request, std::int64_t case_id, CaseFile& file,
                CaseEvent event) {
    seal_texts(event, salt);
    event.hash = chain_hash(file.events.back().hash, event);
    append_event(connection, case_id, event, desk.secrets);
    apply_event(file.now, event);
    update_case(connection, case_id, file.now);
    keep_token(connection, desk.secrets, request.form_token, case_id, request.step.at);
    file.events.push_back(std::move(event));
}

StepOutcome step_once(Connection& connection, Desk& desk, const TakeStep& request) {
    const auto row = find_case_row(connection, request.reference.text());
    if (!row) return NoSuchCase{};
    CaseFile file = read_file(connection, request.reference, *row, desk.terms);
    if (case_of_token(connection, desk.secrets, request.form_token) == request.reference.text())
        return Taken{std::move(file), true};
    if (request.expected_sequence && *request.expected_sequence < file.now.last_sequence)
        return Conflict{events_after(file.events, *request.expected_sequence)};
    const auto& other = request.step.duplicate_of;
    if (other && !find_case_row(connection, other->text())) return Refusal{RefusalKind::Missing, Need::OtherCase};
    auto outcome = take_step(file.now, request.step);
    if (const auto* refusal = std::get_if<Refusal>(&outcome)) return *refusal;
    store_step(connection, desk, request, row->id, file, std::get<CaseEvent>(std::move(outcome)));
    return Taken{std::move(file), false};
}

StepRequest timer_step(Step step, Instant now) {
    StepRequest request;
    request.step = step;
    request.by = system_actor();
    request.at = now;
    return request;
}

}  // namespace

CaseStore::CaseStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
CaseStore::~CaseStore() = default;

LodgeOutcome CaseStore::lodge(const LodgeRequest& request) {
    std::optional<Lodged> lodged;
    const auto busy = parts_->desk.writing().write(
        [&](Connection& connection) { lodged = lodge_once(connection, parts_->desk, request); });
    if (busy) return *busy;
    parts_->desk.terms.remember(request.terms);
    return *lodged;
}

// The hash is made and compared whether or not there is such a case, so that the two take the same time.
std::optional<CaseFile> CaseStore::open_with_code(const CaseReference& reference, const CaseCode& code) const {
    const auto connection = parts_->desk.readers.lend();
    const auto row = find_case_row(*connection, reference.text());
    const bool fits = parts_->desk.secrets.matches(Purpose::CaseCode, code_text(reference, code),
                                                   row ? row->code_hash : std::string(32, '\0'));
    if (!row || !fits) return std::nullopt;
    return read_file(*connection, reference, *row, parts_->desk.terms);
}

std::optional<CaseFile> CaseStore::find_case(const CaseReference& reference, const CaseScope& scope) const {
    const auto connection = parts_->desk.readers.lend();
    const auto row = find_case_row(*connection, reference.text());
    if (!row) return std::nullopt;
    CaseFile file = read_file(*connection, reference, *row, parts_->desk.terms);
    if (!may_see(scope, file.now)) return std::nullopt;
    return file;
}

std::optional<CaseCode> CaseStore::fresh_code(const CaseReference& reference, Instant now) const {
    const auto connection = parts_->desk.readers.lend();
    return read_fresh_code(*connection, parts_->desk.secrets, reference.text(), now);
}

StepOutcome CaseStore::take_step(const TakeStep& request) {
    std::optional<StepOutcome> outcome;
    const auto busy = parts_->desk.writing().write(
        [&](Connection& connection) { outcome = step_once(connection, parts_->desk, request); });
    if (busy) return *busy;
    return std::move(*outcome);
}

std::vector<EndedWindow> CaseStore::ended_windows(Instant trusted_now, std::size_t limit) const {
    const auto connection = parts_->desk.readers.lend();
    SQLite::Statement& query = connection->prepared(
        "SELECT reference, state FROM cases WHERE window_at IS NOT NULL AND window_at <= ? ORDER BY window_at LIMIT ?");
    Binder(query).moment(trusted_now).number(static_cast<std::int64_t>(limit));
    std::vector<EndedWindow> ended;
    while (query.executeStep()) {
        const bool asked = text_at(query, 1) == key_of(State::AwaitingComplainant);
        ended.push_back({stored_reference(text_at(query, 0)), asked ? Step::QuestionLapsed : Step::Close});
    }
    (void)query.tryReset();
    return ended;
}

std::size_t CaseStore::close_ended_windows(Instant trusted_now, Instant now, std::size_t limit) {
    std::size_t taken = 0;
    for (const EndedWindow& window : ended_windows(trusted_now, limit)) {
        const StepOutcome outcome = take_step({window.reference, timer_step(window.step, now), {}, {}});
        taken += std::holds_alternative<Taken>(outcome) ? 1 : 0;
    }
    return taken;
}

void CaseStore::forget_expired(Instant now) {
    (void)parts_->desk.writing().write([&](Connection& connection) {
        for (const std::string_view sql :
             {"DELETE FROM fresh_codes WHERE until <= ?", "DELETE FROM form_tokens WHERE until <= ?"}) {
            SQLite::Statement& remove = connection.prepared(sql);
            Binder(remove).moment(now);
            remove.exec();
        }
    });
}

std::optional<Instant> CaseStore::trusted_time() const {
    const auto connection = parts_->desk.readers.lend();
    SQLite::Statement& query = connection->prepared("SELECT value FROM properties WHERE name = 'trusted-time'");
    if (!query.executeStep()) return std::nullopt;
    const auto time = parse_instant(text_at(query, 0));
    (void)query.tryReset();
    return time;
}

void CaseStore::remember_trusted_time(Instant trusted) {
    (void)parts_->desk.writing().write([&](Connection& connection) {
        SQLite::Statement& update =
            connection.prepared("INSERT OR REPLACE INTO properties (name, value) VALUES ('trusted-time', ?)");
        Binder(update).text(to_iso(trusted));
        update.exec();
    });
}

std::size_t CaseStore::count() const {
    const auto connection = parts_->desk.readers.lend();
    SQLite::Statement& query = connection->prepared("SELECT count(*) FROM cases");
    (void)query.executeStep();
    const auto counted = static_cast<std::size_t>(number_at(query, 0));
    (void)query.tryReset();
    return counted;
}

}  // namespace charter
