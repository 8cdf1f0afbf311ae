#include "server/store/correction_rows.h"

#include <algorithm>

#include "server/cases/correction.h"
#include "server/store/case_rows.h"
#include "server/store/erasure.h"
#include "server/store/search_rows.h"

namespace charter {
void erase_corrected(Connection& connection, const Secrets& secrets, std::int64_t case_id, CaseFile& file,
                     const CaseEvent& event) {
    std::vector<std::string_view> names = corrected_by(event);
    std::erase_if(names, [](std::string_view name) { return !is_personal(name); });
    const std::string& language = file.now.lodging.language;
    for (CaseEvent& before : file.events) {
        const bool holds_one = std::any_of(names.begin(), names.end(),
                                           [&](std::string_view name) { return !text_of(before, name).empty(); });
        if (!holds_one) continue;
        forget_words(connection, case_id, before.sequence, event_words(secrets, before, language));
        for (const std::string_view name : names) erase_text(connection, case_id, before, name);
        keep_words(connection, case_id, before.sequence, event_words(secrets, before, language));
    }
}

void update_corrected(Connection& connection, const Secrets& secrets, std::int64_t case_id, const Case& now) {
    const CaseKeys keys = keys_of(secrets, now, {});
    connection
        .query(
            "UPDATE cases SET terms = ?, kind = ?, channel = ?, service = ?, received_at = ?, phone_key = ?, email_key "
            "= ?, description_words = ? WHERE id = ?")
        .text(now.terms->id)
        .text(key_of(now.lodging.kind))
        .text(key_of(now.lodging.channel))
        .text(now.lodging.service)
        .moment(now.received_at)
        .optional_blob(keys.phone)
        .optional_blob(keys.email)
        .blob(keys.description_words)
        .number(case_id)
        .run();
}

}  // namespace charter
