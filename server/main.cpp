// The commands of charterd. Exit: 0 done, 1 verify found faults or there is no such case, 2 wrong usage, 3 the world
// failed.
#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "server/commands.h"
#include "server/import.h"
#include "server/recalculate.h"
#include "server/serve.h"
#include "server/system_clock.h"

namespace {

using charter::SettingValues;

void add_settings(CLI::App& command, SettingValues& flags) {
    for (const charter::Setting& setting : charter::all_settings()) {
        const std::string name(setting.name);
        const std::string meaning = setting.fallback.empty()
                                        ? std::string(setting.meaning)
                                        : fmt::format("{} [{}]", setting.meaning, setting.fallback);
        if (name == "demo")
            command.add_flag_callback(
                "--demo", [&flags] { flags["demo"] = "yes"; }, meaning);
        else
            command.add_option_function<std::string>(
                "--" + name, [&flags, name](const std::string& value) { flags[name] = value; }, meaning);
    }
}

std::optional<std::string> from_environment(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return value;
}

int run(int argc, char** argv) {
    CLI::App app{"charterd keeps the cases of a body's charter: lodging, tracking, the case desk."};
    app.require_subcommand(1);
    app.set_help_all_flag("--help-all", "Help for every command");

    SettingValues flags;
    CLI::App* serve = app.add_subcommand("serve", "Serve the published site, the forms and the case desk");
    add_settings(*serve, flags);

    charter::UserAddOptions user;
    CLI::App* users = app.add_subcommand("user", "Accounts of staff; stop the server first");
    users->require_subcommand(1);
    CLI::App* user_add = users->add_subcommand("add", "Make an account; prints a password unless one is given");
    user_add->add_option("name", user.name, "User name: 3 to 64 of a-z 0-9 . - _ @")->required();
    user_add
        ->add_option(
            "--role", user.role,
            "customer-care-assistant, customer-care-officer, supervisor, head-office, auditor or administrator")
        ->required();
    user_add->add_option("--office", user.office, "Office id, as in the site's data/offices.yaml");
    user_add->add_option("--data", user.data, "The folder of the database")->required();
    user_add->add_option("--site", user.site, "The published site, to check the office against");
    user_add->add_flag("--password-stdin", user.password_from_input, "Read the password from the first line of input");
    user_add->add_flag("--demo", user.demo, "The database is a demonstration's");

    CLI::App* user_invite = users->add_subcommand(
        "invite", "Make an account; prints a one-time link with which its owner chooses a password");
    user_invite->add_option("name", user.name, "User name: 3 to 64 of a-z 0-9 . - _ @")->required();
    user_invite->add_option("--role", user.role, "As for user add")->required();
    user_invite->add_option("--office", user.office, "Office id, as in the site's data/offices.yaml");
    user_invite->add_option("--data", user.data, "The folder of the database")->required();
    user_invite->add_option("--site", user.site, "The published site, for the office and the link's address");
    user_invite->add_flag("--demo", user.demo, "The database is a demonstration's");
    charter::UserOptions account;
    const auto add_account_command = [&](const char* name, const char* about) {
        CLI::App* command = users->add_subcommand(name, about);
        command->add_option("name", account.name, "The account's user name")->required();
        command->add_option("--data", account.data, "The folder of the database")->required();
        command->add_flag("--demo", account.demo, "The database is a demonstration's");
        return command;
    };
    CLI::App* user_reset = add_account_command("reset", "Print a one-time link for a new password");
    user_reset->add_option("--site", account.site, "The published site, for the link's address");
    CLI::App* user_disable = add_account_command("disable", "Keep an account from signing in, and end its sessions");
    CLI::App* user_enable = add_account_command("enable", "Let a disabled account sign in again");

    charter::CaseOptions one_case;
    CLI::App* show = app.add_subcommand("case", "Show one case: its state and steps, without what people wrote");
    show->add_option("reference", one_case.reference, "As on the ticket")->required();
    show->add_option("--data", one_case.data, "The folder of the database")->required();
    show->add_flag("--working", one_case.working, "Print how every date was counted, day by day");

    charter::CommentsOptions comments;
    CLI::App* commenting =
        app.add_subcommand("comments", "Write what people said in comment rounds as a table, for a spreadsheet");
    commenting->add_option("--data", comments.data, "The folder of the database")->required();
    commenting->add_option("--page", comments.page, "Only those about this page, for example about/policy");
    commenting->add_option("--csv", comments.csv, "The file to write, for its owner alone; without it, the output");
    commenting->add_option("--erase-email", comments.erase_email,
                           "Erase every comment with this e-mail; stop the server first");
    commenting->add_flag("--demo", comments.demo, "The database is a demonstration's");

    charter::RecalculateOptions declared;
    CLI::App* recalculating =
        app.add_subcommand("recalculate", "Move the dates of running cases after a public holiday was declared");
    recalculating->add_option("--site", declared.site, "The published site, with the holiday")
        ->envname(charter::environment_name("site"))
        ->required();
    recalculating->add_option("--data", declared.data, "The folder of the database; stop the server first")->required();
    recalculating->add_flag("--dry-run", declared.dry_run, "Print what would move and write nothing");
    recalculating->add_flag("--demo", declared.demo, "The database is a demonstration's");

    charter::ImportOptions table;
    CLI::App* importing = app.add_subcommand("import", "Make cases of what another system recorded, from its table");
    importing->add_option("file", table.file, "The table, CSV in UTF-8")->required();
    importing->add_option("--mapping", table.mapping, "Which column is which field, YAML")->required();
    importing->add_option("--site", table.site, "The published site")
        ->envname(charter::environment_name("site"))
        ->required();
    importing->add_option("--data", table.data, "The folder of the database; stop the server first")->required();
    importing->add_flag("--dry-run", table.dry_run, "Print every bad row and write nothing");
    importing->add_flag("--skip-bad-rows", table.skips_bad_rows, "Import the good rows where others are bad");
    importing->add_flag("--demo", table.demo, "The database is a demonstration's");

    charter::RetentionOptions kept;
    CLI::App* retention = app.add_subcommand(
        "retention", "List the cases and calls whose time is over; two persons delete them, at the desk");
    retention->add_option("--data", kept.data, "The folder of the database")->required();
    retention->add_option("--site", kept.site, "The published site, which says how long they are kept")
        ->envname(charter::environment_name("site"))
        ->required();
    retention->add_option("--today", kept.today, "Another day than this, YYYY-MM-DD");

    std::string data;
    CLI::App* verify = app.add_subcommand("verify", "Prove that nothing in the database was altered");
    verify->add_option("--data", data, "The folder of the database")->required();

    charter::DemoCommandOptions sample;
    CLI::App* demo = app.add_subcommand("demo", "Make a demonstration's database with the site's sample cases");
    demo->add_option("--site", sample.site, "The published site")
        ->envname(charter::environment_name("site"))
        ->required();
    demo->add_option("--data", sample.data, "The folder to make it in")->required();
    demo->add_option("--cases", sample.cases, "How many cases to make up besides, over two years")
        ->capture_default_str();
    demo->add_option("--seed", sample.seed, "The same seed and day give the same database, its key and password too");
    demo->add_option("--until", sample.until, "The day on which they end, YYYY-MM-DD; without it, now");

    CLI::App* settings = app.add_subcommand("settings", "List the settings of serve");

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& fault) {
        return app.exit(fault) == 0 ? 0 : 2;
    }
    if (*serve) return charter::serve(charter::resolve_settings(flags, from_environment));
    if (*user_add) return charter::add_user(user, std::cin, std::cout);
    if (*user_invite) return charter::invite_user(user, std::cout);
    if (*user_reset) return charter::reset_user(account, std::cout);
    if (*user_disable) return charter::set_user_state(account, charter::AccountState::Disabled, std::cout);
    if (*user_enable) return charter::set_user_state(account, charter::AccountState::Enabled, std::cout);
    if (*show) return charter::show_case(one_case, std::cout);
    if (*commenting) return charter::list_comments(comments, std::cout);
    if (*importing) return charter::import_cases(table, charter::system_now(), std::cout);
    if (*recalculating) return charter::recalculate(declared, charter::system_now(), std::cout);
    if (*retention) return charter::list_retention(kept, charter::system_now(), std::cout);
    if (*verify) return charter::verify_database(data, isatty(STDERR_FILENO) != 0, std::cout, std::cerr);
    if (*demo) return charter::make_demo_database(sample, isatty(STDERR_FILENO) != 0, std::cout, std::cerr);
    if (*settings) return charter::list_settings(std::cout);
    return 2;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const charter::SettingsError& fault) {
        std::fprintf(stderr, "charterd: %s\n", fault.what());
        return 2;
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "charterd: %s\n", fault.what());
        return 3;
    }
}
