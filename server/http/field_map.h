// Named values as a form or a query gives them: a name may come more than once, and the order of its values is kept.
// Text is well-formed UTF-8 without NUL; line ends are \n. Made by form_data.h, read by handlers and forms: it stands
// in a header alone, so that forms need no library that listens.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace charter {

using FieldMap = std::map<std::string, std::vector<std::string>, std::less<>>;

// The values of a field in order; empty if it was not sent.
[[nodiscard]] inline const std::vector<std::string>& values_of(const FieldMap& fields, std::string_view name) {
    static const std::vector<std::string> none;
    const auto found = fields.find(name);
    return found == fields.end() ? none : found->second;
}

// The first value, or "". A form that asks once reads this; more than one value is for the form to refuse.
[[nodiscard]] inline const std::string& value_of(const FieldMap& fields, std::string_view name) {
    static const std::string empty;
    const auto& values = values_of(fields, name);
    return values.empty() ? empty : values.front();
}

}  // namespace charter
