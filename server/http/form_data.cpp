// URL-encoded, as browsers write it:
//
// form   = [ pair *( "&" pair ) ]        ; an empty pair is passed over
// pair   = name [ "=" value ]            ; the name is not empty
// name, value = *( any sign but "&" and, in names, "=" / "+" for a blank / "%" HEXDIG HEXDIG )
//
// Decoded text is UTF-8 without NUL; CRLF becomes \n, a CR without LF is refused. Other control signs show nothing,
// and terminals obey them: they are left out.
#include "server/http/form_data.h"

#include <algorithm>

#include "generator/shared/text.h"
#include "server/http/media_type.h"
#include "server/http/multipart.h"

namespace charter {
namespace {

std::optional<unsigned> hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return static_cast<unsigned>(digit - '0');
    if (digit >= 'a' && digit <= 'f') return static_cast<unsigned>(digit - 'a' + 10);
    if (digit >= 'A' && digit <= 'F') return static_cast<unsigned>(digit - 'A' + 10);
    return std::nullopt;
}

std::optional<std::string> decode_form_text(std::string_view text) {
    std::string blanks(text);
    std::replace(blanks.begin(), blanks.end(), '+', ' ');
    return percent_decode(blanks);
}

std::optional<FormFault> add_pair(FormData& form, std::string_view pair) {
    const auto equals = pair.find('=');
    const auto name = decode_form_text(pair.substr(0, equals));
    const auto value =
        decode_form_text(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1));
    if (!name || !value || name->empty()) return FormFault::Malformed;
    auto checked_name = checked_text(*name);
    if (const auto* fault = std::get_if<FormFault>(&checked_name)) return *fault;
    return add_field(form, std::move(std::get<std::string>(checked_name)), *value);
}

std::variant<FormData, FormFault> parse_pairs(std::string_view text) {
    FormData form;
    while (!text.empty()) {
        const auto end = std::min(text.find('&'), text.size());
        if (end > 0) {
            if (const auto fault = add_pair(form, text.substr(0, end))) return *fault;
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return form;
}

bool has_unknown_charset(const HeaderValue& type) {
    const std::string* charset = find_parameter(type, "charset");
    return charset != nullptr && !is_known_charset(*charset);
}

std::variant<MultipartReader, FormFault> multipart_reader(const HeaderValue& type) {
    if (has_unknown_charset(type)) return FormFault::UnknownCharset;
    if (type.value != "multipart/form-data") return FormFault::UnknownType;
    const std::string* boundary = find_parameter(type, "boundary");
    if (boundary == nullptr) return FormFault::Malformed;
    return MultipartReader(*boundary);
}

}  // namespace

int status_of(FormFault fault) {
    switch (fault) {
        case FormFault::UnknownType:
        case FormFault::UnknownCharset:
            return 415;
        case FormFault::TooManyFields:
        case FormFault::TooLong:
            return 413;
        case FormFault::Malformed:
        case FormFault::NotUtf8:
        case FormFault::ForbiddenSign:
            return 400;
    }
    return 400;
}

std::string_view reason_of(FormFault fault) {
    switch (fault) {
        case FormFault::UnknownType:
            return "the body is of a type that no form sends";
        case FormFault::UnknownCharset:
            return "the body is in a character set other than UTF-8";
        case FormFault::TooManyFields:
            return "the form has too many fields";
        case FormFault::TooLong:
            return "the text of the form is too long";
        case FormFault::Malformed:
            return "the form is malformed";
        case FormFault::NotUtf8:
            return "the form is not UTF-8";
        case FormFault::ForbiddenSign:
            return "the form holds a NUL or a lone carriage return";
    }
    return "the form is malformed";
}

std::optional<std::string> percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            out += text[at];
            continue;
        }
        if (at + 2 >= text.size()) return std::nullopt;
        const auto high = hex_value(text[at + 1]);
        const auto low = hex_value(text[at + 2]);
        if (!high || !low) return std::nullopt;
        out += static_cast<char>(*high * 16 + *low);
        at += 2;
    }
    return out;
}

std::variant<std::string, FormFault> checked_text(std::string_view text) {
    if (find_invalid_utf8(text)) return FormFault::NotUtf8;
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\0') return FormFault::ForbiddenSign;
        if (text[at] == '\r') {
            if (at + 1 == text.size() || text[at + 1] != '\n') return FormFault::ForbiddenSign;
            continue;
        }
        if (is_control(text[at]) && text[at] != '\n' && text[at] != '\t') continue;
        out += text[at];
    }
    return out;
}

std::size_t count_of(const FormData& form) {
    std::size_t count = form.files.size();
    for (const auto& [name, values] : form.fields) count += values.size();
    return count;
}

std::optional<FormFault> add_field(FormData& form, std::string name, std::string_view text) {
    if (count_of(form) >= form_fields_max) return FormFault::TooManyFields;
    auto checked = checked_text(text);
    if (const auto* fault = std::get_if<FormFault>(&checked)) return *fault;
    form.fields[std::move(name)].push_back(std::move(std::get<std::string>(checked)));
    return std::nullopt;
}

bool is_known_charset(std::string_view charset) {
    return same_word(charset, "utf-8") || same_word(charset, "utf8") || same_word(charset, "us-ascii");
}

std::variant<FieldMap, FormFault> parse_url_encoded(std::string_view text) {
    auto form = parse_pairs(text);
    if (const auto* fault = std::get_if<FormFault>(&form)) return *fault;
    return std::move(std::get<FormData>(form).fields);
}

std::variant<FormData, FormFault> parse_form(std::string_view content_type, std::string_view body) {
    if (content_type.empty() && body.empty()) return FormData{};
    const auto type = parse_header_value(content_type);
    if (!type) return FormFault::UnknownType;
    if (type->value == "application/x-www-form-urlencoded" && !has_unknown_charset(*type)) return parse_pairs(body);
    auto reader = multipart_reader(*type);
    if (const auto* fault = std::get_if<FormFault>(&reader)) return *fault;
    std::get<MultipartReader>(reader).feed(body);
    return std::get<MultipartReader>(reader).finish();
}

std::variant<FormData, FormFault> parse_form(std::string_view content_type, const SpoolFile& body) {
    constexpr std::size_t piece = std::size_t{64} * 1024;
    const auto type = parse_header_value(content_type);
    if (!type) return FormFault::UnknownType;
    auto made = multipart_reader(*type);
    if (const auto* fault = std::get_if<FormFault>(&made)) return *fault;
    auto& reader = std::get<MultipartReader>(made);
    for (std::uint64_t at = 0; at < body.size() && !reader.is_broken(); at += piece) reader.feed(body.read(at, piece));
    return reader.finish();
}

}  // namespace charter
