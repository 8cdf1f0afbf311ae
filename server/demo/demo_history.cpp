#include "server/demo/demo_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "server/cases/deadline.h"
#include "server/cases/history.h"
#include "server/cases/lodged_terms.h"
#include "server/cases/scope.h"

namespace charter {
namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr std::array<std::pair<CaseKind, int>, 5> kinds = {{{CaseKind::Complaint, 45},
                                                            {CaseKind::Enquiry, 32},
                                                            {CaseKind::Report, 12},
                                                            {CaseKind::Compliment, 6},
                                                            {CaseKind::Suggestion, 5}}};
constexpr std::array<std::pair<CaseChannel, int>, 15> channels = {{{CaseChannel::Web, 24},
                                                                   {CaseChannel::FrontDesk, 20},
                                                                   {CaseChannel::CallCentre, 18},
                                                                   {CaseChannel::Telephone, 9},
                                                                   {CaseChannel::WhatsApp, 7},
                                                                   {CaseChannel::Email, 6},
                                                                   {CaseChannel::Sms, 3},
                                                                   {CaseChannel::PleaseCallMe, 3},
                                                                   {CaseChannel::PresidentialHotline, 3},
                                                                   {CaseChannel::AfterHoursLine, 2},
                                                                   {CaseChannel::SocialMedia, 1},
                                                                   {CaseChannel::Letter, 1},
                                                                   {CaseChannel::SuggestionBox, 1},
                                                                   {CaseChannel::Outreach, 1},
                                                                   {CaseChannel::Open311, 1}}};
constexpr std::array<std::pair<std::string_view, int>, 3> bodies = {{{"SASSA", 6}, {"SAPS", 2}, {"Home Affairs", 2}}};

// How a case goes on once somebody works on it.
enum class Course { Answered, Late, Neglected, Asked, ThirdParty, Referred, Withdrawn };
constexpr std::array<std::pair<Course, int>, 7> courses = {{{Course::Answered, 62},
                                                            {Course::Late, 10},
                                                            {Course::Neglected, 3},
                                                            {Course::Asked, 13},
                                                            {Course::ThirdParty, 4},
                                                            {Course::Referred, 6},
                                                            {Course::Withdrawn, 2}}};
enum class AfterAnswer { Silence, Agreement, Dispute, Review };
constexpr std::array<std::pair<AfterAnswer, int>, 4> after_answers = {
    {{AfterAnswer::Silence, 50}, {AfterAnswer::Agreement, 33}, {AfterAnswer::Dispute, 12}, {AfterAnswer::Review, 5}}};

// A number in an exchange that is given to nobody: 000 behind each area code from 011 to 058.
constexpr std::uint64_t numbers_of_area = 10'000;
constexpr std::uint64_t areas = 48;
constexpr std::uint64_t first_area = 11;
std::string sample_phone(std::uint64_t person) {
    return fmt::format("+27{}000{:04}", first_area + person / numbers_of_area % areas, person % numbers_of_area);
}

// Writes one case. Every step waits some working days, then comes at a moment of office hours; a step that would come
// after today is not taken, and none after it.
class HistoryWriter {
  public:
    HistoryWriter(const DemoWorld& world, const Calendar& calendar, DemoRandom& random, CaseHistory& history)
        : world_(world), calendar_(calendar), random_(random), history_(history), at_(history.now.received_at) {}

    void write() {
        if (!wait(0, 2, 8) || !take(staff_step(Step::Acknowledge, Role::CustomerCareAssistant))) return;
        const Course course = random_.weighted(courses);
        if (course == Course::Referred) return refer();
        if (random_.chance(85) && !assign()) return;
        if (course == Course::Withdrawn) {
            if (wait(1, 10)) (void)take(own_step(Step::Withdraw));
            return;
        }
        if (!work() || course == Course::Neglected) return;
        if (course == Course::Asked && !ask()) return;
        if (course == Course::ThirdParty && !wait_for_others()) return;
        if (course == Course::Late ? !wait(24, 55) : !wait(1, 15)) return;
        answer(AfterAnswer::Dispute);
    }

  private:
    StepRequest own_step(Step step) const {
        StepRequest request;
        request.step = step;
        request.by = complainant();
        return request;
    }
    StepRequest staff_step(Step step, Role role) const {
        StepRequest request;
        request.step = step;
        const StaffMember& member =
            world_.staff.nearest(world_.catalogue, working_office(history_.now, world_.catalogue), role);
        request.by = staff_actor(member.id, member.role);
        return request;
    }
    StepRequest timer_step(Step step) const {
        StepRequest request;
        request.step = step;
        request.by = system_actor();
        return request;
    }
    std::string say(std::string_view list) {
        return world_.texts.sentence(history_.now.lodging.language, list, random_);
    }

    // Goes on by some working days; one time in ten by as many as `slow`. False if that is not yet.
    bool wait(int least, int most, int slow = 0) {
        const int count = slow > 0 && random_.chance(10) ? random_.between(most, slow) : random_.between(least, most);
        const Date today = calendar_.local_date(at_);
        const Date date = count == 0 && calendar_.is_working_day(today)
                              ? today
                              : calendar_.add_working_days(today, std::max(count, 1));
        const OpeningHours& hours = calendar_.hours();
        const Instant moment = calendar_.instant_of(date, random_.between(hours.opens, hours.closes - 1)) +
                               std::chrono::seconds(random_.between(0, 59));
        at_ = std::max(moment, at_ + minutes(1));
        return at_ <= world_.until;
    }

    bool take(StepRequest request) {
        request.at = at_;
        auto outcome = take_step(history_.now, request);
        if (!std::holds_alternative<CaseEvent>(outcome))
            throw std::logic_error(fmt::format("a sample case cannot take the step {}", key_of(request.step)));
        CaseEvent& event = std::get<CaseEvent>(outcome);
        seal_texts(event, [this] { return random_.hex(16); });
        event.hash = chain_hash(history_.events.back().hash, event);
        apply_event(history_.now, event);
        history_.events.push_back(std::move(event));
        return true;
    }

    bool assign() {
        StepRequest request = staff_step(Step::Assign, Role::CustomerCareOfficer);
        request.assignee = request.by.staff;
        return wait(0, 1, 4) && take(std::move(request));
    }

    bool work() {
        for (int notes = random_.between(0, 2); notes > 0; --notes) {
            // Work begins once; what is done after that is noted.
            const bool begins = find_rule(history_.now.state, Step::Work) != nullptr;
            StepRequest request = staff_step(begins ? Step::Work : Step::Note, Role::CustomerCareOfficer);
            request.internal_note = say("notes");
            if (!wait(0, 4) || !take(std::move(request))) return false;
        }
        return true;
    }

    bool ask() {
        StepRequest question = staff_step(Step::Ask, Role::CustomerCareOfficer);
        question.public_note = say("asks");
        if (!wait(1, 4) || !take(std::move(question))) return false;
        if (random_.chance(75)) {
            StepRequest reply = own_step(Step::Reply);
            reply.public_note = say("replies");
            return wait(1, 6) && take(std::move(reply));
        }
        return wait_for_window() && take(timer_step(Step::QuestionLapsed));
    }

    bool wait_for_others() {
        StepRequest request = staff_step(Step::AwaitThirdParty, Role::CustomerCareOfficer);
        request.body = random_.weighted(bodies);
        return wait(1, 4) && take(std::move(request)) && wait(2, 12) && work();
    }

    void refer() {
        StepRequest request = staff_step(Step::Refer, Role::CustomerCareOfficer);
        request.body = random_.weighted(bodies);
        request.public_note = say("referrals");
        if (!wait(0, 3) || !take(std::move(request)) || random_.chance(15)) return;
        StepRequest confirmed = staff_step(Step::ReferralConfirmed, Role::CustomerCareOfficer);
        confirmed.internal_note = say("notes");
        if (wait(1, 14)) (void)take(std::move(confirmed));
    }

    // Until the window that is open now has ended. False if none was promised, or it has not.
    bool wait_for_window() {
        const auto window = open_window(history_.now, at_);
        if (!window) return false;
        at_ = window->due.late_from + minutes(random_.between(1, 9));
        return at_ <= world_.until;
    }

    StepRequest answering(Step step, Role role) {
        StepRequest request = staff_step(step, role);
        const CaseKind kind = history_.now.lodging.kind;
        const bool is_grievance = kind == CaseKind::Complaint || kind == CaseKind::Report;
        static constexpr std::array<std::pair<Finding, int>, 4> findings = {
            {{Finding::Upheld, 5}, {Finding::PartlyUpheld, 3}, {Finding::NotUpheld, 3}, {Finding::NoFinding, 1}}};
        request.finding = is_grievance                   ? random_.weighted(findings)
                          : kind == CaseKind::Compliment ? Finding::ComplimentPassedOn
                                                         : Finding::InformationGiven;
        const bool mends = *request.finding == Finding::Upheld || *request.finding == Finding::PartlyUpheld;
        request.redress = mends ? std::vector{Redress::Apology, Redress::Explanation} : std::vector{Redress::None};
        if (mends && random_.chance(50)) request.redress.push_back(Redress::ServiceDelivered);
        request.public_note = say("answers");
        return request;
    }

    // `worst`: what the person may make of it; a second answer is not disputed again.
    void answer(AfterAnswer worst) {
        (void)take(answering(Step::Answer, Role::CustomerCareOfficer));
        AfterAnswer next = random_.weighted(after_answers);
        if (next == AfterAnswer::Dispute && worst != AfterAnswer::Dispute) next = AfterAnswer::Silence;
        switch (next) {
            case AfterAnswer::Silence:
                if (wait_for_window()) (void)take(timer_step(Step::Close));
                return;
            case AfterAnswer::Agreement:
                if (wait(1, 4)) (void)take(own_step(Step::Agree));
                return;
            case AfterAnswer::Dispute:
                return dispute();
            case AfterAnswer::Review:
                return review();
        }
    }

    void dispute() {
        StepRequest request = own_step(Step::Dispute);
        request.public_note = say("disputes");
        if (!wait(1, 3) || window_is_over(history_.now, Clock::Objection, at_)) return;
        (void)take(std::move(request));
        if (work() && wait(2, 12)) answer(AfterAnswer::Review);
    }

    void review() {
        StepRequest request = own_step(Step::Review);
        request.public_note = say("disputes");
        if (!wait(1, 5) || !take(std::move(request)) || !wait(4, 18)) return;
        StepRequest decision = answering(Step::Decide, Role::Supervisor);
        decision.body = "Public Protector";
        const auto& involved = history_.now.involved;
        // Nobody decides on what they worked on; where there is nobody else the review stays open.
        const bool may = decision.by.role == Role::Supervisor || decision.by.role == Role::HeadOffice;
        if (may && std::find(involved.begin(), involved.end(), *decision.by.staff) == involved.end())
            (void)take(std::move(decision));
    }

    const DemoWorld& world_;
    const Calendar& calendar_;
    DemoRandom& random_;
    CaseHistory& history_;
    Instant at_;
};

bool is_written(CaseChannel channel) {
    return channel == CaseChannel::Web || channel == CaseChannel::Email || channel == CaseChannel::WhatsApp ||
           channel == CaseChannel::Sms || channel == CaseChannel::AfterHoursLine || channel == CaseChannel::Open311;
}

// People come back: there are fewer of them than cases, and some come often.
void put_contact(Lodging& lodging, const DemoWorld& world, DemoRandom& random) {
    lodging.anonymous = lodging.channel == CaseChannel::SuggestionBox || random.chance(5);
    lodging.consent = true;
    if (lodging.anonymous) return;
    const auto people = static_cast<std::uint32_t>(world.cases * 2 / 3 + 1);
    const std::uint32_t person = std::min(random.below(people), random.below(people));
    lodging.contact.name = fmt::format("{} {:06}", world.texts.sentence(lodging.language, "person", random), person);
    if (random.chance(85)) lodging.contact.phone = sample_phone(person);
    if (random.chance(30)) lodging.contact.email = fmt::format("sample-{:06}@example.org", person);
    lodging.contact.by = !lodging.contact.phone.empty()   ? ContactBy::Phone
                         : !lodging.contact.email.empty() ? ContactBy::Email
                                                          : ContactBy::NotAtAll;
}

}  // namespace

const StaffMember& DemoStaff::nearest(const Catalogue& catalogue, const std::string& office, Role role) const {
    for (std::string id = office; !id.empty();) {
        for (const StaffMember& member : members) {
            if (member.office == id && member.role == role) return member;
        }
        const Office* found = find_office(catalogue, id);
        id = found == nullptr ? "" : found->parent;
    }
    return members.back();  // the head office
}

DemoHistories::DemoHistories(const DemoWorld& world) : world_(world), calendar_(calendar_of(world.catalogue)) {
    for (const Office& office : world.catalogue.offices) {
        if (!office.closed) offices_.push_back(&office);
    }
    for (const Service& service : world.catalogue.services) {
        if (!service.not_ours) services_.push_back(&service);
    }
    for (const std::string& language : world.catalogue.languages) {
        if (world.texts.has(language)) languages_.push_back(language);
    }
}

// Promises change only when another charter comes into force.
std::shared_ptr<const Terms> DemoHistories::terms_for(const Lodging& lodging, Date day) {
    const auto& charters = world_.catalogue.charters;
    const auto in_force = std::count_if(charters.begin(), charters.end(), [day](const CharterEdition& charter) {
        return charter.in_force_from && *charter.in_force_from <= day;
    });
    const TermsKey key{lodging.kind, lodging.service, lodging.office, static_cast<std::size_t>(in_force)};
    auto known = terms_.find(key);
    if (known == terms_.end()) known = terms_.emplace(key, terms_of_lodging(world_.catalogue, lodging, day)).first;
    return known->second;
}

CaseHistory DemoHistories::make(std::uint64_t number) {
    DemoRandom random(world_.seed, number);
    Lodging lodging;
    lodging.kind = random.weighted(kinds);
    lodging.channel = random.weighted(channels);
    lodging.language = random.pick(languages_);
    lodging.office = random.pick(offices_)->id;
    if (!services_.empty() && random.chance(90)) lodging.service = random.pick(services_)->id;
    lodging.description = world_.texts.description(lodging.language, lodging.kind, random);
    if (random.chance(60)) lodging.place = world_.texts.sentence(lodging.language, "places", random);
    if (random.chance(60)) lodging.when = world_.texts.sentence(lodging.language, "whens", random);
    lodging.about_official = lodging.kind != CaseKind::Compliment && random.chance(2);
    lodging.sensitive = is_sensitive(world_.catalogue, lodging.service);
    // The office works on it below, so the person lets it.
    const bool is_about_office = lodging.kind == CaseKind::Complaint || lodging.kind == CaseKind::Report;
    lodging.office_consent = lodging.sensitive && is_about_office && !lodging.about_official;
    put_contact(lodging, world_, random);

    // In their order over the whole time, those that need a person within office hours.
    const auto whole = (world_.until - world_.from).count();
    Instant received =
        world_.from +
        std::chrono::seconds(static_cast<std::int64_t>(
            static_cast<double>(whole) * (static_cast<double>(number) + 0.5) / static_cast<double>(world_.cases)));
    if (!is_written(lodging.channel)) {
        Date date = calendar_.local_date(received);
        while (!calendar_.is_working_day(date)) date -= days(1);
        const OpeningHours& hours = calendar_.hours();
        received = std::min(received, calendar_.instant_of(date, random.between(hours.opens, hours.closes - 1)));
    }
    const auto terms = terms_for(lodging, calendar_.local_date(received));
    const UniformRandom symbols = [&random](std::uint32_t bound) { return random.below(bound); };
    CaseReference reference = CaseReference::make(symbols);
    while (!references_.insert(reference.text()).second) reference = CaseReference::make(symbols);
    CaseEvent lodged = lodge_event(lodging, *terms, complainant(), received);
    seal_texts(lodged, [&random] { return random.hex(16); });
    lodged.hash = chain_hash(chain_start(reference), lodged);
    Case now = begin_case(reference, terms, lodged);
    CaseHistory history{std::move(now), {std::move(lodged)}, CaseCode::make(symbols)};
    HistoryWriter(world_, calendar_, random, history).write();
    return history;
}

}  // namespace charter
