// A header value with parameters, "text/html; charset=utf-8" or "form-data; name=\"place\"", to its parts. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace charter {

// The same letters, whatever their case. ASCII only.
[[nodiscard]] bool same_word(std::string_view one, std::string_view other);
// A sign below the blank, a tab and a line end among them, or DEL. ASCII only.
[[nodiscard]] bool is_control(char sign);
// A token of RFC 9110: a method, a header's name.
[[nodiscard]] bool is_token(std::string_view text);

struct HeaderValue {
    std::string value;                                            // in lower case
    std::vector<std::pair<std::string, std::string>> parameters;  // names in lower case, no name twice
};

// Nothing if it is not well-formed. In a quoted parameter \" and \\ are taken as one sign; any other backslash stays,
// as browsers mean it.
[[nodiscard]] std::optional<HeaderValue> parse_header_value(std::string_view text);
// nullptr if there is none. `name` in lower case.
[[nodiscard]] const std::string* find_parameter(const HeaderValue& header, std::string_view name);

}  // namespace charter
