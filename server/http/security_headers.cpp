#include "server/http/security_headers.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "server/http/media_type.h"

namespace charter {
namespace {

using Header = std::pair<std::string, std::string>;

// No script, no frame, no other origin: pages are HTML, one style sheet and pictures of our own.
constexpr std::string_view content_security_policy =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'";
constexpr std::string_view permissions_policy =
    "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";

std::string_view cache_control(Caching caching) {
    switch (caching) {
        case Caching::NoStore:
            return "no-store";
        case Caching::Revalidate:
            return "no-cache";
        case Caching::Immutable:
            return "public, max-age=31536000, immutable";
    }
    return "no-store";
}

std::string cookie_text(const Cookie& cookie) {
    if (cookie.name.empty() || (cookie.name + cookie.value).find_first_of(" ;,\"\\=") != std::string::npos)
        throw std::invalid_argument("a cookie needs a name, and neither blanks nor separators");
    std::string text = fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite={}", cookie.name, cookie.value,
                                   cookie.same_site == SameSite::Strict ? "Strict" : "Lax");
    if (cookie.max_age) text += fmt::format("; Max-Age={}", cookie.max_age->count());
    return text;
}

void require_one_line(const Header& header) {
    const bool clean = std::none_of(header.first.begin(), header.first.end(), is_control) &&
                       std::none_of(header.second.begin(), header.second.end(), is_control);
    if (header.first.empty() || !clean) throw std::invalid_argument("a header must be one line");
}

}  // namespace

std::vector<Header> headers_of(const Response& response) {
    std::vector<Header> headers = {
        {"Content-Security-Policy", std::string(content_security_policy)},
        {"Strict-Transport-Security", "max-age=31536000; includeSubDomains"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Embedder-Policy", "require-corp"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Permissions-Policy", std::string(permissions_policy)},
        {"Cache-Control", std::string(cache_control(response.caching))},
    };
    for (const Cookie& cookie : response.cookies) headers.emplace_back("Set-Cookie", cookie_text(cookie));
    for (const Header& own : response.headers) {
        // Browsers obey every policy that is sent, so a response's own must stand alone.
        if (own.first == headers.front().first)
            headers.front().second = own.second;
        else
            headers.push_back(own);
    }
    std::for_each(headers.begin(), headers.end(), require_one_line);
    return headers;
}

}  // namespace charter
