// Values as bytes that can be hashed: each field with its length before it, so that no two lists of fields give the
// same bytes. Pure.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace charter {

// "3:abc," at the end of `bytes`.
inline void append_field(std::string& bytes, std::string_view field) {
    bytes += fmt::format("{}:{},", field.size(), field);
}

inline void append_field(std::string& bytes, std::int64_t number) {
    append_field(bytes, std::to_string(number));
}

}  // namespace charter
