// What a reader on a dear connection pays: the limits for one page, compressed as it is sent.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "generator/write/compress.h"
#include "tests/support/html.h"
#include "tests/support/site_build.h"

namespace charter::page_weight_test {
namespace {

constexpr std::size_t first_flight = 14'600;  // bytes that arrive in one round trip
constexpr std::size_t style_limit = 7'000;
constexpr std::size_t most_elements = 800;

std::size_t sent_size(const std::string& text) {
    const auto compressed = brotli(text);
    return compressed ? compressed->size() : text.size();
}

std::size_t count_elements(const std::string& html) {
    const std::vector<HtmlTag> tags = read_tags(html);
    return static_cast<std::size_t>(
        std::count_if(tags.begin(), tags.end(), [](const HtmlTag& tag) { return !tag.name.starts_with('/'); }));
}

}  // namespace

TEST_CASE("every page of every site of the project is light enough for a slow and dear connection", "[property]") {
    std::size_t sites = 0;
    for (const auto& entry : std::filesystem::directory_iterator(source_path("content"))) {
        if (!std::filesystem::exists(entry.path() / "site.yaml")) continue;
        CAPTURE(entry.path());
        ++sites;
        const SiteBuild build = run_build(entry.path());
        REQUIRE(build.outcome.published);
        std::size_t style = 0;
        for (const auto& [path, text] : build.files)
            if (path.ends_with(".css")) style = sent_size(text);
        CHECK(style > 0);
        CHECK(style <= style_limit);
        for (const auto& [path, text] : build.files) {
            if (!path.ends_with(".html")) continue;
            CAPTURE(path);
            CHECK(sent_size(text) + style <= first_flight);
            CHECK(count_elements(text) <= most_elements);
        }
    }
    CHECK(sites >= 2);
}

}  // namespace charter::page_weight_test
