// What a correction changes in the rows of a case besides its event: the columns that repeat what was corrected, and
// what was known of the person before, which is erased. For the case store, within its transaction.
#pragma once

#include <cstdint>

#include "server/cases/case.h"
#include "server/staff/secrets.h"
#include "server/store/connection.h"

namespace charter {

// `file` is the case with its events before the correction. Texts of the person that `event` corrects are erased in
// them (their hashes stay, so that the chain still verifies), and their words leave the search.
void erase_corrected(Connection& connection, const Secrets& secrets, std::int64_t case_id, CaseFile& file,
                     const CaseEvent& event);

// `now` is the case after the correction; its terms are kept already.
void update_corrected(Connection& connection, const Secrets& secrets, std::int64_t case_id, const Case& now);

}  // namespace charter
