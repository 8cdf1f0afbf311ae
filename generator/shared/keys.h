// Enumerators and the keys that stand for them in content, SQL, URLs and the API, as one constant table each.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace charter {

template <typename Value, std::size_t size>
using Keys = std::array<std::pair<Value, std::string_view>, size>;

// "" for a value that the table lacks.
template <typename Value, std::size_t size>
[[nodiscard]] constexpr std::string_view key_in(const Keys<Value, size>& keys, Value value) {
    for (const auto& [known, key] : keys) {
        if (known == value) return key;
    }
    return {};
}

template <typename Value, std::size_t size>
[[nodiscard]] constexpr std::optional<Value> find_in(const Keys<Value, size>& keys, std::string_view key) {
    for (const auto& [value, known] : keys) {
        if (known == key) return value;
    }
    return std::nullopt;
}

// Every value, in the order of the table.
template <typename Value, std::size_t size>
[[nodiscard]] std::vector<Value> values_in(const Keys<Value, size>& keys) {
    std::vector<Value> values;
    for (const auto& entry : keys) values.push_back(entry.first);
    return values;
}

}  // namespace charter
