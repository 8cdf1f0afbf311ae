// Lodgings in progress: the answers given so far, kept for 24 hours under a random id that the browser holds in a
// cookie. Stored sealed with a key outside the database, found by a keyed hash of the id. Any thread.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "generator/shared/calendar.h"
#include "server/store/store.h"

namespace charter {

inline constexpr std::chrono::hours draft_life{24};

struct Draft {
    std::map<std::string, std::string, std::less<>> answers;  // by form field, any bytes
    std::string form_token;                                   // of this lodging; made with the draft
    std::string reference;                                    // once it was lodged
    Instant started_at{};
    bool operator==(const Draft&) const = default;
};

struct NewDraft {
    std::string id;  // the cookie's value
    Draft draft;
};

class DraftStore {
  public:
    struct Parts;
    explicit DraftStore(std::unique_ptr<Parts> parts);
    ~DraftStore();

    [[nodiscard]] std::variant<NewDraft, StoreBusy> start(Instant now);
    // Nothing if unknown, altered or older than 24 hours.
    [[nodiscard]] std::optional<Draft> find(std::string_view id, Instant now) const;
    // Replaces the answers and the reference of a draft that exists; what does not exist stays so.
    [[nodiscard]] std::optional<StoreBusy> save(std::string_view id, const Draft& draft);
    void remove(std::string_view id);
    void forget_expired(Instant now);

  private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace charter
