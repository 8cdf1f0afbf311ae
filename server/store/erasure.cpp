#include "server/store/erasure.h"

#include <fmt/format.h>

#include "server/cases/history.h"
#include "server/store/search_rows.h"

namespace charter {
namespace {

constexpr std::string_view erasing_calls =
    "UPDATE after_hours_calls SET words = '', place = '', caller = '', done = '' WHERE";

}  // namespace

void erase_texts(Connection& connection, const Secrets& secrets, std::int64_t case_id, CaseFile& file) {
    for (CaseEvent& event : file.events) {
        forget_words(connection, case_id, event.sequence, event_words(secrets, event, file.now.lodging.language));
        for (auto& [name, text] : event.texts) text = PersonalText{{}, {}, text.hash, true};
    }
    connection
        .query(
            "UPDATE event_texts SET text = '', salt = '', erased = 1 WHERE event IN (SELECT position FROM events WHERE "
            "case_id = ?)")
        .number(case_id)
        .run();
    connection.query("UPDATE cases SET phone_key = NULL, email_key = NULL, description_words = NULL WHERE id = ?")
        .number(case_id)
        .run();
    connection.query("DELETE FROM fresh_codes WHERE case_id = ?").number(case_id).run();
    connection.query("UPDATE audit SET reason = '', salt = '', erased = 1 WHERE reference = ?")
        .text(file.now.reference.text())
        .run();
    connection.query(fmt::format("{} made_case = ? AND words <> ''", erasing_calls))
        .text(file.now.reference.text())
        .run();
    connection.empty_log_after_commit();
    file.now = replay(file.now.reference, file.now.terms, file.events);
}

bool erase_call(Connection& connection, std::int64_t call) {
    {
        Query query = connection.query("SELECT 1 FROM after_hours_calls WHERE id = ? AND words <> ''");
        query.number(call);
        if (!query.next()) return false;
    }
    connection.query(fmt::format("{} id = ?", erasing_calls)).number(call).run();
    connection.query("DELETE FROM call_deletions WHERE call = ?").number(call).run();
    connection.empty_log_after_commit();
    return true;
}

void erase_text(Connection& connection, std::int64_t case_id, CaseEvent& event, std::string_view name) {
    const auto found = event.texts.find(name);
    if (found == event.texts.end() || found->second.erased) return;
    connection
        .query(
            "UPDATE event_texts SET text = '', salt = '', erased = 1 WHERE name = ? AND event = (SELECT position FROM "
            "events WHERE case_id = ? AND sequence = ?)")
        .text(name)
        .number(case_id)
        .number(event.sequence)
        .run();
    connection.empty_log_after_commit();
    found->second.text.clear();
    found->second.salt.clear();
    found->second.erased = true;
}

void erase_file_name(Connection& connection, const Secrets& secrets, std::int64_t case_id, CaseFile& file,
                     std::string_view file_id) {
    const std::string& language = file.now.lodging.language;
    for (CaseEvent& event : file.events) {
        if (event.step != Step::AddFile || fact_of(event, FactName::file) != file_id) continue;
        forget_words(connection, case_id, event.sequence, event_words(secrets, event, language));
        erase_text(connection, case_id, event, TextName::file_name);
        keep_words(connection, case_id, event.sequence, event_words(secrets, event, language));
    }
}

}  // namespace charter
