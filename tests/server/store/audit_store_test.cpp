#include "server/store/audit_store.h"

#include "tests/server/store/store_fixture.h"

namespace charter::audit_store_test {
namespace {

AuditEntry read_of(const CaseReference& reference, StaffId staff, Instant at) {
    AuditEntry entry = deed_of(staff_actor(staff, Role::HeadOffice), Deed::ReadCase, at);
    entry.reference = reference;
    return entry;
}

std::string describe(const AuditPage& page) {
    std::string text;
    for (const AuditLine& line : page.lines)
        text += fmt::format(
            "{}{} by {}; ", to_iso(line.at).substr(11, 5),
            line.step ? fmt::format(" step {}", key_of(*line.step)) : fmt::format(" {}", key_of(line.deed.value())),
            line.staff ? line.staff->value : 0);
    return text;
}

}  // namespace

TEST_CASE("reads and steps stand in one list, the newest first, and are narrowed", "[audit]") {
    TestStore store;
    const StaffId thandi = add_staff(store->staff());
    const StaffId head = add_staff(store->staff(), "head", Role::HeadOffice, "");
    const CaseReference one = lodge(store->cases()).reference;
    const CaseReference other = lodge(store->cases()).reference;
    using std::chrono::minutes;
    store->audit().note(read_of(one, head, morning + minutes(1)));
    REQUIRE(outcome_text(store->cases().take_step(step_of(
                one, plain_step(Step::Note, staff_actor(thandi, Role::CustomerCareOfficer), morning + minutes(2))))) ==
            "received");
    store->audit().note(read_of(other, head, morning + minutes(3)));
    CHECK(describe(store->audit().list({.from = morning + minutes(1)})) ==
          fmt::format("07:03 read-case by {1}; 07:02 step note by {0}; 07:01 "
                      "read-case by {1}; ",
                      thandi.value, head.value));
    CHECK(describe(store->audit().list({.reference = one})) ==
          fmt::format("07:02 step note by {}; 07:01 read-case by {}; ", thandi.value, head.value));
    CHECK(describe(store->audit().list({.staff = thandi})) == fmt::format("07:02 step note by {}; ", thandi.value));
    CHECK(describe(store->audit().list({.from = morning + minutes(1), .kind = AuditKind::Changes})) ==
          fmt::format("07:02 step note by {}; ", thandi.value));
    CHECK(store->audit().list({.kind = AuditKind::Reads}).lines.size() == 2);
    CHECK(describe(store->audit().list({.from = morning + minutes(2), .until = morning + minutes(3)})) ==
          fmt::format("07:02 step note by {}; ", thandi.value));
}

TEST_CASE("pages of the audit show each line once, though many stand at one moment", "[audit]") {
    TestStore store;
    const StaffId thandi = add_staff(store->staff());
    const CaseReference one = lodge(store->cases()).reference;
    for (int i = 0; i < 5; ++i) {
        store->audit().note(read_of(one, thandi, morning));
        (void)store->cases().take_step(
            step_of(one, plain_step(Step::Note, staff_actor(thandi, Role::CustomerCareOfficer), morning)));
    }
    const std::string whole = describe(store->audit().list({}));
    std::string paged;
    AuditFilter filter{.limit = 3};
    std::size_t pages = 0;
    do {
        const AuditPage page = store->audit().list(filter);
        paged += describe(page);
        filter.after = page.after;
        ++pages;
    } while (filter.after && pages < 20);
    CHECK(pages == 4);
    CHECK(paged == whole);
}

TEST_CASE("a reason opens a case to the one who gave it, for a while", "[audit]") {
    TestStore store;
    const StaffId head = add_staff(store->staff(), "head", Role::HeadOffice, "");
    const StaffId other = add_staff(store->staff(), "other", Role::HeadOffice, "");
    const CaseReference one = lodge(store->cases()).reference;
    AuditEntry entry = read_of(one, head, morning);
    entry.deed = Deed::GiveReason;
    entry.reason.text = "A request of the ombud.";
    REQUIRE_FALSE(store->audit().record(entry));
    CHECK(store->audit().gave_reason(head, one, morning));
    CHECK_FALSE(store->audit().gave_reason(head, one, morning + std::chrono::seconds(1)));
    CHECK_FALSE(store->audit().gave_reason(other, one, morning));
    CHECK_FALSE(store->audit().gave_reason(head, some_reference(3), morning));
    CHECK(store->audit().list({}).lines.front().reason == "A request of the ombud.");
}

TEST_CASE("what is noted for later is written by the next flush, in its order", "[audit]") {
    TestStore store;
    const StaffId thandi = add_staff(store->staff());
    const CaseReference one = lodge(store->cases()).reference;
    store->audit().note_later(read_of(one, thandi, morning));
    CHECK(store->audit().list({.kind = AuditKind::Reads}).lines.empty());
    store->audit().flush();
    CHECK(store->audit().list({.kind = AuditKind::Reads}).lines.size() == 1);
}

TEST_CASE("a full disk keeps nobody from reading, and the read is noted once there is room", "[audit]") {
    auto full = std::make_shared<bool>(false);
    TestStore store([&](StoreSettings& settings) {
        settings.before_statement = [full] {
            if (*full) throw SQLite::Exception("disk full", 13);
        };
    });
    const StaffId thandi = add_staff(store->staff());
    const CaseReference one = lodge(store->cases()).reference;
    *full = true;
    CHECK_NOTHROW(store->audit().note(read_of(one, thandi, morning)));
    CHECK_THROWS_AS(store->audit().record(read_of(one, thandi, morning)), StoreError);
    *full = false;
    store->audit().flush();
    CHECK(store->audit().list({.kind = AuditKind::Reads}).lines.size() == 1);
}

TEST_CASE("verify finds an entry of the audit that was altered, removed or added", "[audit]") {
    TestStore store;
    const StaffId thandi = add_staff(store->staff());
    const CaseReference one = lodge(store->cases()).reference;
    for (int i = 0; i < 3; ++i) store->audit().note(read_of(one, thandi, morning));
    CHECK(first_fault(store.settings()).empty());
    CHECK(verify(store.settings()).entries == 4);  // with the one of the account
    const std::string open = "DROP TRIGGER audit_stays; DROP TRIGGER audit_is_kept; ";
    const auto [change, fault] = GENERATE(table<std::string, std::string>({
        {"UPDATE audit SET staff = 99 WHERE id = 2", "entry 2 of the audit"},
        {"UPDATE audit SET at = at + 1 WHERE id = 1", "entry 1 of the audit"},
        {"UPDATE audit SET reason = 'x' WHERE id = 3", "entry 3 of the audit"},
        {"DELETE FROM audit WHERE id = 2", "entry 3 of the audit"},
        {"DELETE FROM audit WHERE id = 4", "after entry 3 of the audit"},
        {"DELETE FROM audit", "after entry 0 of the audit"},
    }));
    CAPTURE(change);
    store.alter(open + change);
    CHECK(first_fault(store.settings()).substr(0, fault.size()) == fault);
}

TEST_CASE("an entry of the audit cannot be changed or deleted by chance", "[audit]") {
    TestStore store;
    const StaffId thandi = add_staff(store->staff());
    store->audit().note(read_of(lodge(store->cases()).reference, thandi, morning));
    CHECK_THROWS(store.alter("UPDATE audit SET staff = 99"));
    store.reopen();
    CHECK_THROWS(store.alter("DELETE FROM audit"));
    store.reopen();
    CHECK(first_fault(store.settings()).empty());
}

}  // namespace charter::audit_store_test
