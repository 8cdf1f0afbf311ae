// The search index of a site: .server/search.sqlite, an SQLite database that the generator writes and the server opens
// to read. The only code that knows its tables is write_search_index.cpp, which opens with them, and search_index.cpp.
// Same entries, same bytes.
//
// A page is found by the stems (stems.h) of its own language. A page that a language does not have yet is found in that
// language too, by its English (the first language's) words.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/search_excerpt.h"
#include "generator/shared/synonyms.h"

namespace charter {

// What the index holds of a page. `section` is the title of its section; lines of `text` are its paragraphs.
struct SearchEntry {
    std::string language;
    std::string url;
    std::string kind;  // "service", "page", ...; "form": one that the server draws
    std::string section;
    std::string title;
    std::string keywords;
    std::string headings;
    std::string description;
    std::string text;
    std::string unshown;  // found like the text, but no part of an excerpt: what speaks in several languages at once
};

// An office as the finder shows it, in one language. `places` is what it is found by besides its name and address.
struct OfficeEntry {
    std::string id;
    std::string url;
    std::string name;
    std::string type;
    std::string address;
    std::string phone;
    std::string hours;
    std::string area;
    std::string note;
    std::string places;
    bool hours_example = false;
};

// An entry with its stems, made on any thread before the index is written.
struct SearchPage {
    SearchEntry entry;
    std::vector<std::string> stems;                           // of title, keywords, headings, description, text
    std::map<std::string, std::map<std::string, int>> words;  // each stem -> the words that have it, and how often
};
[[nodiscard]] SearchPage search_page(SearchEntry entry);

// All that can be found in one language.
struct SearchScope {
    std::string language;
    std::vector<std::size_t> pages;  // of SearchContent::pages, pages of other languages among them
    std::vector<OfficeEntry> offices;
    std::vector<Synonyms> synonyms;
};
struct SearchContent {
    std::vector<SearchPage> pages;
    std::vector<SearchScope> scopes;  // the first is that of the first language
};
// The database file as bytes. Throws SQLite::Exception (a std::runtime_error) if memory does not suffice.
[[nodiscard]] std::string write_search_index(const SearchContent& content);

struct SearchHit {
    std::string language;
    std::string url;
    std::string kind;
    std::string section;
    std::string title;
    std::vector<ExcerptPart> excerpt;
};

// A word that nothing has, and the near one that was looked for instead.
struct Correction {
    std::string typed;
    std::string used;
};

struct SearchAnswer {
    std::size_t total = 0;
    std::vector<SearchHit> hits;  // the part that was asked for
    std::vector<Correction> corrections;
    bool in_danger = false;  // the question speaks of danger to somebody's life or body
};

struct OfficeAnswer {
    std::vector<OfficeEntry> by_place;  // best first
    std::vector<std::string> services;  // addresses of the services that the question names; best first
    bool has_unknown_word = false;      // one that no place and no page has, be it spelt otherwise
    std::vector<Correction> corrections;
    bool in_danger = false;
};

// Any thread: look-ups share a few connections. Reads alone; the question never reaches SQLite as syntax.
class SearchIndex {
  public:
    // Throws std::runtime_error that names the file if it is not an index this program reads.
    [[nodiscard]] static std::unique_ptr<SearchIndex> open(const std::filesystem::path& file);
    ~SearchIndex();
    SearchIndex(const SearchIndex&) = delete;
    SearchIndex& operator=(const SearchIndex&) = delete;

    // The hits from `first` on, at most `most`. A language that the index does not have finds nothing.
    [[nodiscard]] SearchAnswer find(std::string_view language, std::string_view question, std::size_t first,
                                    std::size_t most) const;
    [[nodiscard]] OfficeAnswer find_offices(std::string_view language, std::string_view question) const;
    // Every office of the language, in the order of the register.
    [[nodiscard]] std::vector<OfficeEntry> offices(std::string_view language) const;

  private:
    struct Inside;
    explicit SearchIndex(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace charter
