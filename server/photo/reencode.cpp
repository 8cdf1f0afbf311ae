#include "server/photo/reencode.h"

#include <vips/vips.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "server/photo/webp_chunks.h"
#include "server/uploads/judge.h"

namespace charter {
namespace {

constexpr int longest_side = 4096;
constexpr int quality = 85;

struct Unref {
    void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

struct Free {
    void operator()(void* bytes) const { g_free(bytes); }
};

// Reads no more than the header. By its own loader, so that no other one of the library sees the bytes.
Image open_header(FileKind kind, std::string& photo) {
    VipsImage* image = nullptr;
    int fault = -1;
    if (kind == FileKind::Jpeg)
        fault = vips_jpegload_buffer(photo.data(), photo.size(), &image, "access", VIPS_ACCESS_SEQUENTIAL, nullptr);
    if (kind == FileKind::Png)
        fault = vips_pngload_buffer(photo.data(), photo.size(), &image, "access", VIPS_ACCESS_SEQUENTIAL, nullptr);
    if (kind == FileKind::Webp)
        fault = vips_webpload_buffer(photo.data(), photo.size(), &image, "access", VIPS_ACCESS_SEQUENTIAL, nullptr);
    return Image(fault == 0 ? image : nullptr);
}

// Smaller where it is larger than anybody looks at; upright and in sRGB in the same pass, so that the whole of it is
// never in memory.
Image draw(std::string& photo) {
    VipsImage* image = nullptr;
    const int fault = vips_thumbnail_buffer(photo.data(), photo.size(), &image, longest_side, "option_string",
                                            "[fail_on=error]", "height", longest_side, "size", VIPS_SIZE_DOWN,
                                            "export_profile", "srgb", "fail_on", VIPS_FAIL_ON_ERROR, nullptr);
    return Image(fault == 0 ? image : nullptr);
}

void* note_field(VipsImage* /*image*/, const char* name, GValue* /*value*/, void* names) {
    static_cast<std::vector<std::string>*>(names)->emplace_back(name);
    return nullptr;
}

// The writers are told to leave metadata out; this takes away what they would have to leave out.
void forget_metadata(VipsImage& image) {
    std::vector<std::string> names;
    vips_image_map(&image, note_field, &names);
    for (const std::string& name : names) vips_image_remove(&image, name.c_str());
}

std::optional<std::string> encode(FileKind kind, VipsImage& image) {
    void* bytes = nullptr;
    std::size_t size = 0;
    int fault = -1;
    if (kind == FileKind::Jpeg)
        fault =
            vips_jpegsave_buffer(&image, &bytes, &size, "Q", quality, "strip", TRUE, "optimize_coding", TRUE, nullptr);
    if (kind == FileKind::Png) fault = vips_pngsave_buffer(&image, &bytes, &size, "strip", TRUE, nullptr);
    if (kind == FileKind::Webp)
        fault = vips_webpsave_buffer(&image, &bytes, &size, "Q", quality, "strip", TRUE, nullptr);
    const std::unique_ptr<void, Free> owner(bytes);
    if (fault != 0) return std::nullopt;
    const std::string_view written(static_cast<const char*>(bytes), size);
    return kind == FileKind::Webp ? without_metadata(written) : std::string(written);
}

bool has_too_many_pixels(const VipsImage& image) {
    const auto width = static_cast<std::size_t>(vips_image_get_width(&image));
    const auto height = static_cast<std::size_t>(vips_image_get_page_height(const_cast<VipsImage*>(&image)));
    return width * height > photo_pixels_max;
}

}  // namespace

bool start_drawing() {
    // A folder without modules: the loaders that stand in them are for other formats.
    ::setenv("VIPSHOME", "/nonexistent", 1);  // NOLINT(concurrency-mt-unsafe): before any thread
    // No code that is made while it runs: a hardened service refuses the memory for that.
    ::setenv("VIPS_NOVECTOR", "1", 1);  // NOLINT(concurrency-mt-unsafe): before any thread
    if (VIPS_INIT("charter-photo") != 0) return false;
    vips_block_untrusted_set(TRUE);
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    return true;
}

std::variant<std::string, PhotoOutcome> reencode(std::string photo) {
    const auto kind = judge_file(std::string_view(photo).substr(0, judged_bytes));
    if (!kind || !is_photo(*kind)) return PhotoOutcome::NotAPhoto;
    const Image header = open_header(*kind, photo);
    if (!header) return PhotoOutcome::Damaged;
    if (has_too_many_pixels(*header)) return PhotoOutcome::TooManyPixels;
    const Image drawn = draw(photo);
    if (!drawn) return PhotoOutcome::Damaged;
    // The drawing happens here, once, and finds whatever is wrong behind the header.
    // A tile that cannot be drawn is black and leaves no other trace than the message.
    vips_error_clear();
    const Image copy(vips_image_copy_memory(drawn.get()));
    if (!copy || *vips_error_buffer() != '\0') return PhotoOutcome::Damaged;
    VipsImage* own = nullptr;
    if (vips_copy(copy.get(), &own, nullptr) != 0) return PhotoOutcome::Damaged;
    const Image bare(own);
    forget_metadata(*bare);
    auto bytes = encode(*kind, *bare);
    if (!bytes) return PhotoOutcome::Damaged;
    return std::move(*bytes);
}

}  // namespace charter
