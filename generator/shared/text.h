// Small text functions that no library here gives: UTF-8 check, HTML escape, slugs, nearest name.
// Used by every layer of both programs. Pure; any thread. Text is UTF-8 throughout.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace charter {

[[nodiscard]] constexpr bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

// An ASCII letter, or a byte of a sign beyond ASCII: most of those are letters of other scripts.
[[nodiscard]] constexpr bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (static_cast<unsigned char>(byte) & 0x80U) != 0;
}

// What find() of a text gives where it finds nothing.
inline constexpr std::size_t nowhere = std::string_view::npos;

// The byte offset of the first byte that is not well-formed UTF-8 (overlong forms and surrogates are not), or nothing.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text);

// The number of Unicode code points in well-formed UTF-8.
[[nodiscard]] std::size_t count_characters(std::string_view text);

// The text with & < > " ' replaced by character references: safe in element content and in quoted attributes.
[[nodiscard]] std::string escape_html(std::string_view text);
// The same, put at the end of `out`.
void append_escaped(std::string& out, std::string_view text);

// A lower-case address part of letters, digits and single hyphens, for heading ids ("What it costs" ->
// "what-it-costs"). Latin letters lose their accents where simple; other scripts are kept as they are. Empty input or
// only signs gives "section".
[[nodiscard]] std::string slug(std::string_view text);

// ASCII letters alone; all else stays as it is.
[[nodiscard]] std::string to_lower(std::string_view text);

// True for a non-empty id of [a-z0-9-], as standards, services, offices and channels have.
[[nodiscard]] bool is_id(std::string_view text);

// Without white space at both ends (ASCII blanks and no-break spaces).
[[nodiscard]] std::string_view trim(std::string_view text);

[[nodiscard]] std::vector<std::string> split(std::string_view text, char separator);

// The candidate nearest to `word` by edit distance, if near enough to be what was meant; nothing otherwise. Ties: the
// first.
[[nodiscard]] std::optional<std::string> nearest_name(std::string_view word,
                                                      const std::vector<std::string>& candidates);

// "0800 220 250" -> "tel:0800220250": digits, a leading + and * # kept.
[[nodiscard]] std::string telephone_link(std::string_view number);

}  // namespace charter
