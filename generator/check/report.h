// Findings for programs: JSON of our own and SARIF 2.1.0, and the reference of codes as text or JSON. Same findings,
// same bytes. Text for people is to_text() of diagnostics.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/diagnostics.h"

namespace charter {

// {"site", "errors", "warnings", "advice", "findings": [...]}; `findings` sorted. `since_published`: JSON of
// since_published.h, added under that name; empty: left out.
[[nodiscard]] std::string to_json(std::string_view site, const std::vector<Diagnostic>& findings,
                                  std::string_view since_published = {});

// One run; `handbook`: the address below which each group of codes has its page, or "" for none (rules then have no
// helpUri). Places count characters; paths are relative to the site's folder, which SARIF calls SITEROOT.
[[nodiscard]] std::string to_sarif(const std::vector<Diagnostic>& findings, std::string_view handbook);

// What a code means, with its examples; nothing for an unknown one.
[[nodiscard]] std::string explain_text(std::string_view code);
// The same for one code or for all of them ("all"), as a list.
[[nodiscard]] std::string explain_json(std::string_view code);

}  // namespace charter
