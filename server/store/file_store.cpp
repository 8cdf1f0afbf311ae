#include "server/store/file_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "generator/shared/files.h"
#include "server/store/file_rows.h"
#include "server/store/parts.h"

namespace charter {
namespace {

std::string draft_hash(const Desk& desk, std::string_view draft) {
    return desk.secrets.keyed_hash(Purpose::DraftId, draft);
}

DraftFileOutcome add_once(Connection& connection, const Secrets& secrets, const std::string& draft,
                          const AddedFile& file) {
    {
        Query query = connection.query("SELECT 1 FROM drafts WHERE id = ?");
        query.blob(draft);
        if (!query.next()) return DraftFileOutcome::NoDraft;
    }
    const std::vector<AddedFile> there = read_draft_files(connection, secrets, draft);
    const bool same =
        std::any_of(there.begin(), there.end(), [&](const AddedFile& other) { return other.hash == file.hash; });
    if (same) return DraftFileOutcome::Same;
    if (there.size() >= files_per_draft) return DraftFileOutcome::TooMany;
    insert_draft_file(connection, secrets, draft, file);
    return DraftFileOutcome::Added;
}

}  // namespace

FileStore::FileStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
FileStore::~FileStore() = default;

std::variant<NewFile, StoreBusy> FileStore::begin() const {
    auto file = parts_->desk.files.begin();
    if (!file) return StoreBusy{};
    return std::move(*file);
}

std::variant<KeptFile, StoreBusy> FileStore::finish(NewFile bytes, AddedFile facts) const {
    auto measured = parts_->desk.files.flush(bytes);
    if (!measured) return StoreBusy{};
    facts.id = bytes.id();
    facts.size = measured->size;
    facts.hash = std::move(measured->hash);
    return KeptFile{std::move(bytes), std::move(facts)};
}

std::optional<std::string> FileStore::read(const AddedFile& file) const {
    auto bytes = parts_->desk.files.read(file.id);
    if (bytes && content_hash(*bytes) != file.hash)
        throw StoreError(fmt::format("the file {} is not what was kept; run charterd verify", file.id));
    return bytes;
}

std::vector<AddedFile> FileStore::of_draft(std::string_view draft) const {
    const std::string hash = draft_hash(parts_->desk, draft);
    const auto connection = parts_->desk.readers.lend();
    return read_draft_files(*connection, parts_->desk.secrets, hash);
}

std::variant<DraftFileOutcome, StoreBusy> FileStore::add_to_draft(std::string_view draft, KeptFile& file) {
    const std::string hash = draft_hash(parts_->desk, draft);
    DraftFileOutcome outcome{};
    const auto busy = parts_->desk.write(
        [&](Connection& connection) { outcome = add_once(connection, parts_->desk.secrets, hash, file.file); });
    if (busy) return *busy;
    if (outcome == DraftFileOutcome::Added) file.keep();
    return outcome;
}

std::optional<StoreBusy> FileStore::remove_from_draft(std::string_view draft, std::string_view id) {
    const std::string hash = draft_hash(parts_->desk, draft);
    bool removed = false;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        const std::vector<AddedFile> there = read_draft_files(connection, parts_->desk.secrets, hash);
        removed = std::any_of(there.begin(), there.end(), [&](const AddedFile& file) { return file.id == id; });
        connection.query("DELETE FROM files WHERE draft = ? AND id = ?").blob(hash).text(id).run();
    });
    if (removed && !busy) parts_->desk.files.remove(id);
    return busy;
}

// Too busy to forget: the next turn of the timer does it.
void FileStore::forget_expired() {
    std::vector<std::string> gone;
    const auto busy = parts_->desk.write([&](Connection& connection) { gone = take_stray_files(connection); });
    if (busy) return;
    for (const std::string& id : gone) parts_->desk.files.remove(id);
}

const std::filesystem::path& FileStore::folder() const {
    return parts_->desk.files.path();
}

}  // namespace charter
