// Random input for property tests: another seed in each run, printed when a test fails; PROPERTY_SEED=N repeats one.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace charter {

class Random {
  public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    // From low to high, both included.
    [[nodiscard]] std::size_t between(std::size_t low, std::size_t high) {
        return std::uniform_int_distribution<std::size_t>(low, high)(engine_);
    }
    template <typename Item>
    [[nodiscard]] const Item& pick(const std::vector<Item>& items) {
        return items[between(0, items.size() - 1)];
    }
    [[nodiscard]] std::string join(const std::vector<std::string>& pieces, std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += pick(pieces);
        return text;
    }
    [[nodiscard]] std::mt19937_64& engine() { return engine_; }

  private:
    std::mt19937_64 engine_;
};

inline std::uint64_t property_seed() {
    if (const char* given = std::getenv("PROPERTY_SEED")) return std::strtoull(given, nullptr, 10);
    return std::random_device{}();
}

}  // namespace charter
