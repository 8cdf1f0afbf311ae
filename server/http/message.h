// Request and Response as plain values: all that a handler reads and gives. Made and sent by listener.h; nothing here
// knows of sockets or of the HTTP library.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/field_map.h"
#include "server/http/spool_file.h"

namespace charter {

using TextMap = std::map<std::string, std::string, std::less<>>;

// What reaches a handler has been checked: the method is GET, HEAD or POST, the path is well-formed UTF-8 without
// control characters, the query is as field_map.h says, the body is whole and within its limit.
struct Request {
    std::string method;
    std::string path;  // decoded once, begins with '/'; may hold ".." or "//": never join it to a folder by hand
    FieldMap query;    // decoded
    TextMap headers;   // names in lower case, values as sent; a repeated header's values joined by ", "
    TextMap cookies;   // the first of each name
    std::string body;  // as sent; form_data.h reads it
    std::shared_ptr<const SpoolFile> spool{};  // holds the body of a form with files; `body` is then empty
    std::string remote_addr;  // of the client; what a proxy says is believed only if the settings say so
    bool is_secure = false;   // the client's own connection was encrypted
};

// The header's value, or "". `name` in lower case.
[[nodiscard]] const std::string& header_of(const Request& request, std::string_view name);
[[nodiscard]] const std::string& cookie_of(const Request& request, std::string_view name);
// GET and HEAD. A HEAD request is handled as a GET; the listener leaves the body out.
[[nodiscard]] bool is_reading(const Request& request);

enum class SameSite { Lax, Strict };

// Always sent with Secure, HttpOnly and Path=/, so a name that begins with "__Host-" is right.
struct Cookie {
    std::string name;
    std::string value;
    std::optional<std::chrono::seconds> max_age;  // nothing: until the browser is closed; zero: remove it
    SameSite same_site = SameSite::Lax;
};

enum class Caching {
    NoStore,     // personal or changing: the default, so that forgetting it is safe
    Revalidate,  // kept by the browser, asked for again each time (ETag)
    Immutable    // its address changes when it does: a year
};

struct Response {
    int status = 200;
    std::string content_type;  // empty: no body
    std::string body;
    Caching caching = Caching::NoStore;
    std::vector<std::pair<std::string, std::string>>
        headers;  // others, in order; the listener adds the security headers
    std::vector<Cookie> cookies;
    std::chrono::milliseconds delay{};  // sent this much later; no thread waits meanwhile
};

[[nodiscard]] Response html(std::string body, int status = 200);
[[nodiscard]] Response plain_text(std::string body, int status = 200);
// 303: the browser reads `location` next, whatever it sent before. `location` is a path of this site that begins with
// a single '/'; anything else, or a control character in it, is our own fault and throws std::invalid_argument.
[[nodiscard]] Response redirect(std::string_view location);
// 301: this address has moved for good.
[[nodiscard]] Response moved(std::string_view location);

// A path as it stands in an address: bytes that are not unreserved, '/' or usual in paths are percent-encoded.
[[nodiscard]] std::string encode_path(std::string_view path);
// One value of a query, percent-encoded.
[[nodiscard]] std::string encode_query_value(std::string_view text);

}  // namespace charter
