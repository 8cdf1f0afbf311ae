// The time zones of the system ("Africa/Johannesburg"). The only code that knows the date library is time_zones.cpp.
// Pure; any thread. The library keeps a zone until the program ends.
#pragma once

#include <chrono>
#include <string>

namespace date {
class time_zone;
}

namespace charter {

// Local time as seconds since the local midnight that began 1970-01-01.
using LocalSeconds = std::chrono::local_seconds;

// Reads the system's list of zones, in some milliseconds the first time in a process, for whoever has a thread to
// spare before the first zone is needed.
void know_time_zones();

// Throws std::runtime_error if the system does not know the name.
[[nodiscard]] const date::time_zone* find_time_zone(const std::string& name);

[[nodiscard]] LocalSeconds local_time(const date::time_zone& zone, std::chrono::sys_seconds instant);
// The first of two, where the clock is put back.
[[nodiscard]] std::chrono::sys_seconds instant_at(const date::time_zone& zone, LocalSeconds local);

}  // namespace charter
