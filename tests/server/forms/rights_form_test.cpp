#include "server/forms/rights_form.h"

#include <catch2/catch.hpp>

namespace charter {
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

}  // namespace charter
