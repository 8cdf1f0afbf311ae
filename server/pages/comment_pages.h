// The pages of a comment round: the form, what it says before and after the round, thanks, and what is open. Pure; any
// thread.
#pragma once

#include <string>
#include <vector>

#include "generator/shared/comment_round.h"
#include "server/forms/form.h"
#include "server/pages/page.h"

namespace charter {

struct CommentLook {
    Answers answers;
    std::vector<FieldError> errors;
    std::string form_token;
};
[[nodiscard]] std::string comment_form_page(const PageContext& context, const CommentRound& round,
                                            const CommentLook& look);

// For a round that is not open on the day. `typed`: what was written into a form that was open for too long, to be
// copied; may be empty.
[[nodiscard]] std::string comment_not_open_page(const PageContext& context, const CommentRound& round,
                                                CommentState state, const std::string& typed);

[[nodiscard]] std::string comment_sent_page(const PageContext& context, const CommentRound& round);

// The pages that are open for comment.
[[nodiscard]] std::string comment_list_page(const PageContext& context, const std::vector<CommentRound>& open);

}  // namespace charter
