#include "server/store/description_words.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

#include "generator/shared/search_words.h"
#include "generator/shared/stems.h"
#include "server/store/search_rows.h"

namespace charter {
namespace {

constexpr std::size_t word_bytes = 4;
constexpr std::size_t most_words = 100;
constexpr std::size_t least_shared = 3;

std::vector<std::string_view> split_words(std::string_view words) {
    std::vector<std::string_view> all;
    for (std::size_t at = 0; at + word_bytes <= words.size(); at += word_bytes)
        all.push_back(words.substr(at, word_bytes));
    return all;
}

// Of the next open cases: id and words.
std::vector<std::pair<std::int64_t, std::string>> next_words(Connection& connection, const Secrets& secrets,
                                                             std::int64_t after) {
    Query query = connection.query(
        "SELECT c.id, ifnull(e.facts ->> '$.language', ''), t.text FROM cases c JOIN events e ON e.case_id = c.id AND "
        "e.sequence = 1 JOIN event_texts t ON t.event = e.position AND t.name = 'description' WHERE c.lane IN (0, 1, "
        "2) "
        "AND c.id > ? ORDER BY c.id LIMIT 500");
    query.number(after);
    std::vector<std::pair<std::int64_t, std::string>> words;
    while (query.next())
        words.emplace_back(query.number_at(0), description_words(secrets, query.text_at(1), query.text_at(2)));
    return words;
}

bool are_ready(Connection& connection) {
    Query query = connection.query("SELECT value FROM properties WHERE name = 'description-words'");
    return query.next() && query.text_at(0) == stems_version;
}

}  // namespace

std::string description_words(const Secrets& secrets, std::string_view language, std::string_view description) {
    std::set<std::string> stems;
    for (const SearchWord& word : search_words(description)) {
        if (stems.size() == most_words) break;
        if (!is_common_word(language, word.text)) stems.insert(stem_of(language, word.text));
    }
    std::vector<std::string> hashes;
    hashes.reserve(stems.size());
    for (const std::string& stem : stems)
        hashes.push_back(secrets.keyed_hash(Purpose::Word, stem).substr(0, word_bytes));
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    std::string words;
    for (const std::string& hash : hashes) words += hash;
    return words;
}

bool are_alike(std::string_view words, std::string_view other_words) {
    const std::vector<std::string_view> one = split_words(words);
    const std::vector<std::string_view> other = split_words(other_words);
    std::vector<std::string_view> shared;
    std::set_intersection(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(shared));
    return shared.size() >= least_shared && shared.size() * 2 >= std::min(one.size(), other.size());
}

void ready_description_words(Connection& connection, const Secrets& secrets) {
    if (are_ready(connection)) return;
    connection.query("BEGIN IMMEDIATE").run();
    std::int64_t last = 0;
    for (auto words = next_words(connection, secrets, last); !words.empty();
         words = next_words(connection, secrets, last)) {
        for (const auto& [id, of_case] : words)
            connection.query("UPDATE cases SET description_words = ? WHERE id = ?").blob(of_case).number(id).run();
        last = words.back().first;
    }
    connection.query("INSERT OR REPLACE INTO properties (name, value) VALUES ('description-words', ?)")
        .text(stems_version)
        .run();
    connection.query("COMMIT").run();
}

}  // namespace charter
