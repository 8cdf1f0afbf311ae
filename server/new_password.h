// A password made for someone: 20 symbols in groups, none that looks like another. From the system's randomness.
#pragma once

#include <string>

namespace charter {

[[nodiscard]] std::string new_password();

}  // namespace charter
