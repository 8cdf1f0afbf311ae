// An address as a QR code, drawn as one path of an inline SVG. The only code that knows libqrencode is qr_code.cpp.
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace charter {

// Measures are in modules, the small squares of a code.
struct QrCode {
    int side = 0;      // of the square drawing, the quiet zone of four modules on each side counted in
    std::string path;  // rows of lines one wide, to be stroked in black without a fill
};

// With error correction M: a code of which about 15 % is dirty can still be read. The smallest code that holds the
// address is taken. Throws std::runtime_error for an address that no code can hold (over 2,331 bytes) or an empty one.
[[nodiscard]] QrCode qr_code(std::string_view address);

}  // namespace charter
