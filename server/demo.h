// A demonstration's database: accounts for the offices of the site and the sample cases that the site brings along
// (.server/samples.yaml). The database is marked, so that it is never taken for a real one.
#pragma once

#include <filesystem>
#include <string>

#include "generator/shared/calendar.h"

namespace charter {

// Gives the text that tells how to sign in. `folder` must hold no database. Throws std::runtime_error naming what is
// wrong, with the place in the file of samples.
[[nodiscard]] std::string make_demo(const std::filesystem::path& site, const std::filesystem::path& folder,
                                    Instant now);

}  // namespace charter
