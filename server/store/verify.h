// Proves that nothing was altered: SQLite's own check, then the chain of every case, the row of every case against its
// replayed events, the whole history and the audit against their seals, which cannot be made without the key. What it
// cannot show is that the whole folder was replaced by an older copy. For `charterd verify`; reads only, also beside a
// server that writes.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "server/store/store.h"

namespace charter {

struct VerifyReport {
    std::size_t cases = 0;
    std::size_t events = 0;
    std::size_t entries = 0;          // of the audit
    std::size_t files = 0;            // of cases
    std::vector<std::string> faults;  // the first names the first altered event, in order of time; empty: all is well
};

// `progress`: called now and then with the cases done and the cases in all; may be empty.
[[nodiscard]] VerifyReport verify(const StoreSettings& settings,
                                  const std::function<void(std::size_t, std::size_t)>& progress = {});

}  // namespace charter
