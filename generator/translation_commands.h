// The command of charter about translations: what is to be done, and, with --accept, the one change it makes.
#pragma once

#include <functional>
#include <optional>

namespace CLI {
class App;
}

namespace charter {

// Adds it to the program. The function that comes back runs it, if it was typed, and gives the exit code.
[[nodiscard]] std::function<std::optional<int>()> add_translation_commands(CLI::App& app);

}  // namespace charter
