// What looks like a reference in a text and leads nowhere: [text][label] without a line "[label]: address", [^note]
// without its note. The Markdown library leaves them as plain text. Pure; any thread.
#pragma once

#include <string_view>
#include <vector>

namespace charter {

struct OpenReference {
    std::string_view label;    // "label", "^note"
    std::string_view written;  // what to look for in the source: "[text][label]", "[^note]"
};

// True if looking closer is worth while.
[[nodiscard]] bool may_hold_reference(std::string_view text);
// In the text of one node, in its order. Views into `text`.
[[nodiscard]] std::vector<OpenReference> find_open_references(std::string_view text);

}  // namespace charter
