#include "server/new_password.h"

#include "server/cases/reference.h"
#include "server/staff/secrets.h"

namespace charter {

std::string new_password() {
    constexpr int symbols = 20;
    constexpr int group = 5;
    std::string password;
    for (int symbol = 0; symbol < symbols; ++symbol) {
        if (symbol > 0 && symbol % group == 0) password += '-';
        password += reference_alphabet[random_below(static_cast<std::uint32_t>(reference_alphabet.size()))];
    }
    return password;
}

}  // namespace charter
