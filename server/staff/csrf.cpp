#include "server/staff/csrf.h"

namespace charter {
namespace {

constexpr char mark_sign = '.';

}  // namespace

std::string csrf_token(const Secrets& secrets, std::string_view session_token) {
    return to_hex(secrets.keyed_hash(Purpose::Csrf, session_token));
}

std::string author_mark(const Secrets& secrets, std::string_view account) {
    return to_hex(secrets.keyed_hash(Purpose::FormAuthor, account));
}

std::string form_mark(const Secrets& secrets, std::string_view session_token, std::string_view account) {
    return csrf_token(secrets, session_token) + mark_sign + author_mark(secrets, account);
}

std::string_view author_of(std::string_view sent) {
    const auto at = sent.find(mark_sign);
    return at == std::string_view::npos ? std::string_view() : sent.substr(at + 1);
}

bool is_csrf_token(const Secrets& secrets, std::string_view session_token, std::string_view sent) {
    return !session_token.empty() &&
           equal_in_constant_time(csrf_token(secrets, session_token), sent.substr(0, sent.find(mark_sign)));
}

}  // namespace charter
