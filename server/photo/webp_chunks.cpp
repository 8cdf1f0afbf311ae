// webp  = "RIFF" size "WEBP" 1*chunk
// chunk = name size bytes [ %x00 ]        ; name 4 letters, size 4 bytes, lowest first; filled up to an even length
//
// A chunk "VP8X" says in its first byte which others there are: %x20 profile, %x10 transparency, %x08 EXIF, %x04 XMP,
// %x02 animation.
#include "server/photo/webp_chunks.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace charter {
namespace {

constexpr std::size_t head_size = 12;
constexpr std::size_t chunk_head_size = 8;
constexpr std::array<std::string_view, 4> kept = {"VP8X", "VP8 ", "VP8L", "ALPH"};
constexpr unsigned char transparency = 0x10;

std::size_t number_at(std::string_view bytes, std::size_t at) {
    std::size_t number = 0;
    for (std::size_t i = 4; i > 0; --i) number = number * 256 + static_cast<unsigned char>(bytes[at + i - 1]);
    return number;
}

std::string number_text(std::size_t number) {
    std::string bytes;
    for (int i = 0; i < 4; ++i, number /= 256) bytes += static_cast<char>(number % 256);
    return bytes;
}

}  // namespace

std::optional<std::string> without_metadata(std::string_view webp) {
    if (webp.size() < head_size || !webp.starts_with("RIFF") || webp.substr(8, 4) != "WEBP") return std::nullopt;
    std::string chunks = "WEBP";
    for (std::size_t at = head_size; at < webp.size();) {
        if (webp.size() - at < chunk_head_size) return std::nullopt;
        const auto name = webp.substr(at, 4);
        const std::size_t size = number_at(webp, at + 4);
        const std::size_t whole = chunk_head_size + size + size % 2;
        if (whole > webp.size() - at) return std::nullopt;
        std::string chunk(webp.substr(at, whole));
        if (name == "VP8X" && size > 0)
            chunk[chunk_head_size] =
                static_cast<char>(static_cast<unsigned char>(chunk[chunk_head_size]) & transparency);
        if (std::find(kept.begin(), kept.end(), name) != kept.end()) chunks += chunk;
        at += whole;
    }
    return "RIFF" + number_text(chunks.size()) + chunks;
}

}  // namespace charter
