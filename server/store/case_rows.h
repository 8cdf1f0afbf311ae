// Cases and events as rows: how they are stored and read back. Shared by the stores, the timer and verify.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/cases/case.h"
#include "server/cases/deadline.h"
#include "server/staff/secrets.h"
#include "server/store/connection.h"

namespace charter {

// The promises that cases were bound to, each read and made ready once. Any thread.
class TermsCache {
  public:
    // Throws StoreError if the database has no such terms.
    [[nodiscard]] std::shared_ptr<const Terms> find(Connection& connection, const std::string& id);
    // Writes the terms if they are not there yet.
    void keep(Connection& connection, const std::shared_ptr<const Terms>& terms);
    // After the commit: they need not be written again.
    void remember(const std::shared_ptr<const Terms>& terms);

  private:
    std::mutex lock_;
    std::map<std::string, std::shared_ptr<const Terms>, std::less<>> known_;
};

struct CaseRow {
    std::int64_t id = 0;
    std::string code_hash;
    std::string terms;
};
[[nodiscard]] std::optional<CaseRow> find_case_row(Connection& connection, const CaseReference& reference);

// Every event of a case, oldest first.
[[nodiscard]] std::vector<CaseEvent> read_events(Connection& connection, std::int64_t case_id);
[[nodiscard]] CaseFile read_file(Connection& connection, const CaseReference& reference, const CaseRow& row,
                                 TermsCache& terms);

// The case of a stored reference; nothing if there is none.
[[nodiscard]] std::optional<Case> read_now(Connection& connection, const std::string& reference, TermsCache& terms);

// Appends a chained event, seals it to all events before it and moves the head of the whole history on.
void append_event(Connection& connection, std::int64_t case_id, const CaseEvent& event, const Secrets& secrets);
// The seal of an event: `seal` is that of the event before it in the whole history, empty for the first.
[[nodiscard]] std::string next_seal(const Secrets& secrets, std::string_view seal, std::string_view event_hash);
// Says which seal is the newest; unlike a seal it stands nowhere else.
[[nodiscard]] std::string head_of(const Secrets& secrets, std::string_view newest_seal);

// What a list needs to know of a case, and the timer.
enum class Lane { Due = 0, Paused = 1, NothingDue = 2, Ended = 3 };
struct ListPlace {
    Lane lane = Lane::Ended;
    std::optional<Instant> due_at;
    std::optional<Instant> window_at;
    std::optional<Instant> ended_at;  // for good (retention.h)
    bool operator==(const ListPlace&) const = default;
};
[[nodiscard]] ListPlace list_place(const Case& now);

// To whom it was brought last, by name; nothing if to nobody.
[[nodiscard]] std::optional<std::int64_t> escalated_to(const Case& now);
// Of escalation; 0: it was never brought to someone above.
[[nodiscard]] std::int64_t level_of(const Case& now);

// The code of a case is hashed with its reference, so that equal codes of two cases do not look alike.
[[nodiscard]] std::string code_hash(const Secrets& secrets, const CaseReference& reference, const CaseCode& code);

// What is stored beside the events of a case: keyed hashes, made of values that the case does not keep in its row.
struct CaseKeys {
    std::string code_hash;
    std::optional<std::string> phone;
    std::optional<std::string> email;
    std::string description_words;  // description_words.h
};
// With the hash of its code, to be made by the caller.
[[nodiscard]] CaseKeys keys_of(const Secrets& secrets, const Case& now, std::string code_hash);

// The new row's id.
[[nodiscard]] std::int64_t insert_case(Connection& connection, const Case& now, const CaseKeys& keys);
void update_case(Connection& connection, std::int64_t case_id, const Case& now);

// After an official was named, or is no more.
void keep_from_people(Connection& connection, std::int64_t case_id, const Case& now);

// As stored; throws StoreError if the database holds something else than a reference.
[[nodiscard]] CaseReference stored_reference(const std::string& text);

}  // namespace charter
