#include "server/forms/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "generator/shared/text.h"

namespace charter {
namespace {

// Ranges of characters that show nothing: white space, controls, zero-width and direction signs, fillers.
constexpr std::array<std::pair<char32_t, char32_t>, 17> unseen = {{{0x00, 0x20},
                                                                   {0x7F, 0xA0},
                                                                   {0xAD, 0xAD},
                                                                   {0x34F, 0x34F},
                                                                   {0x61C, 0x61C},
                                                                   {0x115F, 0x1160},
                                                                   {0x1680, 0x1680},
                                                                   {0x180B, 0x180F},
                                                                   {0x2000, 0x200F},
                                                                   {0x2028, 0x202F},
                                                                   {0x205F, 0x206F},
                                                                   {0x3000, 0x3000},
                                                                   {0x3164, 0x3164},
                                                                   {0xFE00, 0xFE0F},
                                                                   {0xFEFF, 0xFEFF},
                                                                   {0xFFA0, 0xFFA0},
                                                                   {0xE0000, 0xE0FFF}}};

// Takes one character from the front of well-formed UTF-8.
char32_t take_character(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t character = size == 1 ? first : first & (0xFFU >> (size + 1));
    for (std::size_t at = 1; at < size && at < text.size(); ++at)
        character = (character << 6U) | (static_cast<unsigned char>(text[at]) & 0x3FU);
    text.remove_prefix(std::min(size, text.size()));
    return character;
}

bool is_unseen(char32_t character) {
    return std::any_of(unseen.begin(), unseen.end(), [character](const auto& range) {
        return character >= range.first && character <= range.second;
    });
}

bool is_space(char32_t character) {
    return character == ' ' || (character >= '\t' && character <= '\r') || character == 0xA0 || character == 0x3000 ||
           (character >= 0x2000 && character <= 0x200A) || character == 0x202F;
}

enum class Spaces { Kept, LeftOut };

// Without what cannot be seen, as pasted text brings it.
std::string without_unseen(std::string_view text, Spaces spaces) {
    std::string out;
    while (!text.empty()) {
        const std::string_view before = text;
        const char32_t character = take_character(text);
        if (!is_unseen(character)) out += before.substr(0, before.size() - text.size());
        if (is_space(character) && spaces == Spaces::Kept) out += ' ';
    }
    return out;
}

// Hyphens and dashes of any length, and what else stands between groups of digits.
std::string without_separators(std::string_view typed) {
    std::string text = without_unseen(typed, Spaces::LeftOut);
    for (const std::string_view dash : {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014"}) {
        for (auto at = text.find(dash); at != std::string::npos; at = text.find(dash)) text.erase(at, dash.size());
    }
    std::erase_if(text, [](char sign) { return std::string_view("-().[]/").find(sign) != std::string_view::npos; });
    return text;
}

constexpr std::string_view country = "27";
constexpr std::size_t national_digits = 9;  // without the leading 0

bool is_domain(std::string_view domain) {
    const auto labels = split(domain, '.');
    const auto is_label = [](const std::string& label) {
        return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
               label.find_first_of("_+!#$%&'*/=?^`{|}~") == std::string::npos;
    };
    return labels.size() >= 2 && std::all_of(labels.begin(), labels.end(), is_label);
}

}  // namespace

FieldError field_error(std::string_view field, std::string_view fault) {
    return {std::string(field), fmt::format("error.{}.{}", field, fault), {}};
}

bool says_nothing(std::string_view text) {
    while (!text.empty()) {
        if (!is_unseen(take_character(text))) return false;
    }
    return true;
}

std::string one_line(std::string_view text) {
    std::string line(text);
    std::replace_if(
        line.begin(), line.end(), [](char sign) { return static_cast<unsigned char>(sign) < 0x20 || sign == '\x7f'; },
        ' ');
    return says_nothing(line) ? std::string() : std::string(trim(line));
}

void require(std::string_view field, std::string_view text, std::vector<FieldError>& errors) {
    if (says_nothing(text)) errors.push_back(field_error(field, "missing"));
}

void limit_length(std::string_view field, std::string_view text, std::size_t limit, std::vector<FieldError>& errors) {
    const std::size_t count = count_characters(text);
    if (count <= limit) return;
    FieldError error = field_error(field, "too-long");
    error.arguments = {{"limit", std::to_string(limit)}, {"count", std::to_string(count)}};
    errors.push_back(std::move(error));
}

void refuse_repeated(std::span<const std::string_view> fields, const FieldMap& sent, std::vector<FieldError>& errors) {
    for (const std::string_view field : fields) {
        const auto& values = values_of(sent, field);
        const bool differ = std::any_of(values.begin(), values.end(),
                                        [&values](const std::string& value) { return value != values.front(); });
        if (differ) errors.push_back({std::string(field), "error.repeated", {}});
    }
}

std::optional<Date> typed_day(std::string typed) {
    std::replace_if(
        typed.begin(), typed.end(), [](char c) { return c == '/' || c == '.'; }, '-');
    return parse_date(typed);
}

std::optional<Date> read_day(std::string_view field, const std::string& typed, std::vector<FieldError>& errors) {
    const auto day = typed_day(typed);
    if (day) return day;
    // The month of "2026-02-30" is there, its day is not.
    constexpr std::size_t month_length = 8;
    const auto first = typed_day(typed.substr(0, month_length) + "01");
    const std::string_view number = std::string_view(typed).substr(std::min(month_length, typed.size()));
    const bool has_number = number.size() == 2 && number.find_first_not_of("0123456789") == std::string_view::npos;
    if (!first || !has_number) {
        errors.push_back(field_error(field, "malformed"));
        return std::nullopt;
    }
    const std::chrono::year_month_day month(*first);
    const std::chrono::year_month_day last(
        std::chrono::sys_days(std::chrono::year_month_day_last(month.year(), month.month() / std::chrono::last)));
    errors.push_back({std::string(field),
                      "error.no-such-day",
                      {{"month", std::to_string(static_cast<unsigned>(month.month()))},
                       {"year", std::to_string(static_cast<int>(month.year()))},
                       {"days", std::to_string(static_cast<unsigned>(last.day()))}}});
    return std::nullopt;
}

std::optional<int> typed_minute(std::string_view typed) {
    const std::size_t colon = typed.find(':');
    if (colon == 0 || colon > 2 || typed.size() != colon + 3) return std::nullopt;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const std::string hour(typed.substr(0, colon));
    const std::string minute(typed.substr(colon + 1));
    if (!std::all_of(hour.begin(), hour.end(), is_digit) || !std::all_of(minute.begin(), minute.end(), is_digit))
        return std::nullopt;
    if (std::stoi(hour) > 23 || std::stoi(minute) > 59) return std::nullopt;
    return std::stoi(hour) * 60 + std::stoi(minute);
}

std::optional<std::string> normal_phone(std::string_view typed) {
    std::string text = without_separators(typed);
    bool international = text.starts_with('+');
    if (international) text.erase(0, 1);
    if (!international && text.starts_with("00")) {
        international = true;
        text.erase(0, 2);
    }
    if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
    if (!international && text.starts_with('0')) {
        if (text.size() != national_digits + 1) return std::nullopt;
        return fmt::format("+{}{}", country, text.substr(1));
    }
    if (text.starts_with(country)) {
        std::string national = text.substr(country.size());
        // "+27 (0)21 ..." writes both.
        if (national.size() == national_digits + 1 && national.starts_with('0')) national.erase(0, 1);
        if (national.size() == national_digits && national.front() != '0')
            return fmt::format("+{}{}", country, national);
        return std::nullopt;
    }
    if (!international || text.front() == '0' || text.size() < 8 || text.size() > 15) return std::nullopt;
    return "+" + text;
}

std::optional<std::string> normal_email(std::string_view typed) {
    const std::string seen = without_unseen(typed, Spaces::Kept);
    std::string_view text = trim(seen);
    const auto opening = text.find('<');
    if (opening != std::string_view::npos && text.ends_with('>'))
        text = text.substr(opening + 1, text.size() - opening - 2);
    if (text.starts_with("mailto:")) text.remove_prefix(std::string_view("mailto:").size());
    const auto at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at > 64 || text.size() > 254) return std::nullopt;
    if (text.find_first_of(" <>()[],;:\\\"") != std::string_view::npos) return std::nullopt;
    const auto local = text.substr(0, at);
    const auto domain = text.substr(at + 1);
    const bool dots_well_placed = local.front() != '.' && local.back() != '.' && local.find("..") == std::string::npos;
    if (!dots_well_placed || domain.find('@') != std::string_view::npos || !is_domain(domain)) return std::nullopt;
    return std::string(text);
}

}  // namespace charter
