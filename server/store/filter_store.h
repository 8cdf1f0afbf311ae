// Filters of the worklist that a member of staff gave a name, each known to its owner alone. A filter is the query of
// the worklist's address. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/cases/case.h"
#include "server/store/store.h"

namespace charter {

inline constexpr std::size_t most_saved_filters = 20;

struct SavedFilter {
    std::int64_t id = 0;
    std::string name;
    std::string query;
    bool operator==(const SavedFilter&) const = default;
};

enum class SaveFilterOutcome { Saved, TooMany };

class FilterStore {
  public:
    struct Parts;
    explicit FilterStore(std::unique_ptr<Parts> parts);
    ~FilterStore();

    // By name.
    [[nodiscard]] std::vector<SavedFilter> list(StaffId owner) const;
    // A name that the owner has used before gets the new query.
    [[nodiscard]] std::variant<SaveFilterOutcome, StoreBusy> save(StaffId owner, std::string_view name,
                                                                  std::string_view query);
    // Nothing happens if the owner has no such filter.
    [[nodiscard]] std::optional<StoreBusy> remove(StaffId owner, std::int64_t id);

  private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace charter
