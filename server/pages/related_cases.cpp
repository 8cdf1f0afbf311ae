#include "server/pages/related_cases.h"

#include <fmt/format.h>

#include "server/pages/case_words.h"
#include "server/pages/staff_pages.h"

namespace charter {
namespace {

View related_view(const PageContext& context, const Calendar& calendar, const RelatedCase& related) {
    const Words& words = context.words();
    View view;
    view.set("reference", related.reference.in_groups())
        .set("url", staff_case_url(related.reference))
        .set("kind", kind_text(words, related.kind))
        .set("state", words.text(fmt::format("state.{}", key_of(related.state))))
        .set("office", office_name(context, related.office))
        .set("date", words.date(calendar.local_date(related.received_at)));
    return view;
}

}  // namespace

void put_related(View& view, const PageContext& context, const Case& now, const RelatedCases& related,
                 Joining joining) {
    const Calendar& calendar = now.terms->calendar;
    std::vector<View> person;
    for (const RelatedCase& one : related.of_person) person.push_back(related_view(context, calendar, one));
    std::vector<View> similar;
    for (const RelatedCase& one : related.similar) {
        View shown = related_view(context, calendar, one);
        if (joining == Joining::Offered)
            shown.set("join_url", fmt::format("{}?step={}&duplicate_of={}#step", staff_case_url(now.reference),
                                              key_of(Step::MarkDuplicate), one.reference.text()));
        similar.push_back(std::move(shown));
    }
    view.list("person_cases", std::move(person)).list("similar", std::move(similar));
}

}  // namespace charter
