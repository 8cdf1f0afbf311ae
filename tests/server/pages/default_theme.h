// The theme that every site begins with, in the languages of the first one.
#pragma once

#include <catch2/catch.hpp>

#include "generator/shared/theme.h"

namespace charter {

inline const Theme& default_theme() {
    static const Theme theme = [] {
        Diagnostics diagnostics;
        Theme loaded =
            Theme::load(read_theme(CHARTER_SOURCE_DIR "/themes/default", ""), {"en", "af", "xh"}, diagnostics);
        CAPTURE(to_text(diagnostics.sorted()));
        REQUIRE(diagnostics.empty());
        return loaded;
    }();
    return theme;
}

}  // namespace charter
