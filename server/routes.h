// The route table: which handler answers which method and address. Everything else is a file of the published site.
#pragma once

#include "server/handlers/visit.h"

namespace charter {

// Finds the route, reads the form, asks the handler. A POST from another site, or of a type no form has, changes
// nothing: 403.
[[nodiscard]] Response answer(const Request& request, App& app);

}  // namespace charter
