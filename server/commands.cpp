#include "server/commands.h"

#include <fmt/format.h>

#include <chrono>
#include <istream>
#include <ostream>

#include "generator/shared/csv.h"
#include "generator/shared/files.h"
#include "server/cases/permissions.h"
#include "server/cases/scope.h"
#include "server/demo/demo.h"
#include "server/handlers/published.h"
#include "server/new_password.h"
#include "server/settings.h"
#include "server/staff/repeatable_secrets.h"
#include "server/store/account_store.h"
#include "server/store/case_store.h"
#include "server/store/comment_store.h"
#include "server/store/staff_store.h"
#include "server/store/verify.h"
#include "server/system_clock.h"

namespace charter {
namespace {

constexpr std::chrono::hours demo_day_ends{12};  // in UTC

std::string_view words_of(PasswordFault fault) {
    switch (fault) {
        case PasswordFault::TooShort:
            return "the password is shorter than 12 bytes";
        case PasswordFault::TooLong:
            return "the password is longer than 128 bytes";
        case PasswordFault::Common:
            return "the password is one that many people use";
        case PasswordFault::ContainsUserName:
            return "the password is the user name with a little added";
        case PasswordFault::MadeOfNames:
            return "the password is made of names that everybody here knows";
    }
    return "";
}

Role needed_role(const std::string& text) {
    const auto role = find_role(text);
    if (role) return *role;
    std::string roles;
    for (const Role one : all_roles()) roles += fmt::format("{}{}", roles.empty() ? "" : ", ", key_of(one));
    throw SettingsError(fmt::format("--role {}: write one of {}", text, roles));
}

void check_office(const UserAddOptions& options, Role role) {
    const bool needs_office = may(role, Permission::WorkOnCases);
    if (options.office.empty() && needs_office) throw SettingsError("--office is missing: this role belongs to one");
    if (options.site.empty() || options.office.empty()) return;
    const auto site = load_published(options.site);
    if (find_office(site->catalogue, options.office) == nullptr)
        throw SettingsError(fmt::format("--office {}: the site has no such office", options.office));
}

std::unique_ptr<Store> open_to_write(const std::string& data, bool demo) {
    StoreSettings settings;
    settings.folder = data;
    settings.kind = demo ? DatabaseKind::Demo : DatabaseKind::Real;
    return Store::open(settings);
}

[[noreturn]] void fail(AddStaffFault fault, const std::string& name) {
    throw SettingsError(fault == AddStaffFault::NameTaken
                            ? fmt::format("there is an account {} already", name)
                            : fmt::format("{}: a user name has 3 to 64 of a-z 0-9 . - _ @", name));
}

StaffMember needed_account(Store& store, const std::string& name) {
    const auto member = store.staff().find_by_name(name);
    if (!member) throw SettingsError(fmt::format("there is no account {}", name));
    return *member;
}

void print_link(const StaffLink& link, const std::string& site, std::ostream& output) {
    std::string base;
    if (!site.empty()) base = load_published(site)->catalogue.base_url;
    if (base.ends_with('/')) base.pop_back();
    output << fmt::format("{}/staff/link/{}\nIt works once, until {}. It is not shown again.\n", base, link.token,
                          to_iso(link.until));
}

StoreSettings read_only(const std::filesystem::path& folder) {
    StoreSettings settings;
    settings.folder = folder;
    settings.access = Access::ReadOnly;
    settings.readers = 1;
    return settings;
}

void print_case(const Case& now, const std::vector<CaseEvent>& events, std::ostream& output) {
    output << fmt::format("{}  {}  {}  office {}  received {}\n", now.reference.in_groups(), key_of(now.lodging.kind),
                          key_of(now.state), now.office, to_iso(now.received_at));
    for (const CaseEvent& event : events) {
        output << fmt::format("  {:>3}  {}  {:<18} {}", event.sequence, to_iso(event.at), key_of(event.step),
                              key_of(event.by.kind));
        if (event.by.staff) output << fmt::format(" {}", event.by.staff->value);
        output << '\n';
    }
}

}  // namespace

int add_user(const UserAddOptions& options, std::istream& input, std::ostream& output) {
    const Role role = needed_role(options.role);
    check_office(options, role);
    ready_secrets();
    NewStaff person{options.name, role, options.office, new_password()};
    if (options.password_from_input) std::getline(input, person.password);
    const auto store = open_to_write(options.data, options.demo);
    const auto added = store->staff().add(person, system_now());
    if (const auto* fault = std::get_if<PasswordFault>(&added)) throw SettingsError(std::string(words_of(*fault)));
    if (const auto* fault = std::get_if<AddStaffFault>(&added)) fail(*fault, options.name);
    if (!std::holds_alternative<StaffMember>(added))
        throw StoreError("the account was not made: the store is stopping");
    output << fmt::format("Made the account {} ({}).\n", std::get<StaffMember>(added).user_name, key_of(role));
    if (options.site.empty() && !options.office.empty())
        output << fmt::format("The office {} was not looked up; with --site it is.\n", options.office);
    if (!options.password_from_input) output << fmt::format("Password: {}\nIt is not shown again.\n", person.password);
    return 0;
}

int invite_user(const UserAddOptions& options, std::ostream& output) {
    const Role role = needed_role(options.role);
    check_office(options, role);
    ready_secrets();
    const auto store = open_to_write(options.data, options.demo);
    const auto made = store->accounts().invite({options.name, role, options.office}, {.at = system_now()});
    if (const auto* fault = std::get_if<AddStaffFault>(&made)) fail(*fault, options.name);
    if (!std::holds_alternative<StaffLink>(made)) throw StoreError("the account was not made: the store is stopping");
    const StaffLink& link = std::get<StaffLink>(made);
    output << fmt::format("Made the account {} ({}). Its owner chooses a password at:\n", link.member.user_name,
                          key_of(role));
    print_link(link, options.site, output);
    return 0;
}

int reset_user(const UserOptions& options, std::ostream& output) {
    ready_secrets();
    const auto store = open_to_write(options.data, options.demo);
    const StaffMember member = needed_account(*store, options.name);
    const auto made = store->accounts().make_reset(member.id, {.at = system_now()});
    if (std::holds_alternative<std::nullopt_t>(made))
        throw SettingsError(fmt::format("the account {} is disabled; enable it first", options.name));
    if (!std::holds_alternative<StaffLink>(made)) throw StoreError("no link was made: the store is stopping");
    output << fmt::format("The owner of the account {} chooses a new password at:\n", member.user_name);
    print_link(std::get<StaffLink>(made), options.site, output);
    return 0;
}

int set_user_state(const UserOptions& options, AccountState state, std::ostream& output) {
    ready_secrets();
    const auto store = open_to_write(options.data, options.demo);
    const StaffMember member = needed_account(*store, options.name);
    const bool disabled = state == AccountState::Disabled;
    const auto done = store->accounts().set_disabled(member.id, disabled, {.at = system_now()});
    const auto* change = std::get_if<AccountChange>(&done);
    if (change == nullptr) throw StoreError("nothing was changed: the store is stopping");
    if (*change == AccountChange::LastManager)
        throw SettingsError(
            fmt::format("{} is the last account that can manage accounts; add another one first", options.name));
    output << fmt::format("The account {} {}.\n", member.user_name,
                          disabled ? "is disabled, and its sessions have ended" : "can sign in");
    return 0;
}

int show_case(const CaseOptions& options, std::ostream& output) {
    auto parsed = CaseReference::parse(options.reference);
    const auto* reference = std::get_if<CaseReference>(&parsed);
    if (reference == nullptr)
        throw SettingsError(fmt::format("{} is no reference: one of its signs is mistyped", options.reference));
    ready_secrets();
    const auto store = Store::open(read_only(options.data));
    const auto file = store->cases().find_case(*reference, every_case());
    if (!file) {
        output << "There is no such case.\n";
        return 1;
    }
    if (options.working)
        output << working_text(file->now, system_now());
    else
        print_case(file->now, file->events, output);
    return 0;
}

int list_comments(const CommentsOptions& options, std::ostream& output) {
    ready_secrets();
    if (!options.erase_email.empty()) {
        const auto store = open_to_write(options.data, options.demo);
        const std::size_t erased = store->comments().erase_of(options.erase_email, system_now());
        output << fmt::format("{} comments were erased.\n", erased);
        return erased == 0 ? 1 : 0;
    }
    const auto store = Store::open(read_only(options.data));
    std::string table = csv_line({"page", "received_at", "language", "comment", "name", "email"});
    const std::vector<PageComment> comments = store->comments().list(options.page);
    for (const PageComment& each : comments)
        table += csv_line({each.page, to_iso(each.received_at), each.language, each.text, each.name, each.email});
    if (options.csv.empty()) {
        output << table;
        return 0;
    }
    write_file_for_owner(options.csv, std::string(csv_mark) + table);
    output << fmt::format("{}: {} comments\n", options.csv, comments.size());
    return 0;
}

int verify_database(const std::filesystem::path& data, bool shows_progress, std::ostream& output,
                    std::ostream& progress) {
    ready_secrets();
    std::function<void(std::size_t, std::size_t)> show;
    if (shows_progress)
        show = [&](std::size_t done, std::size_t all) {
            progress << fmt::format("\r{} of {} cases", done, all) << std::flush;
        };
    const VerifyReport report = verify(read_only(data), show);
    if (shows_progress) progress << '\n';
    for (const std::string& fault : report.faults) output << fault << '\n';
    output << fmt::format(
        "{} cases, {} events, {} entries of the audit, {} files, {}\n", report.cases, report.events, report.entries,
        report.files, report.faults.empty() ? "nothing was altered" : fmt::format("{} faults", report.faults.size()));
    return report.faults.empty() ? 0 : 1;
}

int make_demo_database(const DemoCommandOptions& options, bool shows_progress, std::ostream& output,
                       std::ostream& progress) {
    if (options.seed)
        ready_repeatable_secrets(*options.seed);
    else
        ready_secrets();
    DemoOptions demo{
        options.site, options.data, new_password(), system_now(), options.cases, options.seed.value_or(1), {}};
    if (!options.until.empty()) {
        const auto day = parse_date(options.until);
        if (!day) throw SettingsError(fmt::format("--until {}: write a day as 2026-11-28", options.until));
        demo.now = *day + demo_day_ends;
    }
    if (shows_progress)
        demo.progress = [&](std::uint64_t done, std::uint64_t all) {
            progress << fmt::format("\r{} of {} cases{}", done, all, done == all ? "\n" : "") << std::flush;
        };
    output << make_demo(demo);
    return 0;
}

int list_settings(std::ostream& output) {
    for (const Setting& setting : all_settings())
        output << fmt::format("--{:<9} {:<19} {}{}\n", setting.name, environment_name(setting.name), setting.meaning,
                              setting.fallback.empty() ? "" : fmt::format(" [{}]", setting.fallback));
    return 0;
}

}  // namespace charter
