#include "server/staff/secrets.h"

#include <catch2/catch.hpp>
#include <set>
#include <stdexcept>
#include <vector>

#include "tests/support/random.h"

namespace charter::secrets_test {
namespace {

const std::vector<Purpose> purposes = {
    Purpose::CaseCode,  Purpose::Session,   Purpose::Csrf,         Purpose::FormToken,   Purpose::Draft,
    Purpose::FreshCode, Purpose::DraftId,   Purpose::Attempts,     Purpose::Head,        Purpose::Seal,
    Purpose::Device,    Purpose::Contact,   Purpose::Word,         Purpose::Question,    Purpose::Audit,
    Purpose::AuditHead, Purpose::StaffLink, Purpose::SecondFactor, Purpose::RecoveryCode};

Secrets some_secrets(char first = 'k') {
    ready_secrets();
    return Secrets(std::string(master_key_bytes, first));
}

std::string random_text(Random& random) {
    std::string text(random.between(0, 200), '\0');
    for (char& c : text) c = static_cast<char>(random.between(0, 255));
    return text;
}

}  // namespace

TEST_CASE("bytes come back from their hexadecimal digits, and from nothing else", "[secrets]") {
    ready_secrets();
    CHECK(from_hex(to_hex(std::string_view("\0\xFFz", 3))) == std::string("\0\xFFz", 3));
    CHECK(from_hex("").value_or("x").empty());
    for (const std::string_view text : {"a", "0g", "0 00", "00 ", "0x00", "00:00"}) CHECK_FALSE(from_hex(text));
}

TEST_CASE("a keyed hash has 32 bytes and depends on the key, the purpose and the text", "[secrets]") {
    std::set<std::string> hashes;
    for (const char key : {'k', 'l'})
        for (const Purpose purpose : purposes)
            for (const std::string_view text : {"", "a", "b"}) {
                const std::string hash = some_secrets(key).keyed_hash(purpose, text);
                CHECK(hash.size() == 32);
                hashes.insert(hash);
            }
    CHECK(hashes.size() == 2 * purposes.size() * 3);
    CHECK(some_secrets().keyed_hash(Purpose::Csrf, "a") == some_secrets().keyed_hash(Purpose::Csrf, "a"));
}

TEST_CASE("a keyed hash is known again, and nothing else is taken for it", "[secrets]") {
    const Secrets secrets = some_secrets();
    const std::string hash = secrets.keyed_hash(Purpose::Session, "token");
    CHECK(secrets.matches(Purpose::Session, "token", hash));
    CHECK_FALSE(secrets.matches(Purpose::Session, "tokem", hash));
    CHECK_FALSE(secrets.matches(Purpose::Draft, "token", hash));
    CHECK_FALSE(secrets.matches(Purpose::Session, "token", hash.substr(1)));
    CHECK_FALSE(secrets.matches(Purpose::Session, "token", ""));
}

TEST_CASE("sealed text opens to what was sealed, and every seal differs", "[secrets][property]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const Secrets secrets = some_secrets();
    for (int i = 0; i < 200; ++i) {
        const std::string text = random_text(random);
        const std::string bound = random_text(random);
        const std::string sealed = secrets.seal(Purpose::Draft, text, bound);
        REQUIRE(secrets.open(Purpose::Draft, sealed, bound) == text);
        REQUIRE(sealed != secrets.seal(Purpose::Draft, text, bound));
    }
}

TEST_CASE("sealed text does not open once altered, cut, or for something else", "[secrets]") {
    const Secrets secrets = some_secrets();
    const std::string sealed = secrets.seal(Purpose::Draft, "a secret", "id");
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string altered = sealed;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        CAPTURE(i);
        CHECK_FALSE(secrets.open(Purpose::Draft, altered, "id"));
        CHECK_FALSE(secrets.open(Purpose::Draft, sealed.substr(0, i), "id"));
    }
    CHECK_FALSE(secrets.open(Purpose::Draft, sealed, "other id"));
    CHECK_FALSE(secrets.open(Purpose::FreshCode, sealed, "id"));
    CHECK_FALSE(some_secrets('l').open(Purpose::Draft, sealed, "id"));
    CHECK(sealed.find("a secret") == std::string::npos);
}

TEST_CASE("a master key of another length is refused", "[secrets]") {
    const auto size = GENERATE(std::size_t{0}, std::size_t{31}, std::size_t{33});
    CHECK_THROWS_AS(Secrets(std::string(size, 'k')), std::invalid_argument);
}

TEST_CASE("random tokens are 43 symbols that a cookie may hold, and never the same", "[secrets]") {
    ready_secrets();
    std::set<std::string> tokens;
    for (int i = 0; i < 500; ++i) {
        const std::string token = random_token();
        CHECK(token.size() == 43);
        CHECK(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
              std::string::npos);
        tokens.insert(token);
    }
    CHECK(tokens.size() == 500);
}

TEST_CASE("random hexadecimal text has two digits for each byte", "[secrets]") {
    ready_secrets();
    const std::string hex = random_hex(16);
    CHECK(hex.size() == 32);
    CHECK(hex.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(hex != random_hex(16));
}

TEST_CASE("random numbers reach every value below the bound and none above", "[secrets]") {
    ready_secrets();
    std::set<std::uint32_t> seen;
    for (int i = 0; i < 5000; ++i) seen.insert(random_below(31));
    CHECK(seen.size() == 31);
    CHECK(*seen.rbegin() == 30);
}

}  // namespace charter::secrets_test
