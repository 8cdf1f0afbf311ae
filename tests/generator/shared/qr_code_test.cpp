#include "generator/shared/qr_code.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace charter::qr_code_test {
namespace {

// The drawing as a picture: '#' for each dark module. Reads only what qr_code() writes.
std::vector<std::string> picture_of(const QrCode& code) {
    std::vector<std::string> rows(static_cast<std::size_t>(code.side),
                                  std::string(static_cast<std::size_t>(code.side), ' '));
    std::size_t x = 0;
    std::size_t y = 0;
    for (std::size_t at = 0; at < code.path.size();) {
        const char step = code.path[at++];
        std::size_t used = 0;
        const std::size_t number = std::stoul(code.path.substr(at), &used);
        at += used;
        if (step == 'M') {
            x = number;
            y = std::stoul(code.path.substr(at), &used);
            at += used + 2;  // ".5"
        } else if (step == 'm') {
            x += number;
            at += 2;  // " 0"
        } else {
            for (std::size_t end = x + number; x < end; ++x) rows.at(y).at(x) = '#';
        }
    }
    return rows;
}

}  // namespace

TEST_CASE("a code has its three finders and a quiet zone of four modules around it", "[qr]") {
    const QrCode code = qr_code("https://charter.example.org/en/at/metro-south");
    CHECK(code.side == 33 + 8);
    const std::vector<std::string> rows = picture_of(code);
    const std::string blank(static_cast<std::size_t>(code.side), ' ');
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(rows[i] == blank);
        CHECK(rows[rows.size() - 1 - i] == blank);
    }
    for (const std::string& row : rows) {
        CHECK(row.substr(0, 4) == "    ");
        CHECK(row.substr(row.size() - 4) == "    ");
    }
    const std::vector<std::string> finder = {"#######", "#     #", "# ### #", "# ### #",
                                             "# ### #", "#     #", "#######"};
    const std::size_t far = rows.size() - 4 - 7;
    for (std::size_t i = 0; i < finder.size(); ++i) {
        CHECK(rows[4 + i].substr(4, 7) == finder[i]);
        CHECK(rows[4 + i].substr(far, 7) == finder[i]);
        CHECK(rows[far + i].substr(4, 7) == finder[i]);
    }
}

TEST_CASE("the code of a long address is still drawn in under 3 KB, and always in the same bytes", "[qr]") {
    const std::string address = "https://charter.westerncape.example.org/en/at/facilities-and-quality-monitoring";
    CHECK(qr_code(address).path.size() < 2900);
    CHECK(qr_code(address).path == qr_code(address).path);
    CHECK(qr_code(address).path != qr_code(address + "2").path);
}

TEST_CASE("what no code can hold is told", "[qr]") {
    CHECK_THROWS_AS(qr_code(std::string(2332, 'x')), std::runtime_error);
    CHECK_THROWS_AS(qr_code(""), std::runtime_error);
    CHECK_NOTHROW(qr_code(std::string(2331, 'x')));
}

}  // namespace charter::qr_code_test
