#include "server/cases/sight.h"

#include "tests/server/cases/case_fixture.h"

namespace charter::sight_test {
namespace {

CaseFile file_of(bool about_official, bool consent, CaseKind kind = CaseKind::Complaint) {
    Lodging lodging = complaint();
    lodging.kind = kind;
    lodging.about_official = about_official;
    lodging.consent = consent;
    lodging.contact = {"Sample Quagga", "+27210000077", "", ContactBy::Phone};
    lodging.on_behalf_of = "My mother";
    const TestCase made(local("2026-11-26 10:00"), usual_terms(), lodging);
    return {made.now(), made.events()};
}

std::string_view name_of(Sight sight) {
    return sight == Sight::Whole ? "whole" : sight == Sight::WithoutIdentity ? "without identity" : "without words";
}

}  // namespace

TEST_CASE("what a person sees of a case", "[sight]") {
    const auto [role, office, official, consent, without_reason, with_reason] =
        GENERATE(table<Role, const char*, bool, bool, const char*, const char*>({
            {Role::CustomerCareAssistant, "north", false, true, "whole", "whole"},
            {Role::CustomerCareAssistant, "north", false, false, "without identity", "without identity"},
            {Role::CustomerCareOfficer, "north", false, false, "without identity", "without identity"},
            {Role::CustomerCareOfficer, "region", false, false, "whole", "whole"},
            {Role::HeadOffice, "north", false, false, "whole", "whole"},
            {Role::HeadOffice, "head", true, true, "without words", "whole"},
            {Role::Auditor, "", false, true, "without words", "whole"},
            {Role::Auditor, "", true, true, "without words", "whole"},
        }));
    CAPTURE(key_of(role), office, official, consent);
    const Case now = file_of(official, consent).now;
    CHECK(name_of(sight_of({role, office, false}, now)) == without_reason);
    CHECK(name_of(sight_of({role, office, true}, now)) == with_reason);
}

TEST_CASE("only a complaint is about the office that has it", "[sight]") {
    const Case enquiry = file_of(false, false, CaseKind::Enquiry).now;
    CHECK(sight_of({Role::CustomerCareAssistant, "north", false}, enquiry) == Sight::Whole);
}

TEST_CASE("what is not seen is in no text of the case and its steps", "[sight]") {
    const CaseFile whole = file_of(false, true);
    const CaseFile unnamed = seen_with(Sight::WithoutIdentity, whole);
    CHECK(unnamed.now.lodging.description == "Nobody answered.");
    CHECK(unnamed.now.lodging.contact == Contact{"", "", "", ContactBy::Phone});
    CHECK(unnamed.now.lodging.on_behalf_of.empty());
    const CaseFile silent = seen_with(Sight::WithoutWords, whole);
    for (const auto& [name, text] : silent.events.front().texts) CHECK(text.text.empty());
    CHECK(silent.now.lodging.description.empty());
    CHECK(silent.now.state == whole.now.state);
    CHECK(seen_with(Sight::Whole, whole).events == whole.events);
}

TEST_CASE("a sensitive subject seals a case of every kind, and withholds what is about the office", "[sight]") {
    const auto [kind, consent, sealed, withheld, waits] = GENERATE(table<CaseKind, bool, bool, bool, bool>({
        {CaseKind::Complaint, false, true, true, true},
        {CaseKind::Complaint, true, true, false, false},
        {CaseKind::Report, false, true, true, true},
        {CaseKind::Enquiry, false, true, false, false},
        {CaseKind::Compliment, false, true, false, false},
        {CaseKind::Suggestion, false, true, false, false},
    }));
    Case now = file_of(false, true, kind).now;
    now.lodging.sensitive = true;
    now.office_consent = consent;
    CAPTURE(key_of(kind), consent);
    CHECK(is_sealed(now) == sealed);
    CHECK(is_withheld(now) == withheld);
    CHECK(waits_for_consent(now) == waits);
    CHECK(sight_of({Role::CustomerCareOfficer, "north", false}, now) == Sight::WithoutWords);
    CHECK(sight_of({Role::CustomerCareOfficer, "north", true}, now) == Sight::Whole);
}

TEST_CASE("consent that came later tells the office who complains, until it is withdrawn", "[sight]") {
    Lodging lodging = complaint();
    lodging.consent = false;
    lodging.contact = {"Sample Quagga", "", "", ContactBy::NotAtAll};
    TestCase made(local("2026-11-26 10:00"), usual_terms(), lodging);
    const auto seen = [&] { return name_of(sight_of({Role::CustomerCareOfficer, "north", false}, made.now())); };
    CHECK(seen() == "without identity");
    made.take(Step::Consent, complainant(), "2026-11-27 09:00");
    CHECK(seen() == "whole");
    made.take(Step::WithdrawConsent, complainant(), "2026-11-27 10:00");
    CHECK(seen() == "without identity");
    CHECK(describe(replay(some_reference(), made.now().terms, made.events())) == describe(made.now()));
}

TEST_CASE("nothing waits for consent where an official is complained of, or all was deleted", "[sight]") {
    Case now = file_of(true, false).now;
    CHECK_FALSE(waits_for_consent(now));
    now = file_of(false, false).now;
    CHECK(waits_for_consent(now));
    now.deleted_at = local("2026-12-01 10:00");
    CHECK_FALSE(waits_for_consent(now));
}

TEST_CASE("what all readers may know is what the one who sees least may", "[sight]") {
    Lodging lodging = complaint();
    const auto least = [&] { return least_sight(TestCase(local("2026-11-26 10:00"), usual_terms(), lodging).now()); };
    CHECK(least() == Sight::Whole);
    lodging.consent = false;
    CHECK(least() == Sight::WithoutIdentity);
    lodging.office_consent = true;
    CHECK(least() == Sight::Whole);
    // An answer goes to the people of the cases that follow, too.
    Case now = TestCase(local("2026-11-26 10:00")).now();
    now.joined.push_back({some_reference(3).text(), {}});
    CHECK(least_sight(now) == Sight::WithoutIdentity);
}

}  // namespace charter::sight_test
