// Taking what people wrote out of a case for good: its texts with their salts, the words it is found by, the keys of
// its contacts, its fresh code, the reasons given to read it. Hashes stay, so every chain still verifies. Called within
// the transaction of the step that leaves the trace.
#pragma once

#include <cstdint>

#include "server/cases/case.h"
#include "server/staff/secrets.h"
#include "server/store/connection.h"

namespace charter {

// `file` is afterwards what would be read back.
void erase_texts(Connection& connection, const Secrets& secrets, std::int64_t case_id, CaseFile& file);

}  // namespace charter
