// body     = "--" boundary CRLF part *( CRLF "--" boundary CRLF part ) CRLF "--" boundary "--" [ CRLF ]
//          / "--" boundary "--" [ CRLF ]                      ; a form without fields
// part     = 1*( header CRLF ) CRLF *OCTET                    ; the octets do not hold CRLF "--" boundary
// header   = "Content-Disposition" ":" "form-data" ";" "name" "=" quoted [ ";" "filename" "=" quoted ]
//          / "Content-Type" ":" media-type                    ; of a text: charset UTF-8 or none
//          / "Content-Transfer-Encoding" ":" ( "7bit" / "8bit" / "binary" )
//          / other                                            ; passed over
//
// Stricter than RFC 2046: nothing before the first or behind the last boundary, no padding, no bare line feed, no parts
// within parts. Every browser writes it this way. In names, %22 %0D %0A stand for the signs a browser cannot write.
#include "server/http/multipart.h"

#include <algorithm>

#include "generator/shared/text.h"
#include "server/http/media_type.h"

namespace charter {
namespace {

constexpr std::size_t part_head_max = 2048;
constexpr std::string_view line_end = "\r\n";

struct PartHead {
    std::optional<HeaderValue> disposition;
    std::string content_type;
};

bool is_boundary(std::string_view text) {
    constexpr std::string_view others = "'()+_,-./:=? ";
    const auto is_boundary_sign = [&](char sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9') ||
               others.find(sign) != std::string_view::npos;
    };
    return !text.empty() && text.size() <= 70 && text.back() != ' ' &&
           std::all_of(text.begin(), text.end(), is_boundary_sign);
}

// Undoes what a browser does to signs that would end a quoted name.
std::string unescape_name(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto code = text.substr(at, 3);
        const char sign = code == "%22" ? '"' : same_word(code, "%0d") ? '\r' : same_word(code, "%0a") ? '\n' : '\0';
        out += sign == '\0' ? text[at] : sign;
        if (sign != '\0') at += 2;
    }
    return out;
}

bool take_header(std::string_view line, PartHead& head) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
    const auto name = line.substr(0, colon);
    const auto value = trim(line.substr(colon + 1));
    if (same_word(name, "Content-Disposition")) {
        if (head.disposition) return false;
        head.disposition = parse_header_value(value);
        return head.disposition.has_value();
    }
    if (same_word(name, "Content-Type")) {
        if (!head.content_type.empty() || value.empty()) return false;
        head.content_type = value;
    }
    if (same_word(name, "Content-Transfer-Encoding"))
        return same_word(value, "7bit") || same_word(value, "8bit") || same_word(value, "binary");
    return true;
}

std::optional<PartHead> parse_part_head(std::string_view text) {
    PartHead head;
    while (!text.empty()) {
        const auto end = std::min(text.find(line_end), text.size());
        if (!take_header(text.substr(0, end), head)) return std::nullopt;
        text.remove_prefix(std::min(end + line_end.size(), text.size()));
    }
    if (!head.disposition || head.disposition->value != "form-data") return std::nullopt;
    const bool nested = to_lower(head.content_type).starts_with("multipart/");
    const bool two_names = find_parameter(*head.disposition, "filename*") != nullptr;
    if (nested || two_names) return std::nullopt;
    return head;
}

std::optional<FormFault> add_file(FormData& form, std::string field, const std::string& name,
                                  const std::string& content_type, std::string_view bytes) {
    if (name.empty() && bytes.empty()) return std::nullopt;
    if (count_of(form) >= form_fields_max) return FormFault::TooManyFields;
    auto checked = checked_text(name);
    if (const auto* fault = std::get_if<FormFault>(&checked)) return *fault;
    form.files.push_back(
        {std::move(field), std::move(std::get<std::string>(checked)), content_type, std::string(bytes)});
    return std::nullopt;
}

std::optional<FormFault> add_part(FormData& form, std::string_view part) {
    const auto head_end = part.substr(0, part_head_max).find("\r\n\r\n");
    if (head_end == std::string_view::npos) return FormFault::Malformed;
    const auto head = parse_part_head(part.substr(0, head_end));
    if (!head) return FormFault::Malformed;
    const std::string* quoted_name = find_parameter(*head->disposition, "name");
    if (quoted_name == nullptr || quoted_name->empty()) return FormFault::Malformed;
    auto name = checked_text(unescape_name(*quoted_name));
    if (const auto* fault = std::get_if<FormFault>(&name)) return *fault;
    const auto content = part.substr(head_end + 4);
    if (const std::string* file_name = find_parameter(*head->disposition, "filename"))
        return add_file(form, std::get<std::string>(name), unescape_name(*file_name), head->content_type, content);
    if (!head->content_type.empty()) {
        const auto type = parse_header_value(head->content_type);
        if (!type) return FormFault::Malformed;
        const std::string* charset = find_parameter(*type, "charset");
        if (charset != nullptr && !is_known_charset(*charset)) return FormFault::UnknownCharset;
    }
    return add_field(form, std::move(std::get<std::string>(name)), content);
}

bool is_end(std::string_view rest) {
    return rest == "--" || rest == "--\r\n";
}

}  // namespace

std::variant<FormData, FormFault> parse_multipart(std::string_view boundary, std::string_view body) {
    if (!is_boundary(boundary)) return FormFault::Malformed;
    const std::string delimiter = "\r\n--" + std::string(boundary);
    const auto opening = std::string_view(delimiter).substr(line_end.size());
    if (!body.starts_with(opening)) return FormFault::Malformed;
    std::string_view rest = body.substr(opening.size());
    FormData form;
    while (!is_end(rest)) {
        if (!rest.starts_with(line_end)) return FormFault::Malformed;
        rest.remove_prefix(line_end.size());
        const auto end = rest.find(delimiter);
        if (end == std::string_view::npos) return FormFault::Malformed;
        if (const auto fault = add_part(form, rest.substr(0, end))) return *fault;
        rest.remove_prefix(end + delimiter.size());
    }
    return form;
}

}  // namespace charter
