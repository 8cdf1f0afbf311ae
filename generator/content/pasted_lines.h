// Lists and tables as they come out of other programs, which Markdown takes for a paragraph: "• one", "– one", cells
// parted by tabs or semicolons. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "generator/content/line_slips.h"

namespace charter {

// Whether a paragraph has a sign that such lines are made of: nearly none has, and no other needs to be looked into.
[[nodiscard]] bool may_be_pasted(std::string_view paragraph);

// `lines`: those of a paragraph, parts of `text` without the marks of what they stand in.
[[nodiscard]] std::vector<MarkdownSlip> find_pasted_lines(std::string_view text,
                                                          const std::vector<std::string_view>& lines);

}  // namespace charter
