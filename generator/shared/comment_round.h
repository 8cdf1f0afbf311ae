// Comment rounds: the days on which people may say what they think of a page before it is decided. The generator reads
// them from header blocks and publishes .server/comments.json; the server asks that file which rounds are open. Pure;
// any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/calendar.h"
#include "generator/shared/service.h"

namespace charter {

struct CommentDays {
    Date from{};
    Date until{};  // the last one
    bool operator==(const CommentDays&) const = default;
};

enum class CommentState { Coming, Open, Closed };
[[nodiscard]] CommentState state_on(const CommentDays& days, Date day);

struct CommentRound {
    std::string page;  // its path, the same in every language: "about/policy"
    Localized title;
    Localized url;  // where it is read
    CommentDays days;
    bool operator==(const CommentRound&) const = default;
};

// nullptr if that page has no round.
[[nodiscard]] const CommentRound* find_round(const std::vector<CommentRound>& rounds, std::string_view page);

// Behind the language: "comment/?page=about/policy"; without a page the list of what is open.
[[nodiscard]] std::string comment_path(std::string_view page = {});

// Same values, same bytes.
[[nodiscard]] std::string to_json(const std::vector<CommentRound>& rounds);
// Throws std::runtime_error naming what is wrong.
[[nodiscard]] std::vector<CommentRound> parse_comment_rounds(std::string_view json);

}  // namespace charter
