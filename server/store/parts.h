// What the stores share, made by Store::open. Alive as long as the Store.
#pragma once

#include <memory>
#include <mutex>

#include "server/staff/password.h"
#include "server/staff/secrets.h"
#include "server/store/account_store.h"
#include "server/store/after_hours_store.h"
#include "server/store/attempt_store.h"
#include "server/store/audit_store.h"
#include "server/store/case_rows.h"
#include "server/store/case_store.h"
#include "server/store/comment_store.h"
#include "server/store/draft_store.h"
#include "server/store/file_folder.h"
#include "server/store/file_store.h"
#include "server/store/filter_store.h"
#include "server/store/readers.h"
#include "server/store/retention_store.h"
#include "server/store/second_factor_store.h"
#include "server/store/staff_store.h"
#include "server/store/writer.h"

namespace charter {

struct Desk {
    Secrets secrets;
    FileFolder files;
    std::unique_ptr<Writer> writer;  // nothing with Access::ReadOnly
    Readers readers;                 // closed before the writer, whose connection then tidies the files up
    TermsCache terms;
    UniformRandom random;
    std::mutex random_lock;  // held while it is asked
    PasswordHasher hasher;   // one for all, so that no more than its few hashes are made at once

    // Writer::write; throws StoreError if the database was opened to be read.
    [[nodiscard]] std::optional<StoreBusy> write(Writer::Work work) const;
    // The same for what must not be left undone in silence: throws StoreError instead of StoreBusy.
    void write_or_throw(Writer::Work work) const;
};

struct CaseStore::Parts {
    Desk& desk;
};
struct AfterHoursStore::Parts {
    Desk& desk;
};
struct CommentStore::Parts {
    Desk& desk;
};
struct DraftStore::Parts {
    Desk& desk;
};
struct FileStore::Parts {
    Desk& desk;
};
struct FilterStore::Parts {
    Desk& desk;
};
struct StaffStore::Parts {
    Desk& desk;
};
struct AccountStore::Parts {
    Desk& desk;
};
struct SecondFactorStore::Parts {
    Desk& desk;
};
struct RetentionStore::Parts {
    Desk& desk;
    CaseStore& cases;
};

}  // namespace charter
