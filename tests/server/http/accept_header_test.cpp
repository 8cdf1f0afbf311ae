#include "server/http/accept_header.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace charter::accept_header_test {

TEST_CASE("the language that the reader likes best is chosen, else the first one", "[accept]") {
    const auto [header, chosen] = GENERATE(table<const char*, const char*>({
        {"", "en"},
        {"af", "af"},
        {"af-ZA,af;q=0.9,en;q=0.8", "af"},
        {"en;q=0.5, XH", "xh"},
        {"fr, xh;q=0.4, af;q=0.7", "af"},
        {"fr", "en"},
        {"af;q=0, xh;q=0.001", "xh"},
        {"af;q=high, xh;q=0.1", "xh"},
        {"afx", "en"},
        {",,;q=1,-,", "en"},
    }));
    CAPTURE(header);
    const std::vector<std::string> languages = {"en", "af", "xh"};
    CHECK(choose_language(header, languages) == chosen);
}

}  // namespace charter::accept_header_test
