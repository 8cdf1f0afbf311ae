#include "server/staff/device.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>

namespace charter {
namespace {

constexpr std::size_t life_nonce_bytes = 8;

std::string mark_of(const Secrets& secrets, std::string_view life, std::string_view user_name) {
    return to_hex(secrets.keyed_hash(Purpose::Device, fmt::format("{}\n{}", life, user_name)));
}

}  // namespace

std::string new_device(const Secrets& secrets, std::string_view user_name, Instant now) {
    const Instant until = now + device_life;
    const std::string life = fmt::format("{}.{}", random_hex(life_nonce_bytes), until.time_since_epoch().count());
    return fmt::format("{}.{}", life, mark_of(secrets, life, user_name));
}

bool is_device_of(const Secrets& secrets, std::string_view device, std::string_view user_name, Instant now) {
    const std::size_t first = device.find('.');
    const std::size_t last = device.rfind('.');
    if (first == last) return false;
    const std::string_view life = device.substr(0, last);
    if (!equal_in_constant_time(mark_of(secrets, life, user_name), device.substr(last + 1))) return false;
    const std::string_view until = life.substr(first + 1);
    std::int64_t seconds = 0;
    const auto read = std::from_chars(until.data(), until.data() + until.size(), seconds);
    return read.ec == std::errc() && now.time_since_epoch().count() < seconds;
}

}  // namespace charter
