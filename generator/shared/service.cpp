#include "generator/shared/service.h"

#include <charconv>

#include "generator/shared/keys.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr Keys<CaseKind, 5> case_kinds = {{{CaseKind::Enquiry, "enquiry"},
                                           {CaseKind::Report, "report"},
                                           {CaseKind::Complaint, "complaint"},
                                           {CaseKind::Compliment, "compliment"},
                                           {CaseKind::Suggestion, "suggestion"}}};
constexpr Keys<Applies, 7> applies_keys = {{{Applies::Enquiry, "enquiry"},
                                            {Applies::Report, "report"},
                                            {Applies::Complaint, "complaint"},
                                            {Applies::Compliment, "compliment"},
                                            {Applies::Suggestion, "suggestion"},
                                            {Applies::WrittenReasons, "written-reasons"},
                                            {Applies::AccessRequest, "access-request"}}};
constexpr Keys<Clock, 7> clocks = {{{Clock::Acknowledge, "acknowledge"},
                                    {Clock::Resolve, "resolve"},
                                    {Clock::Review, "review"},
                                    {Clock::Refer, "refer"},
                                    {Clock::Question, "question"},
                                    {Clock::Objection, "objection"},
                                    {Clock::Measured, "measured"}}};
constexpr Keys<LimitUnit, 5> limit_units = {{{LimitUnit::WorkingDays, "working-days"},
                                             {LimitUnit::Days, "days"},
                                             {LimitUnit::WorkingHours, "working-hours"},
                                             {LimitUnit::Hours, "hours"},
                                             {LimitUnit::Minutes, "minutes"}}};
// As an author types the unit, for one and for many.
struct UnitWords {
    LimitUnit unit;
    std::string_view one;
    std::string_view many;
};
constexpr std::array<UnitWords, 5> unit_words = {{{LimitUnit::WorkingDays, "working day", "working days"},
                                                  {LimitUnit::Days, "day", "days"},
                                                  {LimitUnit::WorkingHours, "working hour", "working hours"},
                                                  {LimitUnit::Hours, "hour", "hours"},
                                                  {LimitUnit::Minutes, "minute", "minutes"}}};
constexpr int largest_amount = 1000;

}  // namespace

const std::string& text_in(const Localized& text, std::string_view language) {
    static const std::string none;
    const auto exact = text.find(std::string(language));
    if (exact != text.end()) return exact->second;
    return text.empty() ? none : text.begin()->second;
}

std::string_view key_of(CaseKind kind) {
    return key_in(case_kinds, kind);
}
std::string_view key_of(Applies applies) {
    return key_in(applies_keys, applies);
}
std::string_view key_of(Clock clock) {
    return key_in(clocks, clock);
}
std::string_view key_of(LimitUnit unit) {
    return key_in(limit_units, unit);
}
std::string_view key_of(PromiseStatus status) {
    return status == PromiseStatus::Adopted ? "adopted" : "example";
}
std::optional<CaseKind> find_case_kind(std::string_view key) {
    return find_in(case_kinds, key);
}
std::optional<Applies> find_applies(std::string_view key) {
    return find_in(applies_keys, key);
}
std::optional<Clock> find_clock(std::string_view key) {
    return find_in(clocks, key);
}
std::optional<LimitUnit> find_limit_unit(std::string_view key) {
    return find_in(limit_units, key);
}

Applies applies_of(CaseKind kind) {
    return *find_applies(key_of(kind));
}

std::optional<Limit> parse_limit(std::string_view text) {
    text = trim(text);
    int amount = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), amount);
    if (error != std::errc() || amount < 1 || amount > largest_amount) return std::nullopt;
    const std::string_view behind = text.substr(static_cast<std::size_t>(rest - text.data()));
    const std::string_view unit = trim(behind);
    if (unit.size() == behind.size()) return std::nullopt;  // no blank between
    for (const UnitWords& words : unit_words) {
        if (unit == words.one || unit == words.many) return Limit{amount, words.unit};
    }
    return std::nullopt;
}

std::string to_text(const Limit& limit) {
    for (const UnitWords& words : unit_words) {
        if (words.unit == limit.unit)
            return std::to_string(limit.amount) + " " + std::string(limit.amount == 1 ? words.one : words.many);
    }
    return {};
}

}  // namespace charter
