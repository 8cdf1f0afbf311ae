#include "generator/shared/yaml_explanations.h"

#include <array>

namespace charter {
namespace {

constexpr std::array<YamlExplanation, 14> explanations = {{
    alias_refused,
    {too_deep, "the values are nested too deep", "use fewer levels"},
    {another_document, "the file goes on behind ---", "remove this line, or all that follows it"},
    {"illegal map value", "there is a colon too many in this line",
     "put a text that has \": \" in it in quotes: title: \"Foster care: how to apply\""},
    {"end of map not found", "this line does not fit with those above it",
     "begin every field of one block in the same column, and put texts with special signs in quotes"},
    {"end of map flow", "a { is not closed", "write } at the end"},
    {"end of sequence flow", "a [ is not closed", "write ] at the end"},
    {"end of sequence not found", "this line does not fit with the list above it",
     "begin every item of a list with - in the same column"},
    {"illegal EOF in scalar", "the quotes are not closed", "write the same quote sign at the end of the text"},
    {"document indicator in scalar", "the quotes are not closed", "write the same quote sign at the end of the text"},
    {"unknown escape character", "a backslash in double quotes has a meaning of its own",
     "write \\\\ for one backslash, or use single quotes"},
    {"illegal character in scalar", "this sign cannot stand here", "put the text in quotes"},
    {"unknown token", "a text cannot begin with this sign", "put the text in quotes"},
    {"block entry", "a list cannot begin here", "begin the list on a line of its own"},
}};

}  // namespace

YamlExplanation explain_yaml(std::string_view words) {
    for (const YamlExplanation& known : explanations) {
        if (words.find(known.contains) != std::string_view::npos) return known;
    }
    return {words, "this cannot be read as fields and values", "write each field as name: value, on a line of its own"};
}

}  // namespace charter
