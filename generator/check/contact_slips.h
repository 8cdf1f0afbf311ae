// Telephone numbers and addresses of e-mail in a text that cannot be right: a digit too many or too few, no country or
// company behind the @. Those of site.yaml and the data files are checked where they are read. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/source.h"

namespace charter {

struct ContactSlip {
    Span span;
    std::string message;
    std::string hint;
};

// In the order of the text, with places in it.
[[nodiscard]] std::vector<ContactSlip> find_contact_slips(std::string_view text);

}  // namespace charter
