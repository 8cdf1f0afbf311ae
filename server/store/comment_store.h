// Comments on pages that were open for comment, until somebody takes them out as a table. Any thread.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "server/cases/comment.h"
#include "server/store/store.h"

namespace charter {

class CommentStore {
  public:
    struct Parts;
    explicit CommentStore(std::unique_ptr<Parts> parts);
    ~CommentStore();

    // On disk when it returns. A repeat with the same token of the same form changes nothing.
    [[nodiscard]] std::optional<StoreBusy> add(const PageComment& comment, std::string_view form_token);
    // Oldest first; of one page, or with "" of all, those of a page together.
    [[nodiscard]] std::vector<PageComment> list(std::string_view page) const;

    // Every comment with this e-mail, for good; how many there were.
    [[nodiscard]] std::size_t erase_of(std::string_view email, Instant now);

  private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace charter
