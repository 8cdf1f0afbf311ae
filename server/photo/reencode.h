// A photo drawn anew, so that nothing of what stood beside its pixels is left: place, device, thumbnail, comments. The
// only file that includes libvips is reencode.cpp.
#pragma once

#include <string>
#include <variant>

#include "server/uploads/photo_program.h"

namespace charter {

// Once, before the others. False if libvips cannot start.
[[nodiscard]] bool start_drawing();
// The new bytes, or why there are none. Size and kind are looked at before anything is decoded. Upright as its
// orientation said, colours as sRGB, of the same kind.
[[nodiscard]] std::variant<std::string, PhotoOutcome> reencode(std::string photo);

}  // namespace charter
