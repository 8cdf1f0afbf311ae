// The file, a YAML list of cases and of texts (demo_texts.h). A case has keys as in the lodging form; besides: channel,
// days_ago (working days before now), stage (a state key), and what the steps to that stage need: note, question,
// finding, redress, reason, body.
#include "server/demo/demo.h"

#include <fmt/format.h>

#include <charconv>
#include <future>
#include <stdexcept>
#include <vector>

#include "generator/shared/files.h"
#include "generator/shared/yaml.h"
#include "server/cases/lodged_terms.h"
#include "server/cases/scope.h"
#include "server/demo/demo_history.h"
#include "server/demo/demo_texts.h"
#include "server/forms/lodging_form.h"
#include "server/handlers/published.h"
#include "server/store/case_store.h"
#include "server/store/data_folder.h"
#include "server/store/staff_store.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::days demo_time{730};
constexpr int opens_at = 10 * 60;  // minutes after midnight: when sample cases come in

constexpr std::uint64_t batch_size = 1000;

struct Accounts : DemoStaff {
    std::string password;
};

std::string text_at(const YamlValue& sample, std::string_view key) {
    const YamlEntry* entry = sample.find(key);
    return entry == nullptr ? "" : entry->value.text;
}

std::vector<NewStaff> accounts_for(const Office& office) {
    if (office.closed) return {};
    if (office.type == "head")
        return {{"auditor." + office.id, Role::Auditor, office.id, {}},
                {"administrator." + office.id, Role::Administrator, office.id, {}},
                {"second." + office.id, Role::HeadOffice, office.id, {}},  // a deletion takes two
                {"head." + office.id, Role::HeadOffice, office.id, {}}};
    if (office.type == "regional" || office.type == "directorate")
        return {{"officer." + office.id, Role::CustomerCareOfficer, office.id, {}},
                {"supervisor." + office.id, Role::Supervisor, office.id, {}}};
    return {{"desk." + office.id, Role::CustomerCareAssistant, office.id, {}}};
}

void add_account(StaffStore& staff, Accounts& accounts, NewStaff person, Instant now) {
    person.password = accounts.password;
    auto added = staff.add(person, now);
    const auto* member = std::get_if<StaffMember>(&added);
    if (member == nullptr) throw std::runtime_error(fmt::format("the account {} could not be made", person.user_name));
    accounts.members.push_back(*member);
}

// For each open office those who work there; the head office's last.
Accounts make_accounts(StaffStore& staff, const Catalogue& catalogue, const std::string& password, Instant now) {
    Accounts accounts{{}, password};
    std::vector<NewStaff> head;
    for (const Office& office : catalogue.offices) {
        for (NewStaff& person : accounts_for(office)) {
            if (person.role == Role::HeadOffice)
                head.push_back(std::move(person));
            else
                add_account(staff, accounts, std::move(person), now);
        }
    }
    for (NewStaff& person : head) add_account(staff, accounts, std::move(person), now);
    if (accounts.members.empty()) throw std::runtime_error("the site has no open office");
    return accounts;
}

// The steps that lead from the lodging to a stage, each with the role that takes it; nothing: the complainant.
struct PlannedStep {
    Step step;
    std::optional<Role> role;
};
std::vector<PlannedStep> steps_to(State stage) {
    const PlannedStep acknowledge{Step::Acknowledge, Role::CustomerCareAssistant};
    const PlannedStep assign{Step::Assign, Role::CustomerCareOfficer};
    const PlannedStep work{Step::Work, Role::CustomerCareOfficer};
    const PlannedStep answer{Step::Answer, Role::CustomerCareOfficer};
    switch (stage) {
        case State::Acknowledged:
            return {acknowledge};
        case State::Assigned:
            return {acknowledge, assign};
        case State::InProgress:
            return {acknowledge, assign, work};
        case State::AwaitingComplainant:
            return {acknowledge, assign, {Step::Ask, Role::CustomerCareOfficer}};
        case State::Referred:
            return {acknowledge, {Step::Refer, Role::CustomerCareOfficer}};
        case State::Resolved:
            return {acknowledge, assign, answer};
        case State::Closed:
            return {acknowledge, assign, answer, {Step::Agree, std::nullopt}};
        case State::UnderReview:
            return {acknowledge, assign, answer, {Step::Review, std::nullopt}};
        case State::Withdrawn:
            return {acknowledge, {Step::Withdraw, std::nullopt}};
        default:
            return {};
    }
}

class SampleReader {
  public:
    SampleReader(const Source& source, const Published& site) : source_(source), site_(site) {}

    [[noreturn]] void fail(const YamlValue& sample, const std::string& what) const {
        const Place place = place_of(source_, sample.span.begin);
        throw std::runtime_error(fmt::format("{}:{}:{}: {}", source_.path, place.line, place.column, what));
    }

    [[nodiscard]] Lodging lodging(const YamlValue& sample) const {
        Answers answers;
        for (const YamlEntry& entry : sample.entries) {
            const bool is_answer = page_of_field(entry.key).has_value();
            if (!is_answer || entry.value.text == "false") continue;
            answers[entry.key] = entry.value.text == "true" ? "yes" : entry.value.text;
        }
        const auto channel = find_case_channel(text_at(sample, "channel"));
        if (!channel) fail(sample, "the sample has no known channel");
        auto checked = check_lodging(answers, {site_.catalogue, site_.catalogue.languages.front()}, *channel);
        if (!checked.errors.empty())
            fail(sample, fmt::format("the field \"{}\" of the sample cannot be used: {}", checked.errors.front().field,
                                     checked.errors.front().key));
        return std::move(checked.value);
    }

    [[nodiscard]] State stage(const YamlValue& sample) const {
        const auto stage = find_state(text_at(sample, "stage"));
        if (!stage) fail(sample, "the sample has no known stage");
        return *stage;
    }

    [[nodiscard]] Instant received(const YamlValue& sample, const Calendar& calendar, Instant now) const {
        const std::string text = text_at(sample, "days_ago");
        int days_ago = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days_ago);
        if (error != std::errc() || days_ago < 0) fail(sample, "days_ago is not a number");
        Date date = calendar.local_date(now);
        for (int counted = 0; counted < days_ago;) {
            date -= std::chrono::days(1);
            counted += calendar.is_working_day(date) ? 1 : 0;
        }
        return std::min(calendar.instant_of(date, opens_at), now - std::chrono::minutes(1));
    }

    [[nodiscard]] StepRequest request(const YamlValue& sample, Step step) const {
        StepRequest request;
        request.step = step;
        request.finding = find_finding(text_at(sample, "finding"));
        if (const YamlEntry* redress = sample.find("redress")) {
            for (const YamlValue& item : redress->value.items) {
                if (const auto one = find_redress(item.text)) request.redress.push_back(*one);
            }
        }
        request.body = text_at(sample, "body");
        switch (step) {
            case Step::Ask:
                request.public_note = text_at(sample, "question");
                break;
            case Step::Answer:
                request.public_note = text_at(sample, "reason");
                break;
            case Step::Refer:
            case Step::Review:
                request.public_note = text_at(sample, "note");
                break;
            case Step::Work:
                request.internal_note = text_at(sample, "note");
                break;
            default:
                break;
        }
        return request;
    }

  private:
    const Source& source_;
    const Published& site_;
};

struct Stage {
    const Published& site;
    const Accounts& accounts;
    const SampleReader& reader;
    CaseStore& cases;
    Instant now;
};

void take_steps(const Stage& stage, const YamlValue& sample, Case now) {
    const Instant received = now.received_at;
    const std::vector<PlannedStep> steps = steps_to(stage.reader.stage(sample));
    const auto pause = (stage.now - received) / static_cast<long>(steps.size() + 1);
    Instant at = received;
    for (const PlannedStep& planned : steps) {
        at += pause;
        TakeStep take{now.reference, stage.reader.request(sample, planned.step), std::nullopt, {}};
        take.step.at = std::chrono::floor<std::chrono::seconds>(at);
        take.step.by = complainant();
        if (planned.role) {
            const StaffMember& member =
                stage.accounts.nearest(stage.site.catalogue, working_office(now, stage.site.catalogue), *planned.role);
            take.step.by = staff_actor(member.id, member.role);
            if (planned.step == Step::Assign) take.step.assignee = member.id;
        }
        StepOutcome outcome = stage.cases.take_step(take);
        auto* taken = std::get_if<Taken>(&outcome);
        if (taken == nullptr)
            stage.reader.fail(
                sample, fmt::format("the step \"{}\" cannot be taken: a text for it is missing, or it is too late",
                                    key_of(planned.step)));
        now = std::move(taken->file.now);
    }
}

void add_case(const Stage& stage, const YamlValue& sample) {
    const Calendar calendar = calendar_of(stage.site.catalogue);
    LodgeRequest request;
    request.lodging = stage.reader.lodging(sample);
    request.received_at = stage.reader.received(sample, calendar, stage.now);
    request.terms = terms_of_lodging(stage.site.catalogue, request.lodging, calendar.local_date(request.received_at));
    const auto outcome = stage.cases.lodge(request);
    const auto* lodged = std::get_if<Lodged>(&outcome);
    if (lodged == nullptr) stage.reader.fail(sample, "the sample could not be stored");
    take_steps(stage, sample, std::move(stage.cases.find_case(lodged->reference, every_case())->now));
}

std::string sign_in_text(const Accounts& accounts) {
    std::string text = "Sign in as one of these, all with the password " + accounts.password + "\n";
    for (const StaffMember& member : accounts.members)
        text += fmt::format("  {:<45} {}\n", member.user_name, key_of(member.role));
    return text;
}

// Entries of the file that bring sentences, not a case.
bool is_texts(const YamlValue& sample) {
    return sample.find("texts") != nullptr;
}

DemoTexts read_texts(const SampleReader& reader, const YamlValue& list) {
    DemoTexts texts;
    for (const YamlValue& sample : list.items) {
        if (!is_texts(sample)) continue;
        if (const std::string missing = texts.add(sample); !missing.empty())
            reader.fail(sample, fmt::format("the sample texts lack the list \"{}\"", missing));
    }
    return texts;
}

// One batch is stored while the next is made.
void add_made_cases(CaseStore& cases, const DemoWorld& world, const DemoOptions& options) {
    DemoHistories histories(world);
    std::vector<CaseHistory> stored;
    std::future<void> storing;
    for (std::uint64_t done = 0; done < options.cases;) {
        std::vector<CaseHistory> made;
        for (; done < options.cases && made.size() < batch_size; ++done) made.push_back(histories.make(done));
        if (storing.valid()) storing.get();
        stored = std::move(made);
        storing = std::async(std::launch::async, [&cases, &stored] { cases.add_histories(stored); });
        if (options.progress) options.progress(done, options.cases);
    }
    if (storing.valid()) storing.get();
}

}  // namespace

std::string make_demo(const DemoOptions& options) {
    if (fs::exists(database_path(options.folder)))
        throw std::runtime_error(
            fmt::format("{} holds a database already; give another --data", options.folder.string()));
    const auto published = load_published(options.site);
    StoreSettings settings;
    settings.folder = options.folder;
    settings.kind = DatabaseKind::Demo;
    const auto store = Store::open(settings);
    const Accounts accounts = make_accounts(store->staff(), published->catalogue, options.password, options.now);
    const fs::path samples = published->folder / ".server" / "samples.yaml";
    const Source source{"data/samples.yaml", fs::exists(samples) ? read_file(samples) : ""};
    Diagnostics diagnostics;
    const YamlValue list = parse_yaml(source, diagnostics);
    if (diagnostics.has_errors()) throw std::runtime_error(to_text(diagnostics.sorted()));
    const SampleReader reader(source, *published);
    const DemoTexts texts = read_texts(reader, list);
    if (options.cases > 0 && texts.is_empty())
        throw std::runtime_error("the site brings no sample texts: data/samples.yaml has no entry \"texts\"");
    const DemoWorld world{published->catalogue, texts,        accounts,     options.now - demo_time,
                          options.now,          options.seed, options.cases};
    add_made_cases(store->cases(), world, options);
    for (const YamlValue& sample : list.items) {
        if (!is_texts(sample)) add_case({*published, accounts, reader, store->cases(), options.now}, sample);
    }
    return sign_in_text(accounts);
}

}  // namespace charter
