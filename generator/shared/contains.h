// Whether a short list holds a value; the standard library says it in two iterators.
#pragma once

#include <algorithm>
#include <iterator>

namespace charter {

template <typename Values, typename Value>
[[nodiscard]] bool contains(const Values& values, const Value& value) {
    return std::find(std::begin(values), std::end(values), value) != std::end(values);
}

}  // namespace charter
