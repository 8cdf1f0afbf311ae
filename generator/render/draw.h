// A view through its layout to HTML. In debug builds a view that says what its shape does not declare stops the
// program.
#pragma once

#include <string>
#include <string_view>

#include "generator/render/scope.h"
#include "generator/shared/view.h"

namespace charter {

[[nodiscard]] std::string draw(const Scope& scope, std::string_view layout, const View& view);

}  // namespace charter
