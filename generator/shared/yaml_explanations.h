// What a fault of YAML means, in an editor's words: what yaml-cpp says of it, and what yaml.cpp says through yaml-cpp.
#pragma once

#include <string_view>

namespace charter {

struct YamlExplanation {
    std::string_view contains;  // in the words of the fault
    std::string_view message;
    std::string_view hint;
};

inline constexpr YamlExplanation alias_refused = {"referenced anchor", "an alias (*name) cannot be used here",
                                                  "write the value again, or put the text in quotes"};
// Faults found while the tree is built; carried through yaml-cpp to parse_yaml.
inline constexpr const char* too_deep = "nested too deep";
inline constexpr const char* another_document = "another document";

// The words themselves are the message of a fault that nobody has explained.
[[nodiscard]] YamlExplanation explain_yaml(std::string_view words);

}  // namespace charter
