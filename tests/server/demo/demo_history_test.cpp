#include "server/demo/demo_history.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <set>

#include "server/cases/history.h"
#include "server/cases/scope.h"
#include "server/cases/sight.h"
#include "tests/server/cases/case_fixture.h"

namespace charter::demo_history_test {
namespace {

DemoTexts sample_texts() {
    YamlValue entry;
    entry.type = YamlValue::Type::Map;
    const auto add = [&](const std::string& name, const std::vector<std::string>& sentences) {
        YamlEntry& list = entry.entries.emplace_back();
        list.key = name;
        for (const std::string& sentence : sentences) list.value.items.emplace_back().text = sentence;
    };
    YamlEntry& language = entry.entries.emplace_back();
    language.key = "texts";
    language.value.text = "en";
    for (const std::string name : {"openings", "events", "effects", "wishes", "questions", "thanks", "ideas", "places",
                                   "whens", "person", "asks", "notes", "answers", "referrals", "replies", "disputes"})
        add(name, {name + " one (example).", name + " two (example)."});
    DemoTexts texts;
    REQUIRE(texts.add(entry).empty());
    return texts;
}

Catalogue town() {
    Catalogue catalogue;
    catalogue.languages = {"en", "xh"};
    Office head;
    head.id = "head";
    head.type = "head";
    Office north;
    north.id = "north";
    north.parent = "head";
    catalogue.offices = {head, north};
    const auto standard = [&](const std::string& id, Clock clock, int within) {
        Standard made;
        made.id = id;
        made.clock = clock;
        made.within = {within, LimitUnit::WorkingDays};
        catalogue.standards.push_back(made);
    };
    standard("acknowledge", Clock::Acknowledge, 3);
    standard("object", Clock::Objection, 10);
    standard("question", Clock::Question, 10);
    standard("resolve", Clock::Resolve, 25);
    standard("review", Clock::Review, 20);
    return catalogue;
}

const DemoStaff people{{{{1}, "desk.north", Role::CustomerCareAssistant, "north", false},
                        {{2}, "officer.north", Role::CustomerCareOfficer, "north", false},
                        {{3}, "supervisor.north", Role::Supervisor, "north", false},
                        {{4}, "head.head", Role::HeadOffice, "head", false}}};

class SampleWorld {
  public:
    explicit SampleWorld(std::uint64_t seed)
        : world_{catalogue_, texts_, people, local("2024-11-28 12:00"), local("2026-11-28 12:00"), seed, 400},
          histories_(world_) {}

    std::vector<CaseHistory> make_all() {
        std::vector<CaseHistory> made;
        for (std::uint64_t number = 0; number < world_.cases; ++number) made.push_back(histories_.make(number));
        return made;
    }
    [[nodiscard]] const DemoWorld& world() const { return world_; }

  private:
    Catalogue catalogue_ = town();
    DemoTexts texts_ = sample_texts();
    DemoWorld world_;
    DemoHistories histories_;
};

std::string bytes_of(const std::vector<CaseHistory>& histories) {
    std::string bytes;
    for (const CaseHistory& history : histories) {
        bytes += history.now.reference.text() + history.code.text();
        for (const CaseEvent& event : history.events) {
            bytes += canonical_bytes(event) + event.hash;
            for (const auto& [name, text] : event.texts) bytes += text.text + text.salt;
        }
    }
    return bytes;
}

}  // namespace

TEST_CASE("the same seed makes up the same cases to the byte, another seed others", "[demo]") {
    const std::string first = bytes_of(SampleWorld(7).make_all());
    CHECK(first == bytes_of(SampleWorld(7).make_all()));
    CHECK(first != bytes_of(SampleWorld(8).make_all()));
}

TEST_CASE("a made-up case is what its events replay to, and its chain holds", "[demo]") {
    for (const CaseHistory& history : SampleWorld(1).make_all()) {
        REQUIRE_FALSE(check_chain(history.now.reference, history.events));
        REQUIRE(describe(replay(history.now.reference, history.now.terms, history.events)) == describe(history.now));
    }
}

TEST_CASE("who works on a made-up case may see it", "[demo]") {
    int sealed = 0;
    for (const CaseHistory& history : SampleWorld(1).make_all()) {
        const Catalogue catalogue = town();
        Case now = begin_case(history.now.reference, history.now.terms, history.events.front());
        sealed += is_withheld(now) ? 1 : 0;
        for (const CaseEvent& event : history.events) {
            if (event.sequence > 1) apply_event(now, event);
            for (const StaffMember& person : people.members) {
                const bool is_at_work = event.by.staff == person.id || now.assignee == person.id;
                if (is_at_work) CHECK(may_see(scope_of(person.role, person.office, catalogue), now));
            }
        }
    }
    CHECK(sealed > 0);
}

TEST_CASE("made-up cases come in one after the other and nothing happens after today", "[demo]") {
    SampleWorld sample(1);
    for (const CaseHistory& history : sample.make_all()) {
        CHECK(history.now.received_at >= sample.world().from - std::chrono::days(10));
        Instant before = history.now.received_at;
        for (const CaseEvent& event : history.events) {
            CHECK(event.at >= before);
            CHECK(event.at <= sample.world().until);
            before = event.at;
        }
    }
}

TEST_CASE("made-up cases know every kind, most states, late answers and reopenings, and say that they are samples",
          "[demo]") {
    std::set<std::string> kinds;
    std::set<std::string> states;
    std::set<std::string> channels;
    std::set<std::string> references;
    int reopened = 0;
    int late = 0;
    for (const CaseHistory& history : SampleWorld(1).make_all()) {
        const Case& now = history.now;
        kinds.emplace(key_of(now.lodging.kind));
        states.emplace(key_of(now.state));
        channels.emplace(key_of(now.lodging.channel));
        references.insert(now.reference.text());
        reopened += now.reopenings > 0 ? 1 : 0;
        const auto resolve = clock_status(now, Clock::Resolve, local("2026-11-28 12:00"));
        late += resolve && resolve->late > 0 ? 1 : 0;
        if (!now.lodging.anonymous) CHECK(now.lodging.contact.name.starts_with("person "));
        if (!now.lodging.contact.phone.empty()) CHECK(now.lodging.contact.phone.substr(5, 3) == "000");
        CHECK(now.lodging.description.find("(example)") != std::string::npos);
    }
    CHECK(kinds.size() == 5);
    CHECK(channels.size() > 10);
    CHECK(references.size() == 400);
    for (const std::string state : {"in-progress", "referred", "closed", "withdrawn"}) {
        CAPTURE(state);
        CHECK(states.contains(state));
    }
    CHECK(reopened > 5);
    CHECK(late > 10);
}

}  // namespace charter::demo_history_test
