// Whether people signed what is about to be published: charters that nobody approved, and documents whose text is
// another one than what was signed.
#pragma once

#include "generator/check/profile.h"
#include "generator/model/site.h"

namespace charter {

// Codes: not-approved, altered-after-approval. In the publish profile both are errors. Where the site keeps a register
// of signatures, a charter counts as approved only if the register holds every step that sign_off asks for.
void check_approvals(const Site& site, const CheckAim& aim, Diagnostics& diagnostics);

}  // namespace charter
