#include "server/forms/after_hours_form.h"

#include <algorithm>
#include <array>
#include <chrono>

#include "server/forms/rules.h"

namespace charter {
namespace {

constexpr std::array<std::string_view, 7> call_fields = {"topic",  "call_time", "words", "place",
                                                         "caller", "done",      "post"};

// The last time that the clock showed this: a call of 23:40 written down after midnight was yesterday's.
Instant last_time(const Calendar& calendar, int minute, Instant now) {
    const Date today = calendar.local_date(now);
    const Instant at = calendar.instant_of(today, minute);
    return at <= now ? at : calendar.instant_of(today - std::chrono::days(1), minute);
}

}  // namespace

Answers read_call_answers(const FieldMap& sent) {
    Answers answers;
    for (const std::string_view field : call_fields) {
        const std::string& value = value_of(sent, field);
        if (!says_nothing(value)) answers.emplace(field, field == "words" || field == "done" ? value : one_line(value));
    }
    return answers;
}

std::vector<FieldError> find_repeated_in_call(const FieldMap& sent) {
    std::vector<FieldError> errors;
    refuse_repeated(call_fields, sent, errors);
    return errors;
}

Caller read_caller(std::string_view written) {
    constexpr std::string_view digits = "0123456789";
    constexpr std::string_view around = " ,;:-/()";
    const auto trimmed = [&](std::string_view text) {
        const std::size_t begin = text.find_first_not_of(around);
        if (begin == std::string_view::npos) return std::string();
        return std::string(text.substr(begin, text.find_last_not_of(around) - begin + 1));
    };
    for (std::size_t begin = written.find_first_of("+0123456789"); begin != std::string_view::npos;) {
        const std::size_t stop = std::min(written.find_first_not_of("+0123456789 -().", begin), written.size());
        const std::size_t last = written.substr(0, stop).find_last_of(digits);
        if (last == std::string_view::npos || last < begin) break;
        const std::string_view phone = written.substr(begin, last + 1 - begin);
        if (normal_phone(phone)) {
            const std::string name = trimmed(written.substr(0, begin));
            const std::string rest = trimmed(written.substr(last + 1));
            return {name + (name.empty() || rest.empty() ? "" : ", ") + rest, std::string(phone)};
        }
        begin = written.find_first_of("+0123456789", stop);
    }
    return {trimmed(written), ""};
}

Checked<AfterHoursCall> check_call(const Answers& answers, const CallRules& rules) {
    Checked<AfterHoursCall> checked;
    AfterHoursCall& call = checked.value;
    auto& errors = checked.errors;
    const auto topic = find_call_topic(answer_of(answers, "topic"));
    if (topic)
        call.topic = *topic;
    else
        errors.push_back(field_error("topic", "missing"));
    const std::string& time = answer_of(answers, "call_time");
    const auto minute = typed_minute(time);
    if (!time.empty() && !minute) errors.push_back(field_error("call_time", "malformed"));
    call.taken_at = minute ? last_time(rules.calendar, *minute, rules.now) : rules.now;
    call.words = answer_of(answers, "words");
    require("words", call.words, errors);
    limit_length("words", call.words, longest_text, errors);
    call.place = answer_of(answers, "place");
    limit_length("place", call.place, longest_line, errors);
    call.caller = answer_of(answers, "caller");
    limit_length("caller", call.caller, longest_line, errors);
    call.done = answer_of(answers, "done");
    limit_length("done", call.done, longest_text, errors);
    call.post = answer_of(answers, "post");
    const DutyPost* post = find_post(rules.roster, call.post);
    if (post != nullptr)
        call.office = post->office;
    else if (!call.post.empty())
        errors.push_back(field_error("post", "unknown"));
    else if (topic && is_urgent(*topic) && !rules.roster.empty())
        errors.push_back(field_error("post", "missing"));
    return checked;
}

}  // namespace charter
