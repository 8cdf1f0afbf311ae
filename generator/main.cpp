// The program `charter`: its commands and exit codes. 0 published or nothing found, 1 content errors, 2 wrong usage,
// 3 the world failed (disk, a folder that cannot be read).
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

#include "generator/build/build.h"
#include "generator/build/progress.h"
#include "generator/edition_commands.h"
#include "generator/proof_commands.h"
#include "generator/shared/files.h"

namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

enum ExitCode { Done = 0, ContentErrors = 1, WrongUsage = 2, WorldFailed = 3 };

void print_findings(const charter::Diagnostics& diagnostics) {
    if (!diagnostics.empty()) fmt::print(stderr, "{}", charter::to_text(diagnostics.sorted()));
}

int run_build(const charter::BuildOptions& options) {
    const auto begin = Steady::now();
    charter::Diagnostics diagnostics;
    const charter::BuildOutcome outcome = charter::build_site(options, diagnostics);
    print_findings(diagnostics);
    if (!outcome.published) return ContentErrors;
    const std::chrono::duration<double> taken = Steady::now() - begin;
    fmt::print("{}: {} pages, {} files, {:.1f} s\n", options.out.string(), outcome.pages, outcome.files, taken.count());
    return Done;
}

int run_check(const charter::CheckOptions& options, bool strict) {
    charter::Diagnostics diagnostics;
    const std::size_t pages = charter::check_site(options, diagnostics);
    print_findings(diagnostics);
    if (diagnostics.has_errors() || (strict && !diagnostics.empty())) return ContentErrors;
    fmt::print("{}: {} pages, no errors\n", options.site.string(), pages);
    return Done;
}

void add_common_options(CLI::App& command, charter::CheckOptions& options, bool& strict) {
    command.add_option("--site", options.site, "The site's folder, with site.yaml and one folder for each language")
        ->required()
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    command
        .add_option("--theme", options.theme,
                    "A theme's folder. Without it: themes/NAME, NAME as in site.yaml, in the folders from the site's "
                    "upward, then in those from this program's upward. Files in the site's own folder theme/ are laid "
                    "over it")
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    command.add_option("--base-url", options.base_url, "The site's address, instead of base_url in site.yaml")
        ->type_name("URL");
    command.add_option("--jobs", options.jobs, "Threads to use; the output is the same whatever their number")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command.add_flag("--drafts", options.drafts, "Take in pages with `draft: true`");
    command.add_flag("--strict", strict, "Treat warnings as errors");
}

void add_output_options(CLI::App& command, charter::BuildOptions& options) {
    command
        .add_option_function<std::string>(
            "--sign-key", [&options](const std::string& file) { options.sign_key = charter::read_file(file); },
            "Sign the manifest with the secret key in this file (made with: charter keys FILE)")
        ->check(CLI::ExistingFile)
        ->type_name("FILE");
    command.add_flag(
        "--fresh", options.fresh,
        "Draw and write every page anew. Without it, what would come out the same as in the build before is "
        "taken over; the bytes are the same either way");
    command.add_option("--out", options.out, "Where the site is published: a link to the newest build beside it")
        ->required()
        ->type_name("PATH");
    command
        .add_option_function<std::string>(
            "--compress",
            [&options](const std::string& choice) {
                options.compression = choice == "off" ? charter::Compression::Off : charter::Compression::Auto;
            },
            "auto: .br and .gz copies beside every text file where they are smaller; off: none")
        ->check(CLI::IsMember({"auto", "off"}))
        ->default_str("auto")
        ->type_name("");
}

fs::path running_program() {
    std::error_code error;  // without /proc the themes beside the program are not looked for
    return fs::read_symlink("/proc/self/exe", error);
}

int run(int count, char** arguments) {
    CLI::App app("Generates the site of a public body's service charters from its content folder.", "charter");
    app.require_subcommand(1);
    app.footer("Exit: 0 published or nothing found, 1 content errors, 2 wrong usage, 3 the world failed.");

    charter::BuildOptions options;
    options.program = running_program();
    bool strict = false;
    CLI::App* build = app.add_subcommand("build", "Generate a site and publish it; a failed build changes nothing");
    add_common_options(*build, options, strict);
    add_output_options(*build, options);
    CLI::App* check = app.add_subcommand("check", "Report every finding in one run and write nothing");
    add_common_options(*check, options, strict);
    check->add_option("--format", "How findings are printed")
        ->check(CLI::IsMember({"text"}))
        ->default_str("text")
        ->type_name("");

    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    const auto run_edition_command = charter::add_edition_commands(app, options.program, charter::Date{today});
    const auto run_proof_command = charter::add_proof_commands(app);

    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? Done : WrongUsage;
    }
    if (const auto code = run_edition_command()) return *code;
    if (const auto code = run_proof_command()) return *code;
    charter::ProgressLine line(stderr, Steady::now);
    options.progress = [&line](std::size_t done, std::size_t all) { line.show(done, all); };
    options.waiting = [] { fmt::print(stderr, "charter: waiting for another build of the same output\n"); };
    options.strict = strict;
    return check->parsed() ? run_check(options, strict) : run_build(options);
}

}  // namespace

int main(int count, char** arguments) {
    try {
        return run(count, arguments);
    } catch (const std::exception& failure) {
        fmt::print(stderr, "charter: {}\n", failure.what());
        return WorldFailed;
    }
}
