// What telephone numbers and addresses of e-mail look like, for the fields of content and for texts. Pure; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace charter {

// What programs of phones dial: digits, with signs that only part them, a + in front, * and # of service codes. Three
// to fifteen digits (ITU-T E.164).
[[nodiscard]] bool is_phone_number(std::string_view text);

// "has 9 digits, and a telephone number that begins with 0 has ten": of a number within the country that has one digit
// too many or too few, with "+27" in place of the 0 too. Empty for others; "00" calls another country.
[[nodiscard]] std::string digit_fault(std::string_view number);

[[nodiscard]] bool is_email_address(std::string_view text);

}  // namespace charter
