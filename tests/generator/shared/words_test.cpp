#include "generator/shared/words.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <stdexcept>

#include "generator/shared/files.h"

namespace charter::words_test {
namespace {

Words words_of(const std::string& text, const std::string& language = "en") {
    Diagnostics diagnostics;
    std::vector<Words> words = parse_words({language}, {{"i18n/" + language + ".yaml", text}}, diagnostics);
    INFO(to_text(diagnostics.sorted()));
    REQUIRE(diagnostics.empty());
    return std::move(words.front());
}

// "path:line: message" of each finding.
std::string findings(const std::vector<std::string>& texts) {
    const std::vector<std::string> languages = {"en", "af", "xh"};
    std::vector<Source> files;
    for (const std::string& text : texts) files.push_back({languages[files.size()] + ".yaml", text});
    Diagnostics diagnostics;
    (void)parse_words({languages.begin(), languages.begin() + static_cast<std::ptrdiff_t>(texts.size())}, files,
                      diagnostics);
    std::string found;
    for (const Diagnostic& one : diagnostics.sorted())
        found += one.path + ":" + std::to_string(one.place.line) + ": " + one.message + "\n";
    return found;
}

const std::string date_words = [] {
    std::string text;
    const std::vector<std::string> months = {"Januwari", "Februwari", "Matshi",   "Apreli",   "Meyi",    "Juni",
                                             "Julayi",   "Agasti",    "Septemba", "Okthobha", "Novemba", "Disemba"};
    for (std::size_t i = 0; i < months.size(); ++i) {
        text += "date.month." + std::to_string(i + 1) + ": " + months[i] + "\n";
        text += "date.month-short." + std::to_string(i + 1) + ": " + months[i].substr(0, 3) + "\n";
    }
    const std::vector<std::string> days = {"ngoMvulo",      "ngoLwesibini", "ngoLwesithathu", "ngoLwesine",
                                           "ngoLwesihlanu", "ngoMgqibelo",  "ngeCawa"};
    for (std::size_t i = 0; i < days.size(); ++i) {
        text += "date.weekday." + std::to_string(i + 1) + ": " + days[i] + "\n";
        text += "date.weekday-short." + std::to_string(i + 1) + ": " + days[i].substr(3, 3) + "\n";
    }
    return text +
           "date.format.long: \"{weekday}, {day} {month} {year}\"\ndate.format.plain: \"{day} {month} {year}\"\n"
           "date.format.short: \"{day} {month}\"\n";
}();

}  // namespace

TEST_CASE("a word is found by its key, and a key that no file has is a fault of ours", "[words]") {
    const Words words = words_of("ui.home: Home\ndays: {one: \"{n} day\", other: \"{n} days\"}\n");
    CHECK(words.language() == "en");
    CHECK(words.text("ui.home") == "Home");
    CHECK(words.has("ui.home"));
    CHECK(words.has("days"));
    CHECK_FALSE(words.has("ui.hom"));
    CHECK_THROWS_AS(words.text("ui.hom"), std::logic_error);
    CHECK_THROWS_AS(words.text("days"), std::logic_error);
    CHECK_THROWS_AS(words.plural("ui.home", 1), std::logic_error);
}

TEST_CASE("placeholders are filled once, and what fills them is not read again", "[words]") {
    const Words words =
        words_of("a: \"{x} and {y}\"\nb: \"{x} {unknown} {open\"\nc: {one: \"{n} {x}\", other: \"{n}: {x}\"}\n");
    CHECK(words.format("a", {{"x", "{y}"}, {"y", "2"}}) == "{y} and 2");
    CHECK(words.format("b", {{"x", "1"}}) == "1 {unknown} {open");
    CHECK(words.plural("c", 7, {{"x", "{n}"}}) == "7: {n}");
}

TEST_CASE("a word with parts becomes HTML in which only the HTML parts are not escaped", "[words]") {
    const Words words = words_of("a: \"<{x}> & {y}\"\n");
    CHECK(words.format_html("a", {{"x", "<b>\""}}, {{"y", "<time>{x}</time>"}}) ==
          "&lt;&lt;b&gt;&quot;&gt; &amp; <time>{x}</time>");
}

TEST_CASE("one thing is counted in the singular, all others in the plural", "[words]") {
    const Words words = words_of("days: {one: one day, other: \"{n} days\"}\n");
    const auto [count, expected] = GENERATE(
        table<long, std::string>({{1, "one day"}, {0, "0 days"}, {2, "2 days"}, {21, "21 days"}, {-1, "-1 days"}}));
    CHECK(words.plural("days", count) == expected);
}

TEST_CASE("a date is written with the names and in the order of its language", "[words]") {
    const Words words = words_of(date_words, "xh");
    CHECK(words.long_date(*parse_date("2027-01-08")) == "ngoLwesihlanu, 8 Januwari 2027");
    CHECK(words.long_date(*parse_date("2026-11-22")) == "ngeCawa, 22 Novemba 2026");
    CHECK(words.long_date(*parse_date("2026-11-23")) == "ngoMvulo, 23 Novemba 2026");
    CHECK(words.date(*parse_date("2026-12-31")) == "31 Disemba 2026");
    CHECK(words.short_date(*parse_date("2026-12-01")) == "1 Dis");
}

TEST_CASE("a limit is written whole or as its unit alone, in the number that goes with it", "[words]") {
    const Words words = words_of(
        "limit.working-days: {one: \"{n} working day\", other: \"{n} working days\"}\n"
        "limit-unit.working-days: {one: working day, other: working days}\n");
    CHECK(words.limit({1, LimitUnit::WorkingDays}) == "1 working day");
    CHECK(words.limit({25, LimitUnit::WorkingDays}) == "25 working days");
    CHECK(words.limit_unit({1, LimitUnit::WorkingDays}) == "working day");
    CHECK(words.limit_unit({25, LimitUnit::WorkingDays}) == "working days");
}

TEST_CASE("a holiday has its name, says when it was moved, and a declared one brings its own", "[words]") {
    const Words words = words_of("holiday.youth-day: Youth Day\nholiday.observed: \"{name}, moved\"\n");
    const Date day = *parse_date("2026-06-16");
    CHECK(words.holiday_name({day, "youth-day", {}, false}) == "Youth Day");
    CHECK(words.holiday_name({day, "youth-day", {}, true}) == "Youth Day, moved");
    CHECK(words.holiday_name({day, "declared", {{"af", "Verkiesing"}, {"en", "Elections"}}, false}) == "Elections");
}

TEST_CASE("languages whose words fit each other are accepted, in the order asked for", "[words]") {
    CHECK(findings({"a: x {n}\nb: {one: \"{n}\", other: \"{n}\"}\n",
                    "b: {one: een, other: \"{n}\"}\na: \"{n} y\"\n"}) == "");
    Diagnostics diagnostics;
    const std::vector<Words> words = parse_words({"xh", "en"}, {{"xh.yaml", "a: x"}, {"en.yaml", "a: e"}}, diagnostics);
    REQUIRE(words.size() == 2);
    CHECK(words[0].language() == "xh");
    CHECK(words[0].text("a") == "x");
    CHECK(words[1].text("a") == "e");
}

TEST_CASE("each way in which words do not fit is reported once, where it can be mended", "[words]") {
    struct Fault {
        std::vector<std::string> files;
        std::string expected;
    };
    const Fault fault = GENERATE(values<Fault>({
        {{"a: x\nb: y\n", "a: x\n"}, "af.yaml:1: the word \"b\" is missing in af.yaml\n"},
        {{"a: x\n", "a: x\nb: y\n"}, "en.yaml:1: the word \"b\" is missing in en.yaml\n"},
        {{"a: x\nb: y\n", "a: x\nb: y\n", "b: y\n"}, "xh.yaml:1: the word \"a\" is missing in xh.yaml\n"},
        {{"a: \"{x}\"\n", "a: \"{y}\"\n"}, "af.yaml:1: the word \"a\" has other {placeholders} than in en.yaml\n"},
        {{"a: {one: x, other: y}\n", "a: x\n"}, "af.yaml:1: the word \"a\" has plural forms in one language alone\n"},
        {{"a: {one: x}\n"}, "en.yaml:1: the word \"a\" has no form \"other\"\n"},
        {{"a: {one: x, few: y, other: z}\n"}, "en.yaml:1: \"few\" is no plural form of these languages\n"},
        {{"a: {one: \"{x}\", other: z}\n"}, "en.yaml:1: the form \"one\" of \"a\" has {x}, which \"other\" has not\n"},
        {{"a:\nb: \"\"\nc: [x]\n"},
         "en.yaml:1: \"a\" has no text\nen.yaml:2: \"b\" has no text\nen.yaml:3: \"c\" has no text\n"},
        {{"- a\n- b\n"}, "en.yaml:1: the file must hold words, one on each line\n"},
        {{"a: x\nb: y\nc: z\n", "a: \"x\nb: y\nc: z\n"}, "af.yaml:1: the quotes are not closed\n"},
        {{"a: 1\na: 2\n"}, "en.yaml:2: the field \"a\" stands here twice\n"},
    }));
    CAPTURE(fault.files);
    CHECK(findings(fault.files) == fault.expected);
}

TEST_CASE("the words that dates, limits and holidays need are known before they are used", "[words]") {
    const std::vector<std::string> missing = missing_own_words(words_of(date_words + "limit.days: days\n"));
    const auto lacks = [&](const std::string& key) {
        return std::find(missing.begin(), missing.end(), key) != missing.end();
    };
    CHECK_FALSE(lacks("date.month.12"));
    CHECK_FALSE(lacks("date.format.long"));
    CHECK(lacks("holiday.youth-day"));
    CHECK(lacks("holiday.observed"));
    CHECK(lacks("limit-unit.working-days"));
    CHECK(lacks("limit.days"));  // it has no plural forms
    CHECK(lacks("holiday.good-friday"));
}

TEST_CASE("every language of the default theme has the words that dates, limits and holidays need", "[words]") {
    const std::filesystem::path folder = std::filesystem::path(CHARTER_SOURCE_DIR) / "themes" / "default" / "i18n";
    std::vector<std::string> languages;
    std::vector<Source> files;
    for (const std::string& name : list_files(folder)) {
        languages.push_back(name.substr(0, name.find('.')));
        files.push_back({name, read_file(folder / name)});
    }
    REQUIRE_FALSE(files.empty());
    Diagnostics diagnostics;
    for (const Words& words : parse_words(languages, files, diagnostics)) {
        CAPTURE(words.language());
        CHECK(missing_own_words(words) == std::vector<std::string>());
        for (int month = 1; month <= 12; ++month) {
            const Date date = *parse_date(month < 10 ? "2026-0" + std::to_string(month) + "-01"
                                                     : "2026-" + std::to_string(month) + "-01");
            CHECK(words.long_date(date).find('{') == std::string::npos);
            CHECK(words.short_date(date).find('{') == std::string::npos);
        }
    }
    CHECK(to_text(diagnostics.sorted()) == "0 errors, 0 warnings\n");
}

}  // namespace charter::words_test
