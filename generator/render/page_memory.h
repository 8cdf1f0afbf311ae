// What is remembered of a drawn page, so that the next build can tell without drawing whether it would come out the
// same. A page is drawn from three things, and nothing else: the view that its layout shows, its text, and what the
// site answered to its text's questions (where a link leads, what a block shows). Plain values.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "generator/shared/source.h"

namespace charter {

// One question of a text to the site.
struct Ask {
    enum class Kind : char { Link = 'l', Image = 'i', Block = 'b' };
    Kind kind = Kind::Link;
    std::string name;      // a link's target as written, or a block's name
    std::string argument;  // of a block
    Span span;
    int level = 0;  // of a block's heading
    bool operator==(const Ask&) const = default;
};

struct PageRecord {
    std::string inputs;            // hash of the view without its text, and of the text
    std::vector<Ask> asks;         // in the order of the text
    std::string answers;           // hash of what was answered to them
    std::vector<std::string> ids;  // every id on the page
    std::string output;            // hash of the drawn page
    bool operator==(const PageRecord&) const = default;
};

// Path in the output ("en/services/index.html") -> record. Only pages without findings are in it.
using PageMemory = std::unordered_map<std::string, PageRecord>;

}  // namespace charter
