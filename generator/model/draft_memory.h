// What the files of a site's pages say by themselves, kept from one build_model() to the next, so that only those that
// changed are read again. It does not look at texts: whoever holds it says what changed. One thread.
#pragma once

#include <memory>
#include <string>

namespace charter {

struct PageDraft;

class DraftMemory {
  public:
    DraftMemory();
    DraftMemory(DraftMemory&&) noexcept;
    DraftMemory& operator=(DraftMemory&&) noexcept;
    ~DraftMemory();

    // A file of a page has another text, is new or is gone.
    void forget(const std::string& file);
    // site.yaml or a file of data/ has another text: what pages say is read in their light.
    void forget_all();

    // For build_model(): nullptr if the file has to be read.
    [[nodiscard]] const PageDraft* find(const std::string& file) const;
    void keep(const std::string& file, const PageDraft& draft);

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace charter
