#include "server/forms/capture_form.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

#include "server/forms/rules.h"

namespace charter {
namespace {

constexpr std::array channels_in_order = {
    CaseChannel::FrontDesk, CaseChannel::CallCentre,      CaseChannel::Telephone,     CaseChannel::AfterHoursLine,
    CaseChannel::Letter,    CaseChannel::Email,           CaseChannel::SuggestionBox, CaseChannel::PresidentialHotline,
    CaseChannel::Sms,       CaseChannel::WhatsApp,        CaseChannel::PleaseCallMe,  CaseChannel::SocialMedia,
    CaseChannel::Outreach,  CaseChannel::InternalCustomer};

constexpr std::array<std::string_view, 6> own_fields = {"channel",      "received_date",    "received_time",
                                                        "later_reason", "source_reference", "source_date"};

// Written down within this time is written down at once.
constexpr std::chrono::minutes at_once{15};

void put_own_answers(const FieldMap& sent, Answers& answers) {
    for (const std::string_view field : own_fields) {
        const std::string value = one_line(value_of(sent, field));
        if (says_nothing(value))
            answers.erase(std::string(field));
        else
            answers.insert_or_assign(std::string(field), value);
    }
}

std::optional<CaseChannel> channel_of(const Answers& answers) {
    const auto channel = find_case_channel(answer_of(answers, "channel"));
    if (!channel) return std::nullopt;
    const bool is_offered =
        std::find(channels_in_order.begin(), channels_in_order.end(), *channel) != channels_in_order.end();
    return is_offered ? channel : std::nullopt;
}

// The moment of receipt; now if none was given. A time alone is today's.
Instant check_receipt(const Answers& answers, const CaptureRules& rules, std::vector<FieldError>& errors) {
    const std::string& day = answer_of(answers, "received_date");
    const std::string& time = answer_of(answers, "received_time");
    if (day.empty() && time.empty()) return rules.now;
    const Calendar calendar = calendar_of(rules.lodging.catalogue);
    const auto date =
        day.empty() ? std::optional(calendar.local_date(rules.now)) : read_day("received_date", day, errors);
    const auto minute = time.empty() ? std::optional(calendar.hours().opens) : typed_minute(time);
    if (!minute) errors.push_back(field_error("received_time", "malformed"));
    if (!date || !minute) return rules.now;
    const Instant received = calendar.instant_of(*date, *minute);
    const bool is_today = *date == calendar.local_date(rules.now);
    if (received > rules.now && is_today && time.empty()) return rules.now;  // before the offices open
    if (received > rules.now)
        errors.push_back(field_error(is_today ? "received_time" : "received_date", "future"));
    else if (received < rules.now - longest_before_record)
        errors.push_back(field_error("received_date", "too-old"));
    return received;
}

// Their day is not after the day on which it came to us.
void check_source(const Answers& answers, const CaptureRules& rules, Instant received_at,
                  std::vector<FieldError>& errors) {
    const std::string& reference = answer_of(answers, "source_reference");
    if (reference.empty() && channel_of(answers) == CaseChannel::PresidentialHotline)
        errors.push_back(field_error("source_reference", "missing"));
    limit_length("source_reference", reference, longest_line, errors);
    const std::string& day = answer_of(answers, "source_date");
    if (day.empty()) return;
    const auto date = read_day("source_date", day, errors);
    if (!date) return;
    if (*date > calendar_of(rules.lodging.catalogue).local_date(rules.now))
        errors.push_back(field_error("source_date", "future"));
    else if (*date > calendar_of(rules.lodging.catalogue).local_date(received_at))
        errors.push_back(field_error("source_date", "after-receipt"));
}

void check_channel(const Answers& answers, std::vector<FieldError>& errors) {
    require("channel", answer_of(answers, "channel"), errors);
    if (!answer_of(answers, "channel").empty() && !channel_of(answers))
        errors.push_back(field_error("channel", "unknown"));
}

void take_lodging(const FieldMap& sent, Answers& answers, const CaptureRules& rules, std::vector<FieldError>& errors) {
    for (const LodgingPage page : lodging_pages()) {
        for (FieldError& error : take_answers(page, sent, answers, rules.lodging))
            if (error != field_error("consent", "missing")) errors.push_back(std::move(error));
    }
}

Lodging lodging_of(const Answers& answers, const CaptureRules& rules) {
    Answers agreed = answers;
    const bool consent = !agreed.emplace("consent", "yes").second;
    Lodging lodging = check_lodging(agreed, rules.lodging, *channel_of(answers)).value;
    lodging.consent = consent;
    // Whoever agrees to nothing else is kept from the office complained of, unless they let it know who they are.
    if (!consent && !lodging.about_official && answer_of(answers, "office_consent") == "yes")
        lodging.office_consent = true;
    lodging.source_reference = answer_of(answers, "source_reference");
    if (const auto date = typed_day(answer_of(answers, "source_date"))) lodging.source_date = to_iso(*date);
    return lodging;
}

}  // namespace

std::span<const CaseChannel> capture_channels() {
    return channels_in_order;
}

Checked<Capture> take_capture(const FieldMap& sent, Answers& answers, const CaptureRules& rules) {
    Checked<Capture> checked;
    std::vector<FieldError>& errors = checked.errors;
    put_own_answers(sent, answers);
    refuse_repeated(own_fields, sent, errors);
    check_channel(answers, errors);
    const std::size_t before = errors.size();
    checked.value.received_at = check_receipt(answers, rules, errors);
    const bool is_late = errors.size() == before && checked.value.received_at < rules.now - at_once;
    const std::string& reason = answer_of(answers, "later_reason");
    if (is_late) require("later_reason", reason, errors);
    limit_length("later_reason", reason, longest_line, errors);
    check_source(answers, rules, checked.value.received_at, errors);
    take_lodging(sent, answers, rules, errors);
    if (!channel_of(answers)) answers.erase("channel");  // what no list offers cannot be shown again
    if (!errors.empty()) return checked;
    checked.value.lodging = lodging_of(answers, rules);
    if (is_late) checked.value.later = LaterRecord{rules.now, reason, answer_of(answers, "received_time").empty()};
    return checked;
}

}  // namespace charter
