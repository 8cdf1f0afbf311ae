// Words that pages ask for by a key of the domain: a page that lacks one is an error before an officer, so each must be
// there in every language.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "server/cases/after_hours.h"
#include "server/cases/audit.h"
#include "server/cases/workflow.h"
#include "server/forms/form.h"
#include "server/forms/lodging_form.h"
#include "server/pages/case_words.h"
#include "server/pages/form_fields.h"
#include "tests/server/cases/case_fixture.h"
#include "tests/server/pages/default_theme.h"

namespace charter::words_test {
namespace {

template <typename Values>
void add(std::vector<std::string>& keys, std::initializer_list<std::string_view> groups, const Values& values) {
    for (const auto value : values)
        for (const std::string_view group : groups) keys.push_back(fmt::format("{}.{}", group, key_of(value)));
}

}  // namespace

TEST_CASE("every state, step, role, finding and way has its words in every language", "[words]") {
    std::vector<std::string> keys;
    add(keys, {"state"}, all_states());
    add(keys, {"step", "step-done"}, all_steps());
    for (const StepRule& rule : step_rules()) {
        if (!rule.roles.empty()) keys.push_back(fmt::format("step-send.{}", key_of(rule.step)));
        if (rule.step != Step::Note) keys.push_back(fmt::format("event.{}", key_of(rule.step)));
    }
    add(keys, {"role"}, all_roles());
    add(keys, {"finding"}, all_findings());
    add(keys, {"redress"}, all_redress());
    add(keys, {"deed"}, all_deeds());
    add(keys, {"identity"}, all_identity_checks());
    add(keys, {"consent-way"}, all_consent_ways());
    add(keys, {"channel"}, all_case_channels());
    add(keys, {"contact-by"}, contact_choices());
    for (const std::string_view name : corrected_names()) keys.push_back(fmt::format("corrected.{}", name));
    add(keys, {"call-topic"}, all_call_topics());
    for (const auto& [when, key] : escalation_moments) keys.push_back(fmt::format("escalation-rule.{}", key));
    add(keys, {"moved"},
        std::vector{Clock::Acknowledge, Clock::Resolve, Clock::Review, Clock::Refer, Clock::Question,
                    Clock::Objection});
    add(keys, {"actor"}, std::vector{ActorKind::Complainant, ActorKind::System});
    for (const std::string& key : keys)
        for (const std::string_view language : {"en", "af", "xh"}) {
            CAPTURE(key, language);
            CHECK(default_theme().words(language).has(key));
        }
}

TEST_CASE("every message of a form has its words in every language", "[words]") {
    for (const std::string_view key : error_keys)
        for (const std::string_view language : {"en", "af", "xh"}) {
            CAPTURE(key, language);
            CHECK(default_theme().words(language).has(std::string(key)));
        }
}

TEST_CASE("what is left of working days is told in working days", "[words]") {
    const TestCase lodged(local("2026-11-26 10:00"));
    const auto status = clock_status(lodged.now(), Clock::Resolve, local("2026-11-27 12:00"));
    REQUIRE(status);
    CHECK(timeliness_text(default_theme().words("en"), *status) == "on time, 24 working days left");
    CHECK(timeliness_text(default_theme().words("af"), *status) == "betyds, 24 werksdae oor");
    CHECK(timeliness_text(default_theme().words("xh"), *status) == "ngexesha, iintsuku zomsebenzi eziseleyo: 24");
}

TEST_CASE("a message names a month by its name", "[words]") {
    const FieldError error{"day", "error.no-such-day", {{"month", "2"}, {"year", "2026"}, {"days", "28"}}};
    CHECK(error_text(default_theme().words("en"), error) == "February 2026 has 28 days. Write one of them.");
    CHECK(error_text(default_theme().words("af"), error) == "Februarie 2026 het 28 dae. Skryf een van hulle.");
}

}  // namespace charter::words_test
