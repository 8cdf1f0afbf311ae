#include "server/http/form_file.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <string_view>

namespace charter {
namespace {

std::string read_part(const Request& request, const FormFile& file, std::uint64_t from, std::size_t most) {
    const auto left = static_cast<std::size_t>(file.size - std::min(from, file.size));
    const std::size_t wanted = std::min(most, left);
    if (request.spool) return request.spool->read(file.start + from, wanted);
    if (file.start + from > request.body.size()) return {};
    return request.body.substr(static_cast<std::size_t>(file.start + from), wanted);
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

}  // namespace

std::string first_bytes(const Request& request, const FormFile& file, std::size_t most) {
    return read_part(request, file, 0, most);
}

bool copy_to(const Request& request, const FormFile& file, int descriptor) {
    constexpr std::size_t piece = std::size_t{64} * 1024;
    for (std::uint64_t at = 0; at < file.size; at += piece) {
        if (!write_all(descriptor, read_part(request, file, at, piece))) return false;
    }
    return true;
}

}  // namespace charter
