// Runs the server until SIGTERM or SIGINT: the listener, and a timer that picks up new builds, closes windows that have
// passed and forgets what has expired.
#pragma once

#include "server/settings.h"

namespace charter {

// 0 after an orderly stop. Throws what keeps it from starting. Blocks the two signals for the whole process.
int serve(const SettingValues& settings);

}  // namespace charter
