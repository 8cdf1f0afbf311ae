// The words of what was said when a case was lodged, kept beside the case, so that open cases can be compared without
// reading their texts: with a million cases, the texts of a hundred of them stand on as many pages of the disk. Keyed
// hashes alone, as in the index of the search (search_rows.h). Shared by the stores, verify and the opening of a
// database.
#pragma once

#include <string>
#include <string_view>

#include "server/staff/secrets.h"
#include "server/store/connection.h"

namespace charter {

// Of a description in a language: 4 bytes for each different stem of its first 100, sorted; empty if it has none.
[[nodiscard]] std::string description_words(const Secrets& secrets, std::string_view language,
                                            std::string_view description);

// Half of the words of the shorter one, and no fewer than three, stand in both.
[[nodiscard]] bool are_alike(std::string_view words, std::string_view other_words);

// Fills them in for the open cases of a database of an older program, or with older stems; nothing to do for others.
// One transaction.
void ready_description_words(Connection& connection, const Secrets& secrets);

}  // namespace charter
