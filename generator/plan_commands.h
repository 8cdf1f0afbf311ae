// The command of charter about the year's work: due. It only reads the site.
#pragma once

#include <functional>
#include <optional>

#include "generator/shared/calendar.h"

namespace CLI {
class App;
}

namespace charter {

// Adds it to the program. The function that comes back runs it, if it was typed, and gives the exit code.
[[nodiscard]] std::function<std::optional<int>()> add_plan_commands(CLI::App& app, Date today);

}  // namespace charter
