// value      = word *( OWS ";" OWS [ parameter ] )
// word       = 1*( tchar / "/" )
// parameter  = token "=" ( token / DQUOTE *( qdtext / "\" DQUOTE / "\\" / "\" ) DQUOTE )
#include "server/http/media_type.h"

#include <algorithm>

#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::string_view token_signs = "!#$%&'*+-.^_`|~";

bool is_token_sign(char sign) {
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9') ||
           token_signs.find(sign) != std::string_view::npos;
}

char lower(char sign) {
    return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
}

// Takes a word or token from the front of `rest`; may be empty.
std::string_view take_word(std::string_view& rest, bool with_slash) {
    std::size_t end = 0;
    while (end < rest.size() && (is_token_sign(rest[end]) || (with_slash && rest[end] == '/'))) ++end;
    const auto word = rest.substr(0, end);
    rest.remove_prefix(end);
    return word;
}

// `rest` begins behind the opening quote.
std::optional<std::string> take_quoted(std::string_view& rest) {
    std::string text;
    for (std::size_t at = 0; at < rest.size(); ++at) {
        if (rest[at] == '"') {
            rest.remove_prefix(at + 1);
            return text;
        }
        if (rest[at] == '\\' && at + 1 < rest.size() && (rest[at + 1] == '"' || rest[at + 1] == '\\')) ++at;
        text += rest[at];
    }
    return std::nullopt;
}

std::optional<std::string> take_parameter_value(std::string_view& rest) {
    if (rest.starts_with('"')) {
        rest.remove_prefix(1);
        return take_quoted(rest);
    }
    const auto token = take_word(rest, false);
    if (token.empty()) return std::nullopt;
    return std::string(token);
}

}  // namespace

bool is_control(char sign) {
    return static_cast<unsigned char>(sign) < 0x20 || sign == '\x7f';
}

bool same_word(std::string_view one, std::string_view other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](char left, char right) { return lower(left) == lower(right); });
}

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_token_sign);
}

std::optional<HeaderValue> parse_header_value(std::string_view text) {
    std::string_view rest = trim(text);
    HeaderValue header;
    header.value = to_lower(take_word(rest, true));
    if (header.value.empty()) return std::nullopt;
    for (rest = trim(rest); !rest.empty(); rest = trim(rest)) {
        if (!rest.starts_with(';')) return std::nullopt;
        rest = trim(rest.substr(1));
        if (rest.empty() || rest.starts_with(';')) continue;
        std::string name = to_lower(take_word(rest, false));
        if (name.empty() || !rest.starts_with('=') || find_parameter(header, name) != nullptr) return std::nullopt;
        rest.remove_prefix(1);
        auto value = take_parameter_value(rest);
        if (!value) return std::nullopt;
        header.parameters.emplace_back(std::move(name), std::move(*value));
    }
    return header;
}

const std::string* find_parameter(const HeaderValue& header, std::string_view name) {
    const auto found = std::find_if(header.parameters.begin(), header.parameters.end(),
                                    [name](const auto& parameter) { return parameter.first == name; });
    return found == header.parameters.end() ? nullptr : &found->second;
}

}  // namespace charter
