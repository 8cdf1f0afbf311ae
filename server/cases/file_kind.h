// What a file of a case is. Decided by its content alone (server/uploads/judge.h), never by its name.
#pragma once

#include <optional>
#include <string_view>

#include "generator/shared/keys.h"

namespace charter {

enum class FileKind { Jpeg, Png, Webp, Pdf };

inline constexpr Keys<FileKind, 4> file_kinds = {
    {{FileKind::Jpeg, "jpeg"}, {FileKind::Png, "png"}, {FileKind::Webp, "webp"}, {FileKind::Pdf, "pdf"}}};

[[nodiscard]] constexpr std::string_view key_of(FileKind kind) {
    return key_in(file_kinds, kind);
}
[[nodiscard]] constexpr std::optional<FileKind> find_file_kind(std::string_view key) {
    return find_in(file_kinds, key);
}
// A picture, which is kept only after it was drawn anew.
[[nodiscard]] constexpr bool is_photo(FileKind kind) {
    return kind != FileKind::Pdf;
}

}  // namespace charter
