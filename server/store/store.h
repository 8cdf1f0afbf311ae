// All that is kept: one folder with the database, its key and its lock. Open it once, hand out the stores. One process
// writes; a second one on the same folder is told so. Reads may come from any thread.
//
//   charterd.db (-wal, -shm)   the database
//   charterd.key               the master key (0600), made once; without it codes and sessions are worthless
//   files/                     photos and other files, each under its id (file_folder.h)
//   charterd.lock              held while a process may write
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "server/cases/reference.h"
#include "server/staff/password.h"
#include "server/staff/secrets.h"

namespace charter {

class AccountStore;
class AfterHoursStore;
class AttemptStore;
class AuditStore;
class CaseStore;
class CommentStore;
class DraftStore;
class FileStore;
class FilterStore;
class RetentionStore;
class SecondFactorStore;
class StaffStore;

// A sentence for the operator: what is wrong, with which file, and what to do.
class StoreError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// A demonstration's database carries a mark, so that it is never taken for a real one, nor the other way round.
enum class DatabaseKind { Real, Demo };
enum class Access { Write, ReadOnly };

struct StoreSettings {
    std::filesystem::path folder;
    DatabaseKind kind = DatabaseKind::Real;
    Access access = Access::Write;
    std::size_t queue_limit = 4096;       // requests that may wait for the writer; then StoreBusy
    std::size_t readers = 8;              // connections that read at the same time
    HashCost password_cost;               // lower in tests
    UniformRandom random = random_below;  // of references and codes; asked by one thread at a time
    // For tests of faults: called before each write statement, may throw.
    std::function<void()> before_statement;
};

// The queue of the writer is full, or the store is stopping: nothing was done, try again later (503).
struct StoreBusy {
    bool operator==(const StoreBusy&) const = default;
};

class Store {
  public:
    // Makes the folder and the database if they are not there (with Access::Write), takes the lock, brings the schema
    // up to date. Throws StoreError: in use by another process, newer schema, not our file, other kind, not writable.
    [[nodiscard]] static std::unique_ptr<Store> open(const StoreSettings& settings);
    ~Store();  // stop()
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    [[nodiscard]] CaseStore& cases();
    [[nodiscard]] AfterHoursStore& after_hours();
    [[nodiscard]] CommentStore& comments();
    [[nodiscard]] DraftStore& drafts();
    [[nodiscard]] AttemptStore& attempts();
    [[nodiscard]] StaffStore& staff();
    [[nodiscard]] FileStore& files();
    [[nodiscard]] FilterStore& filters();
    [[nodiscard]] AuditStore& audit();
    [[nodiscard]] AccountStore& accounts();
    [[nodiscard]] SecondFactorStore& second_factors();
    [[nodiscard]] RetentionStore& retention();
    [[nodiscard]] const Secrets& secrets() const;

    // Whether writes are possible now, and if not, why: for /healthz.
    [[nodiscard]] std::string trouble() const;
    // What is waiting is written, new requests are StoreBusy; within a second. May be called twice.
    void stop();

  private:
    struct Inside;
    explicit Store(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace charter
