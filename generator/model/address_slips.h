// Slips in addresses of elsewhere that a text links to: "http:/gov.za", "mailto:info@", "tel:call us". Pure.
#pragma once

#include <string>
#include <string_view>

namespace charter {

// What to write instead; empty if the address can be followed. `target`: one with a scheme, of any bytes.
[[nodiscard]] std::string hint_for_broken_address(std::string_view target);

}  // namespace charter
