// The figures of a standard: its limit in time and its target.
#pragma once

#include <optional>
#include <string_view>

#include "generator/model/fields.h"
#include "generator/shared/service.h"

namespace charter {

// "25 working days". Code: standard-unit, at the part that is wrong; the limit is then one working day.
[[nodiscard]] Limit read_limit(Fields& fields, std::string_view key);

// "90%". Code: bad-field.
[[nodiscard]] std::optional<int> read_percent(Fields& fields, std::string_view key);

}  // namespace charter
