#include "generator/render/tape.h"

namespace charter {
namespace {

constexpr int square_width = 7;
constexpr int narrow_gap = 3;
constexpr int week_gap = 8;
constexpr int dot_width = 9;
constexpr int most_days = 40;

// Half of a whole number, as the drawing writes it.
std::string half_of(int doubled) {
    return std::to_string(doubled / 2) + (doubled % 2 == 0 ? "" : ".5");
}

// `last` squares, of which the last is the dot; a wider gap after every `week` of them.
Tape draw(int last, int week) {
    Tape tape;
    int x = 0;
    for (int square = 1; square < last; ++square) {
        const int gap = week > 0 && square % week == 0 ? week_gap : narrow_gap;
        tape.path += tape.path.empty() ? "M0 4.5h7" : "h7";
        if (square + 1 < last) tape.path += "m" + std::to_string(gap) + " 0";
        x += square_width + gap;
    }
    tape.width = std::to_string(x + dot_width);
    tape.end = half_of(2 * x + dot_width);
    return tape;
}

}  // namespace

std::optional<Tape> tape_of(const Limit& limit) {
    if (limit.unit != LimitUnit::WorkingDays && limit.unit != LimitUnit::Days) return std::nullopt;
    const int week = limit.unit == LimitUnit::WorkingDays ? 5 : 7;
    if (limit.amount <= most_days) return draw(limit.amount, week);
    return draw((limit.amount + week - 1) / week, 0);
}

}  // namespace charter
