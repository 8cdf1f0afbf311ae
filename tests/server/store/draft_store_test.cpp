#include "server/store/draft_store.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/server/store/store_fixture.h"

namespace charter::draft_store_test {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

NewDraft start(DraftStore& drafts, Instant now = morning) {
    auto outcome = drafts.start(now);
    REQUIRE(std::holds_alternative<NewDraft>(outcome));
    return std::get<NewDraft>(std::move(outcome));
}

}  // namespace

TEST_CASE("a draft is found as it was saved, after a restart too", "[drafts]") {
    TestStore store;
    NewDraft made = start(store->drafts());
    CHECK(store->drafts().find(made.id, morning) == made.draft);
    made.draft.answers = {{"description", std::string("a\0b;c,1:d\n", 10)}, {"name", ""}, {"office", "north"}};
    made.draft.reference = "K7M4R2WX9";
    CHECK_FALSE(store->drafts().save(made.id, made.draft));
    store.reopen();
    CHECK(store->drafts().find(made.id, morning + hours(1)) == made.draft);
}

TEST_CASE("any answers come back as they were", "[drafts][property]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const TestStore store;
    NewDraft made = start(store->drafts());
    const std::vector<std::string> pieces = {"a", ":", ",", "7:", "\n", std::string(1, '\0'), "\xC3\xA9", "\xFF", ""};
    for (int i = 0; i < 30; ++i) {
        made.draft.answers.clear();
        for (std::size_t field = 0; field < random.between(0, 6); ++field)
            made.draft.answers[random.join(pieces, random.between(0, 5))] = random.join(pieces, random.between(0, 40));
        REQUIRE_FALSE(store->drafts().save(made.id, made.draft));
        REQUIRE(store->drafts().find(made.id, morning) == made.draft);
    }
}

TEST_CASE("a draft is gone after 24 hours", "[drafts]") {
    const TestStore store;
    const NewDraft old = start(store->drafts());
    const NewDraft young = start(store->drafts(), morning + hours(1));
    CHECK(store->drafts().find(old.id, morning + hours(24) - seconds(1)));
    CHECK_FALSE(store->drafts().find(old.id, morning + hours(24)));
    store->drafts().forget_expired(morning + hours(24));
    CHECK_FALSE(store->drafts().find(old.id, morning));
    CHECK(store->drafts().find(young.id, morning + hours(24)));
}

TEST_CASE("an unknown, removed or empty id finds no draft, and saving makes none", "[drafts]") {
    const TestStore store;
    const NewDraft made = start(store->drafts());
    CHECK_FALSE(store->drafts().find("unknown", morning));
    CHECK_FALSE(store->drafts().find("", morning));
    CHECK_FALSE(store->drafts().save("unknown", made.draft));
    CHECK_FALSE(store->drafts().find("unknown", morning));
    store->drafts().remove(made.id);
    CHECK_FALSE(store->drafts().find(made.id, morning));
}

TEST_CASE("neither answers nor ids of drafts stand in the files of the store", "[drafts]") {
    TestStore store;
    NewDraft made = start(store->drafts());
    made.draft.answers = {{"description", "my neighbour knows"}};
    CHECK_FALSE(store->drafts().save(made.id, made.draft));
    const std::string path = database_path(store.folder()).string();
    const std::string bytes = slurp(path) + slurp(path + "-wal");
    CHECK(bytes.find("my neighbour knows") == std::string::npos);
    CHECK(bytes.find(made.id) == std::string::npos);
    CHECK(bytes.find(made.draft.form_token) == std::string::npos);
}

TEST_CASE("a draft that was altered, or put under another id, is not opened", "[drafts]") {
    TestStore store;
    const NewDraft one = start(store->drafts());
    const NewDraft two = start(store->drafts(), morning + seconds(1));
    const std::string sql = GENERATE(
        as<std::string>{}, "UPDATE drafts SET sealed = CAST('x' || substr(sealed, 2) AS BLOB)",
        "UPDATE drafts SET sealed = x''",
        "UPDATE drafts SET sealed = (SELECT sealed FROM drafts ORDER BY started_at DESC LIMIT 1) WHERE started_at = "
        "(SELECT min(started_at) FROM drafts)");
    CAPTURE(sql);
    store.alter(sql);
    CHECK_FALSE(store->drafts().find(one.id, morning + seconds(2)));
}

}  // namespace charter::draft_store_test
