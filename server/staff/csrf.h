// The token in every form of a signed-in member of staff. It is a keyed hash of the session, so nothing is stored and
// it dies with the session. Any thread.
#pragma once

#include <string>
#include <string_view>

#include "server/staff/secrets.h"

namespace charter {

[[nodiscard]] std::string csrf_token(const Secrets& secrets, std::string_view session_token);
// What stands in every form of a session: its token, a point, and a mark of the account, so that it is known whose form
// it is when the session is over.
[[nodiscard]] std::string form_mark(const Secrets& secrets, std::string_view session_token, std::string_view account);
// `sent`: such a token, or what form_mark() made with it.
[[nodiscard]] bool is_csrf_token(const Secrets& secrets, std::string_view session_token, std::string_view sent);
// The mark of an account, and the one that a form brought; empty if it brought none.
[[nodiscard]] std::string author_mark(const Secrets& secrets, std::string_view account);
[[nodiscard]] std::string_view author_of(std::string_view sent);

}  // namespace charter
