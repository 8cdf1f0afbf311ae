// `charterd recalculate`: after a public holiday was declared, the dates that it moves, in every case that runs.
#pragma once

#include <iosfwd>
#include <string>

#include "generator/shared/calendar.h"

namespace charter {

struct RecalculateOptions {
    std::string data;
    std::string site;
    bool dry_run = false;
    bool demo = false;
};
// Appends a correction to each case whose dates the newly declared days move, and prints the case with every date, was
// and is. A second run changes nothing. With `dry_run` nothing is written. A day that is no longer declared moves no
// date back.
int recalculate(const RecalculateOptions& options, Instant now, std::ostream& output);

}  // namespace charter
