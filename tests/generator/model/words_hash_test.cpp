#include "generator/model/words_hash.h"

#include <catch2/catch.hpp>

#include "generator/model/short_hash.h"
#include "tests/generator/model/site_files.h"

namespace charter::words_hash_test {
namespace {

const std::string original = "---\ntitle: Privacy\ndescription: What we keep.\nweight: 10\n---\nWe keep little.\n";

std::string hash_of(const std::string& text) {
    Diagnostics unused;
    const Site site = checked_site({{"en/index.md", text}}, unused);
    return words_hash(*find_page(site, "en", "index"), text);
}

std::string with(std::string_view before, std::string_view after) {
    std::string text = original;
    return text.replace(text.find(before), before.size(), after);
}

// Of a translation that was made from `source` while the original says `text`.
bool is_stale(const std::string& source, const std::string& text) {
    Diagnostics unused;
    const Site site = checked_site(
        {{"site.yaml", std::string(three_languages)},
         {"en/index.md", text},
         {"af/index.md", "---\ntitle: Privaatheid\ntranslation: draft\nsource: " + source + "\n---\nOns hou min.\n"}},
        unused);
    return find_page(site, "af", "index")->is_stale;
}

}  // namespace

TEST_CASE("only what a translator translates makes another hash", "[words-hash]") {
    const std::string hash = hash_of(original);
    for (const auto& [before, after] : {std::pair{"weight: 10", "weight:\t20"},
                                        {"weight: 10\n", "aliases: [old]\nreview_by: 2027-03-31\n# a note\n"},
                                        {"title: Privacy", "title:   \"Privacy\""}})
        CHECK(hash_of(with(before, after)) == hash);
    for (const auto& [before, after] : {std::pair{"title: Privacy", "title: Your privacy"},
                                        {"What we keep.", "What we keep of you."},
                                        {"weight: 10", "owner: Head Office"},
                                        {"keep little", "keep nothing"}})
        CHECK(hash_of(with(before, after)) != hash);
}

TEST_CASE("a translation names the words of its original, or its whole file", "[words-hash]") {
    const std::string moved = with("weight: 10", "aliases: [old]");
    CHECK_FALSE(is_stale(hash_of(original), original));
    CHECK_FALSE(is_stale(hash_of(original), moved));
    CHECK(is_stale(hash_of(original), with("little", "nothing")));
    CHECK_FALSE(is_stale(text_hash(original), original));
    CHECK(is_stale(text_hash(original), moved));
}

}  // namespace charter::words_hash_test
