// The tables of the index. Numbers of scopes and pages are those of SearchContent.
//
//   scopes     number, language
//   pages      number, language, url, kind, section, title, description, text: what a hit shows
//   offices    scope, number and what the finder shows
//   terms      scope, stem, its length, a word that has it, on how many pages it is: for what is misspelt
//   synonyms   scope, stems of one phrase, stems of one phrase that is looked for too
//   danger     language, stems of one phrase of people in danger
//   words_N    FTS5 without content: the stems of the pages of scope N
//   places_N   FTS5 without content: the stems of the offices of scope N
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <memory>

#include "generator/shared/search_index.h"
#include "generator/shared/search_index_format.h"
#include "generator/shared/search_words.h"
#include "generator/shared/stems.h"

namespace charter {
namespace {

constexpr const char* tables = R"(
CREATE TABLE scopes (number INTEGER PRIMARY KEY, language TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE pages (number INTEGER PRIMARY KEY, language TEXT NOT NULL, url TEXT NOT NULL, kind TEXT NOT NULL,
    section TEXT NOT NULL, title TEXT NOT NULL, description TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE offices (scope INTEGER NOT NULL, number INTEGER NOT NULL, id TEXT NOT NULL, url TEXT NOT NULL,
    name TEXT NOT NULL, type TEXT NOT NULL, address TEXT NOT NULL, phone TEXT NOT NULL, hours TEXT NOT NULL,
    hours_example INTEGER NOT NULL, area TEXT NOT NULL, note TEXT NOT NULL, places TEXT NOT NULL, PRIMARY KEY (scope, number))
    STRICT, WITHOUT ROWID;
CREATE TABLE terms (scope INTEGER NOT NULL, length INTEGER NOT NULL, stem TEXT NOT NULL, word TEXT NOT NULL,
    pages INTEGER NOT NULL, PRIMARY KEY (scope, length, stem)) STRICT, WITHOUT ROWID;
CREATE TABLE synonyms (scope INTEGER NOT NULL, words TEXT NOT NULL, also TEXT NOT NULL,
    PRIMARY KEY (scope, words, also)) STRICT, WITHOUT ROWID;
CREATE TABLE danger (language TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (language, words)) STRICT, WITHOUT ROWID;
)";

class Writer {
  public:
    explicit Writer(const SearchContent& content)
        : content_(content), database_(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE) {
        database_.exec("PRAGMA page_size = 4096");
        database_.exec("PRAGMA application_id = " + std::to_string(search_application_id));
        database_.exec("PRAGMA user_version = " + std::to_string(search_format));
    }

    std::string write() {
        database_.exec("BEGIN");
        database_.exec(tables);
        write_pages();
        for (std::size_t scope = 0; scope < content_.scopes.size(); ++scope) write_scope(scope);
        write_danger();
        database_.exec("COMMIT");
        sqlite3_int64 size = 0;
        const std::unique_ptr<unsigned char, decltype(&sqlite3_free)> bytes(
            sqlite3_serialize(database_.getHandle(), "main", &size, 0), &sqlite3_free);
        if (!bytes) throw SQLite::Exception("the search index does not fit into memory");
        return {reinterpret_cast<const char*>(bytes.get()), static_cast<std::size_t>(size)};
    }

  private:
    // A row of numbers and texts, in the order of the statement's places.
    template <typename... Values>
    static void put(SQLite::Statement& statement, const Values&... values) {
        int place = 0;
        (statement.bind(++place, values), ...);
        statement.exec();
        statement.reset();
    }

    static std::int64_t number(std::size_t value) { return static_cast<std::int64_t>(value); }

    void write_pages() {
        SQLite::Statement insert(database_, "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        for (std::size_t i = 0; i < content_.pages.size(); ++i) {
            const SearchEntry& entry = content_.pages[i].entry;
            put(insert, number(i), entry.language, entry.url, entry.kind, entry.section, entry.title, entry.description,
                entry.text);
        }
    }

    void write_scope(std::size_t index) {
        const SearchScope& scope = content_.scopes[index];
        SQLite::Statement insert(database_, "INSERT INTO scopes VALUES (?, ?)");
        put(insert, number(index), scope.language);
        write_words(index, scope);
        write_terms(index, scope);
        write_places(index, scope);
        write_synonyms(index, scope);
    }

    void write_words(std::size_t index, const SearchScope& scope) {
        const std::string table = words_table(index);
        database_.exec("CREATE VIRTUAL TABLE " + table +
                       " USING fts5(title, keywords, headings, description, body, content='', tokenize='ascii')");
        SQLite::Statement insert(database_, "INSERT INTO " + table +
                                                "(rowid, title, keywords, headings, description, body)"
                                                " VALUES (?, ?, ?, ?, ?, ?)");
        for (const std::size_t page : scope.pages) {
            const std::vector<std::string>& stems = content_.pages[page].stems;
            put(insert, number(page), stems[0], stems[1], stems[2], stems[3], stems[4]);
        }
        database_.exec("INSERT INTO " + table + "(" + table + ") VALUES ('optimize')");
    }

    void write_terms(std::size_t index, const SearchScope& scope) {
        struct Term {
            std::map<std::string_view, int> words;
            std::int64_t pages = 0;
        };
        std::map<std::string, std::string> besides;
        std::map<std::string_view, Term> terms;
        for (const std::size_t page : scope.pages)
            for (const auto& [stem, words] : content_.pages[page].words) {
                Term& term = terms[stem];
                ++term.pages;
                for (const auto& [word, count] : words) term.words[word] += count;
            }
        // A misspelt word may also be meant for one that only a synonym or the finder knows.
        const auto add = [&](std::string_view text) {
            for (const SearchWord& word : search_words(text))
                besides.emplace(stem_of(scope.language, word.text), word.text);
        };
        for (const Synonyms& synonyms : scope.synonyms)
            for (const std::string& phrase : synonyms.words) add(phrase);
        // No word of danger is taken for another, in whatever language it is typed.
        for_danger([&](const std::string&, const std::string& phrase) { add(phrase); });
        for (const OfficeEntry& office : scope.offices) add(office.name + "\n" + office.places);
        for (const auto& [stem, word] : besides) terms.try_emplace(stem, Term{{{word, 1}}, 0});
        const auto rarer = [](const auto& one, const auto& other) { return one.second < other.second; };
        SQLite::Statement insert(database_, "INSERT INTO terms VALUES (?, ?, ?, ?, ?)");
        for (const auto& [stem, term] : terms)
            put(insert, number(index), number(stem.size()), std::string(stem),
                std::string(std::max_element(term.words.begin(), term.words.end(), rarer)->first), term.pages);
    }

    void write_places(std::size_t index, const SearchScope& scope) {
        const std::string table = places_table(index);
        database_.exec("CREATE VIRTUAL TABLE " + table + " USING fts5(name, places, content='', tokenize='ascii')");
        SQLite::Statement insert_office(database_,
                                        "INSERT INTO offices VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        SQLite::Statement insert_stems(database_, "INSERT INTO " + table + "(rowid, name, places) VALUES (?, ?, ?)");
        for (std::size_t i = 0; i < scope.offices.size(); ++i) {
            const OfficeEntry& office = scope.offices[i];
            put(insert_office, number(index), number(i), office.id, office.url, office.name, office.type,
                office.address, office.phone, office.hours, office.hours_example ? 1 : 0, office.area, office.note,
                office.places);
            put(insert_stems, number(i), stem_line(scope.language, office.name),
                stem_line(scope.language, office.places + "\n" + office.area + "\n" + office.address));
        }
    }

    void write_synonyms(std::size_t index, const SearchScope& scope) {
        SQLite::Statement insert(database_, "INSERT OR IGNORE INTO synonyms VALUES (?, ?, ?)");
        for (const Synonyms& synonyms : scope.synonyms)
            for (const std::string& words : synonyms.words)
                for (const std::string& also : synonyms.also)
                    for (const std::string& language : {scope.language, content_.scopes.front().language})
                        put(insert, number(index), telling_stems(scope.language, words), telling_stems(language, also));
    }

    // Calls for each phrase of danger with its language.
    template <typename Call>
    void for_danger(const Call& call) const {
        for (const SearchScope& scope : content_.scopes)
            for (const Synonyms& synonyms : scope.synonyms)
                for (const std::string& phrase : synonyms.words)
                    if (synonyms.danger) call(scope.language, phrase);
    }

    void write_danger() {
        SQLite::Statement insert(database_, "INSERT OR IGNORE INTO danger VALUES (?, ?)");
        for_danger([&](const std::string& language, const std::string& phrase) {
            put(insert, language, stem_line(language, phrase));
        });
    }

    const SearchContent& content_;
    SQLite::Database database_;
};

}  // namespace

SearchPage search_page(SearchEntry entry) {
    SearchPage page;
    const std::string body = entry.text + "\n" + entry.unshown;
    const std::array<const std::string*, 5> columns = {&entry.title, &entry.keywords, &entry.headings,
                                                       &entry.description, &body};
    for (const std::string* column : columns) {
        std::string& line = page.stems.emplace_back();
        for (SearchWord& word : search_words(*column)) {
            std::string stem = stem_of(entry.language, word.text);
            if (!line.empty()) line += ' ';
            line += stem;
            ++page.words[std::move(stem)][std::move(word.text)];
        }
    }
    page.entry = std::move(entry);
    return page;
}

std::string write_search_index(const SearchContent& content) {
    return Writer(content).write();
}

}  // namespace charter
