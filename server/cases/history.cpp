// The bytes that the chain covers, each value with its length before it so that no two events share them:
//   event 1; sequence; at; actor kind, staff id, role; step; from; to; facts: name, value ...; texts: name, hash ...
#include "server/cases/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "generator/shared/files.h"

namespace charter {
namespace {

void append(std::string& bytes, std::string_view text) {
    bytes += fmt::format("{}:{};", text.size(), text);
}

std::vector<Redress> parse_redress(std::string_view keys) {
    std::vector<Redress> redress;
    while (!keys.empty()) {
        const auto blank = keys.find(' ');
        if (const auto one = find_redress(keys.substr(0, blank))) redress.push_back(*one);
        keys = blank == std::string_view::npos ? std::string_view() : keys.substr(blank + 1);
    }
    return redress;
}

CaseAnswer answer_of(const CaseEvent& event) {
    CaseAnswer answer;
    answer.at = event.at;
    answer.finding = find_finding(fact_of(event, FactName::finding)).value_or(Finding::NoFinding);
    answer.redress = parse_redress(fact_of(event, FactName::redress));
    answer.reason = text_of(event, TextName::public_note);
    answer.next_body = fact_of(event, FactName::body);
    return answer;
}

Lodging lodging_of(const CaseEvent& event) {
    Lodging lodging;
    lodging.kind = find_case_kind(fact_of(event, FactName::kind)).value_or(CaseKind::Complaint);
    lodging.channel = find_case_channel(fact_of(event, FactName::channel)).value_or(CaseChannel::Web);
    lodging.language = fact_of(event, FactName::language);
    lodging.service = fact_of(event, FactName::service);
    lodging.standard = fact_of(event, FactName::standard);
    lodging.office = fact_of(event, FactName::office);
    lodging.description = text_of(event, TextName::description);
    lodging.place = text_of(event, TextName::place);
    lodging.when = text_of(event, TextName::when);
    lodging.on_behalf_of = text_of(event, TextName::on_behalf_of);
    lodging.about_official = !fact_of(event, FactName::about_official).empty();
    lodging.anonymous = !fact_of(event, FactName::anonymous).empty();
    lodging.consent = !fact_of(event, FactName::consent).empty();
    lodging.contact = {text_of(event, TextName::name), text_of(event, TextName::phone), text_of(event, TextName::email),
                       find_contact_by(fact_of(event, FactName::contact_by)).value_or(ContactBy::NotAtAll)};
    return lodging;
}

void involve(Case& now, const Actor& actor) {
    if (!actor.staff) return;
    const auto place = std::lower_bound(now.involved.begin(), now.involved.end(), *actor.staff);
    if (place == now.involved.end() || *place != *actor.staff) now.involved.insert(place, *actor.staff);
}

void begin_hold(Case& now, Instant from, HoldReason reason) {
    now.holds.push_back({from, std::nullopt, reason});
}

void end_hold(Case& now, Instant until) {
    if (!now.holds.empty() && !now.holds.back().until) now.holds.back().until = std::max(until, now.holds.back().from);
}

void apply_question(Case& now, const CaseEvent& event) {
    if (event.step == Step::Ask) {
        now.asked_at = event.at;
        begin_hold(now, event.at, HoldReason::AwaitingComplainant);
    } else {
        now.asked_at.reset();
        end_hold(now, event.at);
    }
}

void apply_referral(Case& now, const CaseEvent& event) {
    switch (event.step) {
        case Step::Refer:
            now.referral =
                Referral{event.at, fact_of(event, FactName::body), fact_of(event, FactName::body_reference), {}};
            begin_hold(now, event.at, HoldReason::Referred);
            break;
        case Step::ReferralConfirmed:
            now.referral->confirmed_at = event.at;
            if (const std::string& theirs = fact_of(event, FactName::body_reference); !theirs.empty())
                now.referral->body_reference = theirs;
            break;
        default:
            end_hold(now, event.at);  // taken back
    }
}

void apply_answer(Case& now, const CaseEvent& event) {
    switch (event.step) {
        case Step::Answer:
            now.answer = answer_of(event);
            begin_hold(now, event.at, HoldReason::Answered);
            break;
        case Step::Dispute:
            now.answer.reset();
            ++now.reopenings;
            end_hold(now, event.at);
            break;
        case Step::Review:
            now.review_started_at = event.at;
            break;
        default:
            now.decision = answer_of(event);
    }
}

void apply_assignment(Case& now, const CaseEvent& event) {
    const std::string& assignee = fact_of(event, FactName::assignee);
    if (!assignee.empty()) now.assignee = StaffId{std::stoll(assignee)};
    if (const std::string& office = fact_of(event, FactName::office); !office.empty()) now.office = office;
}

void apply_step(Case& now, const CaseEvent& event) {
    switch (event.step) {
        case Step::Lodge:
            throw std::logic_error("a case is lodged once");
        case Step::Acknowledge:
            now.acknowledged_at = event.at;
            break;
        case Step::Assign:
            apply_assignment(now, event);
            break;
        case Step::Ask:
        case Step::Reply:
        case Step::QuestionLapsed:
            apply_question(now, event);
            break;
        case Step::Refer:
        case Step::ReferralConfirmed:
        case Step::TakeBack:
            apply_referral(now, event);
            break;
        case Step::Answer:
        case Step::Dispute:
        case Step::Review:
        case Step::Decide:
            apply_answer(now, event);
            break;
        case Step::MarkDuplicate:
            now.duplicate_of = fact_of(event, FactName::duplicate_of);
            break;
        case Step::Work:
        case Step::AwaitThirdParty:
        case Step::Agree:
        case Step::Close:
        case Step::Withdraw:
        case Step::AddInformation:
        case Step::Note:
            break;
    }
}

// A question, a referral or an answer by a person tells the complainant as much as an acknowledgement does.
bool acknowledges(Step step) {
    return step == Step::Acknowledge || step == Step::Ask || step == Step::Refer || step == Step::Answer;
}

bool has_ended(State state) {
    return state == State::Closed || state == State::Withdrawn || state == State::Duplicate;
}

std::optional<std::string> find_text_fault(const CaseEvent& event) {
    for (const auto& [name, text] : event.texts) {
        if (text.erased) continue;
        if (text.hash != text_hash(text.salt, text.text)) return fmt::format("the text \"{}\" was altered", name);
    }
    return std::nullopt;
}

}  // namespace

Case begin_case(const CaseReference& reference, std::shared_ptr<const Terms> terms, const CaseEvent& lodged) {
    if (lodged.step != Step::Lodge) throw std::logic_error("the first event of a case is its lodging");
    Case now{.reference = reference, .terms = std::move(terms)};
    now.lodging = lodging_of(lodged);
    now.received_at = lodged.at;
    now.state = lodged.to;
    now.last_sequence = lodged.sequence;
    now.changed_at = lodged.at;
    now.office = now.lodging.office;
    involve(now, lodged.by);
    return now;
}

void apply_event(Case& now, const CaseEvent& event) {
    apply_step(now, event);
    if (acknowledges(event.step) && !now.acknowledged_at) now.acknowledged_at = event.at;
    now.state = event.to;
    now.last_sequence = event.sequence;
    now.changed_at = event.at;
    if (has_ended(event.to) && !now.ended_at) now.ended_at = event.at;
    involve(now, event.by);
}

Case replay(const CaseReference& reference, std::shared_ptr<const Terms> terms, std::span<const CaseEvent> events) {
    Case now = begin_case(reference, std::move(terms), events.front());
    for (const CaseEvent& event : events.subspan(1)) apply_event(now, event);
    return now;
}

void seal_texts(CaseEvent& event, const MakeSalt& make_salt) {
    for (auto& [name, text] : event.texts) {
        text.salt = make_salt();
        text.hash = text_hash(text.salt, text.text);
    }
}

std::string text_hash(std::string_view salt, std::string_view text) {
    std::string bytes = "text 1;";
    append(bytes, salt);
    append(bytes, text);
    return content_hash(bytes);
}

std::string canonical_bytes(const CaseEvent& event) {
    std::string bytes = "event 1;";
    append(bytes, std::to_string(event.sequence));
    append(bytes, to_iso(event.at));
    append(bytes, key_of(event.by.kind));
    append(bytes, event.by.staff ? std::to_string(event.by.staff->value) : "");
    append(bytes, event.by.role ? key_of(*event.by.role) : std::string_view());
    append(bytes, key_of(event.step));
    append(bytes, event.from ? key_of(*event.from) : std::string_view());
    append(bytes, key_of(event.to));
    for (const auto& [name, value] : event.facts) {
        append(bytes, name);
        append(bytes, value);
    }
    bytes += '|';
    for (const auto& [name, text] : event.texts) {
        append(bytes, name);
        append(bytes, text.hash);
    }
    return bytes;
}

std::string chain_start(const CaseReference& reference) {
    return content_hash("case 1;" + reference.text());
}

std::string chain_hash(std::string_view previous, const CaseEvent& event) {
    return content_hash(std::string(previous) + canonical_bytes(event));
}

std::optional<ChainFault> check_chain(const CaseReference& reference, std::span<const CaseEvent> events) {
    std::string link = chain_start(reference);
    int expected = 1;
    for (const CaseEvent& event : events) {
        if (event.sequence != expected)
            return ChainFault{expected, fmt::format("event {} is missing or out of order", expected)};
        if (const auto fault = find_text_fault(event)) return ChainFault{event.sequence, *fault};
        link = chain_hash(link, event);
        if (event.hash != link) return ChainFault{event.sequence, "the event was altered, or one before it"};
        ++expected;
    }
    return std::nullopt;
}

}  // namespace charter
