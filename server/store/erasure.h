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

// What was said in a line of the after-hours log. False where there is none, or it was erased before.
bool erase_call(Connection& connection, std::int64_t call);
// Empties one text of an event, in the store and in `event`; its hash stays, so that the chain still verifies. The
// words of the event in the search are for the caller.
void erase_text(Connection& connection, std::int64_t case_id, CaseEvent& event, std::string_view name);
// What its sender called a file that is removed.
void erase_file_name(Connection& connection, const Secrets& secrets, std::int64_t case_id, CaseFile& file,
                     std::string_view file_id);

}  // namespace charter
