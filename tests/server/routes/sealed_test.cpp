// Sensitive cases: kept from the office complained of, shown to it by the person's consent, from either side.
#include "tests/server/routes/desk_server.h"

namespace charter::sealed_test {
namespace {

struct Sealed {
    DeskServer server;
    Lodged lodged = lodge_sensitive();
    std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    std::string head = server.sign_in(Role::HeadOffice, "head-office");

    Lodged lodge_sensitive() {
        Lodging lodging = complaint();
        lodging.office = "north-1";
        lodging.sensitive = true;
        return lodge(server.store().cases(), lodging_at(server.now(), lodging));
    }
    [[nodiscard]] std::string page() const { return "/staff/cases/" + lodged.reference.text(); }
    [[nodiscard]] Response track(const std::string& step, const TextMap& more = {}) {
        TextMap fields = {{"reference", lodged.reference.text()}, {"code", lodged.code->text()}};
        for (const auto& [field, value] : more) fields[field] = value;
        return server.post("", step.empty() ? "/en/track/" : "/en/track/" + step + "/", fields);
    }
    void give_reason(const std::string& who) {
        REQUIRE(server.post(who, page() + "/open", {{"reason", "I work on it."}}).status == 303);
    }
};

}  // namespace

TEST_CASE("the person lets the office see the case on the tracking page, and takes it back", "[sealed]") {
    Sealed sealed;
    CHECK(sealed.server.get(sealed.officer, sealed.page()).status == 404);
    const Response seen = sealed.track("");
    CHECK(says(seen, "Only our head office sees this case. This office does not see it: Office north-1."));
    CHECK(says(seen, "/en/track/consent/"));
    CHECK_FALSE(says(seen, "/en/track/withdraw-consent/"));
    const Response asked = sealed.track("consent");
    CHECK(asked.status == 200);
    CHECK(says(asked, "You can take it back at any time"));
    CHECK(sealed.server.get(sealed.officer, sealed.page()).status == 404);

    const Response given = sealed.track("consent", {{"send", "yes"}, {"form_token", "one"}});
    CHECK(given.status == 200);
    CHECK(says(given, "The office may see your case now."));
    CHECK(says(given, "You agreed that the office you complain about sees your case."));
    CHECK(says(given, "/en/track/withdraw-consent/"));
    // The history says where the case was when it was stored, and where it went with the consent.
    const std::size_t lodged = given.body.rfind("With: Town hall");
    const std::size_t shared = given.body.rfind("With: Office north-1");
    CHECK(shared < lodged);  // the newest first
    CHECK(lodged == given.body.rfind("With: "));
    // It is sealed still: the office reads it with a reason.
    const Response at_desk = sealed.server.get(sealed.officer, sealed.page());
    CHECK(at_desk.status == 200);
    CHECK(says(at_desk, "each person who opens it says why"));
    CHECK_FALSE(says(at_desk, "Nobody answered."));
    sealed.give_reason(sealed.officer);
    CHECK(says(sealed.server.get(sealed.officer, sealed.page()), "Nobody answered."));

    CHECK(sealed.track("withdraw-consent", {{"send", "yes"}, {"form_token", "two"}}).status == 200);
    CHECK(sealed.server.get(sealed.officer, sealed.page()).status == 404);
    CHECK(sealed.server.get(sealed.head, sealed.page()).status == 200);
    CHECK(first_fault(sealed.server.test_store().settings()).empty());
}

TEST_CASE("the words of consent stand in every language of the site", "[sealed]") {
    Sealed sealed;
    const std::string path = "/" + sealed.server.catalogue().languages.front() + "/track/consent/";
    const Response asked = sealed.server.post(
        "", path, {{"reference", sealed.lodged.reference.text()}, {"code", sealed.lodged.code->text()}});
    CHECK(asked.status == 200);
}

TEST_CASE("an officer records a consent that was told, with how and when", "[sealed]") {
    Sealed sealed;
    sealed.give_reason(sealed.head);
    TextMap form = {{"step", "consent"}, {"expected_sequence", "1"}};
    const Response empty = sealed.server.post(sealed.head, sealed.page(), form);
    CHECK(empty.status == 422);
    CHECK(says(empty, "Choose how the person told you"));
    CHECK(says(empty, "Write the day on which the person told you"));
    form.insert({{"consent_way", "phone"}, {"consent_date", "2027-01-01"}, {"consent_time", "9:10"}});
    const Response future = sealed.server.post(sealed.head, sealed.page(), form);
    CHECK(future.status == 422);
    CHECK(says(future, "Write a day and time that have passed"));
    CHECK(says(future, "value=\"2027-01-01\""));
    form["consent_date"] = "2026-11-24";
    CHECK(sealed.server.post(sealed.head, sealed.page(), form).status == 303);
    const Response after = sealed.server.get(sealed.head, sealed.page());
    CHECK(says(after, "The person lets the office complained of see it"));
    CHECK(says(after, "Told: By telephone."));
    CHECK(sealed.server.get(sealed.officer, sealed.page()).status == 200);
}

TEST_CASE("nothing is to be consented to where an official is complained of, or nothing is sensitive", "[sealed]") {
    DeskServer server;
    const bool about_official = GENERATE(true, false);
    Lodging lodging = complaint();
    lodging.office = "north-1";
    lodging.about_official = about_official;
    lodging.sensitive = about_official;
    const Lodged lodged = lodge(server.store().cases(), lodging_at(server.now(), lodging));
    const TextMap keys = {{"reference", lodged.reference.text()}, {"code", lodged.code->text()}, {"send", "yes"}};
    CHECK_FALSE(says(server.post("", "/en/track/", keys), "/en/track/consent/"));
    CHECK(server.post("", "/en/track/consent/", keys).status == 409);
    CHECK(server.store().cases().find_case(lodged.reference, everything)->events.size() == 1);
}

}  // namespace charter::sealed_test
