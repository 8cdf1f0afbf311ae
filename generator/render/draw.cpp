#include "generator/render/draw.h"

#include <cassert>

namespace charter {
namespace {

[[maybe_unused]] bool conforms(std::string_view layout, const View& view) {
    const auto shape = layout_shapes().find(layout);
    return shape != layout_shapes().end() && violations(view, shape->second).empty();
}

}  // namespace

std::string draw(const Scope& scope, std::string_view layout, const View& view) {
    assert(conforms(layout, view));
    return scope.theme.render(layout, scope.language(), view);
}

}  // namespace charter
