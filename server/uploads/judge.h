// What was sent, by its first bytes. Pure; also compiled into charter-photo.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "server/cases/file_kind.h"

namespace charter {

inline constexpr std::size_t judged_bytes = 16;

// `start`: the first judged_bytes, or all if there are fewer. Nothing for whatever else there is: GIF, SVG, HTML, ...
[[nodiscard]] std::optional<FileKind> judge_file(std::string_view start);

}  // namespace charter
