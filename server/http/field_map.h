// Named values as a form or a query gives them: a name may come more than once, and the order of its values is kept.
// Text is well-formed UTF-8 without NUL; line ends are \n. Read by handlers and forms; made by form_data.h.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace charter {

using FieldMap = std::map<std::string, std::vector<std::string>, std::less<>>;

// The values of a field in order; empty if it was not sent.
[[nodiscard]] const std::vector<std::string>& values_of(const FieldMap& fields, std::string_view name);
// The first value, or "". A form that asks once reads this; more than one value is for the form to refuse.
[[nodiscard]] const std::string& value_of(const FieldMap& fields, std::string_view name);

}  // namespace charter
