#include "generator/render/tape.h"

namespace charter {
namespace {

constexpr int kSquare = 7;
constexpr int kGap = 3;
constexpr int kWeekGap = 8;
constexpr int kDot = 9;
constexpr int kMostDays = 40;

// A tenth place is enough: the dot has an odd width.
std::string half_of(int doubled) {
    return std::to_string(doubled / 2) + (doubled % 2 == 0 ? "" : ".5");
}

// `last` squares, of which the last is the dot; a wider gap after every `week` of them.
Tape draw(int last, int week) {
    Tape tape;
    int x = 0;
    for (int square = 1; square < last; ++square) {
        const int gap = week > 0 && square % week == 0 ? kWeekGap : kGap;
        tape.path += tape.path.empty() ? "M0 4.5h7" : "h7";
        if (square + 1 < last) tape.path += "m" + std::to_string(gap) + " 0";
        x += kSquare + gap;
    }
    tape.width = std::to_string(x + kDot);
    tape.end = half_of(2 * x + kDot);
    return tape;
}

}  // namespace

std::optional<Tape> tape_of(const Limit& limit) {
    if (limit.unit != LimitUnit::WorkingDays && limit.unit != LimitUnit::Days) return std::nullopt;
    const int week = limit.unit == LimitUnit::WorkingDays ? 5 : 7;
    if (limit.amount <= kMostDays) return draw(limit.amount, week);
    return draw((limit.amount + week - 1) / week, 0);
}

}  // namespace charter
