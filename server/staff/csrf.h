// The token in every form of a signed-in member of staff. It is a keyed hash of the session, so nothing is stored and
// it dies with the session. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "server/staff/secrets.h"

namespace charter {

[[nodiscard]] std::string csrf_token(const Secrets& secrets, std::string_view session_token);
[[nodiscard]] bool is_csrf_token(const Secrets& secrets, std::string_view session_token, std::string_view sent);

}  // namespace charter
