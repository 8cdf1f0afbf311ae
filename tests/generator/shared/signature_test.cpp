#include "generator/shared/signature.h"

#include <catch2/catch.hpp>
#include <stdexcept>

namespace charter::signature_test {

TEST_CASE("signatures are those of RFC 8032", "[signature]") {
    // Section 7.1, test 2: a message of one byte.
    const std::string secret = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    const std::string shown = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    const std::string signature = sign("r", secret);
    CHECK(signature ==
          "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb430"
          "2aee"
          "b00d291612bb0c00");
    CHECK(is_signed("r", signature, shown));
    CHECK(is_signed("r", signature + "\n", shown + "\n"));
    CHECK_FALSE(is_signed("s", signature, shown));
}

TEST_CASE("a new pair of keys signs and is not another", "[signature]") {
    const KeyPair keys = key_pair_from(random_seed());
    const KeyPair others = key_pair_from(random_seed());
    const std::string signature = sign("the promises", keys.secret);
    CHECK(is_signed("the promises", signature, keys.shown));
    CHECK_FALSE(is_signed("the promises", signature, others.shown));
    CHECK(keys.secret != others.secret);
}

TEST_CASE("what is no key is said to be none", "[signature]") {
    CHECK_THROWS_AS(sign("m", "abc"), std::invalid_argument);
    CHECK_THROWS_AS(is_signed("m", "00", std::string(64, 'g')), std::invalid_argument);
}

}  // namespace charter::signature_test
