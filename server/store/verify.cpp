#include "server/store/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "generator/shared/files.h"
#include "server/cases/correction.h"
#include "server/cases/history.h"
#include "server/cases/sight.h"
#include "server/store/audit_rows.h"
#include "server/store/case_rows.h"
#include "server/store/data_folder.h"
#include "server/store/description_words.h"
#include "server/store/file_folder.h"
#include "server/store/file_rows.h"
#include "server/store/schema.h"

namespace charter {
namespace {

struct Fault {
    std::int64_t position = 0;  // of the event; orders what was found
    std::string what;
};

// The columns of a case that repeat what its events say.
struct Columns {
    std::string kind;
    std::string channel;
    bool consent = false;
    std::optional<std::string> phone_key;
    std::optional<std::string> email_key;
    std::string service;
    std::string office;
    std::string state;
    std::optional<std::int64_t> assignee;
    bool withheld = false;
    bool sealed = false;
    std::string identity_kept_from;
    std::int64_t level = 0;
    Instant received_at{};
    std::int64_t last_sequence = 0;
    ListPlace place;
    bool operator==(const Columns&) const = default;
};

struct StoredCase {
    CaseRow row;
    std::string reference;
    Columns columns;
    std::optional<std::string> description_words;  // of cases that an older program ended, there are none
};

Columns columns_of(const Secrets& secrets, const Case& now) {
    CaseKeys keys = keys_of(secrets, now, {});
    return {std::string(key_of(now.lodging.kind)),
            std::string(key_of(now.lodging.channel)),
            now.lodging.consent,
            std::move(keys.phone),
            std::move(keys.email),
            now.lodging.service,
            now.office,
            std::string(key_of(now.state)),
            now.assignee ? std::optional(now.assignee->value) : std::nullopt,
            is_withheld(now),
            is_sealed(now),
            identity_kept_from(now),
            level_of(now),
            now.received_at,
            now.last_sequence,
            list_place(now)};
}

// Columns from the first: id, code_hash, terms, reference, then those of Columns in their order.
StoredCase stored_case_of(const Query& row) {
    const ListPlace place{static_cast<Lane>(row.number_at(19)), row.optional_moment_at(20), row.optional_moment_at(21),
                          row.optional_moment_at(22)};
    return {{row.number_at(0), row.blob_at(1), row.text_at(2)},
            row.text_at(3),
            {row.text_at(4), row.text_at(5), row.number_at(6) != 0, row.optional_blob_at(7), row.optional_blob_at(8),
             row.text_at(9), row.text_at(10), row.text_at(11), row.optional_number_at(12), row.number_at(13) != 0,
             row.number_at(14) != 0, row.text_at(15), row.number_at(16), row.moment_at(17), row.number_at(18), place},
            row.optional_blob_at(23)};
}

// Whether a step erases the text of that name in an event before it.
bool erases(const CaseEvent& step, const CaseEvent& before, std::string_view name) {
    if (step.step == Step::Erase || step.step == Step::Delete) return true;
    if (step.step == Step::RemoveFile)
        return name == TextName::file_name && fact_of(before, FactName::file) == fact_of(step, FactName::file);
    const std::vector<std::string_view> corrected = corrected_by(step);
    return is_personal(name) && std::find(corrected.begin(), corrected.end(), name) != corrected.end();
}

// The first event that has an erased text and no later step that erased it; 0 if there is none.
int untraced_erasure(const std::vector<CaseEvent>& events) {
    for (auto event = events.begin(); event != events.end(); ++event) {
        for (const auto& [name, text] : event->texts) {
            const bool is_traced = std::any_of(
                std::next(event), events.end(),
                [&, named = std::string_view(name)](const CaseEvent& later) { return erases(later, *event, named); });
            if (text.erased && !is_traced) return event->sequence;
        }
    }
    return 0;
}

class Verification {
  public:
    explicit Verification(const StoreSettings& settings)
        : secrets_(read_key(settings.folder)),
          files_(files_path(settings.folder)),
          database_(database_path(settings.folder)),
          connection_(database_path(settings.folder), Access::ReadOnly) {
        ready_schema(connection_, database_path(settings.folder), settings.kind, Access::ReadOnly);
    }

    VerifyReport run(const std::function<void(std::size_t, std::size_t)>& progress) {
        // One moment of the database, whatever a server writes meanwhile.
        connection_.query("BEGIN").run();
        check_file();
        check_cases(progress);
        check_seals();
        check_audit();
        std::stable_sort(faults_.begin(), faults_.end(),
                         [](const Fault& a, const Fault& b) { return a.position < b.position; });
        for (Fault& fault : faults_) report_.faults.push_back(std::move(fault.what));
        return std::move(report_);
    }

  private:
    void check_file() {
        Query pages = connection_.query("PRAGMA integrity_check(10)");
        while (pages.next()) {
            if (const std::string line = pages.text_at(0); line != "ok")
                add_fault("the database file is damaged: " + line);
        }
        Query links = connection_.query("PRAGMA foreign_key_check");
        while (links.next())
            add_fault(fmt::format("row {} of {} belongs to a row of {} that is gone", links.number_at(1),
                                  links.text_at(0), links.text_at(2)));
    }

    std::vector<StoredCase> next_cases(std::int64_t after) {
        Query query = connection_.query(
            "SELECT id, code_hash, terms, reference, kind, channel, consent, phone_key, email_key, service, office, "
            "state, assignee, withheld, sealed, identity_kept_from, level, received_at, last_sequence, lane, due_at, "
            "window_at, ended_at, description_words FROM cases WHERE id > ? ORDER BY id LIMIT 500");
        query.number(after);
        std::vector<StoredCase> cases;
        while (query.next()) cases.push_back(stored_case_of(query));
        return cases;
    }

    std::size_t count_cases() {
        Query query = connection_.query("SELECT count(*) FROM cases");
        (void)query.next();
        return static_cast<std::size_t>(query.number_at(0));
    }

    void check_cases(const std::function<void(std::size_t, std::size_t)>& progress) {
        const std::size_t all = count_cases();
        std::int64_t last = 0;
        for (auto cases = next_cases(last); !cases.empty(); cases = next_cases(last)) {
            for (const StoredCase& one : cases) check_case(one);
            last = cases.back().row.id;
            report_.cases += cases.size();
            if (progress) progress(report_.cases, all);
        }
    }

    // One case that cannot be read does not keep the others from being checked.
    void check_case(const StoredCase& stored) {
        try {
            const CaseReference reference = stored_reference(stored.reference);
            const std::vector<CaseEvent> events = read_events(connection_, stored.row.id);
            report_.events += events.size();
            if (const auto fault = check_chain(reference, events)) {
                add_fault(stored, fault->sequence, fault->what);
                return;
            }
            if (events.empty()) {
                add_fault(stored, 1, "its events are missing");
                return;
            }
            if (const int sequence = untraced_erasure(events); sequence > 0)
                add_fault(stored, sequence, "a text of it was erased without a step that says so");
            check_row(stored, events);
        } catch (const std::exception& fault) {
            add_fault(stored, 1, fault.what());
        }
    }

    [[nodiscard]] std::string words_of_description(const Case& now) const {
        return description_words(secrets_, now.lodging.language, now.lodging.description);
    }

    void check_row(const StoredCase& stored, const std::vector<CaseEvent>& events) {
        const Case now = replay(stored_reference(stored.reference), terms_.find(connection_, stored.row.terms), events);
        const bool same = stored.columns == columns_of(secrets_, now) && stored.row.terms == terms_of(events) &&
                          (!stored.description_words || *stored.description_words == words_of_description(now));
        if (!same) add_fault(stored, now.last_sequence, "its row in the table of cases does not fit its events");
        check_files(stored, now);
        if (people_kept_from(stored.row.id) != now.kept_from)
            add_fault(stored, now.last_sequence, "from whom it is kept does not fit its events");
    }

    std::vector<StaffId> people_kept_from(std::int64_t case_id) {
        Query query = connection_.query("SELECT staff FROM kept_from WHERE case_id = ? ORDER BY staff");
        query.number(case_id);
        std::vector<StaffId> people;
        while (query.next()) people.push_back(StaffId{query.number_at(0)});
        return people;
    }

    void check_files(const StoredCase& stored, const Case& now) {
        if (file_ids(stored.row.id) != file_ids(now)) {
            add_fault(stored, now.last_sequence, "its rows in the table of files do not fit its events");
            return;
        }
        for (const AddedFile& file : now.files) {
            ++report_.files;
            if (const std::string fault = fault_of(file); !fault.empty())
                add_fault(stored, now.last_sequence, fmt::format("its file {} {}", file.id, fault));
        }
    }

    [[nodiscard]] static std::set<std::string> file_ids(const Case& now) {
        std::set<std::string> ids;
        for (const AddedFile& file : now.files) ids.insert(file.id);
        return ids;
    }

    std::set<std::string> file_ids(std::int64_t case_id) {
        Query query = connection_.query("SELECT id FROM files WHERE case_id = ?");
        query.number(case_id);
        std::set<std::string> ids;
        while (query.next()) ids.insert(query.text_at(0));
        return ids;
    }

    // "" if its bytes are those that were kept.
    std::string fault_of(const AddedFile& file) {
        const auto bytes = files_.read(file.id);
        if (bytes) return content_hash(*bytes) == file.hash ? "" : "was altered";
        // A server beside us may have removed it since our look at the database began.
        Connection now(database_, Access::ReadOnly);
        return is_file(now, file.id) ? "is missing" : "";
    }

    void add_fault(std::string what) { faults_.push_back({0, std::move(what)}); }

    void add_fault(const StoredCase& stored, int sequence, const std::string& what) {
        Query query = connection_.query(
            "SELECT position FROM events WHERE case_id = ? AND sequence >= ? ORDER BY sequence LIMIT 1");
        query.number(stored.row.id).number(sequence);
        const std::int64_t position = query.next() ? query.number_at(0) : 0;
        faults_.push_back({position, fmt::format("case {}, event {}: {}", stored.reference, sequence, what)});
    }

    // Every event is sealed to all before it, so the first that does not fit is the first that was altered, or stands
    // after one that is gone.
    void check_seals() {
        Query query = connection_.query(
            "SELECT e.position, e.hash, e.seal, e.sequence, c.reference FROM events e LEFT JOIN cases c ON c.id = "
            "e.case_id ORDER BY e.position");
        std::string seal;
        std::int64_t position = 0;
        while (query.next()) {
            position = query.number_at(0);
            seal = next_seal(secrets_, seal, query.text_at(1));
            if (equal_in_constant_time(seal, query.blob_at(2))) continue;
            faults_.push_back({position, fmt::format("case {}, event {}: it, or one before it, was altered, added or "
                                                     "removed: its seal does not fit the history",
                                                     query.text_at(4), query.number_at(3))});
            return;
        }
        check_head(position, seal);
    }

    void check_head(std::int64_t newest, const std::string& seal) {
        Query query = connection_.query("SELECT position, hash FROM head WHERE id = 1");
        const bool fits = query.next() && query.number_at(0) == newest &&
                          (newest == 0 || equal_in_constant_time(query.blob_at(1), head_of(secrets_, seal)));
        if (!fits)
            faults_.push_back({newest + 1, fmt::format("after event {} of the whole history: the newest events were "
                                                       "cut off, or the record of the newest was altered",
                                                       newest)});
    }

    // Faults of the audit are told after those of the history.
    void add_audit_fault(std::string what) {
        faults_.push_back({std::numeric_limits<std::int64_t>::max(), std::move(what)});
    }

    void check_audit() {
        Query query = connection_.query(fmt::format("SELECT id, seal, {} FROM audit ORDER BY id", audit_columns));
        std::string seal;
        std::int64_t newest = 0;
        while (query.next()) {
            newest = query.number_at(0);
            ++report_.entries;
            const AuditEntry entry = audit_entry_of(query, 2);
            const PersonalText& reason = entry.reason;
            seal = next_audit_seal(secrets_, seal, entry);
            const bool fits = equal_in_constant_time(seal, query.blob_at(1)) &&
                              (reason.erased || reason.hash == text_hash(reason.salt, reason.text));
            if (fits) continue;
            add_audit_fault(
                fmt::format("entry {} of the audit: it, or one before it, was altered, added or removed", newest));
            return;
        }
        Query head = connection_.query("SELECT entry, hash FROM audit_head WHERE id = 1");
        const bool fits = head.next() && head.number_at(0) == newest &&
                          (newest == 0 || equal_in_constant_time(head.blob_at(1), audit_head_of(secrets_, seal)));
        if (!fits)
            add_audit_fault(
                fmt::format("after entry {} of the audit: the newest entries were cut off, or the record "
                            "of the newest was altered",
                            newest));
    }

    Secrets secrets_;
    FileFolder files_;
    std::filesystem::path database_;
    Connection connection_;
    TermsCache terms_;
    VerifyReport report_;
    std::vector<Fault> faults_;
};

}  // namespace

VerifyReport verify(const StoreSettings& settings, const std::function<void(std::size_t, std::size_t)>& progress) {
    try {
        return Verification(settings).run(progress);
    } catch (const SQLite::Exception& fault) {
        throw StoreError(fmt::format("the database in {} cannot be read: {}; restore a backup",
                                     settings.folder.string(), fault.what()));
    }
}

}  // namespace charter
