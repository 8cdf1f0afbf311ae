#include <fmt/format.h>

#include <limits>
#include <ostream>

#include "server/cases/retention.h"
#include "server/cases/scope.h"
#include "server/commands.h"
#include "server/handlers/published.h"
#include "server/settings.h"
#include "server/store/retention_store.h"

namespace charter {
namespace {

constexpr std::size_t no_limit = std::numeric_limits<std::int32_t>::max();

// A line of the list: what it is, where, since when, from when it may go.
struct Line {
    std::string name;
    std::string kind;
    std::string office;
    Instant ended_at{};
    Instant due_at{};
    bool is_proposed = false;
};

std::vector<Line> lines_of(const RetentionStore& retention, const Catalogue& catalogue, Instant until) {
    std::vector<Line> lines;
    for (const DueDeletion& one : retention.due(catalogue, every_case(), until, no_limit))
        lines.push_back({one.reference.in_groups(), std::string(key_of(one.kind)), one.office, one.ended_at, one.due_at,
                         one.proposed_by.has_value()});
    for (const DueCall& call : retention.due_calls(catalogue, until, no_limit))
        lines.push_back({fmt::format("call {}", call.id), "after-hours-call", call.office, call.taken_at, call.due_at,
                         call.proposed_by.has_value()});
    return lines;
}

Instant moment_of(const RetentionOptions& options, const Calendar& calendar, Instant now) {
    if (options.today.empty()) return now;
    const auto day = parse_date(options.today);
    if (!day) throw SettingsError(fmt::format("--today {}: write a day as 2026-11-28", options.today));
    return calendar.instant_of(*day + std::chrono::days(1), 0) - std::chrono::seconds(1);
}

}  // namespace

int list_retention(const RetentionOptions& options, Instant now, std::ostream& output) {
    ready_secrets();
    const auto site = load_published(options.site);
    const Calendar calendar = calendar_of(site->catalogue);
    const Instant at = moment_of(options, calendar, now);
    StoreSettings settings;
    settings.folder = options.data;
    settings.access = Access::ReadOnly;
    settings.readers = 1;
    const auto store = Store::open(settings);
    std::size_t due = 0;
    const std::vector<Line> lines = lines_of(store->retention(), site->catalogue, at + retention_notice);
    for (const Line& line : lines) {
        const bool is_due = line.due_at <= at;
        due += is_due ? 1 : 0;
        output << fmt::format("{}  {:<16}  {}  ended {}  {} {}{}\n", line.name, line.kind, line.office,
                              to_iso(calendar.local_date(line.ended_at)), is_due ? "due since" : "due from",
                              to_iso(calendar.local_date(line.due_at)), line.is_proposed ? "  proposed" : "");
    }
    output << fmt::format("{} due, {} more within 30 days; nothing was deleted\n", due, lines.size() - due);
    return 0;
}

}  // namespace charter
