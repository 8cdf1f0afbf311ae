#include "server/staff/repeatable_secrets.h"

#include <sodium.h>

#include <array>
#include <cstring>
#include <mutex>

#include "server/staff/secrets.h"

namespace charter {
namespace {

// libsodium asks through plain functions, so what they draw from cannot be handed to them.
struct Stream {
    std::mutex lock;
    std::uint64_t seed = 0;
    std::uint64_t drawn = 0;
};
Stream& stream() {
    static Stream one;
    return one;
}

void fill(void* buffer, std::size_t size) {
    Stream& from = stream();
    const std::lock_guard hold(from.lock);
    std::array<unsigned char, randombytes_SEEDBYTES> key{};
    std::memcpy(key.data(), &from.seed, sizeof from.seed);
    std::memcpy(key.data() + sizeof from.seed, &from.drawn, sizeof from.drawn);
    ++from.drawn;
    randombytes_buf_deterministic(buffer, size, key.data());
}

std::uint32_t draw() {
    std::uint32_t number = 0;
    fill(&number, sizeof number);
    return number;
}

const char* name() {
    return "charter-demonstration";
}

}  // namespace

void ready_repeatable_secrets(std::uint64_t seed) {
    static randombytes_implementation repeatable = {name, draw, nullptr, nullptr, fill, nullptr};
    stream().seed = seed;
    randombytes_set_implementation(&repeatable);
    ready_secrets();
}

}  // namespace charter
