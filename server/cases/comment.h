// What somebody wrote about a page that was open for comment. No case: it has no reference, no clock and no answer.
#pragma once

#include <string>

#include "generator/shared/calendar.h"

namespace charter {

struct PageComment {
    std::string page;      // its path: "about/policy"
    std::string language;  // of the form it was written in
    std::string text;
    std::string name;   // may be empty, as the next; kept with consent alone
    std::string email;  // in one form
    Instant received_at{};
    bool operator==(const PageComment&) const = default;
};

}  // namespace charter
