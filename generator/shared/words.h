// Interface words: themes/NAME/i18n/LANG.yaml, a flat map from key to text. Text may hold {placeholders}; an entry may
// be a map of CLDR plural forms (one, other). Every language has the same keys and placeholders; load_words reports
// otherwise. Immutable after loading; any thread.
//
// Keys that the functions here use:
//   date.month.N date.month-short.N (1 to 12)   date.weekday.N date.weekday-short.N (1: Monday)
//   date.format.long date.format.plain date.format.short   with {weekday} {day} {month} {year}
//   limit.UNIT limit-unit.UNIT   plurals with {n}   holiday.KEY   holiday.observed   with {name}
#pragma once

#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "generator/shared/calendar.h"
#include "generator/shared/diagnostics.h"
#include "generator/shared/service.h"
#include "generator/shared/source.h"

namespace charter {

using Arguments = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// Looks keys up without a text of its own for each.
struct KeyHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
};

class Words {
  public:
    using Texts = std::unordered_map<std::string, std::string, KeyHash, std::equal_to<>>;
    using Forms = std::map<std::string, std::string>;  // of a plural: "one", "other"
    using Plurals = std::unordered_map<std::string, Forms, KeyHash, std::equal_to<>>;

    Words() = default;
    Words(std::string language, Texts texts, Plurals plurals, bool is_whole = true);

    [[nodiscard]] const std::string& language() const { return language_; }
    [[nodiscard]] bool has(std::string_view key) const;
    // Plain text. A key that does not exist is our own fault: throws std::logic_error naming it (tests walk every key
    // used).
    [[nodiscard]] const std::string& text(std::string_view key) const;
    // {name} replaced by its argument; plain text.
    [[nodiscard]] std::string format(std::string_view key, Arguments arguments) const;
    // The same as HTML: the word and plain arguments escaped, `html` arguments put in as they are.
    [[nodiscard]] std::string format_html(std::string_view key, Arguments plain, Arguments html = {}) const;
    // The plural form for n by CLDR (en, af, xh: one for 1, else other), {n} given.
    [[nodiscard]] std::string plural(std::string_view key, long n, Arguments arguments = {}) const;

    // "Friday 8 January 2027", "8 January 2027", "8 Jan".
    [[nodiscard]] std::string long_date(Date date) const;
    [[nodiscard]] std::string date(Date date) const;
    [[nodiscard]] std::string short_date(Date date) const;
    // "25 working days", plural by language (words limit.working-days ...).
    [[nodiscard]] std::string limit(const Limit& limit) const;
    // The unit alone, in the form that goes with the amount ("working days").
    [[nodiscard]] std::string limit_unit(const Limit& limit) const;
    [[nodiscard]] std::string holiday_name(const Holiday& holiday) const;
    [[nodiscard]] const Texts& texts() const { return texts_; }
    // False if a fault was reported that may have swallowed words of the file.
    [[nodiscard]] bool is_whole() const { return is_whole_; }

  private:
    // What dates are written with, found once: a page with days asks for it again and again. A missing word is empty.
    struct DateWords {
        std::vector<std::string> months;    // January first
        std::vector<std::string> weekdays;  // Monday first
        std::string format;
    };
    [[nodiscard]] DateWords date_words(std::string_view format, std::string_view names) const;
    [[nodiscard]] std::string date_text(const DateWords& words, Date date) const;

    std::string language_;
    Texts texts_;
    Plurals plurals_;
    DateWords long_;
    DateWords plain_;
    DateWords short_;
    bool is_whole_ = true;
};

// One Words for each language, in the order given. Each Source is one language's file (path for diagnostics). A key or
// placeholder that one file has and another has not is an error [missing-word] with the file and, where there is one,
// the line.
[[nodiscard]] std::vector<Words> parse_words(const std::vector<std::string>& languages,
                                             const std::vector<Source>& files, Diagnostics& diagnostics);

// Of the keys that the functions here use, those that `words` lacks, or has without the plural forms they need.
[[nodiscard]] std::vector<std::string> missing_own_words(const Words& words);

}  // namespace charter
