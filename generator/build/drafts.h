// Pages that are not to be published yet.
#pragma once

#include "generator/model/site.h"

namespace charter {

// Takes out of a site its pages with `draft: true`, in every language, and the promises that stand on them.
void drop_drafts(Site& site);

}  // namespace charter
