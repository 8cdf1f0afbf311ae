#include "generator/shared/comment_round.h"

#include <catch2/catch.hpp>
#include <stdexcept>

namespace charter::comment_round_test {
namespace {

Date day(std::string_view text) {
    return parse_date(text).value();
}

}  // namespace

TEST_CASE("a comment round is open from its first to its last day", "[comments]") {
    const CommentDays days{day("2026-11-01"), day("2026-12-15")};
    CHECK(state_on(days, day("2026-10-31")) == CommentState::Coming);
    CHECK(state_on(days, day("2026-11-01")) == CommentState::Open);
    CHECK(state_on(days, day("2026-12-15")) == CommentState::Open);
    CHECK(state_on(days, day("2026-12-16")) == CommentState::Closed);
}

TEST_CASE("comment rounds come back as they were written down", "[comments]") {
    const std::vector<CommentRound> rounds = {{"about/plan",
                                               {{"en", "Our \"plan\""}, {"xh", "Isicwangciso"}},
                                               {{"en", "/en/about/plan/"}, {"xh", "/xh/about/plan/"}},
                                               {day("2026-11-01"), day("2026-12-15")}}};
    CHECK(parse_comment_rounds(to_json(rounds)) == rounds);
    CHECK(to_json(std::vector<CommentRound>()) == "[]\n");
    CHECK(find_round(rounds, "about/plan") == &rounds.front());
    CHECK(find_round(rounds, "about") == nullptr);
    CHECK_THROWS_AS(parse_comment_rounds("[{}]"), std::runtime_error);
    CHECK_THROWS_AS(parse_comment_rounds("x"), std::runtime_error);
}

}  // namespace charter::comment_round_test
