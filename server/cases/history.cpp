// The bytes of an event that the chain covers are fields as canonical.h writes them, in this order:
//   sequence, moment, kind of actor, staff id, role, step, from, to,
//   number of facts, then name and value of each, number of texts, then name and hash of each.
// What an event lacks is an empty field. The link is hash(previous link, bytes).
#include "server/cases/history.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "generator/shared/files.h"
#include "generator/shared/text.h"
#include "server/cases/canonical.h"
#include "server/cases/correction.h"

namespace charter {
namespace {

// A word of the stored event that this program does not know: the database is newer, or damaged.
template <typename Value>
Value known(std::optional<Value> found, std::string_view what, const CaseEvent& event) {
    if (!found) throw std::runtime_error(fmt::format("event {} holds an unknown {}", event.sequence, what));
    return *found;
}

Lodging lodging_of(const CaseEvent& event) {
    const auto is_yes = [&](std::string_view name) { return fact_of(event, name) == "yes"; };
    Lodging lodging;
    lodging.kind = known(find_case_kind(fact_of(event, FactName::kind)), "kind", event);
    lodging.channel = known(find_case_channel(fact_of(event, FactName::channel)), "channel", event);
    lodging.language = fact_of(event, FactName::language);
    lodging.service = fact_of(event, FactName::service);
    lodging.standard = fact_of(event, FactName::standard);
    lodging.office = fact_of(event, FactName::office);
    lodging.description = text_of(event, TextName::description);
    lodging.place = text_of(event, TextName::place);
    lodging.when = text_of(event, TextName::when);
    lodging.on_behalf_of = text_of(event, TextName::on_behalf_of);
    lodging.about_official = is_yes(FactName::about_official);
    lodging.sensitive = is_yes(FactName::sensitive);
    lodging.office_consent = is_yes(FactName::office_consent);
    lodging.anonymous = is_yes(FactName::anonymous);
    lodging.consent = is_yes(FactName::consent);
    lodging.contact = {text_of(event, TextName::name), text_of(event, TextName::phone), text_of(event, TextName::email),
                       known(find_contact_by(fact_of(event, FactName::contact_by)), "way of contact", event)};
    lodging.source_reference = named_in(event, TextName::source_reference);
    lodging.source_date = fact_of(event, FactName::source_date);
    return lodging;
}

// Nothing if the event has no such fact.
std::optional<std::int64_t> number_of(const CaseEvent& event, std::string_view name) {
    const std::string& text = fact_of(event, name);
    if (text.empty()) return std::nullopt;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = error == std::errc() && end == text.data() + text.size();
    return known(is_number ? std::optional(number) : std::nullopt, name, event);
}

std::vector<StaffId> people_of(const CaseEvent& event, std::string_view name) {
    std::vector<StaffId> people;
    for (const std::string& id : split(fact_of(event, name), ' ')) {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
        if (id.empty()) continue;
        const bool is_number = error == std::errc() && end == id.data() + id.size();
        people.push_back(StaffId{known(is_number ? std::optional(number) : std::nullopt, name, event)});
    }
    return people;
}

std::optional<StaffId> assignee_of(const CaseEvent& event) {
    const auto id = number_of(event, FactName::assignee);
    return id ? std::optional(StaffId{*id}) : std::nullopt;
}

// An answer, a referral or a joining comes from a person who read the case, which is what an acknowledgement promises.
void acknowledge(Case& now, const CaseEvent& event) {
    if (!now.acknowledged_at) now.acknowledged_at = event.at;
}

void assign(Case& now, const CaseEvent& event) {
    if (const std::string& office = fact_of(event, FactName::office); !office.empty()) now.office = office;
    now.assignee = assignee_of(event);
}

void ask(Case& now, const CaseEvent& event) {
    now.asked_at = event.at;
    if (event.from != State::AwaitingComplainant)
        now.holds.push_back({event.at, std::nullopt, HoldReason::AwaitingComplainant});
}

void end_question(Case& now, const CaseEvent& event) {
    now.asked_at.reset();
    if (!now.holds.empty() && !now.holds.back().until) now.holds.back().until = event.at;
}

void confirm_referral(Case& now, const CaseEvent& event) {
    if (!now.referral) return;
    now.referral->confirmed_at = event.at;
    if (const std::string& theirs = named_in(event, TextName::body_reference); !theirs.empty())
        now.referral->body_reference = theirs;
    if (const auto day = parse_date(fact_of(event, FactName::body_due))) now.referral->body_due = day;
}

void take_back(Case& now, const CaseEvent& event) {
    if (now.referral) now.holds.push_back({now.referral->at, event.at, HoldReason::Referred});
    now.referral.reset();
    now.duplicate_of.clear();
}

void dispute(Case& now, const CaseEvent& event) {
    if (now.answer) now.holds.push_back({now.answer->at, event.at, HoldReason::Answered});
    now.answer.reset();
    ++now.reopenings;
}

void escalate(Case& now, const CaseEvent& event) {
    const auto level = known(number_of(event, FactName::level), FactName::level, event);
    const std::string& role = fact_of(event, FactName::to_role);
    const std::string& rule = fact_of(event, FactName::rule);
    now.escalation = Escalation{static_cast<int>(level), assignee_of(event), event.at,
                                role.empty() ? std::nullopt : std::optional(known(find_role(role), "role", event))};
    if (!rule.empty()) now.rule_followed = known(find_in(escalation_moments, rule), "rule", event);
}

void add_file(Case& now, const CaseEvent& event) {
    AddedFile file;
    file.id = fact_of(event, FactName::file);
    file.kind = known(find_file_kind(fact_of(event, FactName::file_kind)), FactName::file_kind, event);
    file.size = static_cast<std::uint64_t>(known(number_of(event, FactName::file_size), FactName::file_size, event));
    file.hash = fact_of(event, FactName::file_hash);
    file.name = text_of(event, TextName::file_name);
    file.at = event.at;
    file.by = event.by;
    now.files.push_back(std::move(file));
}

void remove_file(Case& now, const CaseEvent& event) {
    std::erase_if(now.files, [&](const AddedFile& file) { return file.id == fact_of(event, FactName::file); });
}

// Who complains of an official complains of nobody's office alone: the case is kept from the offices from then on.
void name_official(Case& now, const CaseEvent& event) {
    now.complained_of = people_of(event, FactName::complained_of);
    now.kept_from = people_of(event, FactName::kept_from);
    if (fact_of(event, FactName::about_official) == "yes") now.lodging.about_official = true;
    const auto is_kept = [&](StaffId id) { return std::binary_search(now.kept_from.begin(), now.kept_from.end(), id); };
    if (now.escalation && now.escalation->officer && is_kept(*now.escalation->officer)) now.escalation->officer.reset();
}

// The words are gone, so there is nothing left to work on.
void erase(Case& now, const CaseEvent& event) {
    now.erased = true;
    now.files.clear();
    now.duplicate_of.clear();
    now.joined.clear();
    if (event.to == State::Closed && event.from != State::Closed) now.ended_at = event.at;
}

// One that was joined already has another date.
void join(Case& now, const CaseEvent& event) {
    JoinedCase joined{fact_of(event, FactName::joined), parse_instant(fact_of(event, FactName::joined_due))};
    const auto known_one = std::find_if(now.joined.begin(), now.joined.end(),
                                        [&](const JoinedCase& one) { return one.reference == joined.reference; });
    if (known_one == now.joined.end())
        now.joined.push_back(std::move(joined));
    else
        *known_one = std::move(joined);
}

void apply_step(Case& now, const CaseEvent& event) {
    switch (event.step) {
        case Step::Acknowledge:
            return acknowledge(now, event);
        case Step::Assign:
            return assign(now, event);
        case Step::Ask:
            return ask(now, event);
        case Step::Refer:
            acknowledge(now, event);
            now.duplicate_of.clear();
            now.referral = {event.at,
                            named_in(event, TextName::body),
                            named_in(event, TextName::body_reference),
                            {},
                            parse_date(fact_of(event, FactName::body_due))};
            return;
        case Step::ReferralConfirmed:
            return confirm_referral(now, event);
        case Step::TakeBack:
            return take_back(now, event);
        case Step::Answer:
            acknowledge(now, event);
            now.answer = answer_of(event);
            now.duplicate_of.clear();
            now.joined.clear();
            return;
        case Step::Dispute:
            return dispute(now, event);
        case Step::Escalate:
            return escalate(now, event);
        case Step::AddFile:
            return add_file(now, event);
        case Step::RemoveFile:
            return remove_file(now, event);
        case Step::Consent:
            now.office_consent = true;
            return;
        case Step::WithdrawConsent:
            now.office_consent = false;
            return;
        case Step::NameOfficial:
            return name_official(now, event);
        case Step::ReissueCode:
            now.code_renewed = CodeRenewal{event.at, event.by.staff.value_or(StaffId{})};
            return;
        case Step::Review:
            now.review_started_at = event.at;
            now.ended_at.reset();
            return;
        case Step::Decide:
            now.decision = answer_of(event);
            return;
        case Step::MarkDuplicate:
            acknowledge(now, event);
            now.duplicate_of = fact_of(event, FactName::duplicate_of);
            return;
        case Step::Join:
            return join(now, event);
        case Step::Part:
            std::erase_if(now.joined,
                          [&](const JoinedCase& one) { return one.reference == fact_of(event, FactName::joined); });
            return;
        case Step::Correct:
            return apply_correction(now, event);
        case Step::Erase:
            return erase(now, event);
        case Step::Delete:
            now.erased = true;
            now.files.clear();
            now.deleted_at = event.at;
            return;
        case Step::Agree:
        case Step::Close:
        case Step::Withdraw:
            now.ended_at = event.at;
            return;
        default:
            return;
    }
}

// Who only writes a request for a review or a consent down, hands out a new code, puts a record right, takes a file
// away, or works in the review, does not become partial by that.
void note_involvement(Case& now, const CaseEvent& event) {
    const bool is_aside = event.step == Step::Review || event.step == Step::ReissueCode ||
                          event.step == Step::Correct || event.step == Step::RemoveFile || event.step == Step::Erase ||
                          event.step == Step::Consent || event.step == Step::WithdrawConsent ||
                          event.step == Step::NameOfficial;
    if (!event.by.staff || is_aside || event.from == State::UnderReview) return;
    const auto place = std::lower_bound(now.involved.begin(), now.involved.end(), *event.by.staff);
    if (place == now.involved.end() || *place != *event.by.staff) now.involved.insert(place, *event.by.staff);
}

std::string fault_of(const CaseEvent& event, int expected, std::optional<State> before, std::string_view previous) {
    if (event.sequence != expected) return fmt::format("event {} stands where {} belongs", event.sequence, expected);
    if ((expected == 1) != (event.step == Step::Lodge)) return "the first event, and no other, must lodge the case";
    if (event.from != before) return "it does not begin in the state where the event before it ended";
    for (const auto& [name, text] : event.texts) {
        if (text.erased ? !text.text.empty() || !text.salt.empty() : text.hash != text_hash(text.salt, text.text))
            return fmt::format("its text \"{}\" was altered", name);
    }
    if (event.hash != chain_hash(previous, event)) return "it, or an event before it, was altered, added or removed";
    return {};
}

}  // namespace

std::vector<CaseEvent> events_after(const std::vector<CaseEvent>& events, int sequence) {
    std::vector<CaseEvent> since;
    std::copy_if(events.begin(), events.end(), std::back_inserter(since),
                 [&](const CaseEvent& event) { return event.sequence > sequence; });
    return since;
}

CaseAnswer answer_of(const CaseEvent& event) {
    CaseAnswer answer;
    answer.at = event.at;
    answer.finding = known(find_finding(fact_of(event, FactName::finding)), "finding", event);
    for (const std::string& key : split(fact_of(event, FactName::redress), ' '))
        answer.redress.push_back(known(find_redress(key), "redress", event));
    answer.reason = text_of(event, TextName::public_note);
    answer.next_body = named_in(event, TextName::body);
    return answer;
}

Case begin_case(const CaseReference& reference, std::shared_ptr<const Terms> terms, const CaseEvent& lodged) {
    if (lodged.step != Step::Lodge) throw std::logic_error("a case begins with its lodging");
    Case now{reference, std::move(terms), lodging_of(lodged)};
    now.received_at = lodged.at;
    now.only_day = fact_of(lodged, FactName::only_day) == "yes";
    now.recorded_at = parse_instant(fact_of(lodged, FactName::recorded_at)).value_or(lodged.at);
    now.state = lodged.to;
    now.last_sequence = lodged.sequence;
    now.changed_at = lodged.at;
    now.office = now.lodging.office;
    now.office_consent = now.lodging.office_consent;
    return now;
}

void apply_event(Case& now, const CaseEvent& event) {
    if (now.state == State::AwaitingComplainant && event.to != State::AwaitingComplainant) end_question(now, event);
    apply_step(now, event);
    if (fact_of(event, FactName::unassigned) == "yes") now.assignee.reset();
    note_involvement(now, event);
    now.state = event.to;
    now.last_sequence = event.sequence;
    now.changed_at = event.at;
}

Case replay(const CaseReference& reference, std::shared_ptr<const Terms> terms, std::span<const CaseEvent> events) {
    if (events.empty()) throw std::logic_error("a case has at least one event");
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
    std::string bytes;
    append_field(bytes, salt);
    append_field(bytes, text);
    return content_hash(bytes);
}

std::string canonical_bytes(const CaseEvent& event) {
    std::string bytes;
    append_field(bytes, event.sequence);
    append_field(bytes, to_iso(event.at));
    append_field(bytes, key_of(event.by.kind));
    append_field(bytes, event.by.staff ? std::to_string(event.by.staff->value) : "");
    append_field(bytes, event.by.role ? key_of(*event.by.role) : "");
    append_field(bytes, key_of(event.step));
    append_field(bytes, event.from ? key_of(*event.from) : "");
    append_field(bytes, key_of(event.to));
    append_field(bytes, static_cast<std::int64_t>(event.facts.size()));
    for (const auto& [name, value] : event.facts) {
        append_field(bytes, name);
        append_field(bytes, value);
    }
    append_field(bytes, static_cast<std::int64_t>(event.texts.size()));
    for (const auto& [name, text] : event.texts) {
        append_field(bytes, name);
        append_field(bytes, text.hash);
    }
    return bytes;
}

std::string chain_start(const CaseReference& reference) {
    std::string bytes;
    append_field(bytes, "case");
    append_field(bytes, reference.text());
    return content_hash(bytes);
}

std::string chain_hash(std::string_view previous, const CaseEvent& event) {
    std::string bytes;
    append_field(bytes, previous);
    append_field(bytes, canonical_bytes(event));
    return content_hash(bytes);
}

std::optional<ChainFault> check_chain(const CaseReference& reference, std::span<const CaseEvent> events) {
    std::string previous = chain_start(reference);
    std::optional<State> before;
    int expected = 1;
    for (const CaseEvent& event : events) {
        std::string fault = fault_of(event, expected, before, previous);
        if (!fault.empty()) return ChainFault{expected, std::move(fault)};
        previous = event.hash;
        before = event.to;
        ++expected;
    }
    return std::nullopt;
}

}  // namespace charter
