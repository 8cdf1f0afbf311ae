#include "generator/shared/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <stdexcept>

#include "generator/shared/text.h"
#include "generator/shared/yaml.h"

namespace charter {
namespace {

// The text with each {name} replaced by what `value_of` gives for the name; an unknown {name} stays.
template <typename ValueOf, typename Plain>
std::string replace_placeholders(std::string_view text, const ValueOf& value_of, const Plain& plain) {
    std::string out;
    while (!text.empty()) {
        const auto open = text.find('{');
        out += plain(text.substr(0, open));
        if (open == std::string_view::npos) break;
        const auto close = text.find('}', open);
        if (close == std::string_view::npos) {
            out += plain(text.substr(open));
            break;
        }
        const std::string_view name = text.substr(open + 1, close - open - 1);
        if (const auto value = value_of(name))
            out += *value;
        else
            out += plain(text.substr(open, close - open + 1));
        text = text.substr(close + 1);
    }
    return out;
}

std::optional<std::string_view> find_argument(Arguments arguments, std::string_view name) {
    for (const auto& [known, value] : arguments) {
        if (known == name) return value;
    }
    return std::nullopt;
}

std::string_view as_it_is(std::string_view part) {
    return part;
}

// The names between braces, sorted.
std::set<std::string> placeholders(std::string_view text) {
    std::set<std::string> names;
    (void)replace_placeholders(
        text,
        [&](std::string_view name) {
            names.emplace(name);
            return std::optional<std::string_view>();
        },
        as_it_is);
    return names;
}

// One language's file as it was read, with the place of each key.
struct WordFile {
    const Source* source = nullptr;
    Words::Texts texts;
    Words::Plurals plurals;
    std::map<std::string, Span> places;
    bool is_whole = true;
    bool lacks_words = false;  // another language has one more

    [[nodiscard]] bool has(const std::string& key) const { return places.count(key) != 0; }
};

constexpr std::string_view missing_word = "missing-word";
const std::set<std::string> plural_forms = {"one", "other"};

std::string read_text(const WordFile& file, const YamlEntry& entry, Diagnostics& diagnostics) {
    if (entry.value.type != YamlValue::Type::Text || entry.value.text.empty())
        diagnostics.error(*file.source, entry.key_span, missing_word, fmt::format("\"{}\" has no text", entry.key),
                          "write its words behind the colon, in quotes if they hold a colon or a bracket");
    return entry.value.text;
}

// "one" may leave out the number, but has nothing to put in that "other" lacks.
void check_plural(const WordFile& file, const YamlEntry& entry, const std::map<std::string, std::string>& forms,
                  Diagnostics& diagnostics) {
    for (const std::string& form : plural_forms) {
        if (forms.count(form) == 0)
            diagnostics.error(*file.source, entry.key_span, missing_word,
                              fmt::format("the word \"{}\" has no form \"{}\"", entry.key, form),
                              "write both: {one: \"{n} day\", other: \"{n} days\"}");
    }
    if (forms.size() != plural_forms.size()) return;
    const std::set<std::string> known = placeholders(forms.at("other"));
    for (const std::string& name : placeholders(forms.at("one"))) {
        if (known.count(name) == 0)
            diagnostics.error(
                *file.source, entry.key_span, missing_word,
                fmt::format("the form \"one\" of \"{}\" has {{{}}}, which \"other\" has not", entry.key, name),
                "use the same names in braces");
    }
}

void read_plural(WordFile& file, const YamlEntry& entry, Diagnostics& diagnostics) {
    std::map<std::string, std::string> forms;
    for (const YamlEntry& form : entry.value.entries) {
        if (plural_forms.count(form.key) == 0)
            diagnostics.error(*file.source, form.key_span, missing_word,
                              fmt::format("\"{}\" is no plural form of these languages", form.key),
                              "write one and other");
        else
            forms.emplace(form.key, read_text(file, form, diagnostics));
    }
    check_plural(file, entry, forms, diagnostics);
    for (const std::string& form : plural_forms) forms[form];
    file.plurals.emplace(entry.key, std::move(forms));
}

WordFile read_word_file(const Source& source, Diagnostics& diagnostics) {
    WordFile file;
    file.source = &source;
    Diagnostics faults;
    const YamlValue root = parse_yaml(source, faults);
    if (root.type == YamlValue::Type::Text || root.type == YamlValue::Type::List)
        faults.error(source, root.span, missing_word, "the file must hold words, one on each line",
                     "write for example: ui.home: Home");
    file.is_whole = !faults.has_errors();
    diagnostics.merge(std::move(faults));
    for (const YamlEntry& entry : root.entries) {
        file.places.emplace(entry.key, entry.key_span);
        if (entry.value.type == YamlValue::Type::Map)
            read_plural(file, entry, diagnostics);
        else
            file.texts.emplace(entry.key, read_text(file, entry, diagnostics));
    }
    return file;
}

std::string text_of(const WordFile& file, const std::string& key) {
    if (const auto text = file.texts.find(key); text != file.texts.end()) return text->second;
    const auto forms = file.plurals.find(key);
    return forms == file.plurals.end() ? std::string() : forms->second.at("other");
}

std::set<std::string> placeholders_of(const WordFile& file, const std::string& key) {
    return placeholders(text_of(file, key));
}

// At the place where the word belongs: behind the nearest word that stands before it in `full` and is in both.
void report_missing(const WordFile& full, WordFile& lacking, const std::string& key, Diagnostics& diagnostics) {
    lacking.lacks_words = true;
    const std::size_t at = full.places.at(key).begin;
    std::optional<std::size_t> nearest;
    Span place = {0, 1};
    for (const auto& [other, span] : full.places) {
        if (span.begin >= at || (nearest && span.begin < *nearest) || !lacking.has(other)) continue;
        nearest = span.begin;
        place = lacking.places.at(other);
    }
    diagnostics.error(*lacking.source, place, missing_word,
                      fmt::format("the word \"{}\" is missing in {}", key, lacking.source->path),
                      fmt::format("add {}: and your words for \"{}\" {}", key, text_of(full, key),
                                  nearest ? "below this line" : "here"));
    diagnostics.note(*full.source, full.places.at(key), "it is written here");
}

// A word that the first language has must be in every other with the same placeholders, and none may have one more.
void compare_words(WordFile& first, WordFile& other, Diagnostics& diagnostics) {
    for (const auto& [key, place] : first.places) {
        if (!other.has(key)) {
            report_missing(first, other, key, diagnostics);
        } else if (placeholders_of(first, key) != placeholders_of(other, key)) {
            diagnostics.error(
                *other.source, other.places.at(key), missing_word,
                fmt::format("the word \"{}\" has other {{placeholders}} than in {}", key, first.source->path),
                "use the same names in braces");
        } else if (first.plurals.count(key) != other.plurals.count(key)) {
            diagnostics.error(*other.source, other.places.at(key), missing_word,
                              fmt::format("the word \"{}\" has plural forms in one language alone", key),
                              "write one and other in both");
        }
    }
    for (const auto& [key, place] : other.places) {
        if (!first.has(key)) report_missing(other, first, key, diagnostics);
    }
}

// What the keys of names have behind "date.month" and "date.weekday".
constexpr std::string_view full_names = "";
constexpr std::string_view short_names = "-short";

constexpr std::size_t months = 12;
constexpr std::size_t weekdays = 7;

std::vector<std::string> own_texts() {
    std::vector<std::string> keys = {"date.format.long", "date.format.plain", "date.format.short", "holiday.observed"};
    const auto add_numbered = [&](std::string_view group, std::size_t last) {
        for (std::size_t number = 1; number <= last; ++number) keys.push_back(fmt::format("{}.{}", group, number));
    };
    for (const std::string_view kind : {full_names, short_names}) {
        add_numbered(fmt::format("date.month{}", kind), months);
        add_numbered(fmt::format("date.weekday{}", kind), weekdays);
    }
    constexpr int any_year = 2026;  // each has every holiday
    for (const Holiday& holiday : south_african_holidays(any_year)) {
        if (!holiday.observed) keys.push_back("holiday." + holiday.key);
    }
    return keys;
}

std::vector<std::string> own_plurals() {
    std::vector<std::string> keys;
    for (const LimitUnit unit :
         {LimitUnit::WorkingDays, LimitUnit::Days, LimitUnit::WorkingHours, LimitUnit::Hours, LimitUnit::Minutes}) {
        keys.push_back(fmt::format("limit.{}", key_of(unit)));
        keys.push_back(fmt::format("limit-unit.{}", key_of(unit)));
    }
    return keys;
}

}  // namespace

Words::Words(std::string language, Texts texts, Plurals plurals, bool is_whole)
    : language_(std::move(language)),
      texts_(std::move(texts)),
      plurals_(std::move(plurals)),
      long_(date_words("date.format.long", full_names)),
      plain_(date_words("date.format.plain", full_names)),
      short_(date_words("date.format.short", short_names)),
      is_whole_(is_whole) {}

Words::DateWords Words::date_words(std::string_view format, std::string_view names) const {
    const auto text_or_none = [this](std::string_view key) {
        const auto found = texts_.find(key);
        return found == texts_.end() ? std::string() : found->second;
    };
    DateWords words;
    for (std::size_t number = 1; number <= months; ++number)
        words.months.push_back(text_or_none(fmt::format("date.month{}.{}", names, number)));
    for (std::size_t number = 1; number <= weekdays; ++number)
        words.weekdays.push_back(text_or_none(fmt::format("date.weekday{}.{}", names, number)));
    words.format = text_or_none(format);
    return words;
}

bool Words::has(std::string_view key) const {
    return texts_.find(key) != texts_.end() || plurals_.find(key) != plurals_.end();
}

const std::string& Words::text(std::string_view key) const {
    const auto found = texts_.find(key);
    if (found == texts_.end()) throw std::logic_error(fmt::format("there is no word \"{}\" in {}", key, language_));
    return found->second;
}

std::string Words::format(std::string_view key, Arguments arguments) const {
    return replace_placeholders(
        text(key), [&](std::string_view name) { return find_argument(arguments, name); }, as_it_is);
}

std::string Words::format_html(std::string_view key, Arguments plain, Arguments html) const {
    return replace_placeholders(
        text(key),
        [&](std::string_view name) -> std::optional<std::string> {
            if (const auto value = find_argument(html, name)) return std::string(*value);
            if (const auto value = find_argument(plain, name)) return escape_html(*value);
            return std::nullopt;
        },
        [](std::string_view part) { return escape_html(part); });
}

std::string Words::plural(std::string_view key, long n, Arguments arguments) const {
    const auto found = plurals_.find(key);
    if (found == plurals_.end())
        throw std::logic_error(fmt::format("there is no plural word \"{}\" in {}", key, language_));
    const std::string number = std::to_string(n);
    const std::string& form = found->second.at(n == 1 ? "one" : "other");
    return replace_placeholders(
        form,
        [&](std::string_view name) {
            return name == "n" ? std::optional<std::string_view>(number) : find_argument(arguments, name);
        },
        as_it_is);
}

std::string Words::date_text(const DateWords& words, Date date) const {
    if (words.months.empty()) return {};  // no words at all
    const std::chrono::year_month_day parts(date);
    const std::string day = std::to_string(static_cast<unsigned>(parts.day()));
    const std::string year = std::to_string(static_cast<int>(parts.year()));
    const Arguments arguments = {{"weekday", words.weekdays[std::chrono::weekday(date).iso_encoding() - 1]},
                                 {"day", day},
                                 {"month", words.months[static_cast<unsigned>(parts.month()) - 1]},
                                 {"year", year}};
    return replace_placeholders(
        words.format, [&](std::string_view name) { return find_argument(arguments, name); }, as_it_is);
}

std::string Words::long_date(Date date) const {
    return date_text(long_, date);
}

std::string Words::date(Date date) const {
    return date_text(plain_, date);
}

std::string Words::short_date(Date date) const {
    return date_text(short_, date);
}

std::string Words::limit(const Limit& limit) const {
    return plural(fmt::format("limit.{}", key_of(limit.unit)), limit.amount);
}

std::string Words::limit_unit(const Limit& limit) const {
    return plural(fmt::format("limit-unit.{}", key_of(limit.unit)), limit.amount);
}

std::string Words::holiday_name(const Holiday& holiday) const {
    if (holiday.key == "declared") return text_in(holiday.names, language_);
    const std::string& name = text("holiday." + holiday.key);
    return holiday.observed ? format("holiday.observed", {{"name", name}}) : name;
}

std::vector<std::string> missing_own_words(const Words& words) {
    std::vector<std::string> missing;
    for (const std::string& key : own_texts()) {
        if (words.texts().count(key) == 0) missing.push_back(key);
    }
    for (const std::string& key : own_plurals()) {
        if (!words.has(key) || words.texts().count(key) != 0) missing.push_back(key);
    }
    return missing;
}

std::vector<Words> parse_words(const std::vector<std::string>& languages, const std::vector<Source>& files,
                               Diagnostics& diagnostics) {
    std::vector<WordFile> read;
    read.reserve(files.size());
    for (const Source& file : files) read.push_back(read_word_file(file, diagnostics));
    // What a broken file lacks is not reported word by word as well.
    for (std::size_t i = 1; i < read.size(); ++i) {
        if (read.front().is_whole && read[i].is_whole) compare_words(read.front(), read[i], diagnostics);
    }
    std::vector<Words> words;
    for (std::size_t i = 0; i < read.size() && i < languages.size(); ++i)
        words.emplace_back(languages[i], std::move(read[i].texts), std::move(read[i].plurals),
                           read[i].is_whole && !read[i].lacks_words);
    return words;
}

}  // namespace charter
