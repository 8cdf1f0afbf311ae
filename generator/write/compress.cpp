#include "generator/write/compress.h"

#include <brotli/decode.h>
#include <brotli/encode.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace charter {
namespace {

// Above this size the best brotli level costs more time than its few bytes are worth.
constexpr std::size_t small_text = std::size_t{64} * 1024;
constexpr std::size_t most_unpacked = std::size_t{64} * 1024 * 1024;

}  // namespace

bool is_compressible(std::string_view path) {
    constexpr std::array<std::string_view, 11> endings = {".html", ".css", ".js",          ".json", ".xml", ".svg",
                                                          ".txt",  ".csv", ".webmanifest", ".atom", ".ics"};
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return path.ends_with(ending); });
}

std::optional<std::string> brotli(std::string_view text) {
    std::string packed(BrotliEncoderMaxCompressedSize(text.size()), '\0');
    std::size_t size = packed.size();
    const int quality = text.size() <= small_text ? 11 : 9;
    const auto ok = BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, text.size(),
                                          reinterpret_cast<const uint8_t*>(text.data()), &size,
                                          reinterpret_cast<uint8_t*>(packed.data()));
    if (ok == BROTLI_FALSE) throw std::runtime_error("brotli could not compress a text");
    if (size >= text.size()) return std::nullopt;
    packed.resize(size);
    return packed;
}

std::optional<std::string> gzip(std::string_view text) {
    z_stream stream{};
    constexpr int gzip_window = 15 + 16;  // zlib's way to ask for a gzip header, whose time and name stay empty
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_window, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("zlib could not start");
    std::string packed(deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const int result = deflate(&stream, Z_FINISH);
    const std::size_t size = stream.total_out;
    deflateEnd(&stream);
    if (result != Z_STREAM_END) throw std::runtime_error("zlib could not compress a text");
    if (size >= text.size()) return std::nullopt;
    packed.resize(size);
    return packed;
}

std::optional<std::string> unbrotli(std::string_view packed) {
    // The format does not say how much it holds: room is doubled until it is enough.
    for (std::size_t room = std::max<std::size_t>(packed.size() * 8, 1024); room <= most_unpacked; room *= 2) {
        std::string text(room, 0);
        std::size_t size = room;
        const auto result = BrotliDecoderDecompress(packed.size(), reinterpret_cast<const std::uint8_t*>(packed.data()),
                                                    &size, reinterpret_cast<std::uint8_t*>(text.data()));
        if (result != BROTLI_DECODER_RESULT_SUCCESS) continue;
        text.resize(size);
        return text;
    }
    return std::nullopt;
}

std::optional<std::string> gunzip(std::string_view packed) {
    z_stream stream{};
    constexpr int gzip_only = 16 + MAX_WBITS;
    if (inflateInit2(&stream, gzip_only) != Z_OK) throw std::runtime_error("zlib cannot start");
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // zlib does not write there
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string text;
    int status = Z_OK;
    while (status == Z_OK && text.size() <= most_unpacked) {
        std::array<char, 16384> part{};
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = part.size();
        status = inflate(&stream, Z_NO_FLUSH);
        text.append(part.data(), part.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    return status == Z_STREAM_END ? std::optional(std::move(text)) : std::nullopt;
}

}  // namespace charter
