#include "server/forms/correction_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "server/cases/lodged_terms.h"
#include "server/forms/capture_form.h"
#include "server/forms/rules.h"

namespace charter {
namespace {

constexpr std::array<std::string_view, 12> correction_fields = {
    "kind",        "service", "about_official", "channel", "received_date", "received_time", "source_reference",
    "source_date", "name",    "phone",          "email",   "contact_by"};
constexpr int minutes_of_an_hour = 60;

std::string time_text(int minute) {
    return fmt::format("{:02}:{:02}", minute / minutes_of_an_hour, minute % minutes_of_an_hour);
}

// Reads one correction; each part is a few fields.
class CorrectionReader {
  public:
    CorrectionReader(const Answers& answers, const Case& now, const Catalogue& catalogue)
        : answers_(answers), now_(now), catalogue_(catalogue) {
        checked_.value = no_correction(now);
    }

    Checked<CaseCorrection> read() {
        read_subject();
        if (!came_by_itself(now_.lodging.channel)) {
            read_channel();
            read_receipt();
        }
        read_source();
        if (!now_.lodging.anonymous) read_contact();
        if (checked_.errors.empty()) bind();
        if (checked_.errors.empty() && !is_possible(checked_.value, now_)) report("kind", "unchanged");
        return std::move(checked_);
    }

  private:
    [[nodiscard]] const std::string& typed(std::string_view field) const { return answer_of(answers_, field); }
    void report(std::string_view field, std::string_view fault) {
        checked_.errors.push_back(field_error(field, fault));
    }

    void read_subject() {
        const auto kind = find_case_kind(typed("kind"));
        if (kind)
            checked_.value.kind = *kind;
        else
            report("kind", typed("kind").empty() ? "missing" : "unknown");
        const std::string& service = typed("service");
        // One that the catalogue no longer has may stay.
        if (!service.empty() && service != now_.lodging.service && find_service(catalogue_, service) == nullptr)
            report("service", "unknown");
        checked_.value.service = service;
        const std::string& about_official = typed("about_official");
        if (!about_official.empty()) checked_.value.about_official = about_official == "yes";
        if (!now_.complained_of.empty() && !checked_.value.about_official) report("about_official", "named");
        checked_.value.sensitive =
            now_.lodging.sensitive || (service != now_.lodging.service && is_sensitive(catalogue_, service));
    }

    void read_channel() {
        const auto channel = find_case_channel(typed("channel"));
        const auto offered = capture_channels();
        if (channel && std::find(offered.begin(), offered.end(), *channel) != offered.end())
            checked_.value.channel = *channel;
        else
            report("channel", typed("channel").empty() ? "missing" : "unknown");
    }

    // A receipt is recorded to the second and shown to the minute: what was not touched stays as it is.
    void read_receipt() {
        const Answers recorded = recorded_answers(now_);
        if (typed("received_date") == answer_of(recorded, "received_date") &&
            typed("received_time") == answer_of(recorded, "received_time"))
            return;
        const auto day = read_day("received_date", typed("received_date"), checked_.errors);
        const auto minute = typed_minute(typed("received_time"));
        if (!minute) report("received_time", "malformed");
        if (!day || !minute) return;
        checked_.value.received_at = now_.terms->calendar.instant_of(*day, *minute);
        if (checked_.value.received_at > now_.recorded_at) report("received_date", "after-record");
        if (checked_.value.received_at < now_.recorded_at - longest_before_record) report("received_date", "too-old");
    }

    void read_source() {
        limit_length("source_reference", typed("source_reference"), longest_line, checked_.errors);
        if (lacks_source_reference()) report("source_reference", "missing");
        checked_.value.source_reference = one_line(typed("source_reference"));
        if (typed("source_date") == now_.lodging.source_date) return;
        const bool is_empty = typed("source_date").empty();
        const auto day = is_empty ? std::nullopt : read_day("source_date", typed("source_date"), checked_.errors);
        if (day && *day > now_.terms->calendar.local_date(checked_.value.received_at))
            report("source_date", "after-receipt");
        checked_.value.source_date = day ? to_iso(*day) : std::string();
    }

    // What was recorded without theirs, by an import, may stay so.
    [[nodiscard]] bool lacks_source_reference() const {
        if (checked_.value.channel != CaseChannel::PresidentialHotline || !typed("source_reference").empty())
            return false;
        const Lodging& recorded = now_.lodging;
        return recorded.channel != CaseChannel::PresidentialHotline || !recorded.source_reference.empty();
    }

    void read_contact() {
        const LodgingRules rules{catalogue_, now_.lodging.language};
        Answers contact = answers_;
        contact.insert_or_assign("consent", "yes");
        for (FieldError& error : check_page(LodgingPage::Reach, contact, rules)) checked_.errors.push_back(error);
        checked_.value.contact = {one_line(typed("name")), normal_phone(typed("phone")).value_or(""),
                                  normal_email(typed("email")).value_or(""), contact_way(answers_)};
    }

    // Another kind or service is promised something else; the day of receipt decides which charter was in force.
    void bind() {
        CaseCorrection& correction = checked_.value;
        if (correction.kind == now_.lodging.kind && correction.service == now_.lodging.service) return;
        Lodging corrected = now_.lodging;
        corrected.kind = correction.kind;
        corrected.service = correction.service;
        correction.terms =
            terms_of_lodging(catalogue_, corrected, now_.terms->calendar.local_date(correction.received_at));
    }

    const Answers& answers_;
    const Case& now_;
    const Catalogue& catalogue_;
    Checked<CaseCorrection> checked_;
};

}  // namespace

bool may_correct(Sight sight) {
    return sight == Sight::Whole;
}

Answers recorded_answers(const Case& now) {
    const Lodging& lodging = now.lodging;
    const Calendar& calendar = now.terms->calendar;
    Answers answers = {{"kind", std::string(key_of(lodging.kind))},
                       {"service", lodging.service},
                       {"about_official", lodging.about_official ? "yes" : "no"},
                       {"channel", std::string(key_of(lodging.channel))},
                       {"received_date", to_iso(calendar.local_date(now.received_at))},
                       {"received_time", time_text(calendar.local_minute(now.received_at))},
                       {"source_reference", lodging.source_reference},
                       {"source_date", lodging.source_date},
                       {"name", lodging.contact.name},
                       {"phone", lodging.contact.phone},
                       {"email", lodging.contact.email},
                       {"contact_by", std::string(key_of(lodging.contact.by))}};
    std::erase_if(answers, [](const auto& answer) { return answer.second.empty(); });
    return answers;
}

void refuse_repeated_correction(const FieldMap& sent, std::vector<FieldError>& errors) {
    refuse_repeated(correction_fields, sent, errors);
}

Answers read_correction(const FieldMap& sent) {
    Answers answers;
    for (const std::string_view field : correction_fields) {
        const std::string value = one_line(value_of(sent, field));
        if (!says_nothing(value)) answers.emplace(field, value);
    }
    return answers;
}

Checked<CaseCorrection> check_correction(const Answers& answers, const Case& now, const Catalogue& catalogue) {
    return CorrectionReader(answers, now, catalogue).read();
}

}  // namespace charter
