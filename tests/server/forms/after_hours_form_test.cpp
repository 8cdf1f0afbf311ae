#include "server/forms/after_hours_form.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/server/cases/case_fixture.h"

namespace charter::after_hours_form_test {
namespace {

const std::vector<DutyPost> roster = {{"metro", {{"en", "Social worker on duty"}}, {}, "north", "021 000 0000"}};
const Calendar calendar(CalendarRule::SouthAfrica, {}, "Africa/Johannesburg");

Checked<AfterHoursCall> check(const FieldMap& sent, const std::vector<DutyPost>& posts = roster) {
    return check_call(read_call_answers(sent), {posts, calendar, local("2026-11-28 01:10")});
}

std::string errors_of(const FieldMap& sent, const std::vector<DutyPost>& posts = roster) {
    std::string text;
    for (const FieldError& error : check(sent, posts).errors) {
        CHECK(std::find(error_keys.begin(), error_keys.end(), error.key) != error_keys.end());
        text += (text.empty() ? "" : "; ") + error.key;
    }
    return text;
}

}  // namespace

TEST_CASE("a call that was written down after midnight was taken before it", "[after-hours]") {
    const auto [call, errors] =
        check({{"topic", {"information"}}, {"words", {"When do you open?"}}, {"call_time", {"23:40"}}});
    CHECK(errors.empty());
    CHECK(call.taken_at == local("2026-11-27 23:40"));
    CHECK(call.office.empty());
    const auto now = check({{"topic", {"other"}}, {"words", {"x"}}}).value;
    CHECK(now.taken_at == local("2026-11-28 01:10"));
    CHECK(check({{"topic", {"other"}}, {"words", {"x"}}, {"call_time", {"0:30"}}}).value.taken_at ==
          local("2026-11-28 00:30"));
}

TEST_CASE("what is urgent needs a post on duty, whose office it goes to", "[after-hours]") {
    CHECK(errors_of({{"topic", {"street-children"}}, {"words", {"Three boys"}}}) == "error.post.missing");
    CHECK(errors_of({{"topic", {"street-children"}}, {"words", {"Three boys"}}}, {}).empty());
    const auto [call, errors] = check({{"topic", {"street-children"}}, {"words", {"Three boys"}}, {"post", {"metro"}}});
    CHECK(errors.empty());
    CHECK(call.office == "north");
    CHECK(call.post == "metro");
}

TEST_CASE("each mistake in a call is told at its field", "[after-hours]") {
    CHECK(errors_of({}) == "error.topic.missing; error.words.missing");
    CHECK(errors_of({{"topic", {"spell"}}, {"words", {"x"}}}) == "error.topic.missing");
    CHECK(errors_of({{"topic", {"other"}}, {"words", {"x"}}, {"call_time", {"25:00"}}}) == "error.call_time.malformed");
    CHECK(errors_of({{"topic", {"other"}}, {"words", {"x"}}, {"post", {"nobody"}}}) == "error.post.unknown");
    CHECK(errors_of({{"topic", {"other"}}, {"words", {std::string(4001, 'x')}}}) == "error.words.too-long");
    CHECK(errors_of({{"topic", {"other"}}, {"words", {"x"}}, {"caller", {std::string(201, 'x')}}}) ==
          "error.caller.too-long");
}

TEST_CASE("the number of a caller is found in how they are reached", "[after-hours]") {
    const auto read = [](std::string_view written) {
        const Caller caller = read_caller(written);
        return caller.name + "|" + caller.phone;
    };
    CHECK(read("021 000 0077") == "|021 000 0077");
    CHECK(read("Nomsa, 021 000 0077") == "Nomsa|021 000 0077");
    CHECK(read("+27 82 123 4567 (Sipho)") == "Sipho|+27 82 123 4567");
    CHECK(read("Sipho, flat 12, 0821234567, after 5") == "Sipho, flat 12, after 5|0821234567");
    CHECK(read("nobody said") == "nobody said|");
    CHECK(read("flat 12") == "flat 12|");
    CHECK(read("") == "|");
}

}  // namespace charter::after_hours_form_test
