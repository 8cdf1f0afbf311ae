// The fields of a header block that only pages of one kind have. Called by read_page.cpp alone.
#pragma once

#include "generator/model/fields.h"
#include "generator/model/page_draft.h"
#include "generator/model/site.h"

namespace charter {

// Those of the draft's kind, and what the page promises.
void read_kind_fields(Fields& fields, PageDraft& draft, const Site& site);
// Words of some kinds; a translation has those of its original's kind.
void translate_kind_words(Fields& fields, Page& page);

}  // namespace charter
