#include "server/store/filter_store.h"

#include <algorithm>

#include "server/store/parts.h"

namespace charter {
namespace {

std::vector<SavedFilter> filters_of(Connection& connection, StaffId owner) {
    Query query = connection.query("SELECT id, name, query FROM saved_filters WHERE staff = ? ORDER BY name");
    query.number(owner.value);
    std::vector<SavedFilter> filters;
    while (query.next()) filters.push_back({query.number_at(0), query.text_at(1), query.text_at(2)});
    return filters;
}

bool has_room(const std::vector<SavedFilter>& filters, std::string_view name) {
    if (filters.size() < most_saved_filters) return true;
    return std::any_of(filters.begin(), filters.end(), [name](const SavedFilter& one) { return one.name == name; });
}

}  // namespace

FilterStore::FilterStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
FilterStore::~FilterStore() = default;

std::vector<SavedFilter> FilterStore::list(StaffId owner) const {
    const auto connection = parts_->desk.readers.lend();
    return filters_of(*connection, owner);
}

std::variant<SaveFilterOutcome, StoreBusy> FilterStore::save(StaffId owner, std::string_view name,
                                                             std::string_view query) {
    SaveFilterOutcome outcome = SaveFilterOutcome::Saved;
    const auto busy = parts_->desk.write([&](Connection& connection) {
        outcome = has_room(filters_of(connection, owner), name) ? SaveFilterOutcome::Saved : SaveFilterOutcome::TooMany;
        if (outcome == SaveFilterOutcome::TooMany) return;
        connection
            .query(
                "INSERT INTO saved_filters (staff, name, query) VALUES (?, ?, ?) ON CONFLICT (staff, name) DO UPDATE "
                "SET query = excluded.query")
            .number(owner.value)
            .text(name)
            .text(query)
            .run();
    });
    if (busy) return *busy;
    return outcome;
}

std::optional<StoreBusy> FilterStore::remove(StaffId owner, std::int64_t id) {
    return parts_->desk.write([&](Connection& connection) {
        connection.query("DELETE FROM saved_filters WHERE staff = ? AND id = ?").number(owner.value).number(id).run();
    });
}

}  // namespace charter
