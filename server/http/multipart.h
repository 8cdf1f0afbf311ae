// multipart/form-data bodies, for form_data.cpp. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "server/http/form_data.h"

namespace charter {

// `boundary` as the Content-Type names it.
[[nodiscard]] std::variant<FormData, FormFault> parse_multipart(std::string_view boundary, std::string_view body);

// The text of a field, with line ends made \n, or why it cannot be one. Names are checked by it too.
[[nodiscard]] std::variant<std::string, FormFault> checked_text(std::string_view text);
// Puts a field behind those that are there; a fault if there are too many.
[[nodiscard]] std::optional<FormFault> add_field(FormData& form, std::string name, std::string_view text);
[[nodiscard]] std::size_t count_of(const FormData& form);
// UTF-8 or ASCII, as a `charset` names them.
[[nodiscard]] bool is_known_charset(std::string_view charset);

}  // namespace charter
