// Telephone numbers and addresses of e-mail in a text that cannot be right: a digit too many or too few, no country or
// company behind the @. Those of site.yaml and the data files are checked where they are read. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/source.h"

namespace charter {

struct ContactSlip {
    Span span;  // in the source
    std::string message;
    std::string hint;
};

// Of a text that begins at the byte `base` of its source, in its order.
[[nodiscard]] std::vector<ContactSlip> find_contact_slips(std::string_view text, std::size_t base);

}  // namespace charter
