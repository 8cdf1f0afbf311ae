// A demonstration's database: accounts for the offices of the site, the sample cases that the site brings along
// (.server/samples.yaml), and as many more as are asked for, put together from the site's sample texts over two years.
// The database is marked, so that it is never taken for a real one. The same site, seed and moment give the same cases:
// references, steps, texts and salts. The key and all that the store makes at random are new each time, unless the
// caller made those follow from a seed (staff/repeatable_secrets.h): then every byte is the same.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "generator/shared/calendar.h"

namespace charter {

struct DemoOptions {
    std::filesystem::path site;
    std::filesystem::path folder;  // must hold no database
    std::string password;          // of every account
    Instant now;
    std::uint64_t cases = 0;  // besides the site's own
    std::uint64_t seed = 1;
    std::function<void(std::uint64_t done, std::uint64_t all)> progress;  // may be empty
};

// Gives the text that tells how to sign in. Throws std::runtime_error naming what is wrong, with the place in the file
// of samples.
[[nodiscard]] std::string make_demo(const DemoOptions& options);

}  // namespace charter
