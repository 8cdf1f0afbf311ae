#include "server/store/after_hours_store.h"

#include <catch2/catch.hpp>

#include "tests/server/store/store_fixture.h"

namespace charter::after_hours_store_test {
namespace {

struct Line {
    TestStore store;
    StaffId taker = add_staff(store->staff(), "taker");

    void add(const std::string& words, const std::string& office, const std::string& post = "",
             Instant at = morning) const {
        AfterHoursCall call;
        call.taken_at = at;
        call.taken_by = taker;
        call.office = office;
        call.topic = post.empty() ? CallTopic::Information : CallTopic::StreetChildren;
        call.words = words;
        call.post = post;
        REQUIRE_FALSE(store->after_hours().add(call, "token of " + words));
    }
    [[nodiscard]] std::string listed(const CaseScope& scope, Instant since = morning) const {
        std::string text;
        for (const AfterHoursCall& call : store->after_hours().list(scope, StaffId{99}, since, 10))
            text += call.words + (call.confirmed_at ? "+ " : " ");
        return text;
    }
    [[nodiscard]] std::int64_t id_of(const std::string& words) const {
        for (const AfterHoursCall& call : store->after_hours().list(everything, StaffId{99}, Instant{}, 10))
            if (call.words == words) return call.id;
        return 0;
    }
};

const CaseScope north{false, {"north"}, false};

}  // namespace

TEST_CASE("the log shows the calls of the scope's offices, newest first, and what nobody took over yet",
          "[after-hours]") {
    const Line line;
    line.add("one", "north");
    line.add("two", "south", "", morning + std::chrono::hours(1));
    line.add("three", "north", "metro", morning - std::chrono::days(30));
    line.add("old", "north", "", morning - std::chrono::days(30));
    CHECK(line.listed(everything) == "two one three ");
    CHECK(line.listed(north) == "one three ");
    CHECK(line.listed({false, {}, false}).empty());
    CHECK(line.store->after_hours().find(line.id_of("one"), north, StaffId{99})->words == "one");
    CHECK_FALSE(line.store->after_hours().find(line.id_of("two"), north, StaffId{99}));
    CHECK(line.store->after_hours().find(line.id_of("two"), north, line.taker));
    CHECK(line.store->after_hours().list(north, line.taker, morning, 10).size() == 3);
    CHECK_FALSE(line.store->after_hours().find(4711, everything, StaffId{99}));
}

TEST_CASE("a form sent twice is one call", "[after-hours]") {
    const Line line;
    line.add("one", "north");
    line.add("one", "north");
    CHECK(line.listed(everything) == "one ");
}

TEST_CASE("a hand-over is confirmed once, and only where there was one", "[after-hours]") {
    const Line line;
    line.add("calm", "north");
    line.add("urgent", "north", "metro");
    AfterHoursStore& log = line.store->after_hours();
    CHECK_FALSE(log.confirm(line.id_of("calm"), line.taker, morning));
    CHECK_FALSE(log.find(line.id_of("calm"), everything, StaffId{99})->confirmed_at);
    CHECK_FALSE(log.confirm(line.id_of("urgent"), line.taker, morning + std::chrono::minutes(5)));
    CHECK_FALSE(log.confirm(line.id_of("urgent"), line.taker, morning + std::chrono::minutes(9)));
    CHECK(log.find(line.id_of("urgent"), everything, StaffId{99})->confirmed_at == morning + std::chrono::minutes(5));
    CHECK(log.find(line.id_of("urgent"), everything, StaffId{99})->confirmed_by == line.taker);
}

TEST_CASE("the case that was made of a call stands beside it, the first for ever", "[after-hours]") {
    const Line line;
    line.add("one", "north");
    const Lodged first = lodge(line.store->cases());
    const Lodged second = lodge(line.store->cases());
    CHECK_FALSE(line.store->after_hours().note_case(line.id_of("one"), first.reference));
    CHECK_FALSE(line.store->after_hours().note_case(line.id_of("one"), second.reference));
    CHECK(line.store->after_hours().find(line.id_of("one"), everything, StaffId{99})->made_case == first.reference);
}

TEST_CASE("a line of the log is neither changed nor deleted", "[after-hours]") {
    Line line;
    line.add("one", "north", "metro");
    for (const char* sql : {"UPDATE after_hours_calls SET words = 'two'", "UPDATE after_hours_calls SET post = ''",
                            "UPDATE after_hours_calls SET taken_at = 0", "DELETE FROM after_hours_calls"}) {
        CAPTURE(sql);
        CHECK_THROWS(line.store.alter(sql));
        line.store.reopen();
    }
    CHECK_NOTHROW(line.store.alter("UPDATE after_hours_calls SET words = '', caller = ''"));
}

TEST_CASE("a record that was imported before is the case it was, for ever", "[import]") {
    TestStore store;
    LodgeRequest request = lodging_at(morning);
    request.import_key = "call-centre\n4711";
    const Lodged first = lodge(store->cases(), request);
    CHECK_FALSE(first.repeated);
    store->cases().forget_expired(morning + std::chrono::days(400));
    const Lodged again = lodge(store->cases(), request);
    CHECK(again.repeated);
    CHECK(again.reference == first.reference);
    request.import_key = "call-centre\n4712";
    CHECK_FALSE(lodge(store->cases(), request).repeated);
    CHECK(store->cases().count() == 2);
    store.close();
    CHECK(first_fault(store.settings()).empty());
    CHECK(slurp(database_path(store.folder())).find("4711") == std::string::npos);
}

}  // namespace charter::after_hours_store_test
