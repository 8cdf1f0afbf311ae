#include "server/cases/case.h"

#include <catch2/catch.hpp>
#include <set>

namespace charter::case_test {
namespace {

template <typename Value, typename Find>
void check_keys(const std::vector<Value>& values, std::size_t expected, Find find) {
    std::set<std::string_view> keys;
    for (const Value value : values) {
        const std::string_view key = key_of(value);
        CAPTURE(key);
        CHECK_FALSE(key.empty());
        CHECK(find(key) == value);
        keys.insert(key);
    }
    CHECK(keys.size() == expected);
    CHECK_FALSE(find("").has_value());
    CHECK_FALSE(find("no-such-key").has_value());
}

}  // namespace

TEST_CASE("each key stands for one value and leads back to it", "[case]") {
    check_keys(all_states(), 13, find_state);
    check_keys(all_findings(), 6, find_finding);
    check_keys(all_redress(), 8, find_redress);
    check_keys(all_case_channels(), 16, find_case_channel);
    check_keys(all_roles(), 6, find_role);
    check_keys(all_steps(), 33, find_step);
    check_keys(all_identity_checks(), 3, find_identity_check);
}

TEST_CASE("the six words that citizens see", "[case]") {
    const auto [state, word] = GENERATE(table<State, const char*>({
        {State::Received, "received"},
        {State::Acknowledged, "sent-to-unit"},
        {State::Assigned, "sent-to-unit"},
        {State::InProgress, "being-worked-on"},
        {State::AwaitingComplainant, "waiting-for-you"},
        {State::AwaitingThirdParty, "being-worked-on"},
        {State::Referred, "sent-to-unit"},
        {State::Resolved, "answered"},
        {State::Closed, "closed"},
        {State::UnderReview, "being-worked-on"},
        {State::ReviewDecided, "answered"},
        {State::Withdrawn, "closed"},
        {State::Duplicate, "closed"},
    }));
    CAPTURE(key_of(state));
    CHECK(key_of(public_word(state)) == word);
}

TEST_CASE("a text or fact that an event lacks is empty", "[case]") {
    CaseEvent event;
    event.facts.emplace(FactName::rule, "Police");
    event.texts.emplace(TextName::place, PersonalText{"At the gate", {}, {}, false});
    CHECK(fact_of(event, FactName::rule) == "Police");
    CHECK(fact_of(event, FactName::office).empty());
    CHECK(text_of(event, TextName::place) == "At the gate");
    CHECK(text_of(event, TextName::when).empty());
    // Of another body: a text, which can be erased; older events have a fact.
    event.facts.emplace(TextName::body, "Police");
    CHECK(named_in(event, TextName::body) == "Police");
    event.texts.emplace(TextName::body, PersonalText{});
    CHECK(named_in(event, TextName::body).empty());
}

}  // namespace charter::case_test
