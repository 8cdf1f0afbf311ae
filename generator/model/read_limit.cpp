#include "generator/model/read_limit.h"

#include <fmt/format.h>

#include <charconv>

#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr Limit stand_in = {1, LimitUnit::WorkingDays};

// The unit as a part of the text; empty if the text does not begin with a number.
std::string_view unit_in(std::string_view text) {
    const std::size_t digits = text.find_first_not_of("0123456789");
    return digits == 0 || digits == std::string_view::npos ? std::string_view() : trim(text.substr(digits));
}

}  // namespace

Limit read_limit(Fields& fields, std::string_view key) {
    const std::optional<TextAt> written = fields.text_at(key);
    if (!written) return stand_in;
    if (const std::optional<Limit> limit = parse_limit(written->text)) return *limit;
    const std::string_view unit = unit_in(written->text);
    // A number is enough to try the unit with.
    const bool is_unit = !unit.empty() && parse_limit(fmt::format("2 {}", unit));
    if (unit.empty() || is_unit) {
        fields.error(written->span, "standard-unit", fmt::format("\"{}\" is not a limit in time", written->text),
                     "write a number from 1 to 1000 and a unit, for example 25 working days");
        return stand_in;
    }
    // The text has no escapes before the unit, so the unit stands as far into the value as into its text; a quote
    // moves it by one.
    const std::size_t quote = fields.source().text[written->span.begin] == written->text.front() ? 0 : 1;
    const std::size_t begin =
        written->span.begin + quote + static_cast<std::size_t>(unit.data() - written->text.data());
    fields.error({begin, begin + unit.size()}, "standard-unit",
                 fmt::format("unknown unit \"{}\" in a service standard", unit),
                 "write \"working days\", \"days\", \"working hours\", \"hours\" or \"minutes\"");
    return stand_in;
}

std::optional<int> read_percent(Fields& fields, std::string_view key) {
    const std::optional<TextAt> written = fields.text_at(key);
    if (!written) return std::nullopt;
    const std::string_view text = written->text;
    int percent = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), percent);
    const std::string_view sign = trim(text.substr(static_cast<std::size_t>(rest - text.data())));
    if (error == std::errc() && sign == "%" && percent >= 1 && percent <= 100) return percent;
    fields.error(written->span, "bad-field", fmt::format("\"{}\" is not a share of cases", text),
                 "write a percentage from 1% to 100%");
    return std::nullopt;
}

}  // namespace charter
