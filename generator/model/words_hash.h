// The hash by which a translation names what it was made from (`source:`): of the words of its original alone, so that
// it stays right when only an alias, a day or a comment in the header block changes.
#pragma once

#include <string>
#include <string_view>

#include "generator/model/site.h"

namespace charter {

// Of what a translator translates: the header's fields with words, and the text. `text`: of the page's file.
[[nodiscard]] std::string words_hash(const Page& page, std::string_view text);

// `hash` names the original as it is: its words, or its whole file, as translations say that were accepted before
// words were told apart from the rest.
[[nodiscard]] bool is_made_from(std::string_view hash, const Page& original, std::string_view text);

}  // namespace charter
