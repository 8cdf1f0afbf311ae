#include "server/pages/track_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "generator/shared/text.h"
#include "server/cases/deadline.h"
#include "server/cases/history.h"
#include "server/cases/retention.h"
#include "server/cases/scope.h"
#include "server/cases/sight.h"
#include "server/pages/case_words.h"
#include "server/pages/correction_words.h"
#include "server/pages/day_strip.h"
#include "server/pages/form_fields.h"
#include "server/pages/message_pages.h"

namespace charter {
namespace {

constexpr std::array<std::pair<Step, std::string_view>, 8> step_names = {{{Step::Reply, "reply"},
                                                                          {Step::Dispute, "not-solved"},
                                                                          {Step::Agree, "solved"},
                                                                          {Step::AddInformation, "add"},
                                                                          {Step::Review, "review"},
                                                                          {Step::Consent, "consent"},
                                                                          {Step::WithdrawConsent, "withdraw-consent"},
                                                                          {Step::Withdraw, "withdraw"}}};

bool needs_text(Step step) {
    return step == Step::Reply || step == Step::AddInformation || step == Step::Dispute || step == Step::Review;
}

std::vector<View> key_fields(const TrackKeys& keys) {
    return {hidden_field("reference", keys.reference.text()), hidden_field("code", keys.code),
            hidden_field("form_token", keys.form_token)};
}

PageFrame track_frame(const PageContext& context) {
    PageFrame frame;
    frame.title = context.words().text("track.title");
    frame.path = "track/";
    frame.current_menu = "track";
    return frame;
}

// What a clock of ours says to the citizen, with its date.
void put_promise(View& view, const PageContext& context, const Case& now) {
    const Words& words = context.words();
    const auto promise = running_promise(now, context.now);
    const auto window = open_window(now, context.now);
    const auto& shown = window ? window : promise;
    if (!shown) return;
    const std::string when = due_html(words, *shown, now.terms->calendar);
    const bool late = shown->timeliness == Timeliness::Overdue || shown->timeliness == Timeliness::LongOverdue;
    view.set("next",
             words.format_html(clock_word(words, late ? "track.late" : "track.next", shown->clock, now.lodging.kind),
                               {}, {{"date", when}}))
        .set("due_iso", to_iso(shown->due.date))
        .set("due_text", due_text(words, *shown, now.terms->calendar))
        .flag("late", late)
        .set(late ? "late_text" : "on_time_text", window ? ""
                                                  : late ? clock_timeliness_text(words, *shown)
                                                         : timeliness_text(words, *shown))
        .flag("example", shown->promise.status == PromiseStatus::Example);
}

// The strip of the clock that matters now: the promise that runs or is paused, else the last one kept or missed.
void put_strip(View& view, const PageContext& context, const Case& now) {
    auto shown = clock_status(now, Clock::Review, context.now);
    if (!shown) shown = clock_status(now, Clock::Resolve, context.now);
    if (!shown) shown = running_promise(now, context.now);
    if (!shown) return;
    if (auto strip = day_strip_view(*shown, now.terms->calendar, context.words(), context.now))
        view.object("strip", std::move(*strip));
}

std::string event_key(const CaseEvent& event) {
    if (event.step == Step::Correct && is_for_holidays(event)) return "event.correct.holidays";
    if (ends_joining(event)) return "event.take-back.joined";
    return fmt::format("event.{}", key_of(event.step));
}

// After each event, the office that had the case. One that is kept from the offices is not where it was sent.
std::vector<std::string> offices_of(const PageContext& context, const CaseFile& file) {
    std::vector<std::string> offices;
    Case then = begin_case(file.now.reference, file.now.terms, file.events.front());
    for (const CaseEvent& event : file.events) {
        if (event.sequence > 1) apply_event(then, event);
        offices.push_back(working_office(then, context.catalogue));
    }
    return offices;
}

// `office`: with which the case is since then, if that is news.
std::string event_note(const PageContext& context, const CaseEvent& event, const std::string& office) {
    if (event.step == Step::Correct) return correction_text(context, event);
    if (event.step == Step::AddFile) return text_of(event, TextName::file_name);
    const std::string& body = named_in(event, TextName::body);
    if (!body.empty()) return context.words().format("event.body", {{"body", body}});
    if (!office.empty()) return context.words().format("event.office", {{"office", office_name(context, office)}});
    return "";
}

// What the office wrote to the person with a step: the acknowledgement, a reason. With a case that follows another it
// is the system that hands it on.
std::string words_to_person(const CaseEvent& event) {
    return event.by.kind != ActorKind::Complainant && event.step != Step::Lodge ? text_of(event, TextName::public_note)
                                                                                : "";
}

// The question that is open and the answer that counts stand on their own above the steps.
bool shown_apart(const CaseFile& file, const CaseEvent& event) {
    const auto is_last = [&](Step step) {
        const auto last = std::find_if(file.events.rbegin(), file.events.rend(),
                                       [step](const CaseEvent& each) { return each.step == step; });
        return last != file.events.rend() && last->sequence == event.sequence;
    };
    if (event.step == Step::Ask) return file.now.state == State::AwaitingComplainant && is_last(Step::Ask);
    if (event.step == Step::Decide) return true;
    return event.step == Step::Answer && !file.now.decision && is_last(Step::Answer);
}

// What staff note for themselves, and what other people's cases have to do with this one.
bool is_ours_alone(const CaseEvent& event) {
    const bool is_taken_away = event.step == Step::Assign && event.by.kind == ActorKind::System;
    return event.step == Step::Note || event.step == Step::Join || event.step == Step::Part || is_taken_away;
}

// Newest first.
std::vector<View> event_views(const PageContext& context, const CaseFile& file) {
    const Words& words = context.words();
    const std::vector<std::string> offices = offices_of(context, file);
    std::vector<View> views;
    for (auto event = file.events.rbegin(); event != file.events.rend(); ++event) {
        const auto place = static_cast<std::size_t>(file.events.rend() - event) - 1;
        const bool is_news =
            place == 0 || offices[place] != offices[place - 1] || !fact_of(*event, FactName::office).empty();
        if (is_ours_alone(*event)) continue;
        View view;
        const bool is_apart = shown_apart(file, *event);
        view.set("date", event_time(words, file.now, *event))
            .set("word",
                 event->to == State::Duplicate ? words.text("track.joined.event") : public_word_text(words, event->to))
            .set("text", words.text(event_key(*event)))
            .set("note", event_note(context, *event, is_news ? offices[place] : ""))
            .set("answer", is_apart ? "" : answer_text(words, *event))
            .set("words", is_apart ? "" : words_to_person(*event))
            .set("class", std::string(key_of(event->to == State::Duplicate ? PublicWord::BeingWorkedOn
                                                                           : public_word(event->to))));
        views.push_back(std::move(view));
    }
    return views;
}

void put_question(View& view, const PageContext& context, const CaseFile& file) {
    if (file.now.state != State::AwaitingComplainant) return;
    const auto asked = std::find_if(file.events.rbegin(), file.events.rend(),
                                    [](const CaseEvent& event) { return event.step == Step::Ask; });
    if (asked == file.events.rend()) return;
    const Words& words = context.words();
    View question;
    question.set("text", text_of(*asked, TextName::public_note))
        .set("asked", words.long_date(file.now.terms->calendar.local_date(asked->at)));
    if (const auto window = clock_status(file.now, Clock::Question, context.now))
        question.set("reply_by", due_text(words, *window, file.now.terms->calendar));
    view.object("question", std::move(question));
}

void put_answer(View& view, const PageContext& context, const CaseFile& file) {
    const Case& now = file.now;
    const std::optional<CaseAnswer> answer = latest_answer(file);
    if (!answer) return;
    View shown = answer_view(context, now, *answer);
    const auto window = clock_status(now, Clock::Objection, context.now);
    if (window && now.state == State::Resolved)
        shown.set("object_by", due_text(context.words(), *window, now.terms->calendar));
    view.object("answer", std::move(shown));
}

// Whether the office complained of sees the case, where that is for the person to say.
std::string sharing_text(const PageContext& context, const Case& now) {
    const bool is_open = waits_for_consent(now);
    const bool is_about_head = now.lodging.office == head_office(context.catalogue);
    if (!now.complained_of.empty()) return context.words().text("track.sharing.named");
    if (now.lodging.about_official) return context.words().text("track.sharing.official");
    if (!is_open && !now.office_consent) return "";
    const std::string_view key = is_about_head      ? "track.sharing.head"
                                 : !is_open         ? "track.sharing.office"
                                 : is_withheld(now) ? "track.sharing.withheld"
                                                    : "track.sharing.unnamed";
    return context.words().format(key, {{"office", office_name(context, now.lodging.office)}});
}

// How long it is kept, once it has ended, where the site says so.
std::string kept_until_text(const PageContext& context, const Case& now) {
    const auto ended = ended_for_good(now);
    const auto years = years_kept(context.catalogue, now.lodging.kind);
    if (!ended || !years) return "";
    const Date last = now.terms->calendar.local_date(years_after(*ended, *years));
    return context.words().format("track.kept-until", {{"date", context.words().long_date(last)}});
}

// The public word, and what it means where that alone would mislead: a joined case goes on with another, and one that
// was referred is with another body.
std::string word_of_case(const PageContext& context, const Case& now, const std::optional<Case>& other) {
    const Words& words = context.words();
    std::string word = public_word_text(words, other ? other->state : now.state);
    if (now.state == State::Duplicate) return words.format("track.joined.title", {{"word", word}});
    if (now.state == State::Referred && now.referral) return fmt::format("{}: {}", word, now.referral->body);
    return word;
}

std::string with_whom(const PageContext& context, const Case& now) {
    if (now.state == State::Referred && now.referral) {
        const Words& words = context.words();
        const Referral& referral = *now.referral;
        if (referral.body_reference.empty()) return referral.body;
        return words.format("track.with-body", {{"body", referral.body}, {"reference", referral.body_reference}});
    }
    return office_name(context, working_office(now, context.catalogue));
}

// By when the other body means to answer: no promise of ours.
std::string body_due_text(const Words& words, const Case& now) {
    if (now.state != State::Referred || !now.referral || !now.referral->body_due) return "";
    return words.format("track.body-due", {{"date", words.long_date(*now.referral->body_due)}});
}

// Where the other case stands. What was written in it, and for whom, stays there.
View joined_view(const PageContext& context, const Case& other) {
    const Words& words = context.words();
    View view;
    view.set("word", public_word_text(words, other.state))
        .set("status", std::string(key_of(other.state)))
        .set("text", words.text(fmt::format("track.joined.{}", key_of(public_word(other.state)))));
    return view;
}

std::vector<View> action_views(const PageContext& context, const CaseFile& file) {
    const std::vector<Step> allowed = allowed_steps(file.now, complainant(), context.now);
    std::vector<View> views;
    for (const auto& [step, name] : step_names) {
        if (std::find(allowed.begin(), allowed.end(), step) == allowed.end()) continue;
        // The head office sees every case: to let it see one would change nothing.
        if (step == Step::Consent && file.now.lodging.office == head_office(context.catalogue)) continue;
        View view;
        view.set("label", context.words().text(fmt::format("track.action.{}", name)))
            .set("action", page_url(context.language, track_step_path(step)))
            .flag("primary", views.empty());
        views.push_back(std::move(view));
    }
    return views;
}

bool is_late(const Case& now, Instant at) {
    const auto promise = running_promise(now, at);
    return promise && (promise->timeliness == Timeliness::Overdue || promise->timeliness == Timeliness::LongOverdue);
}

}  // namespace

std::string track_form_page(const PageContext& context, const TrackEntry& entry) {
    const Words& words = context.words();
    View view;
    view.set("title", words.text("track.title"))
        .set("lead", words.text("track.lead"))
        .set("action", page_url(context.language, "track/"))
        .set("submit_label", words.text("track.submit"))
        .set("note", words.text("track.lost"));
    FormFields(context, entry.errors)
        .text("reference", entry.reference, Asked::Needed,
              {.autocomplete = "off", .no_spellcheck = true, .short_field = true})
        .text("code", entry.code, Asked::Needed, {.autocomplete = "off", .no_spellcheck = true, .short_field = true})
        .put_into(view);
    PageFrame frame = track_frame(context);
    frame.error = !entry.errors.empty();
    return draw_page(context, "form_page", frame, std::move(view));
}

std::string renewed_code_page(const PageContext& context, Instant renewed_at, const std::string& kept_text) {
    const Words& words = context.words();
    const std::string when = date_and_time(words, calendar_of(context.catalogue), renewed_at);
    std::vector<std::string> paragraphs = {words.format("track.renewed.when", {{"when", when}}),
                                           words.text("track.renewed.asked"), words.text("track.renewed.not-me")};
    std::vector<View> links;
    for (const Channel& channel : context.settings.channels) {
        if (channel.kind != "phone") continue;
        paragraphs.push_back(
            words.format("track.renewed.channel", {{"title", text_in(channel.title, context.language)},
                                                   {"number", channel.value},
                                                   {"cost", text_in(channel.cost, context.language)}}));
        links.push_back(titled_link(channel.value, telephone_link(channel.value)));
    }
    links.push_back(titled_link(words.text("track.title"), page_url(context.language, "track/")));
    View view;
    view.set("title", words.text("track.renewed.title"))
        .list("paragraphs", text_views(paragraphs))
        .list("links", std::move(links));
    if (!kept_text.empty()) put_kept_texts(view, words, {{"text", kept_text}});
    PageFrame frame = track_frame(context);
    frame.title = words.text("track.renewed.title");
    return draw_page(context, "message", frame, std::move(view));
}

std::string track_case_page(const PageContext& context, const CaseFile& file, const std::optional<Case>& other,
                            const TrackKeys& keys, const TrackOutcome& outcome) {
    const Words& words = context.words();
    const Case& now = file.now;
    std::vector<View> hidden = key_fields(keys);
    const std::string word = word_of_case(context, now, other);
    View view;
    view.set("title", word)
        .set("word", word)
        .set("reference", now.reference.in_groups())
        .set("status", std::string(key_of(now.state)))
        .set("meaning", words.text(fmt::format("track.meaning.{}", key_of(now.state))))
        .set("office", with_whom(context, now))
        .set("body_due", body_due_text(words, now))
        .set("sharing", sharing_text(context, now))
        .set("kept_until", kept_until_text(context, now))
        .list("events", event_views(context, file))
        .list("promises", promise_views(context, now))
        .list("actions", action_views(context, file))
        .set("leave_url", page_url(context.language, ""));
    put_promise(view, context, now);
    put_strip(view, context, now);
    if (other) view.object("joined", joined_view(context, *other));
    put_question(view, context, file);
    put_answer(view, context, file);
    if (is_late(now, context.now) || now.decision)
        view.list("escalation", body_views(context.settings.escalation, context.language));
    if (outcome.done) {
        if (const std::string path = track_step_path(*outcome.done); !path.empty())
            view.set("notice", words.text(fmt::format("track.done.{}", key_of(*outcome.done))));
    }
    if (outcome.too_late || outcome.is_repeat) {
        view.set("notice", words.text(outcome.too_late ? "track.too-late" : "track.sent-before"))
            .set("kept_text", outcome.kept_text);
        if (!outcome.kept_text.empty()) hidden.push_back(hidden_field("text", outcome.kept_text));
    }
    view.list("hidden", std::move(hidden));
    PageFrame frame = track_frame(context);
    frame.title = word;
    return draw_page(context, "track_case", frame, std::move(view));
}

std::string track_step_path(Step step) {
    const auto* found =
        std::find_if(step_names.begin(), step_names.end(), [&](const auto& one) { return one.first == step; });
    return found == step_names.end() ? "" : fmt::format("track/{}/", found->second);
}

std::optional<Step> find_track_step(std::string_view name) {
    const auto* found =
        std::find_if(step_names.begin(), step_names.end(), [&](const auto& one) { return one.second == name; });
    if (found == step_names.end()) return std::nullopt;
    return found->first;
}

bool takes_files(Step step) {
    return step == Step::Reply || step == Step::AddInformation;
}

std::string track_step_page(const PageContext& context, const CaseFile& file, const TrackKeys& keys,
                            const TrackStepEntry& entry) {
    const Words& words = context.words();
    const auto word = [&](std::string_view part) {
        return words.text(fmt::format("track.{}.{}", part, key_of(entry.step)));
    };
    std::string lead = word("explain");
    if (entry.done)
        lead = words.text(fmt::format("track.done.{}", key_of(*entry.done))) + " " + words.text("track.files-again");
    View view;
    view.set("title", word("heading"))
        .set("lead", lead)
        .flag("with_files", takes_files(entry.step))
        .set("action", page_url(context.language, track_step_path(entry.step)))
        .set("submit_label", word("send"))
        .set("return_action", page_url(context.language, "track/"));
    std::vector<View> hidden = key_fields(keys);
    hidden.push_back(hidden_field("send", "yes"));
    view.list("hidden", std::move(hidden));
    FormFields fields(context, entry.errors);
    if (entry.step == Step::Reply) put_question(view, context, file);
    if (needs_text(entry.step)) fields.textarea("text", entry.text, entry.done ? Asked::Optional : Asked::Needed);
    if (takes_files(entry.step)) fields.files("photo", Asked::Optional);
    fields.put_into(view);
    PageFrame frame = track_frame(context);
    frame.title = word("heading");
    frame.path = track_step_path(entry.step);
    frame.error = !entry.errors.empty();
    return draw_page(context, "form_page", frame, std::move(view));
}

}  // namespace charter
