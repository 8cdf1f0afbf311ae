// The case desk's capture. What was typed stays on the page, which is answered at once with what is wrong; the ticket
// is the one that the web gives, in the person's language, and only whoever captured the case sees it.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "server/cases/lodged_terms.h"
#include "server/cases/permissions.h"
#include "server/forms/after_hours_form.h"
#include "server/forms/capture_form.h"
#include "server/handlers/handlers.h"
#include "server/handlers/reading.h"
#include "server/handlers/session.h"
#include "server/pages/lodge_pages.h"
#include "server/store/after_hours_store.h"
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

// The line of the after-hours log that the case is made of.
std::optional<AfterHoursCall> call_of(const Visit& visit, const SignedIn& who, const FieldMap& sent) {
    const std::string& text = value_of(sent, "call");
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return visit.app.store.after_hours().find(id, who.scope, who.member.id);
}

void put_call(CaptureEntry& entry, const AfterHoursCall& call, const Calendar& calendar, const Visit& visit) {
    entry.call = std::to_string(call.id);
    entry.answers.insert_or_assign("description", call.words);
    entry.answers.insert_or_assign("office", call.office);
    if (const TopicCase* topic = find_topic(visit.site->topics, call.topic)) {
        entry.answers.insert_or_assign("kind", key_of(topic->kind));
        if (!topic->service.empty()) entry.answers.insert_or_assign("service", topic->service);
    }
    const Caller caller = read_caller(call.caller);
    if (!caller.name.empty()) entry.answers.insert_or_assign("name", caller.name);
    if (!caller.phone.empty()) entry.answers.insert_or_assign("phone", caller.phone);
    if (!call.place.empty()) entry.answers.insert_or_assign("place", call.place);
    entry.answers.insert_or_assign("received_date", to_iso(calendar.local_date(call.taken_at)));
    entry.answers.insert_or_assign("received_time", clock_time(calendar, call.taken_at));
    entry.answers.insert_or_assign("later_reason", context_of(visit).words().text("after-hours.later-reason"));
}

// A second case of one call is possible, it may tell two things; nobody makes it unknowing.
std::string notice_of(const AfterHoursCall& call, const Words& words) {
    if (!call.made_case) return "";
    return words.format("after-hours.recorded", {{"reference", call.made_case->in_groups()}});
}

LodgeRequest lodge_request(const Visit& visit, const SignedIn& who, Capture capture) {
    const Catalogue& catalogue = visit.site->catalogue;
    LodgeRequest request;
    const Lodging& lodging = capture.lodging;
    request.terms = terms_of_lodging(catalogue, lodging, calendar_of(catalogue).local_date(capture.received_at));
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
    const auto call = call_of(visit, *who, visit.request.query);
    if (!call && !value_of(visit.request.query, "call").empty()) return error_response(visit, 404);
    if (call) {
        note_calls(visit, *who, {*call});
        entry.notice = notice_of(*call, context_of(visit).words());
        put_call(entry, *call, calendar_of(visit.site->catalogue), visit);
    }
    entry.form_token = new_form_token();
    return html(capture_page(context_of(visit, *who), entry));
}

Response capture_case(const Visit& visit) {
    const auto who = capturer(visit);
    if (!who) return refuse(visit);
    CaptureEntry entry;
    entry.form_token = value_of(visit.form, "form_token");
    const auto call = call_of(visit, *who, visit.form);
    if (call) {
        entry.call = std::to_string(call->id);
        entry.notice = notice_of(*call, context_of(visit).words());
    }
    auto [capture, errors] =
        take_capture(visit.form, entry.answers, {{visit.site->catalogue, visit.language}, visit.now});
    if (!is_own_form(visit)) {
        entry.errors = {{"form", "error.form.returned", {}}};
        return html(capture_page(context_of(visit, *who), entry), 403);
    }
    if (!errors.empty()) {
        entry.errors = std::move(errors);
        return html(capture_page(context_of(visit, *who), entry), 422);
    }
    auto outcome = visit.app.store.cases().lodge(lodge_request(visit, *who, std::move(capture)));
    if (std::holds_alternative<StoreBusy>(outcome)) return busy_response(visit);
    const Lodged& lodged = std::get<Lodged>(outcome);
    const CaseReference& reference = lodged.reference;
    if (lodged.differs) {
        entry.form_token = new_form_token();
        entry.errors = {{"form", "error.form.stored", {{"reference", reference.in_groups()}}}};
        return html(capture_page(context_of(visit, *who), entry), 409);
    }
    // The case is there; that the log cannot be told now keeps nobody from the ticket.
    if (call) static_cast<void>(visit.app.store.after_hours().note_case(call->id, reference));
    return redirect(ticket_url(reference));
}

Response show_ticket(const Visit& visit) {
    const auto who = capturer(visit);
    if (!who) return refuse(visit);
    auto parsed = CaseReference::parse(visit.values.front());
    const auto* reference = std::get_if<CaseReference>(&parsed);
    const CaseStore& cases = visit.app.store.cases();
    CaseScope whole = who->scope;
    whole.every_office = true;
    whole.withheld = true;
    // The case may be another office's; who made its code hands out the ticket all the same, while it is fresh.
    const auto file = reference == nullptr ? std::nullopt : cases.find_case(*reference, whole);
    if (!file || !made_code(*who, *file)) return error_response(visit, 404);
    const auto code = cases.fresh_code(*reference, visit.now);
    if (!code) {
        if (may_see(who->scope, file->now)) return redirect(staff_case_url(*reference));
        return error_response(visit, 404);
    }
    note_read(visit, *who, Deed::ReadTicket, *reference);
    // Who wrote the case down knows what is in it; who made a new code for it sees on paper what they see on screen.
    const bool wrote_it = file->events.front().by.staff == who->member.id;
    const CaseFile shown =
        wrote_it ? *file : seen_with(sight_of(viewer_of(visit, *who, *reference, reason_stands), file->now), *file);
    PageContext context = context_of(visit, *who);
    const auto& languages = visit.site->catalogue.languages;
    const std::string& theirs = file->now.lodging.language;
    if (std::find(languages.begin(), languages.end(), theirs) != languages.end()) context.language = theirs;
    return html(sent_page(context, shown.now, code));
}

}  // namespace charter
