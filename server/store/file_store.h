// Photos and other files: written to disk first, then named by a draft or by an event of a case (CaseStore::lodge,
// CaseStore::take_step), so that nothing names a file that is not there. Any thread.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/cases/case.h"
#include "server/store/file_folder.h"
#include "server/store/store.h"

namespace charter {

inline constexpr std::size_t files_per_draft = 5;
inline constexpr std::size_t files_of_complainant = 20;  // in one case, with those of the draft

// A file that is on disk and not yet named. Unless keep() is called after it was, it goes with this object.
struct KeptFile {
    NewFile bytes;
    AddedFile file;
    void keep() { bytes.keep(); }
};

enum class DraftFileOutcome {
    Added,
    Same,     // the draft has a file of the same bytes
    TooMany,  // it has files_per_draft
    NoDraft
};

class FileStore {
  public:
    struct Parts;
    explicit FileStore(std::unique_ptr<Parts> parts);
    ~FileStore();

    // StoreBusy, here and below: the disk is full or fails, and nothing was kept.
    [[nodiscard]] std::variant<NewFile, StoreBusy> begin() const;
    // Once all is written into it: brings it to disk. `facts` without id, size and hash.
    [[nodiscard]] std::variant<KeptFile, StoreBusy> finish(NewFile bytes, AddedFile facts) const;
    // The bytes. Nothing if they are not there; throws StoreError if they are not those that were kept.
    [[nodiscard]] std::optional<std::string> read(const AddedFile& file) const;

    // Those of a draft, in the order they were added. `draft`: the cookie's value.
    [[nodiscard]] std::vector<AddedFile> of_draft(std::string_view draft) const;
    [[nodiscard]] std::variant<DraftFileOutcome, StoreBusy> add_to_draft(std::string_view draft, KeptFile& file);
    // Does nothing if the draft has no such file.
    [[nodiscard]] std::optional<StoreBusy> remove_from_draft(std::string_view draft, std::string_view id);
    // Files of drafts that are gone.
    void forget_expired();

    // Where new files are written: also bodies of forms on their way.
    [[nodiscard]] const std::filesystem::path& folder() const;

  private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace charter
