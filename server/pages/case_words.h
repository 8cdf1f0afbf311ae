// What both the citizen's and the staff's pages say of a case: its clocks, its answer, its dates, in words of one
// language. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/contact_views.h"
#include "generator/shared/view.h"
#include "generator/shared/words.h"
#include "server/cases/deadline.h"
#include "server/pages/page.h"

namespace charter {

enum class Reader { Citizen, Staff };

// One of the six public words.
[[nodiscard]] std::string public_word_text(const Words& words, State state);
// What the step was, for staff: "Answered".
[[nodiscard]] std::string step_done_text(const Words& words, const CaseEvent& event);
// Of a case that followed another, and no longer does.
[[nodiscard]] bool ends_joining(const CaseEvent& event);
// "Thursday 26 November 2026, 14:20"
[[nodiscard]] std::string date_and_time(const Words& words, const Calendar& calendar, Instant instant);
// The same of the receipt; the day alone where nobody said the time.
[[nodiscard]] std::string received_text(const Words& words, const Case& now);
// The same of an event of that case.
[[nodiscard]] std::string event_time(const Words& words, const Case& now, const CaseEvent& event);
// When a clock falls due: a date, for hours and minutes with the time.
[[nodiscard]] std::string due_text(const Words& words, const ClockStatus& status, const Calendar& calendar);
// "<time datetime="2027-01-08">Friday 8 January 2027</time>": the one piece of HTML that pages put into sentences.
[[nodiscard]] std::string due_html(const Words& words, const ClockStatus& status, const Calendar& calendar);
// The key "PREFIX.CLOCK", or "PREFIX.CLOCK.KIND" where that kind of case has words of its own: thanks are passed on,
// not answered.
[[nodiscard]] std::string clock_word(const Words& words, std::string_view prefix, Clock clock, CaseKind kind);
// "on time", "4 working days late", "kept on day 2", ...
[[nodiscard]] std::string timeliness_text(const Words& words, const ClockStatus& status);
// With the promise that it is said of: "The answer: 4 working days late".
[[nodiscard]] std::string clock_timeliness_text(const Words& words, const ClockStatus& status);
// A class for the shape beside it: the key of the timeliness.
[[nodiscard]] std::vector<View> promise_views(const PageContext& context, const Case& now);
// The answer that counts; after "this is not solved" the one that was given, which people need to take it further.
[[nodiscard]] std::optional<CaseAnswer> latest_answer(const CaseFile& file);
// What was found with an event that answers, and what the person got by it; "" of any other event.
[[nodiscard]] std::string answer_text(const Words& words, const CaseEvent& event);
[[nodiscard]] View answer_view(const PageContext& context, const Case& now, const CaseAnswer& answer);
// Label and answer of everything that was lodged, in the order of the questions, which the person was asked and staff
// read about. What was not given is left out.
struct LodgedRow {
    std::string label;
    std::string answer;
};
[[nodiscard]] std::vector<LodgedRow> lodged_rows(const PageContext& context, const Lodging& lodging, Reader reader);
// The rows of the contact details alone.
[[nodiscard]] std::vector<LodgedRow> contact_rows(const PageContext& context, const Contact& contact, Reader reader);
// `value`: what the shape calls the answer.
[[nodiscard]] std::vector<View> row_views(const std::vector<LodgedRow>& rows, std::string_view value = "answer");
[[nodiscard]] std::string kind_text(const Words& words, CaseKind kind);
// The address of the page on taking it further, or "" if the site has none.
[[nodiscard]] std::string escalation_url(const PageContext& context);

}  // namespace charter
