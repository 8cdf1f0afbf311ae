// The form of a comment round: what was typed into it, and the comment that it makes. Pure; any thread.
#pragma once

#include "server/cases/comment.h"
#include "server/forms/form.h"

namespace charter {

// Fields `comment`, `name`, `email`, `consent`: as typed, to show the form again.
[[nodiscard]] Answers keep_comment_answers(const FieldMap& sent);

// The comment, without page, language and time. Consent is needed where a name or an address is given.
[[nodiscard]] Checked<PageComment> read_comment(const Answers& answers);

}  // namespace charter
