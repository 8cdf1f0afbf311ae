#include "generator/model/read_limit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr Limit stand_in = {1, LimitUnit::WorkingDays};

// What people write for a unit, and what to write instead.
struct UnitName {
    std::string_view written;
    std::string_view meant;
};
constexpr auto unit_names = std::to_array<UnitName>({{"working days", "working days"},
                                                     {"working day", "working days"},
                                                     {"workdays", "working days"},
                                                     {"workday", "working days"},
                                                     {"work days", "working days"},
                                                     {"business days", "working days"},
                                                     {"business day", "working days"},
                                                     {"days", "days"},
                                                     {"day", "days"},
                                                     {"calendar days", "days"},
                                                     {"working hours", "working hours"},
                                                     {"working hour", "working hours"},
                                                     {"office hours", "working hours"},
                                                     {"business hours", "working hours"},
                                                     {"hours", "hours"},
                                                     {"hour", "hours"},
                                                     {"hrs", "hours"},
                                                     {"minutes", "minutes"},
                                                     {"minute", "minutes"},
                                                     {"mins", "minutes"},
                                                     {"min", "minutes"}});

constexpr std::string_view all_units = R"("working days", "days", "working hours", "hours" or "minutes")";

// The limit as it was written: "2.5 Working days" is 2.5 and "working days".
struct WrittenLimit {
    std::string_view number;
    std::string_view unit;  // a part of the text
};

WrittenLimit taken_apart(std::string_view text) {
    const std::string_view all = trim(text);
    const std::size_t end = std::min(all.find_first_not_of("0123456789.,"), all.size());
    return {all.substr(0, end), trim(all.substr(end))};
}

struct MeantUnit {
    std::string_view name;
    bool is_guess = false;  // it was mistyped
};

std::optional<MeantUnit> meant_unit(std::string_view unit) {
    std::vector<std::string> names;
    names.reserve(unit_names.size());
    for (const UnitName& name : unit_names) names.emplace_back(name.written);
    const std::string written = to_lower(unit);
    const std::optional<std::string> nearest = nearest_name(written, names);
    if (!nearest) return std::nullopt;
    const auto found = std::find_if(unit_names.begin(), unit_names.end(),
                                    [&](const UnitName& name) { return name.written == *nearest; });
    return MeantUnit{found->meant, *nearest != written};
}

// Who mistypes "days" may have meant working days, and a promise must not change by a hint.
std::string hint_for_unit(int number, const MeantUnit& unit) {
    if (unit.is_guess && (unit.name == "days" || unit.name == "hours"))
        return fmt::format("write {0} working {1}, or {0} {1} if {2} and weekends count too", number, unit.name,
                           unit.name == "days" ? "holidays" : "nights");
    return fmt::format("did you mean \"{} {}\"?", number, unit.name);
}

std::optional<int> whole_number(std::string_view text) {
    int number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || rest != text.data() + text.size()) return std::nullopt;
    return number;
}

// What to type instead.
std::string hint_for(const WrittenLimit& written) {
    static constexpr std::string_view usual = "write a number from 1 to 1000 and a unit, for example 25 working days";
    const std::optional<int> number = whole_number(written.number);
    const bool is_weeks = written.unit == "weeks" || written.unit == "week";
    if (is_weeks && number && *number >= 1 && *number <= 100)
        return fmt::format("write {} days, or {} working days", *number * 7, *number * 5);
    if (is_weeks || written.unit.starts_with("month") || written.unit.starts_with("year"))
        return fmt::format("weeks, months and years are not counted here; write {}", all_units);
    if (written.unit.empty() && number) return fmt::format("write the unit too, for example {} working days", *number);
    const std::optional<MeantUnit> unit = meant_unit(written.unit);
    if (!unit) return written.number.empty() ? std::string(usual) : fmt::format("write {}", all_units);
    if (written.number.empty()) return std::string(usual);
    if (!number && written.number.find_first_not_of("0123456789") == written.number.npos)
        return std::string(usual);  // too many digits
    if (!number) {
        const int below = whole_number(written.number.substr(0, written.number.find_first_of(".,"))).value_or(0);
        return fmt::format("write a whole number: {} {}, or count in {}", below + 1, unit->name,
                           unit->name == "working days" ? "working hours" : "a smaller unit");
    }
    return parse_limit(fmt::format("{} {}", *number, unit->name)) ? hint_for_unit(*number, *unit) : std::string(usual);
}

}  // namespace

Limit read_limit(Fields& fields, std::string_view key) {
    const std::optional<TextAt> written = fields.text_at(key);
    if (!written) return stand_in;
    if (const std::optional<Limit> limit = parse_limit(written->text)) return *limit;
    const WrittenLimit parts = taken_apart(written->text);
    const std::optional<int> number = whole_number(parts.number);
    // A number is enough to try the unit with.
    const bool is_unit = parts.unit.empty() || parse_limit(fmt::format("2 {}", parts.unit));
    if (is_unit || !number) {
        fields.error(written->span, "standard-unit", fmt::format("\"{}\" is not a limit in time", written->text),
                     hint_for(parts));
        return stand_in;
    }
    // The text has no escapes before the unit, so the unit stands as far into the value as into its text; a quote
    // moves it by one.
    const std::size_t quote = fields.source().text[written->span.begin] == written->text.front() ? 0 : 1;
    const std::size_t begin =
        written->span.begin + quote + static_cast<std::size_t>(parts.unit.data() - written->text.data());
    fields.error({begin, begin + parts.unit.size()}, "standard-unit",
                 fmt::format("unknown unit \"{}\" in a service standard", parts.unit), hint_for(parts));
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
