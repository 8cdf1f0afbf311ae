#include "generator/shared/words.h"

#include <fmt/format.h>

#include <algorithm>
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

std::string fill(std::string_view text, Arguments arguments) {
    return replace_placeholders(
        text, [&](std::string_view name) { return find_argument(arguments, name); },
        [](std::string_view part) { return part; });
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
        [](std::string_view part) { return part; });
    return names;
}

// One language's file as it was read, with the place of each key.
struct WordFile {
    const Source* source = nullptr;
    std::map<std::string, std::string> texts;
    std::map<std::string, std::map<std::string, std::string>> plurals;
    std::map<std::string, Span> places;

    [[nodiscard]] bool has(const std::string& key) const { return places.count(key) != 0; }
};

const std::set<std::string> plural_forms = {"one", "other"};

void read_plural(WordFile& file, const YamlEntry& entry, Diagnostics& diagnostics) {
    std::map<std::string, std::string> forms;
    for (const YamlEntry& form : entry.value.entries) {
        if (plural_forms.count(form.key) == 0)
            diagnostics.error(*file.source, form.key_span, "missing-word",
                              fmt::format("\"{}\" is no plural form of these languages", form.key),
                              "write one and other");
        forms.emplace(form.key, form.value.text);
    }
    for (const std::string& form : plural_forms) {
        if (forms.count(form) == 0) {
            diagnostics.error(*file.source, entry.key_span, "missing-word",
                              fmt::format("the word \"{}\" has no form \"{}\"", entry.key, form),
                              "write both: {one: \"{n} day\", other: \"{n} days\"}");
            forms[form];
        }
    }
    file.plurals.emplace(entry.key, std::move(forms));
}

WordFile read_word_file(const Source& source, Diagnostics& diagnostics) {
    WordFile file;
    file.source = &source;
    const YamlValue root = parse_yaml(source, diagnostics);
    for (const YamlEntry& entry : root.entries) {
        file.places.emplace(entry.key, entry.key_span);
        if (entry.value.type == YamlValue::Type::Map)
            read_plural(file, entry, diagnostics);
        else
            file.texts.emplace(entry.key, entry.value.text);
    }
    return file;
}

std::set<std::string> placeholders_of(const WordFile& file, const std::string& key) {
    if (const auto text = file.texts.find(key); text != file.texts.end()) return placeholders(text->second);
    const auto forms = file.plurals.find(key);
    return forms == file.plurals.end() ? std::set<std::string>() : placeholders(forms->second.at("other"));
}

// A word that the first language has must be in every other with the same placeholders, and none may have one more.
void compare_words(const WordFile& first, const WordFile& other, Diagnostics& diagnostics) {
    for (const auto& [key, place] : first.places) {
        if (!other.has(key)) {
            diagnostics.error(*first.source, place, "missing-word",
                              fmt::format("the word \"{}\" is missing in {}", key, other.source->path), "add it there");
        } else if (placeholders_of(first, key) != placeholders_of(other, key)) {
            diagnostics.error(
                *other.source, other.places.at(key), "missing-word",
                fmt::format("the word \"{}\" has other {{placeholders}} than in {}", key, first.source->path),
                "use the same names in braces");
        } else if (first.plurals.count(key) != other.plurals.count(key)) {
            diagnostics.error(*other.source, other.places.at(key), "missing-word",
                              fmt::format("the word \"{}\" has plural forms in one language alone", key),
                              "write one and other in both");
        }
    }
    for (const auto& [key, place] : other.places) {
        if (!first.has(key))
            diagnostics.error(*other.source, place, "missing-word",
                              fmt::format("the word \"{}\" is missing in {}", key, first.source->path), "add it there");
    }
}

std::string month_key(std::string_view prefix, Date date) {
    return fmt::format("{}.{}", prefix, static_cast<unsigned>(std::chrono::year_month_day(date).month()));
}

std::string weekday_key(std::string_view prefix, Date date) {
    return fmt::format("{}.{}", prefix, std::chrono::weekday(date).iso_encoding());
}

// A date by its format word, with full or short names.
std::string date_text(const Words& words, std::string_view format, Date date, std::string_view kind) {
    const std::chrono::year_month_day parts(date);
    const std::string day = std::to_string(static_cast<unsigned>(parts.day()));
    const std::string year = std::to_string(static_cast<int>(parts.year()));
    return words.format(format, {{"weekday", words.text(weekday_key(fmt::format("date.weekday{}", kind), date))},
                                 {"day", day},
                                 {"month", words.text(month_key(fmt::format("date.month{}", kind), date))},
                                 {"year", year}});
}

}  // namespace

Words::Words(std::string language, std::map<std::string, std::string> texts,
             std::map<std::string, std::map<std::string, std::string>> plurals)
    : language_(std::move(language)), texts_(std::move(texts)), plurals_(std::move(plurals)) {}

bool Words::has(std::string_view key) const {
    return texts_.find(std::string(key)) != texts_.end() || plurals_.find(std::string(key)) != plurals_.end();
}

const std::string& Words::text(std::string_view key) const {
    const auto found = texts_.find(std::string(key));
    if (found == texts_.end()) throw std::logic_error(fmt::format("there is no word \"{}\" in {}", key, language_));
    return found->second;
}

std::string Words::format(std::string_view key, Arguments arguments) const {
    return fill(text(key), arguments);
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
    const auto found = plurals_.find(std::string(key));
    if (found == plurals_.end())
        throw std::logic_error(fmt::format("there is no plural word \"{}\" in {}", key, language_));
    const std::string number = std::to_string(n);
    const std::string& form = found->second.at(n == 1 ? "one" : "other");
    return fill(fill(form, arguments), {{"n", number}});
}

std::string Words::long_date(Date date) const {
    return date_text(*this, "date.format.long", date, "");
}

std::string Words::date(Date date) const {
    return date_text(*this, "date.format.plain", date, "");
}

std::string Words::short_date(Date date) const {
    return date_text(*this, "date.format.short", date, "-short");
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

std::vector<Words> parse_words(const std::vector<std::string>& languages, const std::vector<Source>& files,
                               Diagnostics& diagnostics) {
    std::vector<WordFile> read;
    read.reserve(files.size());
    for (const Source& file : files) read.push_back(read_word_file(file, diagnostics));
    for (std::size_t i = 1; i < read.size(); ++i) compare_words(read.front(), read[i], diagnostics);
    std::vector<Words> words;
    for (std::size_t i = 0; i < read.size() && i < languages.size(); ++i)
        words.emplace_back(languages[i], std::move(read[i].texts), std::move(read[i].plurals));
    return words;
}

}  // namespace charter
