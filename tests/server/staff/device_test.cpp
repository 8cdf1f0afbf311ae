#include "server/staff/device.h"

#include <catch2/catch.hpp>
#include <string>

namespace charter::device_test {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

const Instant made{seconds(1'764'000'000)};
const Secrets secrets{std::string(master_key_bytes, 'k')};

}  // namespace

TEST_CASE("a device is known for the name that signed in, for 90 days", "[device]") {
    const std::string device = new_device(secrets, "thandi", made);
    CHECK(is_device_of(secrets, device, "thandi", made));
    CHECK(is_device_of(secrets, device, "thandi", made + device_life - seconds(1)));
    CHECK_FALSE(is_device_of(secrets, device, "thandi", made + device_life));
    CHECK_FALSE(is_device_of(secrets, device, "sipho", made));
    CHECK_FALSE(is_device_of(Secrets(std::string(master_key_bytes, 'o')), device, "thandi", made));
}

TEST_CASE("two devices of one name are told apart", "[device]") {
    CHECK(new_device(secrets, "thandi", made) != new_device(secrets, "thandi", made));
}

TEST_CASE("a device that was altered, cut or made up is not known", "[device]") {
    const std::string device = new_device(secrets, "thandi", made);
    for (std::size_t i = 0; i < device.size(); ++i) {
        std::string altered = device;
        altered[i] = altered[i] == '1' ? '2' : '1';
        CAPTURE(altered);
        CHECK_FALSE(is_device_of(secrets, altered, "thandi", made));
        CHECK_FALSE(is_device_of(secrets, device.substr(0, i), "thandi", made));
    }
    for (const std::string_view text : {"", ".", "..", "a.b", "a.9999999999.", "....", "a.99999999999999999999.x"})
        CHECK_FALSE(is_device_of(secrets, text, "thandi", made));
}

}  // namespace charter::device_test
