// Takes open cases from officers who cannot work on them any more: the account is disabled, or its office or role is
// another now. Nobody else would see that such a case is in no hands. Any thread.
#pragma once

#include <cstddef>

#include "generator/shared/catalogue.h"
#include "server/store/case_store.h"
#include "server/store/staff_store.h"

namespace charter {

// Each becomes nobody's by a step of the system; gives how many did.
std::size_t release_cases(CaseStore& cases, const StaffStore& staff, const Catalogue& catalogue, Instant now);

}  // namespace charter
