#include "server/forms/rules.h"

#include <catch2/catch.hpp>

namespace charter::rules_test {

TEST_CASE("a day that its month lacks is told with the days that it has", "[forms]") {
    const auto [typed, expected] = GENERATE(table<std::string, std::string>({
        {"2026-02-28", ""},
        {"2028/02/29", ""},
        {"2026-02-30", "error.no-such-day month 2 year 2026 days 28"},
        {"2028.02.30", "error.no-such-day month 2 year 2028 days 29"},
        {"2026-04-31", "error.no-such-day month 4 year 2026 days 30"},
        {"2026-13-01", "error.day.malformed"},
        {"2026-02-3x", "error.day.malformed"},
        {"30-02-2026", "error.day.malformed"},
        {"2026-02-", "error.day.malformed"},
        {"tomorrow", "error.day.malformed"},
        {"", "error.day.malformed"},
    }));
    CAPTURE(typed);
    std::vector<FieldError> errors;
    CHECK(read_day("day", typed, errors).has_value() == expected.empty());
    std::string told;
    for (const FieldError& error : errors) {
        told += error.key;
        for (const auto& [name, value] : error.arguments) told += " " + name + " " + value;
    }
    CHECK(told == expected);
}

TEST_CASE("a phone number is read however people write it", "[forms]") {
    auto [typed, expected] = GENERATE(table<std::string, std::string>({
        {"0210000000", "+27210000000"},
        {"021 000 0000", "+27210000000"},
        {" (021) 000-0000 ", "+27210000000"},
        {"021.000.0000", "+27210000000"},
        {"021/000 0000", "+27210000000"},
        {"021 000\u20130000", "+27210000000"},
        {"+27 21 000 0000", "+27210000000"},
        {"+27 (0)21 000 0000", "+27210000000"},
        {"0027 21 000 0000", "+27210000000"},
        {"27 21 000 0000", "+27210000000"},
        {"\u202A+27 82 123 4567\u202C", "+27821234567"},
        {"082\u00A0123\u00A04567", "+27821234567"},
        {"+1 212 555 0100", "+12125550100"},
        {"00264 61 000 000", "+26461000000"},
    }));
    CAPTURE(typed);
    CHECK(normal_phone(typed).value_or("(none)") == expected);
}

TEST_CASE("what is no phone number is not made into one", "[forms]") {
    const auto typed =
        GENERATE(as<std::string>(), "", "12345", "021 000 000", "021 000 00000", "call me", "021 000 0000 x12",
                 "0210000000 or 0820000000", "+", "+27", "+27 0", "++27210000000", "02100000O0", "+0123456789",
                 "+12345", "+1234567890123456", "21 000 0000", "*120*1#", "٠٢١٠٠٠٠٠٠٠");
    CAPTURE(typed);
    CHECK_FALSE(normal_phone(typed));
}

TEST_CASE("an e-mail address is read as people paste it", "[forms]") {
    auto [typed, expected] = GENERATE(table<std::string, std::string>({
        {"a@b.za", "a@b.za"},
        {"  first.last+tag@sub.example.org \n", "first.last+tag@sub.example.org"},
        {"mailto:a@b.za", "a@b.za"},
        {"Ann Example <a@b.za>", "a@b.za"},
        {"\u200Ba@b.za\uFEFF", "a@b.za"},
        {"o'brien@b.za", "o'brien@b.za"},
        {"naïve@bücher.example", "naïve@bücher.example"},
    }));
    CAPTURE(typed);
    CHECK(normal_email(typed).value_or("(none)") == expected);
}

TEST_CASE("what is no e-mail address is refused", "[forms]") {
    const auto typed = GENERATE(as<std::string>(), "", "a", "a@", "@b.za", "a@b", "a@b..za", "a@.za", "a@-b.za",
                                "a b@c.za", "a@b.za, c@d.za", "a@b@c.za", ".a@b.za", "a.@b.za", "a..b@c.za", "a@b_c.za",
                                "\"a\"@b.za", "<script>@b.za", "a@b.za\nBcc: c@d.za");
    CAPTURE(typed);
    CHECK_FALSE(normal_email(typed));
    CHECK_FALSE(normal_email(std::string(65, 'a') + "@b.za"));
    CHECK_FALSE(normal_email("a@" + std::string(260, 'b') + ".za"));
}

TEST_CASE("text that no one can see says nothing", "[forms]") {
    CHECK(says_nothing(""));
    CHECK(says_nothing(" \t\n\u00A0\u2003\u3000"));
    CHECK(says_nothing("\u200B\u202E\u2066\uFEFF\u00AD\u3164\U000E0041"));
    CHECK_FALSE(says_nothing("."));
    CHECK_FALSE(says_nothing("\u202Eא\u202C"));
    CHECK_FALSE(says_nothing("ﷺ"));
    CHECK_FALSE(says_nothing("😀"));
}

TEST_CASE("a line holds no line end, and keeps its direction signs", "[forms]") {
    CHECK(one_line("  behind\nthe\tclinic \x1b[2J ") == "behind the clinic  [2J");
    CHECK(one_line("\u2067שלום\u2069") == "\u2067שלום\u2069");
    CHECK(one_line(" \u200B\n").empty());
}

TEST_CASE("length is counted in characters, not in bytes", "[forms]") {
    std::vector<FieldError> errors;
    std::string text;
    for (int count = 0; count < 200; ++count) text += "ह";
    limit_length("place", text, 200, errors);
    CHECK(errors.empty());
    limit_length("place", text + "😀", 200, errors);
    CHECK(errors == std::vector<FieldError>{{"place", "error.place.too-long", {{"limit", "200"}, {"count", "201"}}}});
}

}  // namespace charter::rules_test
