#include "server/http/interpret.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <optional>

#include "generator/shared/text.h"
#include "server/http/form_data.h"
#include "server/http/media_type.h"

namespace charter {
namespace {

std::optional<std::string> decode_path(std::string_view target) {
    auto path = percent_decode(target.substr(0, target.find('?')));
    if (!path || find_invalid_utf8(*path) || std::any_of(path->begin(), path->end(), is_control)) return std::nullopt;
    return path;
}

std::variant<FieldMap, FormFault> decode_query(std::string_view target) {
    const auto question = target.find('?');
    if (question == std::string_view::npos) return FieldMap{};
    return parse_url_encoded(target.substr(question + 1));
}

TextMap joined_headers(const RawRequest& raw) {
    TextMap headers;
    for (const auto& [name, value] : raw.headers) {
        const auto [entry, fresh] = headers.try_emplace(name, value);
        if (!fresh) entry->second += (name == "cookie" ? "; " : ", ") + value;
    }
    return headers;
}

TextMap parse_cookies(std::string_view header) {
    TextMap cookies;
    for (const std::string& part : split(header, ';')) {
        const auto equals = part.find('=');
        if (equals == std::string::npos) continue;
        const auto name = trim(std::string_view(part).substr(0, equals));
        if (!name.empty()) cookies.try_emplace(std::string(name), trim(std::string_view(part).substr(equals + 1)));
    }
    return cookies;
}

bool is_address(const std::string& text) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

// A proxy appends the address it saw, so what stands before the last entry is only what the client claims.
std::string client_address(const Request& request, std::string_view peer) {
    const auto& forwarded = header_of(request, "x-forwarded-for");
    const auto comma = forwarded.rfind(',');
    std::string last(trim(std::string_view(forwarded).substr(comma == std::string::npos ? 0 : comma + 1)));
    if (is_address(last)) return last;
    const std::string& real = header_of(request, "x-real-ip");
    return is_address(real) ? real : std::string(peer);
}

}  // namespace

std::variant<Request, Refused> interpret(const RawRequest& raw, std::string_view peer, ProxyTrust trust) {
    auto path = decode_path(raw.target);
    if (!path) return Refused{400, "the address is not well-formed text"};
    auto query = decode_query(raw.target);
    if (std::holds_alternative<FormFault>(query)) return Refused{400, "the query is not well-formed text"};
    Request request;
    request.method = raw.method;
    request.path = std::move(*path);
    request.query = std::move(std::get<FieldMap>(query));
    request.headers = joined_headers(raw);
    request.cookies = parse_cookies(header_of(request, "cookie"));
    request.body = raw.body;
    request.spool = raw.spool;
    request.remote_addr = peer;
    if (trust == ProxyTrust::Forwarded) {
        request.remote_addr = client_address(request, peer);
        request.is_secure = same_word(header_of(request, "x-forwarded-proto"), "https");
    }
    return request;
}

Request partly_interpreted(const RawRequest& raw) {
    Request request;
    request.method = raw.method.empty() ? "GET" : raw.method;
    request.path = decode_path(raw.target).value_or("/");
    if (!request.path.starts_with('/')) request.path = "/";
    return request;
}

}  // namespace charter
