#include "generator/shared/service.h"

#include <catch2/catch.hpp>

namespace charter::service_test {

TEST_CASE("a limit is read as an author types it and written the same", "[service]") {
    const auto [text, amount, unit] = GENERATE(table<const char*, int, LimitUnit>({
        {"25 working days", 25, LimitUnit::WorkingDays},
        {"1 working day", 1, LimitUnit::WorkingDays},
        {"30 days", 30, LimitUnit::Days},
        {"1 day", 1, LimitUnit::Days},
        {"2 working hours", 2, LimitUnit::WorkingHours},
        {"1 working hour", 1, LimitUnit::WorkingHours},
        {"48 hours", 48, LimitUnit::Hours},
        {"3 minutes", 3, LimitUnit::Minutes},
        {"1000 minutes", 1000, LimitUnit::Minutes},
    }));
    CAPTURE(text);
    CHECK(parse_limit(text) == Limit{amount, unit});
    CHECK(to_text(Limit{amount, unit}) == text);
}

TEST_CASE("what is not a limit is none", "[service]") {
    const auto text = GENERATE("", "5 dayz", "0 days", "-1 days", "1001 days", "days", "5", "five days", "5 Days",
                               "5.5 days", "99999999999 days", "5 working", "5 days or so", "5days");
    CAPTURE(text);
    CHECK_FALSE(parse_limit(text).has_value());
}

TEST_CASE("a text falls back to the first language that has one", "[service]") {
    CHECK(text_in({{"af", "Een"}, {"en", "One"}}, "en") == "One");
    CHECK(text_in({{"af", "Een"}, {"en", "One"}}, "xh") == "Een");
    CHECK(text_in({}, "en").empty());
}

TEST_CASE("keys are those of the content and lead back to the value", "[service]") {
    CHECK(find_case_kind("compliment") == CaseKind::Compliment);
    CHECK(find_applies("written-reasons") == Applies::WrittenReasons);
    CHECK(find_clock("measured") == Clock::Measured);
    CHECK(find_limit_unit("working-hours") == LimitUnit::WorkingHours);
    CHECK(key_of(PromiseStatus::Adopted) == "adopted");
    CHECK_FALSE(find_clock("Resolve").has_value());
    const auto kind =
        GENERATE(CaseKind::Enquiry, CaseKind::Report, CaseKind::Complaint, CaseKind::Compliment, CaseKind::Suggestion);
    CHECK(find_case_kind(key_of(kind)) == kind);
    CHECK(key_of(applies_of(kind)) == key_of(kind));
}

}  // namespace charter::service_test
