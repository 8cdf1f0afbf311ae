#include "server/store/case_store.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "server/cases/escalation.h"
#include "server/cases/history.h"
#include "server/cases/sight.h"
#include "server/store/case_steps.h"
#include "server/store/correction_rows.h"
#include "server/store/erasure.h"
#include "server/store/file_rows.h"
#include "server/store/parts.h"
#include "server/store/search_rows.h"

namespace charter {
namespace {

constexpr std::chrono::minutes code_life{30};
constexpr std::chrono::hours token_life{24 * 7};

// A token of a form is good for one lodging, or for one step of one case.
std::string lodging_token(const Secrets& secrets, const std::string& token) {
    return secrets.keyed_hash(Purpose::FormToken, token);
}
std::string step_token(const Secrets& secrets, const CaseReference& reference, const std::string& token) {
    return secrets.keyed_hash(Purpose::FormToken, reference.text() + " " + token);
}

// Of another system's record. Kept apart from the tokens of forms, which are forgotten.
std::string import_hash(const Secrets& secrets, const std::string& key) {
    return secrets.keyed_hash(Purpose::FormToken, "import " + key);
}

std::optional<CaseReference> case_of_import(Connection& connection, std::string_view hash) {
    Query query =
        connection.query("SELECT c.reference FROM imported i JOIN cases c ON c.id = i.case_id WHERE i.record = ?");
    query.blob(hash);
    if (!query.next()) return std::nullopt;
    return stored_reference(query.text_at(0));
}

void keep_import(Connection& connection, std::string_view hash, std::int64_t case_id) {
    connection.query("INSERT INTO imported (record, case_id) VALUES (?, ?)").blob(hash).number(case_id).run();
}

std::optional<CaseReference> case_of_token(Connection& connection, std::string_view token_hash) {
    Query query =
        connection.query("SELECT c.reference FROM form_tokens t JOIN cases c ON c.id = t.case_id WHERE t.token = ?");
    query.blob(token_hash);
    if (!query.next()) return std::nullopt;
    return stored_reference(query.text_at(0));
}

void keep_token(Connection& connection, std::string_view token_hash, std::int64_t case_id, Instant now) {
    connection.query("INSERT INTO form_tokens (token, case_id, until) VALUES (?, ?, ?)")
        .blob(token_hash)
        .number(case_id)
        .moment(now + token_life)
        .run();
}

std::optional<CaseCode> read_fresh_code(Connection& connection, const Secrets& secrets, const CaseReference& reference,
                                        Instant now) {
    Query query = connection.query(
        "SELECT f.sealed FROM fresh_codes f JOIN cases c ON c.id = f.case_id WHERE c.reference = ? AND f.until > ?");
    query.text(reference.text()).moment(now);
    if (!query.next()) return std::nullopt;
    const auto opened = secrets.open(Purpose::FreshCode, query.blob_at(0), reference.text());
    if (!opened) return std::nullopt;
    auto parsed = CaseCode::parse(*opened);
    if (auto* code = std::get_if<CaseCode>(&parsed)) return *code;
    return std::nullopt;
}

void keep_fresh_code(Connection& connection, std::int64_t case_id, std::string_view sealed, Instant now) {
    connection.query("INSERT OR REPLACE INTO fresh_codes (case_id, sealed, until) VALUES (?, ?, ?)")
        .number(case_id)
        .blob(sealed)
        .moment(now + code_life)
        .run();
}

bool is_enabled_staff(Connection& connection, StaffId id) {
    Query query = connection.query("SELECT 1 FROM staff WHERE id = ? AND disabled = 0");
    query.number(id.value);
    return query.next();
}

// Everything of a new case but its place in the history: made by the caller's thread, so that the writer's has only to
// write it.
struct NewCase {
    Case now;
    CaseEvent event;
    CaseCode code;
    CaseKeys keys;
    std::string words;  // for the search
    std::string sealed_code;
    std::string token_hash;   // empty if the form had no token
    std::string import_hash;  // empty if it was not imported
};

CaseCode make_code(Desk& desk) {
    const std::lock_guard hold(desk.random_lock);
    return CaseCode::make(desk.random);
}

std::pair<CaseReference, CaseCode> make_reference(Desk& desk) {
    const std::lock_guard hold(desk.random_lock);
    CaseReference reference = CaseReference::make(desk.random);
    return {std::move(reference), CaseCode::make(desk.random)};
}

NewCase make_case(Desk& desk, const LodgeRequest& request) {
    const auto [reference, code] = make_reference(desk);
    CaseEvent event = lodge_event(request.lodging, *request.terms, request.by, request.received_at, request.later);
    seal_texts(event, new_salt);
    event.hash = chain_hash(chain_start(reference), event);
    Case now = begin_case(reference, request.terms, event);
    CaseKeys keys = keys_of(desk.secrets, now, code_hash(desk.secrets, reference, code));
    std::string words = event_words(desk.secrets, event, request.lodging.language);
    return {std::move(now),
            std::move(event),
            code,
            std::move(keys),
            std::move(words),
            desk.secrets.seal(Purpose::FreshCode, code.text(), reference.text()),
            request.form_token.empty() ? "" : lodging_token(desk.secrets, request.form_token),
            request.import_key.empty() ? "" : import_hash(desk.secrets, request.import_key)};
}

Instant recorded_at(const LodgeRequest& request) {
    return request.later ? request.later->at : request.received_at;
}

// Each as a step of its own, in the same transaction as the lodging.
void store_draft_files(Connection& connection, Desk& desk, const LodgeRequest& request, std::int64_t case_id,
                       const NewCase& made) {
    if (request.draft.empty()) return;
    CaseFile file{made.now, {made.event}};
    const std::string draft = desk.secrets.keyed_hash(Purpose::DraftId, request.draft);
    for (AddedFile& one : take_draft_files(connection, desk.secrets, draft)) {
        StepRequest step;
        step.step = Step::AddFile;
        step.by = request.by;
        step.at = request.received_at;
        step.file = std::move(one);
        auto outcome = take_step(file.now, step);
        store_event(connection, desk, case_id, file, std::get<CaseEvent>(std::move(outcome)));
    }
    update_case(connection, case_id, file.now);
}

void insert_new_case(Connection& connection, Desk& desk, const LodgeRequest& request, const NewCase& made,
                     Instant now) {
    desk.terms.keep(connection, made.now.terms);
    const std::int64_t id = insert_case(connection, made.now, made.keys);
    append_event(connection, id, made.event, desk.secrets);
    keep_words(connection, id, made.event.sequence, made.words);
    keep_fresh_code(connection, id, made.sealed_code, now);
    if (!made.token_hash.empty()) keep_token(connection, made.token_hash, id, now);
    store_draft_files(connection, desk, request, id, made);
    if (!made.import_hash.empty()) keep_import(connection, made.import_hash, id);
}

// What a person wrote and chose, whenever it was sent: of a form sent twice both say the same.
bool says_the_same(const CaseEvent& one, const CaseEvent& other) {
    const auto facts_of = [](const CaseEvent& event) {
        auto facts = event.facts;
        facts.erase(std::string(FactName::recorded_at));
        facts.erase(std::string(FactName::terms));
        return facts;
    };
    const auto has_texts_of = [](const CaseEvent& event, const CaseEvent& from) {
        return std::all_of(from.texts.begin(), from.texts.end(), [&](const auto& text) {
            const auto found = event.texts.find(text.first);
            return found != event.texts.end() &&
                   (found->second.erased || text.second.erased || found->second.text == text.second.text);
        });
    };
    return facts_of(one) == facts_of(other) && has_texts_of(one, other) && has_texts_of(other, one);
}

Lodged repeat_of(Connection& connection, Desk& desk, const LodgeRequest& request, const NewCase& made,
                 const CaseReference& before) {
    const auto row = find_case_row(connection, before);
    const CaseFile file = read_file(connection, before, *row, desk.terms);
    return {before, read_fresh_code(connection, desk.secrets, before, recorded_at(request)), true,
            !says_the_same(file.events.front(), made.event)};
}

Lodged lodge_once(Connection& connection, Desk& desk, const LodgeRequest& request, NewCase& made) {
    if (!made.token_hash.empty()) {
        if (const auto before = case_of_token(connection, made.token_hash))
            return repeat_of(connection, desk, request, made, *before);
    }
    if (!made.import_hash.empty()) {
        if (const auto before = case_of_import(connection, made.import_hash)) return {*before, std::nullopt, true};
    }
    while (find_case_row(connection, made.now.reference)) made = make_case(desk, request);
    insert_new_case(connection, desk, request, made, recorded_at(request));
    return {made.now.reference, made.code, false};
}

// The code before it opens nothing from now on; whoever has it is told when it ended.
void renew_code(Connection& connection, Desk& desk, std::int64_t case_id, const CaseEvent& event,
                const CaseReference& reference) {
    const CaseCode code = make_code(desk);
    connection
        .query("INSERT INTO renewed_codes (code, case_id, renewed_at) SELECT code_hash, id, ? FROM cases WHERE id = ?")
        .moment(event.at)
        .number(case_id)
        .run();
    connection.query("UPDATE cases SET code_hash = ? WHERE id = ?")
        .blob(code_hash(desk.secrets, reference, code))
        .number(case_id)
        .run();
    keep_fresh_code(connection, case_id, desk.secrets.seal(Purpose::FreshCode, code.text(), reference.text()),
                    event.at);
}

void store_step(Connection& connection, Desk& desk, const TakeStep& request, std::int64_t case_id, CaseFile& file,
                CaseEvent event) {
    if (event.step == Step::Erase || event.step == Step::Delete) erase_texts(connection, desk.secrets, case_id, file);
    if (event.step == Step::RemoveFile)
        erase_file_name(connection, desk.secrets, case_id, file, fact_of(event, FactName::file));
    const bool is_correction = event.step == Step::Correct;
    if (is_correction) erase_corrected(connection, desk.secrets, case_id, file, event);
    store_event(connection, desk, case_id, file, std::move(event));
    if (is_correction) {
        file.now.terms = request.step.correction->terms;
        desk.terms.keep(connection, file.now.terms);
        update_corrected(connection, desk.secrets, case_id, file.now);
    }
    update_case(connection, case_id, file.now);
    if (file.events.back().step == Step::NameOfficial) keep_from_people(connection, case_id, file.now);
    if (file.events.back().step == Step::ReissueCode)
        renew_code(connection, desk, case_id, file.events.back(), file.now.reference);
    if (!request.form_token.empty())
        keep_token(connection, step_token(desk.secrets, request.reference, request.form_token), case_id,
                   request.step.at);
}

// A case that this one can follow: one that we can still answer, and that the same people see. Whoever must not know of
// a case must not find it beside another, nor read in its answer what was said in one that is kept from them.
bool may_be_joined(Connection& connection, Desk& desk, const TakeStep& request, const Case& now) {
    const auto other = read_now(connection, request.step.duplicate_of->text(), desk.terms);
    return other && are_seen_alike(*other, now) && may_see(request.scope, *other) &&
           find_rule(other->state, Step::Join) != nullptr;
}

// What the step names must exist; the rules of workflow.h cannot know. A case that the person may not see is none.
std::optional<Refusal> find_missing(Connection& connection, Desk& desk, const TakeStep& request, const Case& now) {
    const StepRequest& step = request.step;
    if (step.duplicate_of && !may_be_joined(connection, desk, request, now))
        return Refusal{RefusalKind::Missing, Need::OtherCase};
    if (step.assignee && !is_enabled_staff(connection, *step.assignee))
        return Refusal{RefusalKind::Missing, Need::Assignee};
    return std::nullopt;
}

// The bytes of what the step took from the case.
void remove_gone_files(const FileFolder& files, const StepRequest& step, const CaseFile& file) {
    if (step.step == Step::RemoveFile) files.remove(step.file->id);
    if (step.step != Step::Erase && step.step != Step::Delete) return;
    for (const CaseEvent& event : file.events)
        if (event.step == Step::AddFile) files.remove(fact_of(event, FactName::file));
}

StepOutcome step_once(Connection& connection, Desk& desk, const TakeStep& request) {
    const auto row = find_case_row(connection, request.reference);
    if (!row) return NoSuchCase{};
    CaseFile file = read_file(connection, request.reference, *row, desk.terms);
    const Case before = file.now;
    const bool repeated =
        !request.form_token.empty() &&
        case_of_token(connection, step_token(desk.secrets, request.reference, request.form_token)).has_value();
    if (repeated) return Taken{std::move(file), true};
    if (request.expected_sequence && *request.expected_sequence < file.now.last_sequence)
        return Conflict{events_after(file.events, *request.expected_sequence)};
    if (const auto missing = find_missing(connection, desk, request, file.now)) return *missing;
    auto outcome = take_step(file.now, request.step);
    if (const auto* refusal = std::get_if<Refusal>(&outcome)) return *refusal;
    store_step(connection, desk, request, row->id, file, std::get<CaseEvent>(std::move(outcome)));
    move_joined_cases(connection, desk, before, file);
    // What came of it in another case may have come back to this one.
    const bool is_alone = before.joined.empty() && before.duplicate_of.empty() && file.now.duplicate_of.empty();
    if (!is_alone)
        file = read_file(connection, request.reference, *find_case_row(connection, request.reference), desk.terms);
    return Taken{std::move(file), false};
}

}  // namespace

CaseStore::CaseStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
CaseStore::~CaseStore() = default;

LodgeOutcome CaseStore::lodge(const LodgeRequest& request) {
    Desk& desk = parts_->desk;
    NewCase made = make_case(desk, request);
    std::optional<Lodged> lodged;
    const auto busy = desk.write([&](Connection& connection) { lodged = lodge_once(connection, desk, request, made); });
    if (busy) return *busy;
    desk.terms.remember(request.terms);
    return *lodged;
}

std::optional<CaseReference> CaseStore::find_imported(std::string_view import_key) const {
    const auto connection = parts_->desk.readers.lend();
    return case_of_import(*connection, import_hash(parts_->desk.secrets, std::string(import_key)));
}

// The hash is made and compared whether or not there is such a case, so that the two take the same time.
std::optional<CaseFile> CaseStore::open_with_code(const CaseReference& reference, const CaseCode& code) const {
    const auto connection = parts_->desk.readers.lend();
    const auto row = find_case_row(*connection, reference);
    const std::string hash = code_hash(parts_->desk.secrets, reference, code);
    const bool fits = equal_in_constant_time(hash, row ? row->code_hash : std::string(hash.size(), '\0'));
    if (!row || !fits) return std::nullopt;
    return read_file(*connection, reference, *row, parts_->desk.terms);
}

std::optional<Instant> CaseStore::code_renewed_at(const CaseReference& reference, const CaseCode& code) const {
    const auto connection = parts_->desk.readers.lend();
    Query query = connection->query("SELECT renewed_at FROM renewed_codes WHERE code = ?");
    query.blob(code_hash(parts_->desk.secrets, reference, code));
    return query.next() ? std::optional(query.moment_at(0)) : std::nullopt;
}

// The other case may have been joined with a third one since. Cases are joined with open ones only, so the way ends; a
// database that says otherwise is followed no further than that.
std::optional<Case> CaseStore::answered_with(const Case& duplicate) const {
    if (duplicate.duplicate_of.empty()) return std::nullopt;
    constexpr int longest_way = 20;
    const auto connection = parts_->desk.readers.lend();
    std::optional<Case> other;
    std::string next = duplicate.duplicate_of;
    for (int passed = 0; !next.empty() && passed < longest_way; ++passed) {
        const CaseReference reference = stored_reference(next);
        const auto row = find_case_row(*connection, reference);
        if (!row) break;
        other = read_file(*connection, reference, *row, parts_->desk.terms).now;
        next = other->duplicate_of;
    }
    return other;
}

std::optional<CaseFile> CaseStore::find_case(const CaseReference& reference, const CaseScope& scope) const {
    const auto connection = parts_->desk.readers.lend();
    const auto row = find_case_row(*connection, reference);
    if (!row) return std::nullopt;
    CaseFile file = read_file(*connection, reference, *row, parts_->desk.terms);
    if (!may_see(scope, file.now)) return std::nullopt;
    return file;
}

std::optional<CaseCode> CaseStore::fresh_code(const CaseReference& reference, Instant now) const {
    const auto connection = parts_->desk.readers.lend();
    return read_fresh_code(*connection, parts_->desk.secrets, reference, now);
}

StepOutcome CaseStore::take_step(const TakeStep& request) {
    std::optional<StepOutcome> outcome;
    const auto busy =
        parts_->desk.write([&](Connection& connection) { outcome = step_once(connection, parts_->desk, request); });
    if (busy) return *busy;
    // Only now: had the commit failed, the case would name a file that is gone.
    const auto* taken = std::get_if<Taken>(&*outcome);
    if (taken != nullptr && !taken->repeated) remove_gone_files(parts_->desk.files, request.step, taken->file);
    return std::move(*outcome);
}

std::vector<EndedWindow> CaseStore::ended_windows(Instant trusted_now, std::size_t limit) const {
    const auto connection = parts_->desk.readers.lend();
    Query query = connection->query(
        "SELECT reference, state FROM cases WHERE window_at IS NOT NULL AND window_at <= ? ORDER BY window_at LIMIT ?");
    query.moment(trusted_now).number(static_cast<std::int64_t>(limit));
    std::vector<EndedWindow> ended;
    while (query.next()) {
        const bool asked = query.text_at(1) == key_of(State::AwaitingComplainant);
        ended.push_back({stored_reference(query.text_at(0)), asked ? Step::QuestionLapsed : Step::Close});
    }
    return ended;
}

std::size_t CaseStore::close_ended_windows(const Calendar& calendar, Instant trusted_now, Instant now,
                                           std::size_t limit) {
    if (!in_office_hours(calendar, now) || !in_office_hours(calendar, trusted_now)) return 0;
    std::size_t taken = 0;
    for (const EndedWindow& window : ended_windows(trusted_now, limit)) {
        const StepOutcome outcome = take_step({window.reference, system_step(window.step, now), {}, {}});
        taken += std::holds_alternative<Taken>(outcome) ? 1 : 0;
    }
    return taken;
}

std::vector<CaseReference> CaseStore::running_cases() const {
    const auto connection = parts_->desk.readers.lend();
    Query query = connection->query(
        "SELECT reference FROM cases WHERE lane < 3 OR window_at IS NOT NULL OR state = 'duplicate' ORDER BY id");
    std::vector<CaseReference> running;
    while (query.next()) running.push_back(stored_reference(query.text_at(0)));
    return running;
}

// Of a million cases the open ones are read from an index alone: the few officers and offices that they have, and the
// cases of those that are chosen.
std::vector<CaseReference> CaseStore::assigned_cases(
    const std::function<bool(StaffId, std::string_view office)>& chosen) const {
    const auto connection = parts_->desk.readers.lend();
    std::vector<std::pair<std::int64_t, std::string>> hands;
    {
        Query query = connection->query(
            "SELECT DISTINCT assignee, office FROM cases INDEXED BY cases_by_lane WHERE lane IN (0, 1, 2) AND "
            "assignee IS NOT NULL");
        while (query.next())
            if (chosen(StaffId{query.number_at(0)}, query.text_at(1)))
                hands.emplace_back(query.number_at(0), query.text_at(1));
    }
    std::vector<CaseReference> references;
    for (const auto& [officer, office] : hands) {
        Query query = connection->query(
            "SELECT reference FROM cases INDEXED BY cases_by_lane WHERE lane IN (0, 1, 2) AND assignee = ? AND "
            "office = ? ORDER BY id");
        query.number(officer).text(office);
        while (query.next()) references.push_back(stored_reference(query.text_at(0)));
    }
    return references;
}

std::vector<DueCase> CaseStore::due_cases(const DuePlace& after, std::size_t limit) const {
    const auto connection = parts_->desk.readers.lend();
    Query query = connection->query(
        "SELECT reference, due_at, id FROM cases WHERE lane = 0 AND (due_at, id) > (?, ?) ORDER BY due_at, id LIMIT ?");
    query.number(after.due_at).number(after.id).number(static_cast<std::int64_t>(limit));
    std::vector<DueCase> due;
    while (query.next()) due.push_back({stored_reference(query.text_at(0)), {query.number_at(1), query.number_at(2)}});
    return due;
}

std::map<StaffId, std::size_t> CaseStore::brought_counts() const {
    const auto connection = parts_->desk.readers.lend();
    Query query = connection->query(
        "SELECT escalated_to, count(*) FROM cases INDEXED BY cases_escalated WHERE level > 0 AND lane IN (0, 1, 2) AND "
        "escalated_to IS NOT NULL GROUP BY escalated_to");
    std::map<StaffId, std::size_t> counts;
    while (query.next()) counts.emplace(StaffId{query.number_at(0)}, static_cast<std::size_t>(query.number_at(1)));
    return counts;
}

// Too busy to forget: the next turn of the timer does it.
void CaseStore::forget_expired(Instant now) {
    (void)parts_->desk.write([now](Connection& connection) {
        connection.query("DELETE FROM fresh_codes WHERE until <= ?").moment(now).run();
        connection.query("DELETE FROM form_tokens WHERE until <= ?").moment(now).run();
    });
}

std::optional<Instant> CaseStore::trusted_time() const {
    const auto connection = parts_->desk.readers.lend();
    Query query = connection->query("SELECT value FROM properties WHERE name = 'trusted-time'");
    return query.next() ? parse_instant(query.text_at(0)) : std::nullopt;
}

void CaseStore::remember_trusted_time(Instant trusted) {
    (void)parts_->desk.write([trusted](Connection& connection) {
        connection.query("INSERT OR REPLACE INTO properties (name, value) VALUES ('trusted-time', ?)")
            .text(to_iso(trusted))
            .run();
    });
}

std::size_t CaseStore::count() const {
    const auto connection = parts_->desk.readers.lend();
    Query query = connection->query("SELECT count(*) FROM cases");
    (void)query.next();
    return static_cast<std::size_t>(query.number_at(0));
}

}  // namespace charter
