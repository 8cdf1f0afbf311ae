// What cases are found by besides their reference: words of their texts, and the telephone or e-mail of the person.
// Kept as keyed hashes alone, so that without the key the index tells neither a word nor a number, and what is taken
// out of it leaves nothing to read behind. Shared by the stores, verify and the opening of a database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/cases/case.h"
#include "server/staff/secrets.h"
#include "server/store/connection.h"

namespace charter {

// Of what is made of stems: another number makes it anew when a database is opened. After a change of stems.h, or of
// what is put in.
inline constexpr std::string_view stems_version = "2";

// A keyed hash of a contact in its normal form; nothing for an empty one.
[[nodiscard]] std::optional<std::string> contact_key(const Secrets& secrets, std::string_view contact);

// The words of an event as they stand in the index: keyed hashes of stems, with a blank between. Texts to the person
// are in the language of the case, notes of staff in English. Empty if the event has no words.
[[nodiscard]] std::string event_words(const Secrets& secrets, const CaseEvent& event, std::string_view language);
// Puts the words of an event into the index, or takes them out: whoever erases a text of an event calls forget_words
// with the words of the event before, then keep_words with those that are left. Does nothing for no words.
void keep_words(Connection& connection, std::int64_t case_id, int sequence, const std::string& words);
void forget_words(Connection& connection, std::int64_t case_id, int sequence, const std::string& words);

// What the index is asked for cases in one of whose events every word stands, in any of the languages. Empty if there
// is no word to look for.
[[nodiscard]] std::string words_question(const Secrets& secrets, std::string_view typed,
                                         const std::vector<std::string>& languages);

// Whether these words of an event (event_words) answer the same question.
[[nodiscard]] bool are_words_in(const Secrets& secrets, std::string_view typed,
                                const std::vector<std::string>& languages, std::string_view words);

// Fills in what a database of an older program, or with older stems, lacks; nothing to do for others. One transaction.
void ready_search(Connection& connection, const Secrets& secrets);

}  // namespace charter
