// charter-photo: one photo in, the same picture out, drawn anew. For charterd, which starts one for each photo.
//   charter-photo < photo > result
// Exit: 0 kept, 1 not a photo, 2 too many pixels, 3 damaged, 4 could not work (PhotoOutcome).
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "server/photo/confine.h"
#include "server/photo/reencode.h"

namespace {

using charter::PhotoOutcome;

constexpr std::size_t longest_photo = std::size_t{64} * 1024 * 1024;  // charterd asks for far less

std::optional<std::string> read_photo() {
    std::string photo;
    std::array<char, 65536> piece{};
    while (photo.size() <= longest_photo) {
        const auto count = ::read(STDIN_FILENO, piece.data(), piece.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return std::nullopt;
        if (count == 0) return photo;
        photo.append(piece.data(), static_cast<std::size_t>(count));
    }
    return std::nullopt;
}

bool write_result(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

int end(PhotoOutcome outcome, const char* why) {
    if (outcome != PhotoOutcome::Kept) std::fprintf(stderr, "charter-photo: %s\n", why);
    return static_cast<int>(outcome);
}

const char* reason_of(PhotoOutcome outcome) {
    switch (outcome) {
        case PhotoOutcome::NotAPhoto:
            return "this is neither a JPEG, a PNG nor a WebP picture";
        case PhotoOutcome::TooManyPixels:
            return "this picture has more than 40 megapixels";
        case PhotoOutcome::Damaged:
            return "this picture is damaged";
        default:
            return "this picture could not be drawn";
    }
}

int run() {
    if (::isatty(STDIN_FILENO) != 0) return end(PhotoOutcome::Failed, "give a photo: charter-photo < photo > result");
    if (!charter::limit_resources() || !charter::start_drawing() || !charter::close_the_door())
        return end(PhotoOutcome::Failed, "the system refuses the limits that this program sets itself");
    auto photo = read_photo();
    if (!photo) return end(PhotoOutcome::Failed, "the photo cannot be read");
    auto drawn = charter::reencode(std::move(*photo));
    if (const auto* fault = std::get_if<PhotoOutcome>(&drawn)) return end(*fault, reason_of(*fault));
    if (!write_result(std::get<std::string>(drawn))) return end(PhotoOutcome::Failed, "the result cannot be written");
    return 0;
}

}  // namespace

int main() {
    // Without the exit handlers of libraries: nothing is left to do, and they would only take time.
    const int code = run();
    ::_exit(code);
}
