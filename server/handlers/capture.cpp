// The case desk's capture. What was typed stays on the page, which is answered at once with what is wrong; the ticket
// is the one that the web gives, in the person's language, and only whoever captured the case sees it.
#include <fmt/format.h>

#include <algorithm>

#include "server/cases/permissions.h"
#include "server/forms/capture_form.h"
#include "server/handlers/handlers.h"
#include "server/handlers/reading.h"
#include "server/handlers/session.h"
#include "server/pages/lodge_pages.h"
#include "server/store/case_store.h"

namespace charter {
namespace {

std::optional<SignedIn> capturer(const Visit& visit) {
    auto who = signed_in(visit);
    if (who && !may(who->member.role, Permission::Capture)) who.reset();
    return who;
}

// To the sign-in, or for who is signed in and captures nothing: no such page.
Response refuse(const Visit& visit) {
    return signed_in(visit) ? error_response(visit, 404) : to_sign_in(visit);
}

LodgeRequest lodge_request(const Visit& visit, const SignedIn& who, Capture capture) {
    const Catalogue& catalogue = visit.site->catalogue;
    LodgeRequest request;
    const Lodging& lodging = capture.lodging;
    request.terms = bind_terms(catalogue, lodging.kind, lodging.service, lodging.office,
                               calendar_of(catalogue).local_date(capture.received_at));
    request.lodging = std::move(capture.lodging);
    request.by = who.actor;
    request.received_at = capture.received_at;
    request.later = std::move(capture.later);
    request.form_token = value_of(visit.form, "form_token");
    return request;
}

// The code that is shown last was made with the first event, or with the last that made a new one.
bool made_code(const SignedIn& who, const CaseFile& file) {
    const auto last = std::find_if(file.events.rbegin(), file.events.rend(), [](const CaseEvent& event) {
        return event.step == Step::ReissueCode || event.step == Step::Lodge;
    });
    return last != file.events.rend() && last->by.staff == who.member.id;
}

}  // namespace

Response show_capture(const Visit& visit) {
    const auto who = capturer(visit);
    if (!who) return refuse(visit);
    CaptureEntry entry;
    entry.answers = prefilled_answers(visit.request.query, visit.site->catalogue);
    entry.answers.emplace("office", who->member.office);
    const auto channels = capture_channels();
    const auto channel = find_case_channel(value_of(visit.request.query, "channel"));
    if (channel && std::find(channels.begin(), channels.end(), *channel) != channels.end())
        entry.answers.emplace("channel", key_of(*channel));
    entry.form_token = new_form_token();
    return html(capture_page(context_of(visit, *who), entry));
}

Response capture_case(const Visit& visit) {
    const auto who = capturer(visit);
    if (!who) return refuse(visit);
    if (!is_own_form(visit)) return error_response(visit, 403);
    CaptureEntry entry;
    entry.form_token = value_of(visit.form, "form_token");
    auto [capture, errors] =
        take_capture(visit.form, entry.answers, {{visit.site->catalogue, visit.language}, visit.now});
    if (!errors.empty()) {
        entry.errors = std::move(errors);
        return html(capture_page(context_of(visit, *who), entry), 422);
    }
    auto outcome = visit.app.store.cases().lodge(lodge_request(visit, *who, std::move(capture)));
    if (std::holds_alternative<StoreBusy>(outcome)) return busy_response(visit);
    return redirect(ticket_url(std::get<Lodged>(outcome).reference));
}

Response show_ticket(const Visit& visit) {
    const auto who = capturer(visit);
    if (!who) return refuse(visit);
    auto parsed = CaseReference::parse(visit.values.front());
    const auto* reference = std::get_if<CaseReference>(&parsed);
    const CaseStore& cases = visit.app.store.cases();
    // The case may be another office's; who made its code hands out the ticket all the same, while it is fresh.
    const auto file = reference == nullptr ? std::nullopt : cases.find_case(*reference, {true, {}, true});
    if (!file || !made_code(*who, *file)) return error_response(visit, 404);
    const auto code = cases.fresh_code(*reference, visit.now);
    if (!code) {
        if (may_see(who->scope, file->now)) return redirect(staff_case_url(*reference));
        return error_response(visit, 404);
    }
    note_read(visit, *who, Deed::ReadTicket, *reference);
    PageContext context = context_of(visit, *who);
    const auto& languages = visit.site->catalogue.languages;
    const std::string& theirs = file->now.lodging.language;
    if (std::find(languages.begin(), languages.end(), theirs) != languages.end()) context.language = theirs;
    return html(sent_page(context, file->now, code));
}

}  // namespace charter
