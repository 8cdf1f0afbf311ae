#include "server/store/migrations.h"

namespace charter {
namespace {

// Moments are whole seconds since 1970, UTC. Hashes are hexadecimal text; keyed hashes and sealed bytes are blobs.
constexpr std::string_view version_1 = R"sql(
-- Facts about the database itself: "kind" (real or demo), "trusted-time".
CREATE TABLE properties (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Promises and calendar as they were bound to cases. The id is a hash of the content, so a row never changes.
CREATE TABLE terms (
    id   TEXT PRIMARY KEY,
    body TEXT NOT NULL                -- JSON, see terms_text.cpp
) STRICT, WITHOUT ROWID;

-- A case as the newest of its events left it: what lists are made from. Everything else is replayed from the events.
CREATE TABLE cases (
    id             INTEGER PRIMARY KEY,
    reference      TEXT NOT NULL UNIQUE,
    code_hash      BLOB NOT NULL,     -- keyed; the key is not in the database
    terms          TEXT NOT NULL REFERENCES terms (id),
    kind           TEXT NOT NULL,
    service        TEXT NOT NULL,
    office         TEXT NOT NULL,
    state          TEXT NOT NULL,
    assignee       INTEGER REFERENCES staff (id),
    about_official INTEGER NOT NULL,
    received_at    INTEGER NOT NULL,
    last_sequence  INTEGER NOT NULL,
    lane           INTEGER NOT NULL,  -- 0 something is due, 1 waits for the complainant, 2 nothing due, 3 ended
    due_at         INTEGER,           -- late from this moment on; only in lane 0
    window_at      INTEGER            -- when the complainant's window ends; for the timer
) STRICT;
CREATE INDEX cases_by_lane ON cases (lane, due_at);
CREATE INDEX cases_by_office ON cases (office, lane, due_at);
CREATE INDEX cases_by_window ON cases (window_at) WHERE window_at IS NOT NULL;

-- What happened, appended and never changed. "position" is the order over all cases.
CREATE TABLE events (
    position   INTEGER PRIMARY KEY,
    case_id    INTEGER NOT NULL REFERENCES cases (id),
    sequence   INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    actor      TEXT NOT NULL,
    staff      INTEGER,
    role       TEXT,
    step       TEXT NOT NULL,
    from_state TEXT,
    to_state   TEXT NOT NULL,
    facts      TEXT NOT NULL,         -- JSON object of keys and ids, never what a citizen wrote
    hash       TEXT NOT NULL,         -- of the chain of its case up to and with this event
    seal       BLOB NOT NULL,         -- keyed hash of the seal before it and of its own hash
    UNIQUE (case_id, sequence)
) STRICT;
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_are_kept BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

-- Words that people wrote; the only place where they stand. Erasing one empties it and its salt; the hash stays.
CREATE TABLE event_texts (
    event  INTEGER NOT NULL REFERENCES events (position),
    name   TEXT NOT NULL,
    text   TEXT NOT NULL,
    salt   TEXT NOT NULL,
    hash   TEXT NOT NULL,
    erased INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (event, name)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER texts_stay BEFORE UPDATE ON event_texts
WHEN NOT (NEW.event = OLD.event AND NEW.name = OLD.name AND NEW.hash = OLD.hash AND NEW.text = '' AND NEW.salt = ''
          AND NEW.erased = 1)
BEGIN SELECT RAISE(ABORT, 'texts are never changed, only erased'); END;
CREATE TRIGGER texts_are_kept BEFORE DELETE ON event_texts BEGIN SELECT RAISE(ABORT, 'texts are never deleted'); END;

-- A keyed hash of the newest seal, so that cut-off newest events show: it cannot be made from what the events hold.
CREATE TABLE head (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    position INTEGER NOT NULL,
    hash     BLOB NOT NULL
) STRICT;
INSERT INTO head VALUES (1, 0, x'');

-- Codes that the sent page may still show, sealed under a key that is not in the database. Those of half an hour are
-- few enough to be looked through for old ones.
CREATE TABLE fresh_codes (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id),
    sealed  BLOB NOT NULL,
    until   INTEGER NOT NULL
) STRICT;

-- Forms that were sent, so that a repeat is known as one.
CREATE TABLE form_tokens (
    token   BLOB PRIMARY KEY,         -- keyed hash
    case_id INTEGER NOT NULL REFERENCES cases (id),
    until   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX form_tokens_by_end ON form_tokens (until);

-- Lodgings in progress, sealed.
CREATE TABLE drafts (
    id         BLOB PRIMARY KEY,      -- keyed hash of the browser's cookie
    sealed     BLOB NOT NULL,
    started_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX drafts_by_start ON drafts (started_at);

-- Tries at codes and passwords, by keyed hash of what is counted: an address, a user name, all.
CREATE TABLE attempts (
    subject    BLOB PRIMARY KEY,
    score      REAL NOT NULL,
    counted_at INTEGER NOT NULL,
    tried_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Addresses from which a user name signed in: a keyed hash of the two.
CREATE TABLE known_addresses (
    pair  BLOB PRIMARY KEY,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
    id         INTEGER PRIMARY KEY,
    user_name  TEXT NOT NULL UNIQUE,
    role       TEXT NOT NULL,
    office     TEXT NOT NULL,
    password   TEXT NOT NULL,         -- argon2id
    disabled   INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    token      BLOB PRIMARY KEY,      -- keyed hash of the browser's cookie
    staff      INTEGER NOT NULL REFERENCES staff (id),
    started_at INTEGER NOT NULL,
    last_seen  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_staff ON sessions (staff);
)sql";

// A browser that signed in before now carries the proof itself (staff/device.h).
constexpr std::string_view version_2 = R"sql(
DROP TABLE known_addresses;
)sql";

// The desk's lists and its search. The indexes hold every column that the worklist is filtered by, so that counting
// 100,000 open cases reads no row; they end in the id, which keeps equal moments in order.
constexpr std::string_view version_3 = R"sql(
ALTER TABLE cases ADD COLUMN channel TEXT NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN consent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN phone_key BLOB;  -- keyed hash of the number in its normal form
ALTER TABLE cases ADD COLUMN email_key BLOB;
UPDATE cases SET
    channel = (SELECT facts ->> '$.channel' FROM events WHERE case_id = cases.id AND sequence = 1),
    consent = (SELECT ifnull(facts ->> '$.consent', '') = 'yes' FROM events WHERE case_id = cases.id AND sequence = 1);
DROP INDEX cases_by_lane;
DROP INDEX cases_by_office;
CREATE INDEX cases_by_lane ON cases (lane, due_at, id, about_official, office, kind, service, channel, assignee, state);
CREATE INDEX cases_by_office ON cases (office, lane, due_at, id, about_official, kind, service, channel, assignee,
    state);
CREATE INDEX cases_open ON cases (lane, due_at, about_official, assignee) WHERE lane < 3;  -- counted at each look
CREATE INDEX cases_by_phone ON cases (phone_key) WHERE phone_key IS NOT NULL;
CREATE INDEX cases_by_email ON cases (email_key) WHERE email_key IS NOT NULL;

-- Keyed hashes of the words of each event, see search_rows.cpp. The rowid is the case's id * 65536 + the event's number.
CREATE VIRTUAL TABLE case_words USING fts5(words, content = '', columnsize = 0, detail = none, tokenize = 'ascii');

-- Filters of the worklist that a member of staff gave a name.
CREATE TABLE saved_filters (
    id     INTEGER PRIMARY KEY,
    staff  INTEGER NOT NULL REFERENCES staff (id),
    name   TEXT NOT NULL,
    query  TEXT NOT NULL,             -- of the worklist's address; what is looked for is sealed in it
    UNIQUE (staff, name)
) STRICT;
)sql";

// What people wrote about pages that were open for comment. Apart from cases: nothing runs on it.
constexpr std::string_view comments_on_pages = R"sql(
CREATE TABLE comments (
    id          INTEGER PRIMARY KEY,
    token       BLOB NOT NULL UNIQUE,  -- keyed hash of the form's, so that a form sent twice is one comment
    page        TEXT NOT NULL,         -- path in the site
    language    TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    text        TEXT NOT NULL,
    name        TEXT NOT NULL,         -- empty, or kept with consent, as the next
    email       TEXT NOT NULL
) STRICT;
CREATE INDEX comments_by_page ON comments (page, received_at);
)sql";

// Who read personal data, and who did what beside the steps of cases.
constexpr std::string_view audit_of_reads = R"sql(
CREATE TABLE audit (
    id          INTEGER PRIMARY KEY,
    at          INTEGER NOT NULL,
    staff       INTEGER,               -- who did it; NULL: a command of the operator
    role        TEXT,
    deed        TEXT NOT NULL,
    reference   TEXT,                  -- of the case
    person      INTEGER,               -- the account it was done to
    detail      TEXT NOT NULL,         -- a key or a number, never what a person wrote
    reason      TEXT NOT NULL,         -- in the words of who did it; erased like texts of events
    salt        TEXT NOT NULL,
    reason_hash TEXT NOT NULL,
    erased      INTEGER NOT NULL DEFAULT 0,
    seal        BLOB NOT NULL          -- keyed hash of the seal before it and of all but the reason and its salt
) STRICT;
CREATE INDEX audit_by_time ON audit (at);
CREATE INDEX audit_by_staff ON audit (staff, at);
CREATE INDEX audit_by_reference ON audit (reference, staff, at) WHERE reference IS NOT NULL;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
WHEN NOT (NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.staff IS OLD.staff AND NEW.role IS OLD.role
          AND NEW.deed = OLD.deed AND NEW.reference IS OLD.reference AND NEW.person IS OLD.person
          AND NEW.detail = OLD.detail AND NEW.reason_hash = OLD.reason_hash AND NEW.seal = OLD.seal
          AND NEW.reason = '' AND NEW.salt = '' AND NEW.erased = 1)
BEGIN SELECT RAISE(ABORT, 'the audit is never changed, only its reasons erased'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is never deleted'); END;

-- A keyed hash of the newest seal, so that cut-off newest entries show.
CREATE TABLE audit_head (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    entry INTEGER NOT NULL,
    hash  BLOB NOT NULL
) STRICT;
INSERT INTO audit_head VALUES (1, 0, x'');

-- Steps that staff took, for the audit's page. What citizens do pays nothing for it.
CREATE INDEX events_by_staff ON events (staff, at) WHERE staff IS NOT NULL;
CREATE INDEX events_of_staff_by_time ON events (at) WHERE staff IS NOT NULL;
)sql";

// Photos and other files; their bytes stand in the folder files/. What is not named here is removed from it. A file is
// of a draft first, its name sealed; then of a case, where its event holds name, kind, size and hash.
constexpr std::string_view files_of_cases = R"sql(
CREATE TABLE files (
    number   INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    kind     TEXT NOT NULL,            -- by its content: jpeg, png, webp, pdf
    size     INTEGER NOT NULL,
    hash     TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    draft    BLOB,                     -- keyed hash of the browser's cookie, as in drafts
    name     BLOB,
    case_id  INTEGER REFERENCES cases (id),
    CHECK ((draft IS NULL) <> (case_id IS NULL) AND (draft IS NULL) = (name IS NULL))
) STRICT;
CREATE INDEX files_by_draft ON files (draft) WHERE draft IS NOT NULL;
CREATE INDEX files_by_case ON files (case_id) WHERE case_id IS NOT NULL;
)sql";

// What owners and administrators need to care for accounts.
constexpr std::string_view accounts_and_factors = R"sql(
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';   -- "Firefox, Linux"; names of a fixed list
ALTER TABLE sessions ADD COLUMN network TEXT NOT NULL DEFAULT '';  -- of the first use, coarse: "192.0.*.*"
ALTER TABLE sessions ADD COLUMN waits INTEGER NOT NULL DEFAULT 0;  -- for the second factor; opens nothing yet

-- One-time links of invitations and resets; an account has at most one.
CREATE TABLE staff_links (
    token BLOB PRIMARY KEY,            -- keyed hash of what stands in the address
    staff INTEGER NOT NULL REFERENCES staff (id),
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_links_by_staff ON staff_links (staff);

CREATE TABLE second_factors (
    staff        INTEGER PRIMARY KEY REFERENCES staff (id),
    sealed       BLOB NOT NULL,        -- the secret shared with the app
    confirmed_at INTEGER,              -- NULL: not turned on yet
    last_step    INTEGER NOT NULL      -- of the newest code that was used
) STRICT;
CREATE TABLE recovery_codes (
    staff INTEGER NOT NULL REFERENCES staff (id),
    code  BLOB NOT NULL,               -- keyed hash
    PRIMARY KEY (staff, code)
) STRICT, WITHOUT ROWID;
)sql";

// What another system recorded and was imported, so that importing it again makes no double.
constexpr std::string_view imported_records = R"sql(
CREATE TABLE imported (
    record  BLOB PRIMARY KEY,          -- keyed hash of the source and its reference
    case_id INTEGER NOT NULL REFERENCES cases (id)
) STRICT, WITHOUT ROWID;
)sql";

// The log of the after-hours line. What is added to a line is added once; a text may only be erased.
constexpr std::string_view after_hours_log = R"sql(
CREATE TABLE after_hours_calls (
    id           INTEGER PRIMARY KEY,
    token        BLOB NOT NULL UNIQUE, -- keyed hash of the form's, so that a form sent twice is one line
    taken_at     INTEGER NOT NULL,
    taken_by     INTEGER NOT NULL REFERENCES staff (id),
    office       TEXT NOT NULL,
    topic        TEXT NOT NULL,
    words        TEXT NOT NULL,
    place        TEXT NOT NULL,
    caller       TEXT NOT NULL,
    done         TEXT NOT NULL,
    post         TEXT NOT NULL,        -- of the duty roster; empty: handed to nobody
    confirmed_at INTEGER,
    confirmed_by INTEGER REFERENCES staff (id),
    made_case    TEXT REFERENCES cases (reference)
) STRICT;
CREATE INDEX after_hours_calls_by_time ON after_hours_calls (taken_at);
CREATE TRIGGER calls_stay BEFORE UPDATE ON after_hours_calls
WHEN NOT (NEW.id = OLD.id AND NEW.token = OLD.token AND NEW.taken_at = OLD.taken_at AND NEW.taken_by = OLD.taken_by
          AND NEW.office = OLD.office AND NEW.topic = OLD.topic AND NEW.post = OLD.post
          AND NEW.words IN (OLD.words, '') AND NEW.place IN (OLD.place, '') AND NEW.caller IN (OLD.caller, '')
          AND NEW.done IN (OLD.done, '')
          AND (OLD.confirmed_at IS NULL OR (NEW.confirmed_at IS OLD.confirmed_at AND NEW.confirmed_by IS OLD.confirmed_by))
          AND (OLD.made_case IS NULL OR NEW.made_case IS OLD.made_case))
BEGIN SELECT RAISE(ABORT, 'lines of the log are never changed'); END;
CREATE TRIGGER calls_are_kept BEFORE DELETE ON after_hours_calls
BEGIN SELECT RAISE(ABORT, 'lines of the log are never deleted'); END;
)sql";

// Cases are deleted when their time is over: since when each has ended for good, and what is proposed.
constexpr std::string_view retention_of_cases = R"sql(
ALTER TABLE cases ADD COLUMN ended_at INTEGER;  -- NULL: not ended for good, or deleted
UPDATE cases SET ended_at = (SELECT max(at) FROM events WHERE case_id = cases.id AND to_state = cases.state AND from_state
    IS NOT to_state) WHERE state IN ('closed', 'review-decided', 'withdrawn', 'duplicate');
CREATE INDEX cases_by_end ON cases (kind, ended_at, id) WHERE ended_at IS NOT NULL;

CREATE TABLE deletions (
    case_id     INTEGER PRIMARY KEY REFERENCES cases (id),
    proposed_by INTEGER NOT NULL REFERENCES staff (id),
    proposed_at INTEGER NOT NULL
) STRICT;
)sql";

// A case is kept from the office complained of where it is about an official, and now also where its subject is
// sensitive and the person does not consent. Of the cases before, that is the same.
constexpr std::string_view withheld_cases = R"sql(
ALTER TABLE cases RENAME COLUMN about_official TO withheld;
)sql";

// What a file was called goes with it. Of those that were removed before, the names go now; the search is made anew
// without them (search_rows.cpp).
constexpr std::string_view names_of_removed_files = R"sql(
CREATE TEMP TABLE removed AS SELECT a.position FROM events r JOIN events a ON a.case_id = r.case_id AND
    a.step = 'add-file' AND a.facts ->> '$.file' = r.facts ->> '$.file' WHERE r.step = 'remove-file';
DELETE FROM properties WHERE name = 'search-index' AND EXISTS (SELECT 1 FROM removed);
UPDATE event_texts SET text = '', salt = '', erased = 1 WHERE name = 'file-name' AND event IN (SELECT position FROM
    removed);
DROP TABLE removed;
)sql";

// The list of what was brought to someone above.
constexpr std::string_view level_of_escalation = R"sql(
ALTER TABLE cases ADD COLUMN level INTEGER NOT NULL DEFAULT 0;  -- 0: never
UPDATE cases SET level = (SELECT count(*) FROM events WHERE case_id = cases.id AND step = 'escalate') WHERE id IN
    (SELECT case_id FROM events WHERE step = 'escalate');
CREATE INDEX cases_escalated ON cases (lane, due_at, id, withheld, office, kind, service, channel, assignee, state,
    level) WHERE level > 0;
)sql";

// Lines of the after-hours log that are proposed for deletion, as cases are.
constexpr std::string_view retention_of_calls = R"sql(
CREATE TABLE call_deletions (
    call        INTEGER PRIMARY KEY REFERENCES after_hours_calls (id),
    proposed_by INTEGER NOT NULL REFERENCES staff (id),
    proposed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX after_hours_calls_of_case ON after_hours_calls (made_case) WHERE made_case IS NOT NULL;
)sql";

// To whom a case was brought, for the list of what was brought to one. A referral that the other body has is no longer
// ours to work on.
constexpr std::string_view brought_to = R"sql(
ALTER TABLE cases ADD COLUMN escalated_to INTEGER REFERENCES staff (id);
UPDATE cases SET escalated_to = (SELECT CAST(json_extract(facts, '$.assignee') AS INTEGER) FROM events
    WHERE case_id = cases.id AND step = 'escalate' ORDER BY sequence DESC LIMIT 1) WHERE level > 0;
UPDATE cases SET lane = 3 WHERE lane = 2 AND state = 'referred';
DROP INDEX cases_escalated;
CREATE INDEX cases_escalated ON cases (lane, due_at, id, withheld, office, kind, service, channel, assignee, state,
    level, escalated_to) WHERE level > 0;
)sql";

// Cases that complain of an official by the account of that person are kept from it and from who supervises it.
constexpr std::string_view officials_complained_of = R"sql(
CREATE TABLE kept_from (
    staff         INTEGER NOT NULL REFERENCES staff (id),
    case_id       INTEGER NOT NULL REFERENCES cases (id),
    complained_of INTEGER NOT NULL,    -- 0: supervised such a person when they were named
    PRIMARY KEY (staff, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_from_by_case ON kept_from (case_id);
)sql";

// What a search by words or by a person must not find: for whom it is not opened, or who must not know the person.
constexpr std::string_view limits_of_search = R"sql(
ALTER TABLE cases ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN identity_kept_from TEXT NOT NULL DEFAULT '';  -- an office; empty: from none
UPDATE cases SET sealed = 1 WHERE id IN (SELECT case_id FROM events WHERE step IN ('lodge', 'correct') AND
    ('yes' IN (facts ->> '$."about-official"', facts ->> '$.sensitive')));
UPDATE cases SET identity_kept_from = (SELECT facts ->> '$.office' FROM events WHERE case_id = cases.id AND sequence = 1)
    WHERE kind = 'complaint' AND consent = 0 AND NOT (SELECT step = 'consent' OR (step = 'lodge' AND
    ifnull(facts ->> '$."office-consent"', '') = 'yes') FROM events WHERE case_id = cases.id AND
    step IN ('lodge', 'consent', 'withdraw-consent') ORDER BY sequence DESC LIMIT 1);
)sql";

// Codes that were renewed: whoever still has one is told so, and nothing else. Of those before, none is known.
constexpr std::string_view renewed_codes = R"sql(
CREATE TABLE renewed_codes (
    code       BLOB PRIMARY KEY,       -- keyed hash, as in cases
    case_id    INTEGER NOT NULL REFERENCES cases (id),
    renewed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX renewed_codes_by_case ON renewed_codes (case_id);
)sql";

// Cases and calls that are kept longer than their class says, with the reason in the audit.
constexpr std::string_view kept_longer = R"sql(
CREATE TABLE kept_cases (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id),
    until   INTEGER NOT NULL
) STRICT;
CREATE TABLE kept_calls (
    call  INTEGER PRIMARY KEY REFERENCES after_hours_calls (id),
    until INTEGER NOT NULL
) STRICT;
)sql";

// So that open cases can be compared without reading what people said: description_words.h.
constexpr std::string_view words_of_descriptions = R"sql(
ALTER TABLE cases ADD COLUMN description_words BLOB;  -- keyed hashes of 4 bytes, sorted; filled in when it is opened
CREATE INDEX cases_to_compare ON cases (office, service, id, description_words) WHERE lane IN (0, 1, 2);
)sql";

}  // namespace

const std::vector<std::string_view>& migrations() {
    static const std::vector<std::string_view> steps = {version_1,
                                                        version_2,
                                                        version_3,
                                                        comments_on_pages,
                                                        audit_of_reads,
                                                        files_of_cases,
                                                        accounts_and_factors,
                                                        imported_records,
                                                        after_hours_log,
                                                        retention_of_cases,
                                                        withheld_cases,
                                                        names_of_removed_files,
                                                        level_of_escalation,
                                                        retention_of_calls,
                                                        brought_to,
                                                        officials_complained_of,
                                                        limits_of_search,
                                                        renewed_codes,
                                                        kept_longer,
                                                        words_of_descriptions};
    return steps;
}

}  // namespace charter
