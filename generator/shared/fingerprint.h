// Tells one content from another, quickly: for what only this machine compares from one build to the next. It shows
// changes, not tampering; what others check is named by content_hash() (files.h).
#pragma once

#include <string>
#include <string_view>

namespace charter {

// 16 bytes, any values (XXH3-128, the same on every machine).
[[nodiscard]] std::string fingerprint(std::string_view content);

}  // namespace charter
