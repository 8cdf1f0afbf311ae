// Random numbers that follow from a seed, for a demonstration whose bytes are to be the same each time. Whoever knows
// the seed knows the key and the password made from it: never for a real database.
#pragma once

#include <cstdint>

namespace charter {

// Instead of ready_secrets(), before anything else. From then on all that secrets.h calls random follows from the seed
// and from the order in which it is asked for.
void ready_repeatable_secrets(std::uint64_t seed);

}  // namespace charter
