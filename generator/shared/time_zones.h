// The system's time zones, read before the first Calendar needs them, in a thread that has nothing better to do.
#pragma once

namespace charter {

// Some milliseconds the first time in a process; then nothing. Any thread.
void know_time_zones();

}  // namespace charter
