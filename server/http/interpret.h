// What a framed request means: address and query decoded, cookies taken apart, the client's address found. Pure.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "server/http/message.h"
#include "server/http/request_framer.h"

namespace charter {

enum class ProxyTrust {
    None,      // the peer is the client
    Forwarded  // X-Forwarded-For (its last entry) or X-Real-IP, and X-Forwarded-Proto of the peer are believed: it is
               // our own proxy
};

// Refused: an address or a query that is not well-formed UTF-8, holds a control character or a broken percent code.
[[nodiscard]] std::variant<Request, Refused> interpret(const RawRequest& raw, std::string_view peer, ProxyTrust trust);

// As much as can be said of a request that was refused: method and path, or "/".
[[nodiscard]] Request partly_interpreted(const RawRequest& raw);

}  // namespace charter
