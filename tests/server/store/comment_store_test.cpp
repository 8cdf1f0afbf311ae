#include "server/store/comment_store.h"

#include <catch2/catch.hpp>

#include "server/store/attempt_store.h"
#include "tests/server/store/store_fixture.h"

namespace charter::comment_store_test {
namespace {

PageComment comment_on(const std::string& page, const std::string& text, Instant at = morning) {
    return {page, "en", text, "", "", at};
}

}  // namespace

TEST_CASE("comments are found as they were written, those of a page together, after a restart too", "[comments]") {
    TestStore store;
    const PageComment second = {"about/plan", "xh", "Ewe;\n\"=1+1\"\x01", "A Reader", "a@b.example", morning};
    const PageComment first = comment_on("about/hours", "Open on Saturdays.", morning + std::chrono::hours(1));
    CHECK_FALSE(store->comments().add(second, "one"));
    CHECK_FALSE(store->comments().add(first, "two"));
    store.reopen();
    CHECK(store->comments().list("") == std::vector{first, second});
    CHECK(store->comments().list("about/plan") == std::vector{second});
    CHECK(store->comments().list("about").empty());
}

TEST_CASE("a form that is sent twice is one comment", "[comments]") {
    TestStore store;
    for (int times = 0; times < 2; ++times)
        CHECK_FALSE(store->comments().add(comment_on("about/plan", "Yes."), "token"));
    CHECK(store->comments().list("").size() == 1);
    CHECK_FALSE(store->comments().add(comment_on("about/plan", "Yes."), "another"));
    CHECK(store->comments().list("").size() == 2);
    CHECK(first_fault(store.settings()).empty());
}

TEST_CASE("an address may send many comments at once, then they must be apart", "[comments]") {
    TestStore store;
    const auto send = [&](std::string_view address, Instant at) {
        return store->attempts().begin({Door::Comment, address, {}, {}}, at).too_soon;
    };
    for (int sent = 0; sent < 20; ++sent) CHECK_FALSE(send("10.0.0.1", morning));
    CHECK(send("10.0.0.1", morning));
    CHECK_FALSE(send("10.0.0.2", morning));
    CHECK_FALSE(send("10.0.0.1", morning + std::chrono::minutes(20)));
    // Comments say nothing about guessing: tracking from the same address is as free as before.
    CHECK_FALSE(store->attempts().begin({Door::Track, "10.0.0.1", "K3H9P2XQ7", {}}, morning).too_soon);
}

}  // namespace charter::comment_store_test
