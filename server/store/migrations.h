// The schema, as numbered steps forward. A database says which steps it has had (user_version) and whose it is
// (application_id).
#pragma once

#include <string_view>
#include <vector>

namespace charter {

inline constexpr int our_application_id = 0x43687274;  // "Chrt"

// SQL texts; the n-th (from 1) brings a database of version n-1 to version n.
[[nodiscard]] const std::vector<std::string_view>& migrations();

}  // namespace charter
