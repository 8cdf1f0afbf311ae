// Messages and hints name commands of charter as in the handbook: "charter approve PAGE". Whoever reads one is to paste
// it into the terminal where charter was called. Pure but for the name of the running program; any thread.
#pragma once

#include <string>
#include <string_view>

namespace charter {

// Each command in `text` that works on a site, with the program as it was called and the site's folder put in:
// "build/charter approve --site content/town PAGE".
[[nodiscard]] std::string as_typed(std::string_view text, std::string_view program, std::string_view site);

// The same with the name by which this program was called.
[[nodiscard]] std::string as_typed(std::string_view text, std::string_view site);

}  // namespace charter
