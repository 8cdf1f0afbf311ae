#include "generator/shared/qr_code.h"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace charter {
namespace {

constexpr int quiet_zone = 4;  // ISO/IEC 18004 asks for four modules

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};
using Code = std::unique_ptr<QRcode, FreeCode>;

bool is_dark(const QRcode& code, int x, int y) {
    constexpr unsigned dark = 1;
    return (code.data[y * code.width + x] & dark) != 0;
}

// Dark runs of a row as strokes through its middle: "M4 4.5h7m1 0h1".
void append_row(std::string& path, const QRcode& code, int y) {
    int drawn_to = -1;
    for (int x = 0; x < code.width;) {
        if (!is_dark(code, x, y)) {
            ++x;
            continue;
        }
        int end = x;
        while (end < code.width && is_dark(code, end, y)) ++end;
        if (drawn_to < 0)
            path += fmt::format("M{} {}.5", x + quiet_zone, y + quiet_zone);
        else
            path += fmt::format("m{} 0", x - drawn_to);
        path += fmt::format("h{}", end - x);
        drawn_to = x = end;
    }
}

}  // namespace

QrCode qr_code(std::string_view address) {
    const auto size = static_cast<int>(address.size());
    const auto* bytes = reinterpret_cast<const unsigned char*>(address.data());
    constexpr int smallest_that_fits = 0;
    const Code code(QRcode_encodeData(size, bytes, smallest_that_fits, QR_ECLEVEL_M));
    if (!code) throw std::runtime_error(fmt::format("no QR code can hold the address \"{}\"", address));
    QrCode drawn;
    drawn.side = code->width + 2 * quiet_zone;
    for (int y = 0; y < code->width; ++y) append_row(drawn.path, *code, y);
    return drawn;
}

}  // namespace charter
