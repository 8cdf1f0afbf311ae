#include "generator/render/assets.h"

#include <catch2/catch.hpp>
#include <tuple>

namespace charter::assets_test {

TEST_CASE("a style sheet loses its comments and needless blanks and keeps its meaning") {
    const auto [written, minified] = GENERATE(table<std::string, std::string>({
        {"a { color: red; }", "a{color:red}"},
        {"/* one */\na,\n b > c { margin: 0 auto; /* two */ padding:1px }", "a,b > c{margin:0 auto;padding:1px}"},
        {"a :hover{}", "a :hover{}"},
        {"a{width:calc(1px + 2px)}", "a{width:calc(1px + 2px)}"},
        {"a::before { content: \"/* no */  ; \"; }", "a::before{content:\"/* no */  ; \"}"},
        {"a{content:'\\'  }'}  b{}", "a{content:'\\'  }'}b{}"},
        {"@media (min-width: 50em) { a { b: c } }", "@media (min-width:50em){a{b:c}}"},
        {"a{} /* never ends", "a{}"},
        {"", ""},
    }));
    CAPTURE(written);
    CHECK(minify_css(written) == minified);
    CHECK(minify_css(minified) == minified);
}

TEST_CASE("an asset's name changes with its content and with nothing else") {
    const auto name = [](std::string text) { return publish_assets({{"style.css", std::move(text)}}).style_url; };
    CHECK(name("a{b:c}") == name("a { b: c; }"));
    CHECK(name("a{b:c}") != name("a{b:d}"));
    CHECK(name("a{b:c}").size() == std::string("/assets/style.12345678.css").size());
}

TEST_CASE("a style sheet asks for the published name of a picture") {
    const PublishedAssets assets =
        publish_assets({{"mark.svg", "<svg/>"}, {"style.css", "a{background:url(mark.svg)}"}});
    REQUIRE(assets.files.size() == 2);
    const std::string picture = assets.files[0].path.substr(std::string("assets/").size());
    CHECK(picture != "mark.svg");
    CHECK(assets.files[1].text == "a{background:url(" + picture + ")}");
}

TEST_CASE("a theme without a style sheet gives no address of one") {
    CHECK(publish_assets({{"mark.svg", "<svg/>"}}).style_url.empty());
}

}  // namespace charter::assets_test
