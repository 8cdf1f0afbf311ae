#include "generator/shared/control_signs.h"

#include <algorithm>
#include <cstdint>

namespace charter {
namespace {

// Without branches, so that the compiler does many bytes at once: most texts have none of these.
template <std::size_t Count>
bool may_hold_control_sign(const char* text) {
    unsigned found = 0;
    for (std::size_t i = 0; i < Count; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const unsigned is_low = byte < 0x20 ? 1U : 0U;
        const unsigned is_blank = (byte == '\n' || byte == '\t' || byte == '\r') ? 1U : 0U;
        const unsigned is_other = (byte == 0x7F || byte == 0xC2 || byte == 0xE2) ? 1U : 0U;
        found |= (is_low & (is_blank ^ 1U)) | is_other;
    }
    return found != 0;
}

// In bytes; 0 if `text` does not begin with one.
std::size_t control_sign_length(std::string_view text) {
    const auto byte = [&](std::size_t index) {
        return index < text.size() ? static_cast<unsigned char>(text[index]) : std::uint8_t{0};
    };
    const auto is_within = [](std::uint8_t value, std::uint8_t first, std::uint8_t last) {
        return value >= first && value <= last;
    };
    const std::uint8_t first = byte(0);
    if (first < 0x20) return first == '\n' || first == '\t' || first == '\r' ? 0 : 1;
    if (first == 0x7F) return 1;
    if (first == 0xC2) return is_within(byte(1), 0x80, 0x9F) ? 2 : 0;
    if (first != 0xE2) return 0;
    const bool turns = byte(1) == 0x80 && is_within(byte(2), 0xA8, 0xAE);     // U+2028 to U+202E
    const bool isolates = byte(1) == 0x81 && is_within(byte(2), 0xA6, 0xA9);  // U+2066 to U+2069
    return turns || isolates ? 3 : 0;
}

}  // namespace

std::optional<Span> find_control_sign(std::string_view text) {
    constexpr std::size_t block = 64;
    std::size_t at = 0;
    while (at < text.size()) {
        if (at + block <= text.size() && !may_hold_control_sign<block>(text.data() + at)) {
            at += block;
            continue;
        }
        const std::size_t end = std::min(at + block, text.size());
        for (; at < end; ++at)
            if (const std::size_t length = control_sign_length(text.substr(at)); length != 0)
                return Span{at, at + length};
    }
    return std::nullopt;
}

}  // namespace charter
