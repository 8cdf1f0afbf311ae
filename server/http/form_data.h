// Bodies of forms to one field map, whether URL-encoded or multipart/form-data, and queries. Strict: what is not
// exactly the format is refused with a reason, and nothing of it is kept. The grammars stand in form_data.cpp
// and multipart.cpp. Pure;
// any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/http/field_map.h"
#include "server/http/spool_file.h"

namespace charter {

enum class FormFault {
    UnknownType,     // neither application/x-www-form-urlencoded nor multipart/form-data: 415
    UnknownCharset,  // a charset other than UTF-8: 415
    TooManyFields,   // more than form_fields_max: 413
    TooLong,         // more text than form_text_max: 413
    Malformed,       // a broken percent code, boundary or part: 400
    NotUtf8,         // 400
    ForbiddenSign    // NUL, or a carriage return without a line feed: 400
};
// The status to answer with.
[[nodiscard]] int status_of(FormFault fault);
// A short English sentence for the log.
[[nodiscard]] std::string_view reason_of(FormFault fault);

inline constexpr std::size_t form_fields_max = 32;
inline constexpr std::size_t form_text_max = std::size_t{64} * 1024;  // bytes of all fields; files apart

// A part with a file name: where its bytes stand in the body (form_file.h). They are as sent and not to be trusted; an
// empty file field (nothing chosen) is left out.
struct FormFile {
    std::string field;
    std::string name;  // as the browser says: to show, never to open
    std::string content_type;
    std::uint64_t start = 0;
    std::uint64_t size = 0;
    bool operator==(const FormFile&) const = default;
};

struct FormData {
    FieldMap fields;
    std::vector<FormFile> files;
    bool operator==(const FormData&) const = default;
};

// An empty body with no type is a form without fields.
[[nodiscard]] std::variant<FormData, FormFault> parse_form(std::string_view content_type, std::string_view body);
// The same for multipart/form-data in a file, read piece by piece. Throws std::system_error if it cannot be read.
[[nodiscard]] std::variant<FormData, FormFault> parse_form(std::string_view content_type, const SpoolFile& body);

// "a=1&b=%C3%A9" to fields.
[[nodiscard]] std::variant<FieldMap, FormFault> parse_url_encoded(std::string_view text);

// Percent codes decoded once; '+' stays. Nothing if a code is broken.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

}  // namespace charter
