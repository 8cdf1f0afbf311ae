// `charterd import`: what another system recorded, such as a call centre, as cases.
#pragma once

#include <iosfwd>
#include <string>

#include "generator/shared/calendar.h"

namespace charter {

struct ImportOptions {
    std::string file;
    std::string mapping;
    std::string data;
    std::string site;
    bool dry_run = false;
    bool skips_bad_rows = false;
    bool demo = false;
};
// Every bad row is printed with its line, column and reason; then nothing is written, unless bad rows are skipped. Each
// good row becomes a case, received when they received it, once: a row whose source and reference were imported before
// is passed over. A run that was cut short is finished by another one. Gives 1 if a row or the mapping is bad.
int import_cases(const ImportOptions& options, Instant now, std::ostream& output);

}  // namespace charter
