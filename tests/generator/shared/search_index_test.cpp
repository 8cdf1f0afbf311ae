#include "generator/shared/search_index.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <thread>

#include "generator/shared/text.h"
#include "tests/support/temp_dir.h"

namespace charter::search_index_test {
namespace {

SearchEntry entry(std::string language, std::string path, std::string title, std::string text,
                  std::string kind = "page") {
    SearchEntry made;
    made.url = "/" + language + "/" + path + "/";
    made.language = std::move(language);
    made.kind = std::move(kind);
    made.title = std::move(title);
    made.text = std::move(text);
    return made;
}

OfficeEntry office(std::string id, std::string name, std::string places) {
    OfficeEntry made;
    made.url = "/en/offices/" + id + "/";
    made.id = std::move(id);
    made.name = std::move(name);
    made.places = std::move(places);
    return made;
}

SearchContent sample() {
    SearchContent content;
    content.pages.push_back(
        search_page(entry("en", "foster", "Become a foster parent", "A court decides.", "service")));
    content.pages.push_back(
        search_page(entry("en", "grants", "Social grants", "SASSA pays them, not a foster parent.", "service")));
    content.pages.push_back(search_page(entry("en", "desk", "At the front desk", "Complaints are taken down.")));
    content.pages.push_back(search_page(entry("xh", "foster", "Umzali wokukhulisa", "Inkundla iyagqiba.", "service")));
    content.scopes.push_back({"en", {0, 1, 2}, {}, {{{"pension", "old age grant"}, {"social grants"}}}});
    content.scopes.push_back({"xh", {3, 1, 2}, {}, {{{"ipenshoni"}, {"social grants"}}}});
    content.scopes[0].offices = {office("north", "North Office", "Goodwood"),
                                 office("south", "South Office", "Gugulethu"), office("west", "West Office", "Langa"),
                                 office("east", "East Office", "Delft")};
    return content;
}

class IndexFile {
  public:
    explicit IndexFile(const SearchContent& content) {
        std::ofstream(path(), std::ios::binary) << write_search_index(content);
        index_ = SearchIndex::open(path());
    }
    [[nodiscard]] std::filesystem::path path() const { return folder_ / "search #1?%.sqlite"; }
    [[nodiscard]] const SearchIndex& index() const { return *index_; }

    [[nodiscard]] std::string urls(std::string_view language, std::string_view question) const {
        std::string all;
        for (const SearchHit& hit : index_->find(language, question, 0, 10).hits)
            all += (all.empty() ? "" : " ") + hit.url;
        return all;
    }

  private:
    TempDir folder_;
    std::unique_ptr<SearchIndex> index_;
};

}  // namespace

TEST_CASE("the same entries give the same bytes", "[search]") {
    CHECK(write_search_index(sample()) == write_search_index(sample()));
    CHECK(write_search_index(sample()).starts_with("SQLite format 3"));
    CHECK(write_search_index({}) == write_search_index({}));
}

TEST_CASE("a page is found by its words, the best first", "[search]") {
    const IndexFile file(sample());
    CHECK(file.urls("en", "foster parents") == "/en/foster/ /en/grants/");
    CHECK(file.urls("en", "FÓSTER") == "/en/foster/ /en/grants/");
    CHECK(file.urls("en", "complaint") == "/en/desk/");
    CHECK(file.urls("en", "the of at") == "/en/desk/");  // common words are looked for if there are no others
    CHECK(file.urls("en", "").empty());
    CHECK(file.urls("fr", "foster").empty());
}

TEST_CASE("synonyms lead to what the pages call it", "[search]") {
    const IndexFile file(sample());
    CHECK(file.urls("en", "pension") == "/en/grants/");
    CHECK(file.urls("en", "my old age grants") == "/en/grants/");
    CHECK(file.urls("xh", "ipenshoni") == "/en/grants/");
}

TEST_CASE("a misspelt word is corrected and named", "[search]") {
    const IndexFile file(sample());
    const SearchAnswer answer = file.index().find("en", "fostre parent", 0, 10);
    REQUIRE(answer.corrections.size() == 1);
    CHECK(answer.corrections[0].typed == "fostre");
    CHECK(answer.corrections[0].used == "foster");
    CHECK(answer.hits.at(0).url == "/en/foster/");
    CHECK(file.urls("en", "penshon") == "/en/grants/");
    CHECK(file.index().find("en", "xyzzyqqq", 0, 10).corrections.empty());
}

TEST_CASE("a misspelt word begins as the right one does", "[search]") {
    const IndexFile file(sample());
    CHECK(file.index().find("en", "mension", 0, 10).corrections.empty());  // pension
    const OfficeAnswer other_place = file.index().find_offices("en", "Nanga");
    CHECK(other_place.by_place.empty());
    CHECK(other_place.corrections.empty());
}

TEST_CASE("words of people in danger are known in every language, also misspelt", "[search]") {
    SearchContent content = sample();
    content.scopes[0].synonyms.push_back({{"suicide", "want to die", "rape"}, {}, true});
    content.scopes[1].synonyms.push_back({{"ukuzibulala"}, {"inkundla"}, true});
    const IndexFile file(content);
    for (const std::string language : {"en", "xh"})
        for (const std::string question : {"suicide", "SUICIDE!", "i want to die", "she was raped", "ukuzibulala",
                                           "ndifuna ukuzibulala", "sucide"}) {
            CAPTURE(language, question);
            CHECK(file.index().find(language, question, 0, 10).in_danger);
            CHECK(file.index().find_offices(language, question).in_danger);
        }
    for (const std::string question : {"", "to die", "want to foster", "die want to", "grape"}) {
        CAPTURE(question);
        CHECK_FALSE(file.index().find("en", question, 0, 10).in_danger);
    }
    CHECK(file.index().find("en", "ukuzibulala", 0, 10).corrections.empty());
    CHECK(file.urls("xh", "ukuzibulala") == "/xh/foster/");
}

TEST_CASE("an index of before there were words of danger is read without them", "[search]") {
    std::string bytes = write_search_index(sample());
    bytes[63] = 1;  // user_version
    const TempDir folder;
    std::ofstream(folder / "search.sqlite", std::ios::binary) << bytes;
    const auto index = SearchIndex::open(folder / "search.sqlite");
    CHECK(index->find("en", "foster", 0, 10).hits.size() == 2);
    CHECK_FALSE(index->find("en", "suicide", 0, 10).in_danger);
}

TEST_CASE("a language finds its own pages and those that it does not have yet", "[search]") {
    const IndexFile file(sample());
    CHECK(file.urls("xh", "nomzali") == "/xh/foster/");
    CHECK(file.urls("xh", "grant") == "/en/grants/");
    const SearchAnswer answer = file.index().find("xh", "complaints", 0, 10);
    REQUIRE(answer.hits.size() == 1);
    CHECK(answer.hits[0].language == "en");
}

TEST_CASE("what is unshown is found, and is no part of an excerpt", "[search]") {
    SearchEntry danger = entry("en", "danger", "In danger", "Call at once.");
    danger.unshown = "violence geweld ubundlobongela";
    const IndexFile file({{search_page(danger)}, {{"en", {0}, {}, {}}}});
    const SearchAnswer answer = file.index().find("en", "violence", 0, 10);
    REQUIRE(answer.hits.size() == 1);
    std::string shown;
    for (const ExcerptPart& part : answer.hits[0].excerpt) shown += part.text;
    CHECK(trim(shown) == "Call at once.");
}

TEST_CASE("results come in parts that fit together", "[search]") {
    SearchContent content;
    content.scopes.push_back({"en", {}, {}, {}});
    for (std::size_t i = 0; i < 25; ++i) {
        content.pages.push_back(search_page(entry("en", std::to_string(i), "Grant", "A grant of some kind.")));
        content.scopes[0].pages.push_back(i);
    }
    const IndexFile file(content);
    const SearchAnswer first = file.index().find("en", "grant", 0, 10);
    CHECK(first.total == 25);
    CHECK(first.hits.size() == 10);
    CHECK(first.hits[0].url == "/en/0/");
    CHECK(file.index().find("en", "grant", 10, 10).hits.at(0).url == "/en/10/");
    CHECK(file.index().find("en", "grant", 20, 10).hits.size() == 5);
    CHECK(file.index().find("en", "grant", 30, 10).hits.empty());
}

TEST_CASE("whatever is typed is words, never syntax", "[search]") {
    const IndexFile file(sample());
    for (const std::string question : {"\"foster\"", "foster*", "title:foster", "NEAR(foster)", "foster)", "{foster",
                                       "^foster", "-foster", "foster;--", "foster'", "foster\""}) {
        CAPTURE(question);
        CHECK(file.urls("en", question).starts_with("/en/foster/"));
    }
    CHECK_NOTHROW(file.index().find("en", std::string(1'000'000, 'x'), 0, 10));
    CHECK_NOTHROW(file.index().find("en", std::string("a\0b", 3) + "\xFF\xC3", 0, 10));
    std::string many;
    for (int i = 0; i < 1000; ++i) many += "foster ";
    CHECK(file.index().find("en", many, 0, 10).hits.size() == 2);
}

TEST_CASE("an office is found by its places, a service by its name", "[search]") {
    const IndexFile file(sample());
    const OfficeAnswer place = file.index().find_offices("en", "office in guguletu");
    REQUIRE(place.by_place.size() == 1);
    CHECK(place.by_place[0].id == "south");
    const OfficeAnswer both = file.index().find_offices("en", "foster parent in Langa");
    REQUIRE(both.by_place.size() == 1);
    CHECK(both.by_place[0].id == "west");
    REQUIRE_FALSE(both.services.empty());
    CHECK(both.services[0] == "/en/foster/");
    CHECK_FALSE(both.has_unknown_word);
    const OfficeAnswer elsewhere = file.index().find_offices("en", "foster parent in Worcester");
    CHECK(elsewhere.by_place.empty());
    CHECK(elsewhere.services.size() == 1);
    CHECK(elsewhere.has_unknown_word);
    CHECK(file.index().find_offices("en", "office").by_place.empty());
    CHECK(file.index().offices("en").size() == 4);
    CHECK(file.index().offices("fr").empty());
}

TEST_CASE("many threads may ask at once", "[search]") {
    const IndexFile file(sample());
    std::vector<std::jthread> threads;
    std::array<int, 4> found{};
    for (int& count : found)
        threads.emplace_back([&file, &count] {
            for (int i = 0; i < 50; ++i) count += file.urls("en", "foster").empty() ? 0 : 1;
        });
    threads.clear();
    for (const int count : found) CHECK(count == 50);
}

TEST_CASE("a file that is no index is refused by name", "[search]") {
    const TempDir folder;
    const auto path = folder / "search.sqlite";
    CHECK_THROWS_WITH(SearchIndex::open(path), Catch::Contains("search.sqlite"));
    std::ofstream(path) << "not a database, but long enough to look at: " << std::string(200, 'x');
    CHECK_THROWS_WITH(SearchIndex::open(path), Catch::Contains("search.sqlite"));
    std::string bytes = write_search_index(sample());
    bytes[63] = 9;  // user_version
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    CHECK_THROWS_WITH(SearchIndex::open(path), Catch::Contains("build the site again"));
}

}  // namespace charter::search_index_test
