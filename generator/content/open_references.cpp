#include "generator/content/open_references.h"

namespace charter {
namespace {

constexpr std::string_view brackets = "[]";

// The ] that ends what the [ at `open` begins, with no bracket between; npos if there is none.
std::size_t end_of_label(std::string_view text, std::size_t open) {
    const std::size_t next = text.find_first_of(brackets, open + 1);
    return next == std::string_view::npos || text[next] == '[' ? std::string_view::npos : next;
}

}  // namespace

bool may_hold_reference(std::string_view text) {
    return text.find("][") != std::string_view::npos || text.find("[^") != std::string_view::npos;
}

std::vector<OpenReference> find_open_references(std::string_view text) {
    std::vector<OpenReference> found;
    for (std::size_t open = text.find('['); open != std::string_view::npos; open = text.find('[', open + 1)) {
        const std::size_t end = end_of_label(text, open);
        if (end == std::string_view::npos || end == open + 1) continue;
        const std::string_view first = text.substr(open + 1, end - open - 1);
        if (first.front() == '^') {
            if (first.size() > 1 && first.find(' ') == std::string_view::npos)
                found.push_back({first, text.substr(open, end + 1 - open)});
            continue;
        }
        if (end + 1 >= text.size() || text[end + 1] != '[') continue;
        const std::size_t last = end_of_label(text, end + 1);
        if (last == std::string_view::npos) continue;
        const std::string_view second = text.substr(end + 2, last - end - 2);
        found.push_back({second.empty() ? first : second, text.substr(open, last + 1 - open)});
        open = last;
    }
    return found;
}

}  // namespace charter
