#include "generator/model/short_hash.h"

#include <algorithm>

#include "generator/shared/text.h"

namespace charter {

std::string normal_text(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    std::string normal;
    normal.reserve(text.size() + 1);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        if (line.ends_with('\r')) line.remove_suffix(1);
        normal.append(line).push_back('\n');
        at = end + 1;
    }
    // Lines at the end that show nothing.
    while (!normal.empty()) {
        const std::size_t before = normal.size() < 2 ? std::string::npos : normal.rfind('\n', normal.size() - 2);
        const std::size_t begin = before == std::string::npos ? 0 : before + 1;
        if (!trim(std::string_view(normal).substr(begin)).empty()) break;
        normal.resize(begin);
    }
    return normal;
}

std::string text_hash(std::string_view text) {
    return short_hash(normal_text(text));
}

}  // namespace charter
