#include "generator/shared/search_words.h"

#include <catch2/catch.hpp>
#include <string>

#include "generator/shared/search_excerpt.h"
#include "generator/shared/stems.h"

namespace charter::search_words_test {
namespace {

std::string folded(std::string_view text) {
    std::string all;
    for (const SearchWord& word : search_words(text)) all += (all.empty() ? "" : " ") + word.text;
    return all;
}

std::string shown(const std::vector<ExcerptPart>& parts) {
    std::string all;
    for (const ExcerptPart& part : parts) all += part.marked ? "[" + part.text + "]" : part.text;
    return all;
}

}  // namespace

TEST_CASE("words are small letters without accents and signs", "[search]") {
    CHECK(folded("Kliënte, CRÈCHE & Hoër-vlak!") == "kliente creche hoer vlak");
    CHECK(folded("a person's rights; don't") == "a person rights dont");
    CHECK(folded("a person’s ‘rights’") == "a person rights");
    CHECK(folded("'n Kind") == "n kind");
    CHECK(folded("i-SASSA iNtshona") == "i sassa intshona");
    CHECK(folded("0800 220 250") == "0800 220 250");
    CHECK(folded("cafe\u0301") == "cafe");
    CHECK(folded("\"NEAR(a b)\" *^:{}") == "near a b");
    CHECK(folded("") == "");
    CHECK(folded("\xFF\xFE a \xC3") == "a");
    CHECK(folded("Привет \U0001F600") == "Привет");
}

TEST_CASE("a word's span is its bytes in the text", "[search]") {
    const std::string text = "Die Kliënt's.";
    const std::vector<SearchWord> words = search_words(text);
    REQUIRE(words.size() == 2);
    CHECK(text.substr(words[1].span.begin, words[1].span.end - words[1].span.begin) == "Kliënt's");
    CHECK(words[1].text == "klient");
}

TEST_CASE("letters apart are counted up to the most that is asked for", "[search]") {
    CHECK(letters_apart("complaint", "complaint", 2) == 0);
    CHECK(letters_apart("complant", "complaint", 2) == 1);
    CHECK(letters_apart("compalint", "complaint", 2) == 1);
    CHECK(letters_apart("conplant", "complaint", 2) == 2);
    CHECK(letters_apart("office", "complaint", 2) == 3);
    CHECK(letters_apart("", "ab", 2) == 2);
    CHECK(letters_apart("ab", "ba", 0) == 1);
}

TEST_CASE("an excerpt shows the place with most of the words, marked", "[search]") {
    const std::string text =
        "The court decides about it.\nA complaint is answered in time. Complaints may come by phone.\nThe end.";
    CHECK(shown(excerpt_of(text, "en", {stem_of("en", "complaint"), stem_of("en", "phone")}, 70)) ==
          "… A [complaint] is answered in time. [Complaints] may come by [phone]. The end.");
    CHECK(shown(excerpt_of(text, "en", {"nothing"}, 30)) == "The court decides about it. A …");
    CHECK(shown(excerpt_of("Short.", "en", {}, 200)) == "Short.");
    CHECK(excerpt_of("", "en", {"a"}, 200).empty());
    CHECK(excerpt_of("...", "en", {"a"}, 200).empty());
}

TEST_CASE("an excerpt keeps to its length and to whole letters", "[search]") {
    std::string text;
    for (int i = 0; i < 200; ++i) text += "geëet word ";
    for (std::size_t most = 0; most < 60; ++most) {
        const std::string excerpt = shown(excerpt_of(text, "af", {stem_of("af", "word")}, most));
        CAPTURE(most, excerpt);
        CHECK(excerpt.size() < most + 80);
        CHECK(excerpt.find("\xC3 ") == std::string::npos);
    }
}

}  // namespace charter::search_words_test
