#include "generator/print/paper_text.h"

#include <catch2/catch.hpp>

namespace charter::paper_text_test {
namespace {

std::string on_paper(const std::string& html) {
    Site site;
    site.catalogue.base_url = "https://town.example";
    site.pictures.push_back({"en/manual/desk.png", "\x89PNG"});
    return text_for_paper(html, {"desk-", {{"/en/manual/phone/", "phone"}}, site});
}

}  // namespace

TEST_CASE("a link on paper leads to its chapter, within the text, or names the whole address", "[paper]") {
    CHECK(on_paper("<a href=\"/en/manual/phone/\">a</a>") == "<a href=\"#phone\">a</a>");
    CHECK(on_paper("<a href=\"/en/manual/phone/#calls\">a</a>") == "<a href=\"#phone-calls\">a</a>");
    CHECK(on_paper("<a href=\"#who\">a</a>") == "<a href=\"#desk-who\">a</a>");
    CHECK(on_paper("<a href=\"/en/rights/#who\">a</a>") == "<a href=\"https://town.example/en/rights/#who\">a</a>");
    CHECK(on_paper("<a href=\"tel:10111\">a</a>") == "<a href=\"tel:10111\">a</a>");
}

TEST_CASE("ids on paper tell of which chapter they are", "[paper]") {
    CHECK(on_paper("<h2 class=\"x\" id=\"who\">Who</h2><p id=\"fn:1\">1</p>") ==
          "<h2 class=\"x\" id=\"desk-who\">Who</h2><p id=\"desk-fn:1\">1</p>");
}

TEST_CASE("a picture stands inside the file, one that the site does not have keeps its address", "[paper]") {
    CHECK(on_paper("<img src=\"/en/manual/desk.png\" alt=\"x\">") ==
          "<img src=\"data:image/png;base64,iVBORw==\" alt=\"x\">");
    CHECK(on_paper("<img src=\"/en/none.png\" alt=\"x\">") ==
          "<img src=\"https://town.example/en/none.png\" alt=\"x\">");
}

TEST_CASE("words that look like attributes stay as they are, and so does a text that ends within a tag", "[paper]") {
    const auto text = GENERATE(as<std::string>(), "", "plain id=\"a\" text", "<p>write href=&quot;#a&quot;</p>",
                               "<p data-id=\"a\">", "<a href=", "<a hrefs=\"#a\"");
    CHECK(on_paper(text) == text);
}

TEST_CASE("bytes become base64 as RFC 4648 has it", "[paper]") {
    const auto [bytes, text] = GENERATE(table<std::string, std::string>(
        {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"\xff\xfe\xfd", "//79"}}));
    CHECK(base64(bytes) == text);
}

}  // namespace charter::paper_text_test
