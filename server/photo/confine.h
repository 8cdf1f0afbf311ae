// What charter-photo takes from itself before it reads a byte of a photo.
#pragma once

namespace charter {

// 768 MiB of memory, 15 seconds of computing, results of 16 MiB, no core file; ends with its parent. False if the
// system refuses.
[[nodiscard]] bool limit_resources();
// No network, no other program, no file but those that are open. False if the system refuses.
[[nodiscard]] bool close_the_door();

}  // namespace charter
