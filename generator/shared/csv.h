// Fields of a table as RFC 4180 writes them, safe to be opened in a spreadsheet. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace charter {

// What a file for spreadsheets begins with: without it, Excel takes UTF-8 for something else.
inline constexpr std::string_view csv_mark = "\xEF\xBB\xBF";

// In quotes where the text asks for it. A text that a spreadsheet would take for a formula (it begins with = + - @ or
// a tab) gets an apostrophe before it.
[[nodiscard]] std::string csv_field(std::string_view text);

// The fields with commas between and CRLF behind.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& fields);

}  // namespace charter
