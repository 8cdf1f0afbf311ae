// The terms of a case as it was lodged: those of bind_terms(), and before them the promise that was chosen for it. That
// one decides for its own clock if it names this kind of case, or if the law gives what an enquiry asks for a time of
// its own. A complaint about such a promise is a complaint, and gets what complaints get. Pure; any thread.
#pragma once

#include <memory>

#include "generator/shared/catalogue.h"
#include "server/cases/case.h"

namespace charter {

[[nodiscard]] std::shared_ptr<const Terms> terms_of_lodging(const Catalogue& catalogue, const Lodging& lodging,
                                                            Date day);

}  // namespace charter
