#include "server/store/verify.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "server/cases/history.h"
#include "tests/server/store/store_fixture.h"

namespace charter::verify_test {
namespace {

using std::chrono::minutes;

// Two cases with events in turns: positions 1 and 3, 5 are of the first; 2 and 4, 6 of the second.
struct History {
    TestStore store;
    CaseReference first = lodge(store->cases()).reference;
    CaseReference second = lodge(store->cases()).reference;

    History() {
        for (const Step step : {Step::Acknowledge, Step::Work})
            for (const CaseReference& each : {first, second})
                (void)store->cases().take_step(step_of(each, plain_step(step, officer(), morning + minutes(1))));
    }
    [[nodiscard]] std::string fault() const { return first_fault(store.settings()); }
};

const std::string without_triggers =
    "DROP TRIGGER events_stay; DROP TRIGGER events_are_kept; DROP TRIGGER texts_stay; DROP TRIGGER texts_are_kept; ";

// The case's chain made anew from its altered events, by one who knows the program but not the key.
void chain_anew(const StoreSettings& settings, const CaseReference& reference) {
    Connection connection(database_path(settings.folder), Access::Write);
    const auto row = find_case_row(connection, reference);
    REQUIRE(row);
    std::string hash = chain_start(reference);
    for (const CaseEvent& event : read_events(connection, row->id)) {
        hash = chain_hash(hash, event);
        connection.query("UPDATE events SET hash = ? WHERE case_id = ? AND sequence = ?")
            .text(hash)
            .number(row->id)
            .number(event.sequence)
            .run();
    }
}

}  // namespace

TEST_CASE("an untouched history has no fault, and is counted", "[verify]") {
    const History history;
    std::vector<std::string> progress;
    const VerifyReport report = verify(history.store.settings(), [&](std::size_t done, std::size_t all) {
        progress.push_back(fmt::format("{} of {}", done, all));
    });
    CHECK(report.faults.empty());
    CHECK(report.cases == 2);
    CHECK(report.events == 6);
    CHECK(progress == std::vector<std::string>{"2 of 2"});
}

TEST_CASE("an empty store has no fault", "[verify]") {
    const TestStore store;
    CHECK(first_fault(store.settings()).empty());
}

TEST_CASE("events and texts cannot be changed or deleted through SQL", "[verify]") {
    History history;
    const std::string sql = GENERATE(as<std::string>{}, "UPDATE events SET at = 0 WHERE position = 1",
                                     "DELETE FROM events WHERE position = 6",
                                     "UPDATE event_texts SET text = 'kind words'", "DELETE FROM event_texts");
    CAPTURE(sql);
    CHECK_THROWS_AS(history.store.alter(sql), SQLite::Exception);
    history.store.reopen();
    CHECK(history.fault().empty());
}

TEST_CASE("a text that was erased without a step that says so is told, and the rest is read", "[verify]") {
    History history;
    history.store.alter("UPDATE event_texts SET text = '', salt = '', erased = 1 WHERE event = 1");
    CHECK(history.fault() ==
          fmt::format("case {}, event 1: a text of it was erased without a step that says so", history.first.text()));
    const auto file = history.store->cases().find_case(history.first, everything);
    REQUIRE(file);
    CHECK(file->now.lodging.description.empty());
    CHECK(file->events.front().texts.at("description").erased);
}

TEST_CASE("the first altered event is named, whatever was altered", "[verify]") {
    const auto [sql, sequence] = GENERATE(table<std::string, int>({
        {"UPDATE events SET at = at + 1 WHERE position = 3", 2},
        {"UPDATE events SET actor = 'system' WHERE position = 3", 2},
        {"UPDATE events SET staff = 8 WHERE position = 3", 2},
        {"UPDATE events SET role = 'supervisor' WHERE position = 3", 2},
        {"UPDATE events SET to_state = 'closed' WHERE position = 5", 3},
        {"UPDATE events SET facts = '{}' WHERE position = 1", 1},
        {"UPDATE events SET hash = (SELECT hash FROM events WHERE position = 1) WHERE position = 3", 2},
        {"UPDATE event_texts SET text = 'kind words' WHERE event = 1", 1},
        {"UPDATE event_texts SET text = 'kind words', hash = 'x' WHERE event = 3", 2},
        {"DELETE FROM event_texts WHERE event = 1 AND name = 'description'", 1},
        {"INSERT INTO event_texts (event, name, text, salt, hash) VALUES (3, 'evidence', 'x', 'y', 'z')", 2},
        {"UPDATE events SET at = 0 WHERE position = 5; UPDATE events SET at = 0 WHERE position = 3", 2},
    }));
    CAPTURE(sql);
    History history;
    history.store.alter(without_triggers + sql);
    CHECK(history.fault().find(fmt::format("case {}, event {}: ", history.first.text(), sequence)) == 0);
}

TEST_CASE("events that are missing, swapped or belong to another case are noticed", "[verify]") {
    const std::string sql = GENERATE(
        as<std::string>{}, "DELETE FROM events WHERE position = 3",
        "UPDATE events SET sequence = 9 WHERE position = 3; UPDATE events SET sequence = 2 WHERE position = 5; "
        "UPDATE events SET sequence = 3 WHERE position = 3",
        "UPDATE events SET position = 7 WHERE position = 3",
        "UPDATE events SET case_id = 2, sequence = 4 WHERE position = 5");
    CAPTURE(sql);
    History history;
    history.store.alter(without_triggers + sql);
    CHECK_FALSE(history.fault().empty());
}

TEST_CASE("a case whose chain was made anew is named by its seal", "[verify]") {
    History history;
    history.store.alter(without_triggers + "UPDATE events SET at = at - 60 WHERE position = 3");
    chain_anew(history.store.settings(), history.first);
    CHECK(history.fault() ==
          fmt::format("case {}, event 2: it, or one before it, was altered, added or removed: its seal does not fit "
                      "the history",
                      history.first.text()));
}

TEST_CASE("newest events that were cut off, rows and all, are noticed", "[verify]") {
    History history;
    history.store.alter(without_triggers +
                        "DELETE FROM event_texts WHERE event = 6; DELETE FROM events WHERE position = 6; "
                        "UPDATE cases SET state = 'acknowledged', last_sequence = 2 WHERE id = 2; "
                        "UPDATE head SET position = 5");
    CHECK(history.fault() ==
          "after event 5 of the whole history: the newest events were cut off, or the record of the newest was "
          "altered");
}

TEST_CASE("a whole case that was taken out is noticed, newest or not", "[verify]") {
    const int id = GENERATE(1, 2);
    CAPTURE(id);
    History history;
    history.store.alter(
        without_triggers +
        fmt::format("DELETE FROM fresh_codes WHERE case_id = {0}; DELETE FROM event_texts WHERE event IN "
                    "(SELECT position FROM events WHERE case_id = {0}); DELETE FROM events WHERE "
                    "case_id = {0}; DELETE FROM cases WHERE id = {0}",
                    id));
    CHECK_FALSE(history.fault().empty());
}

TEST_CASE("a row of a case that does not fit its events, or is gone, is noticed", "[verify]") {
    const std::string sql =
        GENERATE(as<std::string>{}, "UPDATE cases SET state = 'closed' WHERE id = 1",
                 "UPDATE cases SET office = 'south' WHERE id = 1", "UPDATE cases SET kind = 'enquiry' WHERE id = 1",
                 "UPDATE cases SET service = 'x' WHERE id = 1", "UPDATE cases SET assignee = 1 WHERE id = 1",
                 "UPDATE cases SET withheld = 1 WHERE id = 1", "UPDATE cases SET received_at = 0 WHERE id = 1",
                 "UPDATE cases SET due_at = due_at + 86400 WHERE id = 1", "UPDATE cases SET lane = 3 WHERE id = 1",
                 "UPDATE cases SET window_at = 0 WHERE id = 1", "DELETE FROM cases WHERE id = 1",
                 "UPDATE terms SET body = replace(body, '25 working', '50 working')",
                 "UPDATE cases SET reference = '222222222' WHERE id = 1");
    CAPTURE(sql);
    History history;
    history.store.alter(sql);
    CHECK_FALSE(history.fault().empty());
}

TEST_CASE("another key fits no history", "[verify]") {
    History history;
    history.store.close();
    spill(key_path(history.store.folder()), std::string(master_key_bytes, 'k'));
    CHECK_FALSE(history.fault().empty());
}

TEST_CASE("a damaged file is told", "[verify]") {
    History history;
    history.store.close();
    const auto path = database_path(history.store.folder());
    std::string bytes = slurp(path);
    for (std::size_t at = 8192; at < bytes.size(); at += 97) bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
    spill(path, bytes);
    std::string told;
    try {
        told = history.fault();
    } catch (const StoreError& fault) {
        told = fault.what();
    }
    CHECK_FALSE(told.empty());
}

}  // namespace charter::verify_test
