#include "server/store/store.h"

#include <fmt/format.h>

#include <optional>
#include <system_error>

#include "server/store/data_folder.h"
#include "server/store/description_words.h"
#include "server/store/file_rows.h"
#include "server/store/parts.h"
#include "server/store/schema.h"
#include "server/store/search_rows.h"

namespace charter {

std::optional<StoreBusy> Desk::write(Writer::Work work) const {
    if (!writer) throw StoreError("the database was opened to be read only");
    return writer->write(std::move(work));
}

void Desk::write_or_throw(Writer::Work work) const {
    if (write(std::move(work))) throw StoreError("nothing was changed: the store is too busy, or stopping");
}

// Destroyed from the last to the first: stores, then the desk with its readers, then the lock.
struct Store::Inside {
    std::optional<FolderLock> lock;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<CaseStore> cases;
    std::unique_ptr<AfterHoursStore> after_hours;
    std::unique_ptr<CommentStore> comments;
    std::unique_ptr<DraftStore> drafts;
    std::unique_ptr<AttemptStore> attempts;
    std::unique_ptr<StaffStore> staff;
    std::unique_ptr<FileStore> files;
    std::unique_ptr<FilterStore> filters;
    std::unique_ptr<AuditStore> audit;
    std::unique_ptr<AccountStore> accounts;
    std::unique_ptr<SecondFactorStore> second_factors;
    std::unique_ptr<RetentionStore> retention;
};

std::unique_ptr<AttemptStore> make_attempt_store(Desk& desk);
std::unique_ptr<AuditStore> make_audit_store(Desk& desk);

namespace {

namespace fs = std::filesystem;

std::unique_ptr<Connection> open_connection(const StoreSettings& settings, const std::string& key) {
    const fs::path file = database_path(settings.folder);
    if (settings.access == Access::ReadOnly && !fs::exists(file))
        throw StoreError(fmt::format("there is no database {}", file.string()));
    std::unique_ptr<Connection> connection;
    try {
        connection = std::make_unique<Connection>(file, settings.access, settings.before_statement);
        ready_schema(*connection, file, settings.kind, settings.access);
        if (settings.access == Access::Write) {
            ready_search(*connection, Secrets(key));
            ready_description_words(*connection, Secrets(key));
        }
    } catch (const SQLite::Exception& fault) {
        throw StoreError(fmt::format("cannot open {}: {}; run charterd verify, and restore a backup if it is damaged",
                                     file.string(), fault.what()));
    }
    return connection;
}

}  // namespace

Store::Store(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}

std::unique_ptr<Store> Store::open(const StoreSettings& settings) {
    auto inside = std::make_unique<Inside>();
    const bool writes = settings.access == Access::Write;
    if (writes) {
        make_folder(settings.folder);
        inside->lock.emplace(settings.folder);
    }
    const std::string key = writes ? make_or_read_key(settings.folder) : read_key(settings.folder);
    if (writes) make_database_file(settings.folder);
    auto connection = open_connection(settings, key);
    inside->desk = std::unique_ptr<Desk>(new Desk{Secrets(key),
                                                  FileFolder(files_path(settings.folder)),
                                                  nullptr,
                                                  {database_path(settings.folder), settings.readers},
                                                  {},
                                                  settings.random,
                                                  {},
                                                  PasswordHasher(settings.password_cost)});
    if (writes) {
        // What a process that was killed left behind.
        inside->desk->files.make();
        inside->desk->files.sweep([&](const std::string& id) { return is_file(*connection, id); });
        const auto open_again = [settings] {
            return std::make_unique<Connection>(database_path(settings.folder), Access::Write,
                                                settings.before_statement);
        };
        inside->desk->writer = std::make_unique<Writer>(std::move(connection), open_again, settings.queue_limit);
    }
    Desk& desk = *inside->desk;
    inside->cases = std::make_unique<CaseStore>(std::unique_ptr<CaseStore::Parts>(new CaseStore::Parts{desk}));
    inside->after_hours =
        std::make_unique<AfterHoursStore>(std::unique_ptr<AfterHoursStore::Parts>(new AfterHoursStore::Parts{desk}));
    inside->comments =
        std::make_unique<CommentStore>(std::unique_ptr<CommentStore::Parts>(new CommentStore::Parts{desk}));
    inside->drafts = std::make_unique<DraftStore>(std::unique_ptr<DraftStore::Parts>(new DraftStore::Parts{desk}));
    inside->attempts = make_attempt_store(desk);
    inside->staff = std::make_unique<StaffStore>(std::unique_ptr<StaffStore::Parts>(new StaffStore::Parts{desk}));
    inside->accounts =
        std::make_unique<AccountStore>(std::unique_ptr<AccountStore::Parts>(new AccountStore::Parts{desk}));
    inside->retention = std::make_unique<RetentionStore>(
        std::unique_ptr<RetentionStore::Parts>(new RetentionStore::Parts{desk, *inside->cases}));
    inside->second_factors = std::make_unique<SecondFactorStore>(
        std::unique_ptr<SecondFactorStore::Parts>(new SecondFactorStore::Parts{desk}));
    inside->files = std::make_unique<FileStore>(std::unique_ptr<FileStore::Parts>(new FileStore::Parts{desk}));
    inside->filters = std::make_unique<FilterStore>(std::unique_ptr<FilterStore::Parts>(new FilterStore::Parts{desk}));
    inside->audit = make_audit_store(desk);
    return std::unique_ptr<Store>(new Store(std::move(inside)));
}

Store::~Store() {
    stop();
}

CaseStore& Store::cases() {
    return *inside_->cases;
}
AfterHoursStore& Store::after_hours() {
    return *inside_->after_hours;
}
CommentStore& Store::comments() {
    return *inside_->comments;
}
DraftStore& Store::drafts() {
    return *inside_->drafts;
}
AttemptStore& Store::attempts() {
    return *inside_->attempts;
}
StaffStore& Store::staff() {
    return *inside_->staff;
}
FileStore& Store::files() {
    return *inside_->files;
}
FilterStore& Store::filters() {
    return *inside_->filters;
}
AuditStore& Store::audit() {
    return *inside_->audit;
}
AccountStore& Store::accounts() {
    return *inside_->accounts;
}
RetentionStore& Store::retention() {
    return *inside_->retention;
}
SecondFactorStore& Store::second_factors() {
    return *inside_->second_factors;
}
const Secrets& Store::secrets() const {
    return inside_->desk->secrets;
}

std::string Store::trouble() const {
    return inside_->desk->writer ? inside_->desk->writer->trouble() : "";
}

void Store::stop() {
    if (inside_->desk->writer) inside_->desk->writer->stop();
}

}  // namespace charter
