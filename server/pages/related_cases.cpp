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

View following_view(const PageContext& context, const Calendar& calendar, const FollowingCase& one) {
    const Words& words = context.words();
    const std::string language = fmt::format("language.{}", one.language);
    View view = related_view(context, calendar, one.which);
    view.set("language", words.has(language) ? words.text(language) : one.language)
        .set("newest", words.date(calendar.local_date(one.changed_at)))
        .flag("visible", one.is_visible);
    if (!one.due) return view;
    const bool late = one.due->timeliness == Timeliness::Overdue || one.due->timeliness == Timeliness::LongOverdue;
    return view.set("due", due_text(words, *one.due, calendar))
        .set("left", timeliness_text(words, *one.due))
        .flag("late", late);
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
            shown.set("join_url", fmt::format("{}?step={}&duplicate_of={}", staff_case_url(now.reference),
                                              key_of(Step::MarkDuplicate), one.reference.text()));
        similar.push_back(std::move(shown));
    }
    std::vector<View> following;
    for (const FollowingCase& one : related.following) following.push_back(following_view(context, calendar, one));
    if (related.followed) view.object("followed", related_view(context, calendar, *related.followed));
    view.list("following", std::move(following));
    view.list("person_cases", std::move(person)).list("similar", std::move(similar));
}

}  // namespace charter
