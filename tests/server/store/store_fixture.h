// A store in a folder of its own, and what tests ask of it.
#pragma once

#include <catch2/catch.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <variant>

#include "server/store/account_store.h"
#include "server/store/case_rows.h"
#include "server/store/case_store.h"
#include "server/store/connection.h"
#include "server/store/data_folder.h"
#include "server/store/staff_store.h"
#include "server/store/store.h"
#include "server/store/verify.h"
#include "tests/server/cases/case_fixture.h"
#include "tests/support/temp_dir.h"

namespace charter {

// References and codes from a seed, so that a test repeats.
inline UniformRandom seeded_random(std::uint64_t seed = 1) {
    return [engine = std::make_shared<std::mt19937_64>(seed)](std::uint32_t bound) {
        return std::uniform_int_distribution<std::uint32_t>(0, bound - 1)(*engine);
    };
}

inline StoreSettings store_settings(const std::filesystem::path& folder) {
    ready_secrets();
    StoreSettings settings;
    settings.folder = folder;
    settings.password_cost = {8192, 1};
    settings.random = seeded_random();
    return settings;
}

class TestStore {
  public:
    TestStore() : TestStore([](StoreSettings&) {}) {}
    explicit TestStore(const std::function<void(StoreSettings&)>& change)
        : settings_(store_settings(folder_ / "data")) {
        change(settings_);
        reopen();
    }

    Store* operator->() const { return store_.get(); }
    [[nodiscard]] Store& get() const { return *store_; }
    void close() { store_.reset(); }
    void reopen() {
        store_.reset();
        store_ = Store::open(settings_);
    }
    // As another program that has the file would.
    void alter(const std::string& sql) {
        close();
        {
            Connection connection(database_path(settings_.folder), Access::Write);
            connection.run_script("PRAGMA foreign_keys = OFF; " + sql);
        }
        reopen();
    }
    [[nodiscard]] const StoreSettings& settings() const { return settings_; }
    [[nodiscard]] const std::filesystem::path& folder() const { return settings_.folder; }

  private:
    TempDir folder_;
    StoreSettings settings_;
    std::unique_ptr<Store> store_;
};

inline const Instant morning = local("2026-11-25 09:00");

inline LodgeRequest lodging_at(Instant at, const Lodging& lodging = complaint()) {
    LodgeRequest request;
    request.lodging = lodging;
    request.terms = usual_terms();
    request.received_at = at;
    return request;
}

inline Lodged lodge(CaseStore& cases, const LodgeRequest& request = lodging_at(morning)) {
    auto outcome = cases.lodge(request);
    REQUIRE(std::holds_alternative<Lodged>(outcome));
    return std::get<Lodged>(std::move(outcome));
}

// An enabled account; its id.
inline StaffId add_staff(StaffStore& staff, const std::string& user_name = "thandi",
                         Role role = Role::CustomerCareOfficer, const std::string& office = "north") {
    auto outcome = staff.add({user_name, role, office, "correct horse battery"}, morning);
    REQUIRE(std::holds_alternative<StaffMember>(outcome));
    return std::get<StaffMember>(outcome).id;
}

// By the operator.
inline void set_disabled(Store& store, StaffId id, bool disabled) {
    REQUIRE(std::get<AccountChange>(store.accounts().set_disabled(id, disabled, {.at = morning})) ==
            AccountChange::Done);
}

inline const CaseScope everything{true, {}, true};

inline TakeStep step_of(const CaseReference& reference, const StepRequest& step) {
    return {reference, step, {}, {}, everything};
}

// A step that names nobody and no other case.
inline StepRequest plain_step(Step step, const Actor& by, Instant at) {
    StepRequest request = request_for(step, by, at);
    request.assignee.reset();
    request.duplicate_of.reset();
    request.complained_of.reset();
    return request;
}

inline std::string outcome_text(const StepOutcome& outcome) {
    if (const auto* taken = std::get_if<Taken>(&outcome))
        return std::string(taken->repeated ? "repeated " : "") + std::string(key_of(taken->file.now.state));
    if (const auto* refusal = std::get_if<Refusal>(&outcome))
        return outcome_text(std::variant<CaseEvent, Refusal>(*refusal));
    if (const auto* conflict = std::get_if<Conflict>(&outcome))
        return fmt::format("conflict with {} events", conflict->since.size());
    return std::holds_alternative<NoSuchCase>(outcome) ? "no such case" : "busy";
}

// "" if all is well, else the first fault.
inline std::string first_fault(const StoreSettings& settings) {
    const VerifyReport report = verify(settings);
    return report.faults.empty() ? "" : report.faults.front();
}

}  // namespace charter
