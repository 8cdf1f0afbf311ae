// Photos as people send them, and as attackers do, through the program itself.
#include "server/uploads/photo_program.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vips/vips.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>
#include <string>

#include "server/uploads/judge.h"
#include "tests/support/random.h"
#include "tests/support/temp_dir.h"

namespace charter::photo_program_test {
namespace {

// libvips ends with the process, and has to be told so.
struct Drawing {
    Drawing() { REQUIRE(VIPS_INIT("uploads_tests") == 0); }
};

class Picture {
  public:
    explicit Picture(VipsImage* image) : image_(image) { REQUIRE(image != nullptr); }
    Picture(const Picture&) = delete;
    Picture& operator=(const Picture&) = delete;
    ~Picture() { g_object_unref(image_); }
    [[nodiscard]] VipsImage* get() const { return image_; }

  private:
    VipsImage* image_;
};

// Red on the left half, blue on the right.
VipsImage* two_halves(int width, int height) {
    static const Drawing started;
    VipsImage* black = nullptr;
    VipsImage* left = nullptr;
    VipsImage* right = nullptr;
    VipsImage* both = nullptr;
    REQUIRE(vips_black(&black, width / 2, height, "bands", 3, nullptr) == 0);
    const double ones[] = {1, 1, 1};
    const double red[] = {230, 10, 10};
    const double blue[] = {10, 10, 230};
    VipsImage* wide_left = nullptr;
    VipsImage* wide_right = nullptr;
    REQUIRE(vips_linear(black, &wide_left, ones, red, 3, "uchar", TRUE, nullptr) == 0);
    REQUIRE(vips_linear(black, &wide_right, ones, blue, 3, "uchar", TRUE, nullptr) == 0);
    REQUIRE(vips_copy(wide_left, &left, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr) == 0);
    REQUIRE(vips_copy(wide_right, &right, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr) == 0);
    REQUIRE(vips_join(left, right, &both, VIPS_DIRECTION_HORIZONTAL, nullptr) == 0);
    for (VipsImage* done : {black, wide_left, wide_right, left, right}) g_object_unref(done);
    return both;
}

constexpr std::string_view secret = "Nomsa's phone, 33.9 S 18.5 E";

// With everything a phone writes beside a photo: place, device, comments, orientation ("turn right").
void add_metadata(VipsImage* image) {
    const std::string text = std::string(secret) + " (Nomsa's phone, ASCII, 29 components, 29 bytes)";
    vips_image_set_string(image, "exif-ifd0-ImageDescription", text.c_str());
    vips_image_set_string(image, "exif-ifd0-Model", text.c_str());
    vips_image_set_string(image, "exif-ifd3-GPSLatitude",
                          "33/1 55/1 12/1 (33, 55, 12, Rational, 3 components, 24 bytes)");
    vips_image_set_string(image, "exif-ifd3-GPSLatitudeRef", "S (S, ASCII, 2 components, 2 bytes)");
    vips_image_set_int(image, "orientation", 6);
    const std::string xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + std::string(secret) + "</x:xmpmeta>";
    vips_image_set_blob_copy(image, VIPS_META_XMP_NAME, xmp.data(), xmp.size());
}

std::string encoded(VipsImage* image, const std::string& suffix) {
    void* bytes = nullptr;
    std::size_t size = 0;
    REQUIRE(vips_image_write_to_buffer(image, suffix.c_str(), &bytes, &size, nullptr) == 0);
    std::string text(static_cast<const char*>(bytes), size);
    g_free(bytes);
    return text;
}

std::string be32(std::uint32_t number) {
    std::string bytes(4, '\0');
    for (int i = 0; i < 4; ++i) bytes[static_cast<std::size_t>(i)] = static_cast<char>(number >> (24 - 8 * i));
    return bytes;
}

std::uint32_t crc(std::string_view bytes) {
    std::uint32_t sum = 0xffffffffU;
    for (const char byte : bytes) {
        sum ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1U) ^ ((sum & 1U) != 0 ? 0xedb88320U : 0U);
    }
    return ~sum;
}

std::string chunk(std::string_view name, std::string_view content) {
    const std::string text = std::string(name) + std::string(content);
    return be32(static_cast<std::uint32_t>(content.size())) + text + be32(crc(text));
}

// libvips packs the texts of a PNG and forgets its orientation, so these are written by hand.
std::string png_with_metadata(VipsImage* image) {
    constexpr std::size_t behind_header = 8 + 25;
    const std::string turn_right("II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0", 26);
    const std::string xmp = std::string("XML:com.adobe.xmp\0\0\0\0\0", 22) + "<x:xmpmeta>" + std::string(secret);
    std::string photo = encoded(image, ".png");
    photo.insert(behind_header, chunk("tEXt", std::string("Comment\0", 8) + std::string(secret)) + chunk("iTXt", xmp) +
                                    chunk("eXIf", turn_right));
    return photo;
}

std::string photo_with_metadata(const std::string& suffix) {
    const Picture image(two_halves(400, 100));
    if (suffix == ".png") return png_with_metadata(image.get());
    add_metadata(image.get());
    return encoded(image.get(), suffix);
}

struct Redrawn {
    PhotoOutcome outcome = PhotoOutcome::Failed;
    std::string bytes;
};

const std::filesystem::path program = std::filesystem::path(CHARTER_BINARY_DIR) / "charter-photo";

Redrawn redraw(std::string_view photo, PhotoProgram& photos) {
    const TempDir folder;
    spill(folder / "photo", photo);
    const int in = ::open((folder / "photo").c_str(), O_RDONLY | O_CLOEXEC);
    const int out = ::open((folder / "result").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    const PhotoOutcome outcome = photos.redraw(in, out);
    ::close(in);
    ::close(out);
    return {outcome, slurp(folder / "result")};
}

Redrawn redraw(std::string_view photo) {
    PhotoProgram photos(program);
    return redraw(photo, photos);
}

// "sideways": as wide as it was high, with red above.
std::string look(const std::string& bytes) {
    const Picture image(vips_image_new_from_buffer(bytes.data(), bytes.size(), "", nullptr));
    double* top = nullptr;
    double* bottom = nullptr;
    int bands = 0;
    const int width = vips_image_get_width(image.get());
    const int height = vips_image_get_height(image.get());
    REQUIRE(vips_getpoint(image.get(), &top, &bands, width / 2, height / 8, nullptr) == 0);
    REQUIRE(vips_getpoint(image.get(), &bottom, &bands, width / 2, height - height / 8, nullptr) == 0);
    const bool red_above = top[0] > 150 && top[2] < 100;
    const bool blue_below = bottom[2] > 150 && bottom[0] < 100;
    g_free(top);
    g_free(bottom);
    return std::to_string(width) + "x" + std::to_string(height) + (red_above && blue_below ? " sideways" : "");
}

// A PNG that only says how large it is.
std::string png_header(std::uint32_t width, std::uint32_t height) {
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", be32(width) + be32(height) + std::string("\x08\x02\x00\x00\x00", 5)) +
           chunk("IDAT", "x") + chunk("IEND", "");
}

}  // namespace

TEST_CASE("a photo loses everything but its picture, and stands upright", "[photo]") {
    const auto suffix = GENERATE(as<std::string>(), ".jpg", ".png", ".webp");
    CAPTURE(suffix);
    const std::string photo = photo_with_metadata(suffix);
    REQUIRE(photo.find(secret) != std::string::npos);  // it was there
    const Redrawn redrawn = redraw(photo);
    REQUIRE(redrawn.outcome == PhotoOutcome::Kept);
    CHECK(judge_file(redrawn.bytes) == judge_file(photo));
    CHECK(look(redrawn.bytes) == "100x400 sideways");
    for (const std::string_view trace :
         {secret, std::string_view("Exif"), std::string_view("EXIF"), std::string_view("xmpmeta"),
          std::string_view("Comment"), std::string_view("eXIf"), std::string_view("XMP ")})
        CHECK(redrawn.bytes.find(trace) == std::string::npos);
}

TEST_CASE("a photo is drawn under a hardened service: no code is made, and lower limits stay", "[photo]") {
    constexpr int deny_write_execute = 65;  // PR_SET_MDWE: what MemoryDenyWriteExecute=yes does, from Linux 6.3 on
    constexpr rlim_t memory = rlim_t{700} * 1024 * 1024;
    const TempDir folder;
    spill(folder / "photo", encoded(Picture(two_halves(5000, 400)).get(), ".jpg"));
    const int in = ::open((folder / "photo").c_str(), O_RDONLY | O_CLOEXEC);
    const int out = ::open((folder / "result").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit low{memory, memory};
        static_cast<void>(::prctl(deny_write_execute, 1, 0, 0, 0));
        ::setrlimit(RLIMIT_AS, &low);
        ::dup2(in, STDIN_FILENO);
        ::dup2(out, STDOUT_FILENO);
        ::execl(program.c_str(), program.c_str(), nullptr);
        ::_exit(99);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    ::close(in);
    ::close(out);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == static_cast<int>(PhotoOutcome::Kept));
    CHECK(look(slurp(folder / "result")).starts_with("4096x"));
}

TEST_CASE("what is no photo is told by its content, whatever it is called", "[photo]") {
    const auto bytes =
        GENERATE(as<std::string>(), "", "x", "GIF89a/*\x01\x01*/=1;alert(1)//",
                 "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "<?xml version=\"1.0\"?><svg/>",
                 "<html><script>alert(1)</script>", "%PDF-1.7\n", "%!PS-Adobe", "PK\x03\x04", "BM\x01\x01", "II*\x01");
    CAPTURE(bytes);
    CHECK(redraw(bytes).outcome == PhotoOutcome::NotAPhoto);
    CHECK_FALSE(judge_file(bytes) == FileKind::Jpeg);
}

TEST_CASE("what hides behind a picture is gone", "[photo]") {
    const std::string script = "<script>alert(1)</script>";
    const Redrawn redrawn = redraw(photo_with_metadata(".jpg") + script);
    REQUIRE(redrawn.outcome == PhotoOutcome::Kept);
    CHECK(redrawn.bytes.find(script) == std::string::npos);
}

TEST_CASE("more than 40 megapixels are refused by the header alone", "[photo]") {
    const auto [width, height, expected] = GENERATE(table<std::uint32_t, std::uint32_t, PhotoOutcome>({
        {8001, 5000, PhotoOutcome::TooManyPixels},
        {1000000, 1000000, PhotoOutcome::TooManyPixels},
        {2147483647, 2147483647, PhotoOutcome::Damaged},  // its reader refuses it before us
        {0, 0, PhotoOutcome::Damaged},
        {8000, 5000, PhotoOutcome::Damaged},  // few enough, but there is nothing behind the header
    }));
    CAPTURE(width, height);
    CHECK(redraw(png_header(width, height)).outcome == expected);
}

TEST_CASE("a bomb of 40 megapixels is drawn small, in time", "[photo]") {
    static const Drawing started;
    VipsImage* black = nullptr;
    REQUIRE(vips_black(&black, 8000, 5000, "bands", 4, nullptr) == 0);
    const Picture image(black);
    const std::string bomb = encoded(image.get(), ".png");
    CHECK(bomb.size() < 400'000);
    const Redrawn redrawn = redraw(bomb);
    REQUIRE(redrawn.outcome == PhotoOutcome::Kept);
    const Picture small(vips_image_new_from_buffer(redrawn.bytes.data(), redrawn.bytes.size(), "", nullptr));
    CHECK(vips_image_get_width(small.get()) == 4096);
    CHECK(vips_image_get_height(small.get()) == 2560);
}

TEST_CASE("a photo that was cut off is not kept", "[photo]") {
    const auto suffix = GENERATE(as<std::string>(), ".jpg", ".png", ".webp");
    CAPTURE(suffix);
    static const Drawing started;
    VipsImage* noise = nullptr;
    REQUIRE(vips_gaussnoise(&noise, 300, 200, "mean", 128.0, nullptr) == 0);
    const Picture image(noise);
    const std::string photo = encoded(image.get(), suffix);
    REQUIRE(redraw(photo).outcome == PhotoOutcome::Kept);
    for (const std::size_t left : {photo.size() - photo.size() / 4, photo.size() / 2, std::size_t{20}}) {
        CAPTURE(left);
        CHECK(redraw(std::string_view(photo).substr(0, left)).outcome == PhotoOutcome::Damaged);
    }
}

TEST_CASE("whatever is done to a photo, the program ends by itself and keeps a photo or says why not",
          "[photo][property]") {
    const auto seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    for (int round = 0; round < 30; ++round) {
        static const std::vector<std::string> suffixes = {".jpg", ".png", ".webp"};
        std::string photo = photo_with_metadata(random.pick(suffixes));
        for (std::size_t change = random.between(1, 20); change > 0; --change)
            photo[random.between(0, photo.size() - 1)] = static_cast<char>(random.between(0, 255));
        const Redrawn redrawn = redraw(photo);
        CAPTURE(round);
        REQUIRE(redrawn.outcome != PhotoOutcome::Failed);
        if (redrawn.outcome == PhotoOutcome::Kept) REQUIRE(redrawn.bytes.find(secret) == std::string::npos);
    }
}

TEST_CASE("a program that hangs, dies or is not there keeps no photo, and the next one may try", "[photo]") {
    const TempDir folder;
    const std::string photo = photo_with_metadata(".jpg");
    const auto script = GENERATE(as<std::string>(), "#!/bin/sh\nexec sleep 30\n", "#!/bin/sh\nkill -SEGV $$\n",
                                 "#!/bin/sh\nexit 77\n", "");
    CAPTURE(script);
    if (!script.empty()) {
        spill(folder / "program", script);
        std::filesystem::permissions(folder / "program", std::filesystem::perms::owner_all);
    }
    PhotoProgram photos(folder / "program", std::chrono::milliseconds(300), 1);
    CHECK(photos.is_there() == !script.empty());
    for (int round = 0; round < 2; ++round) {
        const auto start = std::chrono::steady_clock::now();
        CHECK(redraw(photo, photos).outcome == PhotoOutcome::Failed);
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(3));
    }
}

}  // namespace charter::photo_program_test
