// The headers that every answer has, whoever made it: one list, so that none is forgotten. Pure; any thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "server/http/message.h"

namespace charter {

// Every header of the response but Content-Length and Connection: security, caching, cookies, then the response's own.
// A Content-Security-Policy of its own stands in the place of ours.
// A name or value with a control character is our own fault and throws std::invalid_argument.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> headers_of(const Response& response);

}  // namespace charter
