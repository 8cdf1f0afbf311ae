// The bytes of a file that a form brought, wherever the body of the request is: in memory, or in a file of its own.
#pragma once

#include <cstddef>
#include <string>

#include "server/http/form_data.h"
#include "server/http/message.h"

namespace charter {

// Its first bytes, at most `most`. Throws std::system_error, as the next.
[[nodiscard]] std::string first_bytes(const Request& request, const FormFile& file, std::size_t most);
// Writes all of it into an open file. False if that one cannot be written: the disk is full.
[[nodiscard]] bool copy_to(const Request& request, const FormFile& file, int descriptor);

}  // namespace charter
