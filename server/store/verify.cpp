#include "server/store/verify.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/cases/history.h"
#include "server/store/case_rows.h"
#include "server/store/data_folder.h"
#include "server/store/schema.h"

namespace charter {
namespace {

constexpr std::size_t progress_step = 1000;

struct Fault {
    std::int64_t position = 0;  // of the event; orders what was found
    std::string what;
};

struct StoredCase {
    CaseRow row;
    std::string reference;
    std::string office;
    std::string state;
    int last_sequence = 0;
    ListPlace place;
};

std::optional<Instant> optional_moment(SQLite::Statement& row, int column) {
    if (is_null_at(row, column)) return std::nullopt;
    return moment_at(row, column);
}

class Verification {
  public:
    explicit Verification(const StoreSettings& settings)
        : secrets_(read_key(settings.folder)), connection_(database_path(settings.folder), Access::ReadOnly) {
        ready_schema(connection_, database_path(settings.folder), settings.kind, Access::ReadOnly);
    }

    VerifyReport run(const std::function<void(std::size_t, std::size_t)>& progress) {
        check_file();
        check_cases(progress);
        check_head();
        std::stable_sort(faults_.begin(), faults_.end(),
                         [](const Fault& a, const Fault& b) { return a.position < b.position; });
        for (Fault& fault : faults_) report_.faults.push_back(std::move(fault.what));
        return std::move(report_);
    }

  private:
    void check_file() {
        SQLite::Statement& query = connection_.prepared("PRAGMA integrity_check(10)");
        while (query.executeStep()) {
            if (const std::string line = text_at(query, 0); line != "ok")
                faults_.push_back({0, "the database file is damaged: " + line});
        }
        (void)query.tryReset();
    }

    std::vector<StoredCase> next_cases(std::int64_t after) {
        SQLite::Statement& query = connection_.prepared(
            "SELECT id, code_hash, terms, reference, office, state, last_sequence, lane, due_at, window_at "
            "FROM cases WHERE id > ? ORDER BY id LIMIT 500");
        Binder(query).number(after);
        std::vector<StoredCase> cases;
        while (query.executeStep()) {
            StoredCase& one = cases.emplace_back();
            one.row = {number_at(query, 0), blob_at(query, 1), text_at(query, 2)};
            one.reference = text_at(query, 3);
            one.office = text_at(query, 4);
            one.state = text_at(query, 5);
            one.last_sequence = static_cast<int>(number_at(query, 6));
            one.place = {static_cast<Lane>(number_at(query, 7)), optional_moment(query, 8), optional_moment(query, 9)};
        }
        (void)query.tryReset();
        return cases;
    }

    void check_cases(const std::function<void(std::size_t, std::size_t)>& progress) {
        SQLite::Statement& count = connection_.prepared("SELECT count(*) FROM cases");
        (void)count.executeStep();
        const auto all = static_cast<std::size_t>(number_at(count, 0));
        (void)count.tryReset();
        std::int64_t last = 0;
        for (auto cases = next_cases(last); !cases.empty(); cases = next_cases(last)) {
            for (const StoredCase& one : cases) {
                check_case(one);
                last = one.row.id;
                if (progress && ++report_.cases % progress_step == 0) progress(report_.cases, all);
                if (!progress) ++report_.cases;
            }
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
            check_row(stored, replay(reference, terms_.find(connection_, stored.row.terms), events));
        } catch (const std::exception& fault) {
            add_fault(stored, 1, fault.what());
        }
    }

    void check_row(const StoredCase& stored, const Case& now) {
        const bool same = stored.state == key_of(now.state) && stored.office == now.office &&
                          stored.last_sequence == now.last_sequence && stored.place == list_place(now);
        if (!same) add_fault(stored, now.last_sequence, "its row in the list of cases does not fit its events");
    }

    void add_fault(const StoredCase& stored, int sequence, const std::string& what) {
        SQLite::Statement& query = connection_.prepared(
            "SELECT position FROM events WHERE case_id = ? AND sequence >= ? "
            "ORDER BY sequence LIMIT 1");
        Binder(query).number(stored.row.id).number(sequence);
        const std::int64_t position = query.executeStep() ? number_at(query, 0) : 0;
        (void)query.tryReset();
        faults_.push_back({position, fmt::format("case {}, event {}: {}", stored.reference, sequence, what)});
    }

    void check_head() {
        SQLite::Statement& query = connection_.prepared("SELECT position, hash FROM events ORDER BY position");
        std::string head;
        std::int64_t position = 0;
        while (query.executeStep()) {
            position = number_at(query, 0);
            head = next_head(secrets_, head, text_at(query, 1));
        }
        (void)query.tryReset();
        SQLite::Statement& stored = connection_.prepared("SELECT position, hash FROM head WHERE id = 1");
        const bool there = stored.executeStep();
        const bool fits = there && number_at(stored, 0) == position && equal_in_constant_time(blob_at(stored, 1), head);
        (void)stored.tryReset();
        if (!fits)
            faults_.push_back(
                {position + 1, fmt::format("the history as a whole: events were cut off, added or altered; "
                                           "the last one there is at position {}",
                                           position)});
    }

    Secrets secrets_;
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
