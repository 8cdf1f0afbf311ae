#include "server/staff/csrf.h"

namespace charter {

std::string csrf_token(const Secrets& secrets, std::string_view session_token) {
    return to_hex(secrets.keyed_hash(Purpose::Csrf, session_token));
}

bool is_csrf_token(const Secrets& secrets, std::string_view session_token, std::string_view sent) {
    return !session_token.empty() && equal_in_constant_time(csrf_token(secrets, session_token), sent);
}

}  // namespace charter
