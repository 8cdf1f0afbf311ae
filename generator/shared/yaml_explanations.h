// What a fault of YAML means, in an editor's words: what yaml-cpp says of it, and what yaml.cpp says through yaml-cpp.
// Where the line itself shows what was meant, the place is there and the hint is what to type.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "generator/shared/source.h"

namespace charter {

struct YamlExplanation {
    Span span;
    std::string message;
    std::string hint;
};

struct YamlFaultWords {
    std::string_view contains;  // in the words of the fault
    std::string_view message;
    std::string_view hint;
};

inline constexpr YamlFaultWords alias_refused = {"referenced anchor", "an alias (*name) cannot be used here",
                                                 "write the value again, or put the text in quotes"};
// Faults found while the tree is built; carried through yaml-cpp to parse_yaml.
inline constexpr const char* too_deep = "nested too deep";
inline constexpr const char* another_document = "another document";

inline constexpr std::string_view missing_blank_message = "a blank is missing behind the colon";

// "title:Foster care": a field's name, a colon, and no blank.
struct NameWithoutBlank {
    Span span;
    std::string_view name;
    std::string_view value;
};
// In what stands at `place`, which is no more than a line; a hyphen may begin it.
[[nodiscard]] std::optional<NameWithoutBlank> find_missing_blank(std::string_view text, Span place);

// `at`: where in the part of the text reading ended, at a sign that is there unless the part is empty.
[[nodiscard]] YamlExplanation explain_yaml(std::string_view words, std::string_view text, Span part, std::size_t at);

}  // namespace charter
