#include "server/recalculate.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <variant>

#include "server/cases/correction.h"
#include "server/cases/scope.h"
#include "server/handlers/published.h"
#include "server/store/case_store.h"

namespace charter {
namespace {

// In words for staff, who read it in the history of the case.
std::string reason_of(const Terms& before, const Terms& after) {
    std::string days;
    for (const Holiday& day : after.bound_calendar.declared) {
        const auto& known = before.bound_calendar.declared;
        if (std::find(known.begin(), known.end(), day) != known.end()) continue;
        days += fmt::format("{}{} {}", days.empty() ? "" : ", ", to_iso(day.date), text_in(day.names, "en"));
    }
    return fmt::format("Declared since: {}.", days);
}

std::string date_text(const std::optional<Date>& date) {
    return date ? to_iso(*date) : "-";
}

void print(const CaseReference& reference, const std::vector<MovedDate>& moved, std::ostream& output) {
    for (const MovedDate& one : moved)
        output << fmt::format("{}  {:<11}  {} -> {}\n", reference.in_groups(), key_of(one.clock), date_text(one.before),
                              date_text(one.after));
}

class Recalculation {
  public:
    Recalculation(const RecalculateOptions& options, const Catalogue& catalogue, Instant now, std::ostream& output)
        : options_(options), catalogue_(catalogue), now_(now), output_(output) {}

    int run(CaseStore& cases) {
        const std::vector<CaseReference> running = cases.running_cases();
        std::size_t moved = 0;
        for (const CaseReference& reference : running) moved += is_moved(cases, reference) ? 1 : 0;
        output_ << fmt::format("{} of {} running cases {}\n", moved, running.size(),
                               options_.dry_run ? "would move; nothing was written" : "moved");
        return 0;
    }

  private:
    bool is_moved(CaseStore& cases, const CaseReference& reference) const {
        const auto file = cases.find_case(reference, every_case());
        if (!file) return false;
        const auto terms = with_declared(*file->now.terms, catalogue_.declared_days);
        if (!terms) return false;
        Case after = file->now;
        after.terms = terms;
        const std::vector<MovedDate> moved = moved_dates(file->now, after, now_);
        if (moved.empty()) return false;
        if (!options_.dry_run) correct(cases, file->now, terms);
        print(reference, moved, output_);
        return true;
    }

    void correct(CaseStore& cases, const Case& now, const std::shared_ptr<const Terms>& terms) const {
        TakeStep request{now.reference, {}, now.last_sequence, {}, every_case()};
        request.step.step = Step::Correct;
        request.step.by = system_actor();
        request.step.at = now_;
        request.step.correction = no_correction(now);
        request.step.correction->terms = terms;
        request.step.internal_note = reason_of(*now.terms, *terms);
        if (!std::holds_alternative<Taken>(cases.take_step(request)))
            throw StoreError(
                fmt::format("the case {} could not be corrected; the cases before it were", now.reference.in_groups()));
    }

    const RecalculateOptions& options_;
    const Catalogue& catalogue_;
    Instant now_;
    std::ostream& output_;
};

}  // namespace

int recalculate(const RecalculateOptions& options, Instant now, std::ostream& output) {
    ready_secrets();
    const auto site = load_published(options.site);
    StoreSettings settings;
    settings.folder = options.data;
    settings.kind = options.demo ? DatabaseKind::Demo : DatabaseKind::Real;
    settings.access = options.dry_run ? Access::ReadOnly : Access::Write;
    settings.readers = 1;
    const auto store = Store::open(settings);
    return Recalculation(options, site->catalogue, now, output).run(store->cases());
}

}  // namespace charter
