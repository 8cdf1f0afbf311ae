// What a member of staff asks of the worklist: which part of it, whose cases, and what to look for. Plain values, read
// by the form (server/forms), answered by the store, shown by the page. Pure; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/cases/case.h"

namespace charter {

// The parts of the worklist. Ours and Theirs divide what is open: a case waits for the complainant while a question of
// ours is open, and else for us.
enum class WorklistView { Open, Overdue, Today, Ours, Theirs, Unassigned, Escalated, Ended, All };
// Overdue, Today, NextFiveDays and Later have a promise running; Paused waits for the complainant; Nothing is the rest.
enum class DueGroup { Overdue, Today, NextFiveDays, Later, Paused, Nothing };

// What is looked for: one of these, or nothing; words besides a beginning count if no reference begins so. Phone and
// e-mail are in their normal form (forms/rules.h).
struct WorklistQuestion {
    std::optional<CaseReference> reference;
    std::string reference_beginning;  // symbols of the alphabet of references
    std::string phone;
    std::string email;
    std::string words;  // as typed; each must be found in one text of the case, or in the name given with it
    bool operator==(const WorklistQuestion&) const = default;

    [[nodiscard]] bool is_empty() const { return *this == WorklistQuestion{}; }
};

// The last row of the page before: the next page begins after it, wherever rows came or went meanwhile.
struct WorklistPlace {
    int lane = 0;
    std::int64_t due_at = 0;  // seconds since 1970; 0 where nothing is due
    std::int64_t id = 0;
    bool operator==(const WorklistPlace&) const = default;
};
// "0-1764547200-17", and back; nothing if it is no such text.
[[nodiscard]] std::string to_text(const WorklistPlace& place);
[[nodiscard]] std::optional<WorklistPlace> parse_worklist_place(std::string_view text);

// Who searches for what cases say. A sealed case is found by its words or its person only by who gave a reason for it;
// a person whom an office must not know is not found by it.
struct Searcher {
    StaffId id{};
    std::string office{};     // complained of; empty for who sees every office
    Instant reasons_since{};  // older reasons do not count
};

struct WorklistFilter {
    WorklistView view = WorklistView::Open;
    std::optional<std::vector<std::string>> offices;  // nothing: all in scope
    std::optional<std::string> service;               // an id; "": cases without one
    std::optional<CaseChannel> channel;
    std::optional<CaseKind> kind;
    std::optional<State> state;
    std::optional<StaffId> assignee;
    WorklistQuestion question;
    Searcher searcher{};
    std::vector<std::string> languages;  // that words may be written in
    std::optional<WorklistPlace> after;
    std::size_t limit = 50;
};

[[nodiscard]] std::string_view key_of(WorklistView view);  // "open", "overdue", "today", "ours", ...
[[nodiscard]] std::optional<WorklistView> find_worklist_view(std::string_view key);
[[nodiscard]] std::string_view key_of(DueGroup group);

}  // namespace charter
