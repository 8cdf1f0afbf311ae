#include "generator/model/draft_memory.h"

#include <unordered_map>

#include "generator/model/page_draft.h"

namespace charter {

struct DraftMemory::Inside {
    std::unordered_map<std::string, PageDraft> drafts;
};

DraftMemory::DraftMemory() : inside_(std::make_unique<Inside>()) {}
DraftMemory::DraftMemory(DraftMemory&&) noexcept = default;
DraftMemory& DraftMemory::operator=(DraftMemory&&) noexcept = default;
DraftMemory::~DraftMemory() = default;

void DraftMemory::forget(const std::string& file) {
    inside_->drafts.erase(file);
}

void DraftMemory::forget_all() {
    inside_->drafts.clear();
}

const PageDraft* DraftMemory::find(const std::string& file) const {
    const auto found = inside_->drafts.find(file);
    return found == inside_->drafts.end() ? nullptr : &found->second;
}

void DraftMemory::keep(const std::string& file, const PageDraft& draft) {
    inside_->drafts.insert_or_assign(file, draft);
}

}  // namespace charter
