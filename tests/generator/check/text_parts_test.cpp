#include "generator/check/text_parts.h"

#include <catch2/catch.hpp>

#include "generator/check/check_texts.h"
#include "tests/support/random.h"

namespace charter::text_parts_test {
namespace {

TextParts parts(const std::string& text) {
    return parts_of_text({"en/a.md", text}, 0);
}

// "words:text", the sentences parted by " | ".
std::string sentences(const std::string& text) {
    std::string out;
    for (const Sentence& each : parts(text).sentences)
        out += (out.empty() ? "" : " | ") + std::to_string(each.words) + ":" + each.text;
    return out;
}

}  // namespace

TEST_CASE("a text is parted into its sentences, whatever their marks and lines", "[texts]") {
    CHECK(sentences("We *answer*. You\nmay ask!") == "2:We answer. | 3:You may ask!");
    CHECK(sentences("- One thing.\n- Another, see 2.5 and\n  [this](a.md)") ==
          "2:One thing. | 5:Another, see 2.5 and this");
    CHECK(sentences("He said \"No.\" Then he left (early.) Yes") ==
          "3:He said \"No.\" | 4:Then he left (early.) | 1:Yes");
    CHECK(sentences("Bring papers, e.g. a letter.") == "5:Bring papers, e.g. a letter.");
    CHECK(sentences("## A heading. Two\n\n[[emergency]]\n\n| a | b |\n|--|--|\n| c. | d |\n") == "");
    CHECK(sentences("Sê asseblief. Ïets –  meer") == "2:Sê asseblief. | 2:Ïets –  meer");
}

TEST_CASE("a sentence is placed where its words stand in the file", "[texts]") {
    const std::string text = "One. *Two* words here.\nThree.";
    const std::vector<Sentence> found = parts(text).sentences;
    REQUIRE(found.size() == 3);
    const auto written = [&](Span span) { return text.substr(span.begin, span.end - span.begin); };
    CHECK(written(found[0].span) == "One. *Two* words here.");
    CHECK(written(found[1].span) == "Two* words here.");
    CHECK(written(found[2].span) == "Three.");
}

TEST_CASE("pictures without words, tables without heads, links and headings are found", "[texts]") {
    const TextParts found = parts("# Top\n\n### Deep\n\n![](a.png) ![b](b.png)\n\n| | |\n|-|-|\n|a|b|\n\n[go](c.md)\n");
    CHECK(found.silent_images.size() == 1);
    CHECK(found.headless_tables.size() == 1);
    REQUIRE(found.links.size() == 1);
    CHECK(found.links[0].text == "go");
    REQUIRE(found.headings.size() == 2);
    CHECK(found.headings[0].level == 2);  // the page's title is its h1
    CHECK(found.headings[1].level == 4);
}

TEST_CASE("the grade of a text grows with its words and its sentences", "[texts]") {
    const double easy = reading_grade(parts("The cat sat. The dog ran.").sentences);
    const double hard = reading_grade(parts("Departmental accommodation necessitates prior authorisation.").sentences);
    CHECK(easy < 1);
    CHECK(hard > 20);
    // 10 words, 1 sentence, 14 syllables: 0.39 * 10 + 11.8 * 1.4 - 15.59.
    CHECK(reading_grade(parts("We look at your letter the day after you send it.").sentences) ==
          Approx(0.39 * 11 + 11.8 * 13 / 11.0 - 15.59));
    CHECK(reading_grade({}) == 0);
}

TEST_CASE("whatever the text, every place is inside it", "[texts][property]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const std::vector<std::string> pieces = {
        "a",       "A. ", "b! ", "\n",     "\n\n",  "# ",     "### ",    "- ",  "> ",    "| a | b |\n",
        "|-|-|\n", "*",   "**",  "[x](y)", "[](z)", "![](p)", "![q](r)", "`",   "&amp;", "[[x]]",
        "é",       "–",   "\r",  "\r\n",   "\t",    "[^1]",   "[^1]: ",  "1. ", "\\",    "\"."};
    for (int round = 0; round < 400; ++round) {
        const std::string text = random.join(pieces, random.between(0, 60));
        CAPTURE(text);
        const TextParts found = parts(text);
        std::vector<Span> spans = found.silent_images;
        spans.insert(spans.end(), found.headless_tables.begin(), found.headless_tables.end());
        for (const Sentence& each : found.sentences) spans.push_back(each.span);
        for (const LinkWords& each : found.links) spans.push_back(each.span);
        for (const TextHeading& each : found.headings) spans.push_back(each.span);
        for (const Span span : spans) {
            CHECK(span.begin <= span.end);
            CHECK(span.end <= text.size());
        }
    }
}

}  // namespace charter::text_parts_test
