// Values as bytes that can be hashed: each field with its length before it, so that no two lists of fields give the
// same bytes. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace charter {

// "3:abc," at the end of `bytes`.
inline void append_field(std::string& bytes, std::string_view field) {
    bytes += std::to_string(field.size());
    bytes += ':';
    bytes += field;
    bytes += ',';
}

inline void append_field(std::string& bytes, std::int64_t number) {
    append_field(bytes, std::to_string(number));
}

}  // namespace charter
