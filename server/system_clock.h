// The clock of the machine, read by the commands alone: everything below them is told the moment.
#pragma once

#include <chrono>

#include "generator/shared/calendar.h"

namespace charter {

[[nodiscard]] inline Instant system_now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace charter
