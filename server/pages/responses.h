// Texts of the site that an officer begins with, filled in with the case's values. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/response_template.h"
#include "server/pages/page.h"

namespace charter {

// Those for this step and this kind of case, in the order of the site.
[[nodiscard]] std::vector<ResponseTemplate> responses_for(const std::vector<ResponseTemplate>& all, Step step,
                                                          CaseKind kind);
// The text in the language of the case, its placeholders filled in as pages would say them in that language. What the
// case does not know (a name that was not given, a date when that clock does not run) takes its sentence with it.
[[nodiscard]] std::string fill_response(const PageContext& context, const ResponseTemplate& response, const Case& now);

}  // namespace charter
