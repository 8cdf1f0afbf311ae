// site.yaml to the fields of a Site. Codes: missing-field, unknown-field, bad-field, bad-id, missing-translation,
// unknown-language, unknown-principle.
#pragma once

#include "generator/model/references.h"
#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"
#include "generator/shared/source.h"

namespace charter {

// Fills what `settings` says; what is missing or wrong keeps a value that later stages can work with. `site` has
// the languages that there are pages in or that a home page declares pending, at least one; they stay where the text
// names none.
void read_settings(const Source& settings, Site& site, References& references, Diagnostics& diagnostics);

// "en", "xh", "pt-br"
[[nodiscard]] bool is_language(std::string_view text);

// "2026-27": a financial year that begins in the first and ends in the second.
[[nodiscard]] bool is_edition(std::string_view text);
// Says so at the place of what is none. Code: bad-field.
void report_no_edition(Fields& fields, const TextAt& written);

}  // namespace charter
