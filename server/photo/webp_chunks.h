// The chunks of a WebP file. Its writer puts a block of EXIF into every file, also when it is told not to. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace charter {

// The same picture without EXIF, XMP, colour profile and unknown chunks. Nothing if it is not whole.
[[nodiscard]] std::optional<std::string> without_metadata(std::string_view webp);

}  // namespace charter
