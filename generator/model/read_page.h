// A page's file to a PageDraft. Pure; any thread: findings are in the draft.
#pragma once

#include <cstddef>

#include "generator/model/page_draft.h"
#include "generator/shared/source.h"

namespace charter {

// A page of the first language. Codes: yaml-syntax, missing-title, unknown-kind, unknown-field, missing-field,
// bad-field, bad-id, bad-date, standard-unit, translation-field, unknown-language.
[[nodiscard]] PageDraft read_page(const Source& source, std::size_t index, const Site& site);

// The translation of `original`, which `original_text` holds. Codes: besides those above translation-field (a field
// that only the first language may set), stale-translation (a warning).
[[nodiscard]] PageDraft read_translation(const Source& source, std::size_t index, const PageDraft& original,
                                         const Source& original_source);

}  // namespace charter
