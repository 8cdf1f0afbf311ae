// Copies of a text file that a server can send as they are: brotli and gzip. Pure; any thread. Same text, same bytes:
// the gzip header holds no time and no name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace charter {

// True for files worth compressing, by the end of their name: HTML, CSS, JavaScript, JSON, XML, SVG and plain text.
[[nodiscard]] bool is_compressible(std::string_view path);

// Nothing if the copy would not be smaller than the text. Throws std::runtime_error only if the library fails.
[[nodiscard]] std::optional<std::string> brotli(std::string_view text);
[[nodiscard]] std::optional<std::string> gzip(std::string_view text);

// The text of such a copy; nothing if it is none, or holds more than 64 MiB.
[[nodiscard]] std::optional<std::string> unbrotli(std::string_view packed);
[[nodiscard]] std::optional<std::string> gunzip(std::string_view packed);

}  // namespace charter
