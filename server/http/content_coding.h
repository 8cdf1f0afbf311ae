// Which compression a client takes, by the quality values of Accept-Encoding. Pure.
#pragma once

#include <string_view>

namespace charter {

enum class Coding { None, Gzip, Brotli };

struct Offered {
    bool gzip = false;
    bool brotli = false;
};

// The offered coding the client likes best, the smaller one if it likes both the same. None if the header is absent, or
// takes nothing that is offered.
[[nodiscard]] Coding choose_coding(std::string_view accept_encoding, Offered offered);
// "br", "gzip", "".
[[nodiscard]] std::string_view key_of(Coding coding);

// Text of any kind: worth compressing, so answers differ by Accept-Encoding.
[[nodiscard]] bool is_text(std::string_view content_type);

}  // namespace charter
