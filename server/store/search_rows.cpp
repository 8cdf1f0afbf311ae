// An event's words: each stem (stems.h) as the first 8 hexadecimal digits of its keyed hash, sorted, none twice.
#include "server/store/search_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "generator/shared/search_words.h"
#include "generator/shared/stems.h"
#include "generator/shared/text.h"
#include "server/cases/history.h"
#include "server/store/case_rows.h"

namespace charter {
namespace {

constexpr std::string_view staff_language = "en";
constexpr std::size_t token_bytes = 4;
constexpr int events_per_case = 1 << 16;

std::string token_of(const Secrets& secrets, std::string_view stem) {
    return to_hex(std::string_view(secrets.keyed_hash(Purpose::Word, stem)).substr(0, token_bytes));
}

bool is_contact(std::string_view name) {
    return name == TextName::phone || name == TextName::email;
}

std::string_view language_of(std::string_view name, std::string_view case_language) {
    const bool of_staff = name == TextName::internal_note || name == TextName::evidence;
    return of_staff ? staff_language : case_language;
}

std::int64_t row_of(std::int64_t case_id, int sequence) {
    return case_id * events_per_case + sequence;
}

// The forms of one word, any of which may stand in the index.
using WordForms = std::set<std::string>;

// Of each word that says something.
std::vector<WordForms> forms_of(const Secrets& secrets, std::string_view typed,
                                const std::vector<std::string>& languages) {
    std::set<std::string> all(languages.begin(), languages.end());
    all.emplace(staff_language);
    std::vector<WordForms> forms;
    for (const SearchWord& word : search_words(typed)) {
        const bool is_common = std::any_of(
            all.begin(), all.end(), [&](const std::string& language) { return is_common_word(language, word.text); });
        if (is_common) continue;
        WordForms tokens;
        for (const std::string& language : all) tokens.insert(token_of(secrets, stem_of(language, word.text)));
        forms.push_back(std::move(tokens));
    }
    return forms;
}

struct UnreadCase {
    std::int64_t id = 0;
    std::string reference;
    std::string language;
};

std::vector<UnreadCase> next_cases(Connection& connection, std::int64_t after) {
    Query query = connection.query(
        "SELECT c.id, c.reference, ifnull(e.facts ->> '$.language', '') FROM cases c JOIN events e ON e.case_id = c.id "
        "AND "
        "e.sequence = 1 WHERE c.id > ? ORDER BY c.id LIMIT 500");
    query.number(after);
    std::vector<UnreadCase> cases;
    while (query.next()) cases.push_back({query.number_at(0), query.text_at(1), query.text_at(2)});
    return cases;
}

void index_case(Connection& connection, const Secrets& secrets, const UnreadCase& one) {
    const std::vector<CaseEvent> events = read_events(connection, one.id);
    for (const CaseEvent& event : events)
        keep_words(connection, one.id, event.sequence, event_words(secrets, event, one.language));
    if (events.empty()) return;  // verify() tells it
    const Contact contact = replay(stored_reference(one.reference), nullptr, events).lodging.contact;
    connection.query("UPDATE cases SET phone_key = ?, email_key = ? WHERE id = ?")
        .optional_blob(contact_key(secrets, contact.phone))
        .optional_blob(contact_key(secrets, contact.email))
        .number(one.id)
        .run();
}

bool is_index_ready(Connection& connection) {
    Query query = connection.query("SELECT value FROM properties WHERE name = 'search-index'");
    return query.next() && query.text_at(0) == stems_version;
}

}  // namespace

std::optional<std::string> contact_key(const Secrets& secrets, std::string_view contact) {
    if (contact.empty()) return std::nullopt;
    // Addresses of e-mail that differ only in capital letters are one person's.
    const bool is_email = contact.find('@') != std::string_view::npos;
    return secrets.keyed_hash(Purpose::Contact, is_email ? to_lower(contact) : std::string(contact));
}

std::string event_words(const Secrets& secrets, const CaseEvent& event, std::string_view language) {
    std::set<std::string> tokens;
    const auto add = [&](std::string_view text, std::string_view its_language) {
        for (const SearchWord& word : search_words(text)) {
            if (!is_common_word(its_language, word.text))
                tokens.insert(token_of(secrets, stem_of(its_language, word.text)));
        }
    };
    for (const auto& [name, text] : event.texts)
        if (!is_contact(name)) add(text.text, language_of(name, language));
    // What the case is called elsewhere, in older events.
    for (const std::string_view name : {TextName::source_reference, TextName::body_reference, TextName::body})
        add(fact_of(event, name), language);
    return fmt::format("{}", fmt::join(tokens, " "));
}

void keep_words(Connection& connection, std::int64_t case_id, int sequence, const std::string& words) {
    if (words.empty()) return;
    connection.query("INSERT INTO case_words (rowid, words) VALUES (?, ?)")
        .number(row_of(case_id, sequence))
        .text(words)
        .run();
}

// An index without the texts is told what to take out.
void forget_words(Connection& connection, std::int64_t case_id, int sequence, const std::string& words) {
    if (words.empty()) return;
    connection.query("INSERT INTO case_words (case_words, rowid, words) VALUES ('delete', ?, ?)")
        .number(row_of(case_id, sequence))
        .text(words)
        .run();
}

std::string words_question(const Secrets& secrets, std::string_view typed, const std::vector<std::string>& languages) {
    std::vector<std::string> parts;
    for (const WordForms& forms : forms_of(secrets, typed, languages))
        parts.push_back(fmt::format("({})", fmt::join(forms, " OR ")));
    return fmt::format("{}", fmt::join(parts, " AND "));
}

bool are_words_in(const Secrets& secrets, std::string_view typed, const std::vector<std::string>& languages,
                  std::string_view words) {
    const std::vector<std::string> tokens = split(words, ' ');
    const std::set<std::string> known(tokens.begin(), tokens.end());
    const std::vector<WordForms> all = forms_of(secrets, typed, languages);
    return std::all_of(all.begin(), all.end(), [&](const WordForms& forms) {
        return std::any_of(forms.begin(), forms.end(), [&](const std::string& form) { return known.contains(form); });
    });
}

void ready_search(Connection& connection, const Secrets& secrets) {
    if (is_index_ready(connection)) return;
    connection.query("BEGIN IMMEDIATE").run();
    connection.query("INSERT INTO case_words (case_words) VALUES ('delete-all')").run();
    std::int64_t last = 0;
    for (auto cases = next_cases(connection, last); !cases.empty(); cases = next_cases(connection, last)) {
        for (const UnreadCase& one : cases) index_case(connection, secrets, one);
        last = cases.back().id;
    }
    connection.query("INSERT OR REPLACE INTO properties (name, value) VALUES ('search-index', ?)")
        .text(stems_version)
        .run();
    connection.query("COMMIT").run();
}

}  // namespace charter
