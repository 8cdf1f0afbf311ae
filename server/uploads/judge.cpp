// jpeg = %xFF %xD8 %xFF                      ; SOI and the marker behind it
// png  = %x89 "PNG" CR LF %x1A LF
// webp = "RIFF" 4OCTET "WEBP"
// pdf  = "%PDF-"                             ; at the very beginning, though readers look further
#include "server/uploads/judge.h"

namespace charter {

std::optional<FileKind> judge_file(std::string_view start) {
    using namespace std::string_view_literals;
    if (start.starts_with("\xff\xd8\xff"sv)) return FileKind::Jpeg;
    if (start.starts_with("\x89PNG\r\n\x1a\n"sv)) return FileKind::Png;
    if (start.starts_with("RIFF"sv) && start.size() >= 12 && start.substr(8, 4) == "WEBP"sv) return FileKind::Webp;
    if (start.starts_with("%PDF-"sv)) return FileKind::Pdf;
    return std::nullopt;
}

}  // namespace charter
