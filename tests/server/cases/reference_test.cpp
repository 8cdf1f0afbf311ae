#include "server/cases/reference.h"

#include <catch2/catch.hpp>
#include <set>

#include "tests/support/random.h"

namespace charter::reference_test {
namespace {

UniformRandom uniform(Random& random) {
    return [&random](std::uint32_t bound) { return static_cast<std::uint32_t>(random.between(0, bound - 1)); };
}

bool is_mistyped(const std::string& typed) {
    const auto parsed = CaseReference::parse(typed);
    const auto* fault = std::get_if<TypedFault>(&parsed);
    return fault != nullptr && *fault == TypedFault::Mistyped;
}

// Every reference that differs by one wrong symbol, or by a swap of any two, of the check symbol too.
void check_every_mistake(const std::string& good) {
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (const char wrong : reference_alphabet) {
            if (wrong == good[i]) continue;
            std::string typed = good;
            typed[i] = wrong;
            CAPTURE(good, typed);
            REQUIRE(is_mistyped(typed));
        }
        for (std::size_t j = i + 1; j < good.size(); ++j) {
            if (good[i] == good[j]) continue;
            std::string typed = good;
            std::swap(typed[i], typed[j]);
            CAPTURE(good, typed);
            REQUIRE(is_mistyped(typed));
        }
    }
}

}  // namespace

TEST_CASE("the alphabet has 31 symbols and no look-alikes", "[reference]") {
    CHECK(std::set<char>(reference_alphabet.begin(), reference_alphabet.end()).size() == 31);
    CHECK(reference_alphabet.find_first_of("01ILO") == std::string_view::npos);
}

// The check is linear, so whether a mistake is seen depends only on the two positions and symbols it touches: with the
// others fixed, all pairs of symbols in all pairs of positions are every case there is.
TEST_CASE("each pair of symbols in each pair of positions: no wrong symbol and no swap goes unseen", "[reference]") {
    for (std::size_t i = 0; i < 8; ++i) {
        for (std::size_t j = i + 1; j < 8; ++j) {
            for (const char first : reference_alphabet) {
                for (const char second : reference_alphabet) {
                    std::string eight = "22222222";
                    eight[i] = first;
                    eight[j] = second;
                    const char check = check_symbol(eight);
                    std::string swapped = eight;
                    std::swap(swapped[i], swapped[j]);
                    REQUIRE((first == second || check_symbol(swapped) != check));
                    std::string check_swapped = eight;
                    check_swapped[j] = check;
                    REQUIRE((second == check || check_symbol(check_swapped) != second));
                }
            }
        }
    }
}

TEST_CASE("a wrong symbol in any position changes the check symbol", "[reference]") {
    for (std::size_t i = 0; i < 8; ++i) {
        std::set<char> checks;
        for (const char symbol : reference_alphabet) {
            std::string eight = "KTM4R2WX";
            eight[i] = symbol;
            checks.insert(check_symbol(eight));
        }
        CHECK(checks.size() == reference_alphabet.size());
    }
}

TEST_CASE("random references: every single mistake and every swap is told", "[reference][property]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    for (int round = 0; round < 200; ++round) check_every_mistake(CaseReference::make(uniform(random)).text());
}

TEST_CASE("a reference is read however it is typed", "[reference]") {
    Random random(property_seed());
    const CaseReference made = CaseReference::make(uniform(random));
    const std::string& text = made.text();
    std::string lower;
    for (const char c : text) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const std::vector<std::string> ways = {text,
                                           made.in_groups(),
                                           made.in_groups('-'),
                                           lower,
                                           "  " + text + "\r\n",
                                           text.substr(0, 3) + "." + text.substr(3),
                                           text.substr(0, 3) + "\xE2\x80\x93" + text.substr(3) + "\xC2\xA0"};
    for (const std::string& typed : ways) {
        const auto parsed = CaseReference::parse(typed);
        CAPTURE(typed);
        REQUIRE(std::holds_alternative<CaseReference>(parsed));
        CHECK(std::get<CaseReference>(parsed) == made);
    }
    CHECK(made.in_groups().size() == 11);
}

TEST_CASE("a mistyped reference is told apart from what is none", "[reference]") {
    const auto [typed, fault] = GENERATE(table<std::string, TypedFault>({
        {"", TypedFault::Malformed},
        {"22222222", TypedFault::Malformed},
        {"2222222222", TypedFault::Malformed},
        {"2222222!2", TypedFault::Malformed},
        {"2222222\xC3\xA9", TypedFault::Malformed},
        {std::string("2222\0002222", 9), TypedFault::Malformed},
        {"22222222O", TypedFault::Mistyped},
        {"2222l2222", TypedFault::Mistyped},
        {"022222222", TypedFault::Mistyped},
        {"222222223", TypedFault::Mistyped},
    }));
    CAPTURE(typed);
    const auto parsed = CaseReference::parse(typed);
    REQUIRE(std::holds_alternative<TypedFault>(parsed));
    CHECK(std::get<TypedFault>(parsed) == fault);
}

TEST_CASE("a code is read in groups of four and has no check symbol", "[reference]") {
    Random random(property_seed());
    const CaseCode made = CaseCode::make(uniform(random));
    const auto parsed = CaseCode::parse(made.in_groups('-'));
    REQUIRE(std::holds_alternative<CaseCode>(parsed));
    CHECK(std::get<CaseCode>(parsed) == made);
    CHECK(made.in_groups().size() == 14);
    CHECK(std::get<TypedFault>(CaseCode::parse("2222 2222 222I")) == TypedFault::Mistyped);
    CHECK(std::get<TypedFault>(CaseCode::parse("2222 2222 222")) == TypedFault::Malformed);
}

TEST_CASE("every symbol of a reference and a code is drawn from the whole alphabet", "[reference]") {
    std::vector<std::uint32_t> bounds;
    const UniformRandom last = [&](std::uint32_t bound) {
        bounds.push_back(bound);
        return bound - 1;
    };
    CHECK(CaseReference::make(last).text().substr(0, 8) == "ZZZZZZZZ");
    CHECK(CaseCode::make(last).text() == "ZZZZZZZZZZZZ");
    CHECK(bounds == std::vector<std::uint32_t>(20, 31));
}

}  // namespace charter::reference_test
