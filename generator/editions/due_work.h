// What an editor has before them on a day: the tasks of the yearly cycle at hand in its month and in the next, and the
// pages whose review is due by the end of it. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/model/site.h"

namespace charter {

struct DueTask {
    const CalendarTask* task = nullptr;
    Date by{};  // its last working day
};

struct DueWork {
    std::vector<DueTask> now;          // by day, then in the order of data/calendar.yaml
    std::vector<DueTask> next;         // what begins in the next month, but for what is done every month
    std::vector<const Page*> reviews;  // in the first language, by day, then path
};

// The pointers belong to `site`.
[[nodiscard]] DueWork due_work(const Site& site, Date today);

[[nodiscard]] std::string to_text(const Site& site, const DueWork& due, Date today);
// What to type when all pages to review were read; "" if there are none.
[[nodiscard]] std::string how_to_note_reviews(const DueWork& due, std::optional<Date> day = std::nullopt);
[[nodiscard]] std::string to_json(const Site& site, const DueWork& due, Date today);

}  // namespace charter
