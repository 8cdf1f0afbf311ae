// Whether the editions that are kept still say what they said: nobody mends them, whatever became of their promises.
#pragma once

#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// Compares the files below editions/ with data/editions.yaml, and where that lists none of them, what was signed with
// the register of signatures. Code: edition-altered.
void check_editions(const Site& site, Diagnostics& diagnostics);

// The kept text of the edition that `page` is in, or one of its promises, is another one than was kept or signed.
// `page`: a charter of the first language that stands in editions/.
[[nodiscard]] bool is_edition_altered(const Site& site, const Page& page);

}  // namespace charter
