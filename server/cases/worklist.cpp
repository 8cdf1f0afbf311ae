#include "server/cases/worklist.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "generator/shared/keys.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr Keys<WorklistView, 9> views = {{{WorklistView::Open, "open"},
                                          {WorklistView::Overdue, "overdue"},
                                          {WorklistView::Today, "today"},
                                          {WorklistView::Ours, "ours"},
                                          {WorklistView::Theirs, "theirs"},
                                          {WorklistView::Unassigned, "unassigned"},
                                          {WorklistView::Escalated, "escalated"},
                                          {WorklistView::Ended, "ended"},
                                          {WorklistView::All, "all"}}};
constexpr Keys<DueGroup, 6> groups = {{{DueGroup::Overdue, "overdue"},
                                       {DueGroup::Today, "today"},
                                       {DueGroup::NextFiveDays, "next"},
                                       {DueGroup::Later, "later"},
                                       {DueGroup::Paused, "paused"},
                                       {DueGroup::Nothing, "nothing"}}};

std::optional<std::int64_t> parse_count(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

}  // namespace

std::string to_text(const WorklistPlace& place) {
    return fmt::format("{}-{}-{}", place.lane, place.due_at, place.id);
}

std::optional<WorklistPlace> parse_worklist_place(std::string_view text) {
    const std::vector<std::string> parts = split(text, '-');
    if (parts.size() != 3) return std::nullopt;
    const auto lane = parse_count(parts[0]);
    const auto due_at = parse_count(parts[1]);
    const auto id = parse_count(parts[2]);
    static constexpr std::int64_t last_lane = 3;
    if (!lane || *lane > last_lane || !due_at || !id) return std::nullopt;
    return WorklistPlace{static_cast<int>(*lane), *due_at, *id};
}

std::string_view key_of(WorklistView view) {
    return key_in(views, view);
}
std::optional<WorklistView> find_worklist_view(std::string_view key) {
    return find_in(views, key);
}
std::string_view key_of(DueGroup group) {
    return key_in(groups, group);
}

}  // namespace charter
