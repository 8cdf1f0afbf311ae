// Web and mail addresses that stand bare in a text, as GitHub's Markdown makes them links: "https://...", "www....",
// "name@example.org". Used by markdown.cpp, because the library's own extension for them must not run in threads.
// Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace charter {

struct BareAddress {
    std::size_t begin = 0;  // bytes in the text
    std::size_t end = 0;
    std::string url;  // "https://...", "http://www...." or "mailto:..."
};

// In the order of the text; they never overlap. Signs that end a sentence are not part of an address.
[[nodiscard]] std::vector<BareAddress> find_bare_addresses(std::string_view text);

// Quick test: false if the text surely holds none.
[[nodiscard]] bool may_hold_address(std::string_view text);

}  // namespace charter
