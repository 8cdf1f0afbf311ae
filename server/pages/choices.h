// What can be chosen in the lists of a form, in the page's language. Used by the lodging and by the case desk's
// capture. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/forms/form.h"
#include "server/pages/form_fields.h"
#include "server/pages/page.h"

namespace charter {

[[nodiscard]] bool is_ticked(const Answers& answers, std::string_view field);

// The choice of who does not know, or means none.
[[nodiscard]] Option unknown_option(const PageContext& context);
// The kinds of a case, each with a line that explains it.
[[nodiscard]] std::vector<Option> kind_options(const Words& words);
// Services by category.
[[nodiscard]] std::vector<OptionGroup> service_groups(const PageContext& context);
// Open offices by region; those of no region, such as the head office, first.
[[nodiscard]] std::vector<OptionGroup> office_groups(const PageContext& context);
// Our promises, the unknown one first. A window is the citizen's own time and stands not among them.
[[nodiscard]] std::vector<Option> standard_options(const PageContext& context);
[[nodiscard]] std::vector<Option> contact_options(const Words& words);
[[nodiscard]] std::vector<Option> language_options(const PageContext& context);

}  // namespace charter
