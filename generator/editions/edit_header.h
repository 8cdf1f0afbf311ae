// Changes to the header block of an author's file that leave every other byte as it is: the order, the comments, the
// line ends. Used by the commands that write into content. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace charter {

// The lines of a file that hold "key: value" pairs of the outermost level: those between the first two lines "---" of
// a page, or the whole of a settings file.
enum class HeaderKind { Page, Settings };

// The text behind "key:" as written, without spaces and without quotes around it; nothing if there is no such key. Of
// a value on several lines only what stands on the first.
[[nodiscard]] std::optional<std::string> header_field(std::string_view text, HeaderKind kind, std::string_view key);

// The text with the key's value replaced, or added as the header's last line. `value` is written as it is: quote it
// where YAML asks for that.
[[nodiscard]] std::string with_header_field(std::string_view text, HeaderKind kind, std::string_view key,
                                            std::string_view value);

// The text without the key and its value, also one that spans several lines.
[[nodiscard]] std::string without_header_field(std::string_view text, HeaderKind kind, std::string_view key);

}  // namespace charter
