// What a service is and what we promise of it, in the page's language: for whoever answers a person while a case is
// written down, and beside the case afterwards. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "server/pages/page.h"

namespace charter {

// The parts of the shape "service".
[[nodiscard]] View service_view(const PageContext& context, const Service& service);
// Every service by category, in the order of the form's own list; those of no category last. `chosen`: the id of the
// one that is shown open; may be empty.
[[nodiscard]] std::vector<View> services_by_category(const PageContext& context, std::string_view chosen);
// Promises that no service names: they hold for every case.
[[nodiscard]] std::vector<View> promises_of_every_case(const PageContext& context);

}  // namespace charter
