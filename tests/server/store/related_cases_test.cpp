#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>

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

}  // namespace charter::related_cases_test
