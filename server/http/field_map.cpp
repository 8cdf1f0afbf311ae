#include "server/http/field_map.h"

namespace charter {

const std::vector<std::string>& values_of(const FieldMap& fields, std::string_view name) {
    static const std::vector<std::string> none;
    const auto found = fields.find(name);
    return found == fields.end() ? none : found->second;
}

const std::string& value_of(const FieldMap& fields, std::string_view name) {
    static const std::string empty;
    const auto& values = values_of(fields, name);
    return values.empty() ? empty : values.front();
}

}  // namespace charter
