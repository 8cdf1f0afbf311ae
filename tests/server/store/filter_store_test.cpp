#include "server/store/filter_store.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/server/store/store_fixture.h"

namespace charter::filter_store_test {
namespace {

std::string names_of(const TestStore& store, StaffId owner) {
    std::string text;
    for (const SavedFilter& saved : store->filters().list(owner))
        text += fmt::format("{}={} ", saved.name, saved.query);
    return text;
}

bool save(const TestStore& store, StaffId owner, const std::string& name, const std::string& query) {
    const auto outcome = store->filters().save(owner, name, query);
    REQUIRE(std::holds_alternative<SaveFilterOutcome>(outcome));
    return std::get<SaveFilterOutcome>(outcome) == SaveFilterOutcome::Saved;
}

}  // namespace

TEST_CASE("a saved filter is its owner's alone, and a name is saved once", "[filters]") {
    const TestStore store;
    const StaffId thandi = add_staff(store->staff());
    const StaffId pieter = add_staff(store->staff(), "pieter");
    CHECK(save(store, thandi, "late", "view=overdue"));
    CHECK(save(store, thandi, "all", ""));
    CHECK(save(store, thandi, "late", "view=today"));
    CHECK(save(store, pieter, "late", "view=ours"));
    CHECK(names_of(store, thandi) == "all= late=view=today ");
    const std::int64_t id = store->filters().list(thandi).back().id;
    CHECK_FALSE(store->filters().remove(pieter, id));
    CHECK(names_of(store, thandi) == "all= late=view=today ");
    CHECK_FALSE(store->filters().remove(thandi, id));
    CHECK(names_of(store, thandi) == "all= ");
    CHECK(names_of(store, pieter) == "late=view=ours ");
}

TEST_CASE("there is an end to saved filters, but not to changing them", "[filters]") {
    const TestStore store;
    const StaffId thandi = add_staff(store->staff());
    for (std::size_t i = 0; i < most_saved_filters; ++i) CHECK(save(store, thandi, fmt::format("f{}", i), ""));
    CHECK_FALSE(save(store, thandi, "one more", ""));
    CHECK(save(store, thandi, "f0", "view=today"));
    CHECK(store->filters().list(thandi).size() == most_saved_filters);
}

}  // namespace charter::filter_store_test
