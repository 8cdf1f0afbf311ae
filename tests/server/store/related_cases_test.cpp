#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>

#include "server/store/description_words.h"
#include "tests/server/store/store_fixture.h"

namespace charter::related_cases_test {
namespace {

Lodging of_person(const std::string& phone, const std::string& email, const std::string& description,
                  const std::string& office = "north") {
    Lodging lodging = complaint();
    lodging.office = office;
    lodging.service = "water";
    lodging.description = description;
    lodging.contact = {"Sample", phone, email, ContactBy::Phone};
    return lodging;
}

struct Lodger {
    const TestStore& store;
    CaseReference operator()(const Lodging& lodging) const {
        return lodge(store->cases(), lodging_at(morning, lodging)).reference;
    }
};

std::string texts(const TestStore& store, const std::vector<RelatedCase>& related) {
    std::string text;
    for (const RelatedCase& one : related) {
        const auto file = store->cases().find_case(one.reference, everything);
        text += file->now.lodging.description.substr(0, file->now.lodging.description.find(' ')) + " ";
    }
    return text;
}

RelatedCases related(const TestStore& store, const CaseReference& reference, const CaseScope& scope = everything) {
    return store->cases().related_cases(store->cases().find_case(reference, everything)->now, scope, {}, morning);
}

}  // namespace

TEST_CASE("a person's cases are those with the same contact, in which they agreed to be known", "[related]") {
    const TestStore store;
    const Lodger lodge_it{store};
    (void)lodge_it(of_person("+27210000001", "", "phone x"));
    (void)lodge_it(of_person("", "a@example.org", "email x"));
    (void)lodge_it(of_person("+27210000002", "b@example.org", "stranger x"));
    (void)lodge_it(of_person("+27210000001", "", "south x", "south"));
    Lodging silent = of_person("+27210000001", "", "silent x");
    silent.consent = false;
    const auto unwilling = lodge_it(silent);
    Lodging official = of_person("+27210000001", "", "official x");
    official.about_official = true;
    (void)lodge_it(official);
    const auto own = lodge_it(of_person("+27210000001", "a@example.org", "own x"));

    CHECK(texts(store, related(store, own).of_person) == "south email phone ");
    CHECK(texts(store, related(store, own, {false, {"north"}, false}).of_person) == "email phone ");
    CHECK(texts(store, related(store, unwilling).of_person).empty());
    const auto nameless = lodge_it(of_person("", "", "nameless x"));
    CHECK(texts(store, related(store, nameless).of_person).empty());
}

TEST_CASE("similar cases are open, of the same office and service, in much the same words", "[related]") {
    const TestStore store;
    const Lodger lodge_it{store};
    const std::string words = " the pump behind the clinic leaks since Sunday";
    (void)lodge_it(of_person("", "", "one" + words));
    (void)lodge_it(of_person("", "", "two nobody answers the telephone in the morning"));
    (void)lodge_it(of_person("", "", "south" + words, "south"));
    Lodging other_service = of_person("", "", "service" + words);
    other_service.service = "roads";
    (void)lodge_it(other_service);
    const auto ended = lodge_it(of_person("", "", "ended" + words));
    (void)store->cases().take_step(step_of(ended, plain_step(Step::Withdraw, complainant(), morning)));
    Lodging official = of_person("", "", "official" + words);
    official.about_official = true;
    (void)lodge_it(official);
    const auto own = lodge_it(of_person("", "", "own a pump leaks at the clinic"));

    CHECK(texts(store, related(store, own).similar) == "one ");
    CHECK(texts(store, related(store, own, {false, {"north"}, false}).similar) == "one ");
    CHECK(texts(store, related(store, own, {false, {"south"}, false}).similar).empty());
    CHECK(texts(store, related(store, ended).similar).empty());
}

TEST_CASE("the words of open cases are made when a database of an older program is opened, and verify knows them",
          "[related]") {
    TestStore store;
    const Lodger lodge_it{store};
    (void)lodge_it(of_person("", "", "one the pump behind the clinic leaks"));
    const auto own = lodge_it(of_person("", "", "own a pump leaks at the clinic"));
    store.alter("UPDATE cases SET description_words = NULL; DELETE FROM properties WHERE name = 'description-words'");
    CHECK(texts(store, related(store, own).similar) == "one ");
    store.close();
    CHECK(first_fault(store.settings()).empty());
    store.alter("UPDATE cases SET description_words = x'00000000' WHERE id = 1");
    store.close();
    CHECK(first_fault(store.settings()).find("does not fit its events") != std::string::npos);
}

TEST_CASE("texts are alike if half of the words of the shorter one stand in both, and no fewer than three",
          "[related]") {
    const Secrets secrets(std::string(32, 'k'));
    const auto words = [&](std::string_view text) { return description_words(secrets, "en", text); };
    const std::string pump = words("The pump behind the clinic leaks since Sunday");
    CHECK(are_alike(pump, words("A pump leaks at the clinic")));
    CHECK(
        are_alike(pump, words("Pumps at clinics leaking, and the roof, and the wall, the gate, the fence, the lamp")));
    CHECK_FALSE(are_alike(pump, words("The pump leaks")));
    CHECK_FALSE(are_alike(pump, words("Nobody answers the telephone")));
    CHECK_FALSE(are_alike(pump, words("")));
    CHECK_FALSE(are_alike("", ""));
    CHECK(words("pump pumps pumping") == words("pump"));
    CHECK(words("pump").find("pump") == std::string::npos);
    std::string long_text;
    for (int i = 0; i < 300; ++i) long_text += "word" + std::to_string(i) + " ";
    CHECK(words(long_text).size() == 400);
}

}  // namespace charter::related_cases_test
