#include "server/store/erasure.h"

#include "server/cases/history.h"
#include "server/store/search_rows.h"

namespace charter {

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
    connection.query("UPDATE cases SET phone_key = NULL, email_key = NULL WHERE id = ?").number(case_id).run();
    connection.query("DELETE FROM fresh_codes WHERE case_id = ?").number(case_id).run();
    connection.query("UPDATE audit SET reason = '', salt = '', erased = 1 WHERE reference = ?")
        .text(file.now.reference.text())
        .run();
    file.now = replay(file.now.reference, file.now.terms, file.events);
}

}  // namespace charter
