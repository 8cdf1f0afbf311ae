// What a browser and an address tell a person about a session of theirs: enough to know it again, no more. Pure.
#pragma once

#include <string>
#include <string_view>

namespace charter {

// "Firefox, Linux" of a User-Agent header; "" if it names nothing we know. Only names of a fixed list come out.
[[nodiscard]] std::string device_name(std::string_view user_agent);
// The network of an address, as coarse as that: "192.0.*.*", "2001:db8:*".
[[nodiscard]] std::string network_of(std::string_view address);

}  // namespace charter
