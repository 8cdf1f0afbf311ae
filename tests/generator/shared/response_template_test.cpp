#include "generator/shared/response_template.h"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "generator/shared/call_topic.h"
#include "generator/shared/duty_roster.h"

namespace charter::response_template_test {

TEST_CASE("the names in braces are found, also one that is never closed", "[responses]") {
    CHECK(placeholders_in("Dear {name}, {reference}.") == std::vector<std::string>{"name", "reference"});
    CHECK(placeholders_in("none }{").size() == 1);
    CHECK(placeholders_in("{{name}}") == std::vector<std::string>{"{name"});
    CHECK(placeholders_in("{} and {open") == std::vector<std::string>{"", "open"});
    CHECK(placeholders_in("").empty());
}

TEST_CASE("texts to begin with come back from their file as they were", "[responses]") {
    const std::vector<ResponseTemplate> responses = {{"sorry",
                                                      "answer",
                                                      {CaseKind::Complaint, CaseKind::Report},
                                                      {{"en", "Sorry"}},
                                                      {{"en", "Dear {name}"}, {"af", "Beste"}}},
                                                     {"who", "acknowledge", {}, {{"en", "Who"}}, {{"en", "x"}}}};
    CHECK(parse_responses(to_json(responses)) == responses);
    CHECK(parse_responses("[]").empty());
    for (const char* broken : {"", "{", "[{}]", R"([{"id":"a","step":"ask","kinds":["spell"],"title":{},"text":{}}])"})
        CHECK_THROWS_AS(parse_responses(broken), std::runtime_error);
}

TEST_CASE("a duty roster comes back from its file as it was", "[duty]") {
    const std::vector<DutyPost> roster = {{"metro", {{"en", "On duty"}}, {{"en", "Nights"}}, "north", "021 000 0000"}};
    CHECK(parse_duty_roster(to_json(roster)) == roster);
    CHECK(find_post(roster, "metro")->phone == "021 000 0000");
    CHECK(find_post(roster, "") == nullptr);
    CHECK_THROWS_AS(parse_duty_roster("[{}]"), std::runtime_error);
}

TEST_CASE("what a case of a call is comes back from its file as it was", "[duty]") {
    const std::vector<TopicCase> topics = {{CallTopic::Violence, CaseKind::Report, "shelter"},
                                           {CallTopic::Information, CaseKind::Enquiry, ""}};
    CHECK(parse_topics(to_json(topics)) == topics);
    CHECK(find_topic(topics, CallTopic::Violence)->service == "shelter");
    CHECK(find_topic(topics, CallTopic::Other) == nullptr);
    for (const char* broken : {"{", "[{}]", R"([{"topic":"fire","kind":"report","service":""}])"})
        CHECK_THROWS_AS(parse_topics(broken), std::runtime_error);
}

}  // namespace charter::response_template_test
