#include "server/forms/rights_form.h"

#include <catch2/catch.hpp>

namespace charter::rights_form_test {
namespace {

AfterHoursCall call_with(std::string caller, std::string words = "There is no food.") {
    AfterHoursCall call;
    call.caller = std::move(caller);
    call.words = std::move(words);
    return call;
}

}  // namespace

TEST_CASE("a call is a person's whose number or address was written down", "[rights-form]") {
    const auto [caller, words, found] = GENERATE(table<std::string, std::string, bool>({
        {"021 000 0077", "", true},
        {"Her sister, +27 (0)21-000-0077, evenings", "", true},
        {"", "Call back on 0210000077.", true},
        {"021 000 0078", "", false},
        {"1021 000 00771", "", false},
        {"Mail <Quagga@Sample.example>.", "", true},
        {"not-quagga@sample.example", "", false},
        {"Nobody", "Nothing", false},
        {"", "", false},
    }));
    CAPTURE(caller, words);
    CHECK(names_contact(call_with(caller, words), "+27210000077", "quagga@sample.example") == found);
    CHECK_FALSE(names_contact(call_with(caller, words), "", ""));
}

TEST_CASE("what is due is kept until a day to come, as long again as its class says at most", "[rights-form]") {
    const Date today = *parse_date("2026-11-29");
    const auto [until, expected] = GENERATE(table<std::string, std::string>({
        {"2026-11-30", ""},
        {"2028-11-29", ""},
        {"2028-11-30", "error.keep_until.too-late"},
        {"2099-01-01", "error.keep_until.too-late"},
        {"2026-11-29", "error.keep_until.past"},
        {"2027-02-29", "error.no-such-day"},
        {"next year", "error.keep_until.malformed"},
        {"", "error.keep_until.missing"},
    }));
    CAPTURE(until);
    const auto checked = check_keep({"A court asks for it.", until}, today, parse_date("2028-11-29"));
    CHECK((checked.errors.empty() ? "" : checked.errors.front().key) == expected);
    CHECK(checked.errors.size() == (expected.empty() ? 0 : 1));
    CHECK(check_keep({"A court asks for it.", "2099-01-01"}, today, std::nullopt).errors.empty());
}

}  // namespace charter::rights_form_test
