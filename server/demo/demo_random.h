// The chances of a demonstration: the same numbers for the same seed, on every machine. Fit for sample data and nothing
// else: whoever knows the seed knows the numbers. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace charter {

class DemoRandom {
  public:
    explicit DemoRandom(std::uint64_t seed) : state_(seed) {}
    // A stream of its own for one of many things made from a seed.
    DemoRandom(std::uint64_t seed, std::uint64_t number) : state_(mixed(seed) ^ mixed(number + step)) {}

    // SplitMix64.
    std::uint64_t next() { return mixed(state_ += step); }
    // In [0, bound), and 0 for no bound; bound is small, so that the leaning of the remainder does not show.
    std::uint32_t below(std::uint32_t bound) {
        return bound == 0 ? 0 : static_cast<std::uint32_t>((next() >> 32U) % bound);
    }
    // In [least, most].
    int between(int least, int most) {
        return least + static_cast<int>(below(static_cast<std::uint32_t>(most - least + 1)));
    }
    bool chance(int percent) { return between(1, 100) <= percent; }

    template <typename Value>
    const Value& pick(const std::vector<Value>& values) {
        return values[below(static_cast<std::uint32_t>(values.size()))];
    }
    // An entry of {value, weight}.
    template <typename Weighted>
    auto weighted(const Weighted& entries) {
        int all = 0;
        for (const auto& entry : entries) all += entry.second;
        int left = between(1, all);
        for (const auto& entry : entries) {
            left -= entry.second;
            if (left <= 0) return entry.first;
        }
        return entries.back().first;
    }
    std::string hex(std::size_t bytes) {
        static constexpr char digits[] = "0123456789abcdef";
        std::string text;
        for (std::size_t i = 0; i < bytes * 2; ++i) text += digits[below(16)];
        return text;
    }

  private:
    static constexpr std::uint64_t step = 0x9E3779B97F4A7C15;
    static std::uint64_t mixed(std::uint64_t z) {
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EB;
        return z ^ (z >> 31U);
    }
    std::uint64_t state_;
};

}  // namespace charter
