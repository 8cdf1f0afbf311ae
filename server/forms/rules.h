// The rules that fields of different forms share. Text is well-formed UTF-8, as a field map gives it. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/calendar.h"
#include "server/forms/form.h"

namespace charter {

[[nodiscard]] FieldError field_error(std::string_view field, std::string_view fault);

// Nothing a reader could see: blanks, line ends, control and direction signs alone.
[[nodiscard]] bool says_nothing(std::string_view text);
// For fields of one line: trimmed, each line end or other control character a blank. Direction signs stay.
[[nodiscard]] std::string one_line(std::string_view text);
// FIELD.missing if it says nothing.
void require(std::string_view field, std::string_view text, std::vector<FieldError>& errors);
// FIELD.too-long, with {limit} and {count}, if there are more characters.
void limit_length(std::string_view field, std::string_view text, std::size_t limit, std::vector<FieldError>& errors);
// error.repeated at each of these fields that brought values that differ: none of them is the answer.
void refuse_repeated(std::span<const std::string_view> fields, const FieldMap& sent, std::vector<FieldError>& errors);

// "2026-11-22", also with slashes or dots; nothing if it is no such day.
[[nodiscard]] std::optional<Date> typed_day(std::string typed);
// The same of a field: FIELD.malformed if it is no day, or how many days that month has if it lacks this one.
[[nodiscard]] std::optional<Date> read_day(std::string_view field, const std::string& typed,
                                           std::vector<FieldError>& errors);
// "14:20", "9:05" in minutes after midnight; nothing if it is no such time.
[[nodiscard]] std::optional<int> typed_minute(std::string_view typed);
// Between the day something came and the day it is written down; further back is a mistyped year.
inline constexpr std::chrono::days longest_before_record{366};

// A number as people write it (blanks, hyphens, brackets, dots; 021 ..., +27 ..., 0027 ..., 27 ...; pasted direction
// signs) as "+27210000000"; of other countries "+" and 8 to 15 digits. Nothing if it is no such number.
[[nodiscard]] std::optional<std::string> normal_phone(std::string_view typed);
// An address with one @ and a domain of at least two parts, without what a mail program adds around it
// ("mailto:", "Name <...>"). Nothing if it is no such address. Whether it exists is for the first message to show.
[[nodiscard]] std::optional<std::string> normal_email(std::string_view typed);

}  // namespace charter
