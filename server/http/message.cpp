#include "server/http/message.h"

#include <algorithm>
#include <stdexcept>

namespace charter {
namespace {

const std::string& found_or_empty(const TextMap& texts, std::string_view name) {
    static const std::string empty;
    const auto found = texts.find(name);
    return found == texts.end() ? empty : found->second;
}

bool is_unreserved(char sign) {
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9') ||
           std::string_view("-._~").find(sign) != std::string_view::npos;
}

std::string percent_encode(std::string_view text, std::string_view kept) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char sign : text) {
        if (is_unreserved(sign) || kept.find(sign) != std::string_view::npos) {
            out += sign;
            continue;
        }
        const auto byte = static_cast<unsigned char>(sign);
        out += '%';
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

Response leading_to(std::string_view location, int status) {
    const auto is_visible = [](char sign) { return sign > ' ' && sign < '\x7f' && sign != '\\'; };
    if (!location.starts_with('/') || location.starts_with("//") ||
        !std::all_of(location.begin(), location.end(), is_visible))
        throw std::invalid_argument("a redirect must lead to an encoded path of this site");
    Response response;
    response.status = status;
    response.headers.emplace_back("Location", location);
    return response;
}

}  // namespace

const std::string& header_of(const Request& request, std::string_view name) {
    return found_or_empty(request.headers, name);
}

const std::string& cookie_of(const Request& request, std::string_view name) {
    return found_or_empty(request.cookies, name);
}

bool is_reading(const Request& request) {
    return request.method == "GET" || request.method == "HEAD";
}

Response html(std::string body, int status) {
    Response response;
    response.status = status;
    response.content_type = "text/html; charset=utf-8";
    response.body = std::move(body);
    return response;
}

Response plain_text(std::string body, int status) {
    Response response;
    response.status = status;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::move(body);
    return response;
}

Response redirect(std::string_view location) {
    return leading_to(location, 303);
}

Response moved(std::string_view location) {
    Response response = leading_to(location, 301);
    response.caching = Caching::Revalidate;
    return response;
}

std::string encode_path(std::string_view path) {
    return percent_encode(path, "/!$&'()*+,;=:@");
}

std::string encode_query_value(std::string_view text) {
    return percent_encode(text, "");
}

}  // namespace charter
