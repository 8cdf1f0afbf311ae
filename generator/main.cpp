// The program `charter`: its commands and exit codes. 0 published or nothing found, 1 content errors, 2 wrong usage,
// 3 the world failed (disk, a folder that cannot be read).
#include <fmt/format.h>
#ifdef CHARTER_MIMALLOC
#include <mimalloc.h>
#include <sys/mman.h>

#include <memory>
#endif

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include "generator/all_commands.h"
#include "generator/build/build.h"
#include "generator/build/own_findings.h"
#include "generator/build/progress.h"
#include "generator/check/report.h"
#include "generator/edition_commands.h"
#include "generator/editions/since_published.h"
#include "generator/plan_commands.h"
#include "generator/print_commands.h"
#include "generator/proof_commands.h"
#include "generator/serve_commands.h"
#include "generator/shared/as_typed.h"
#include "generator/shared/files.h"
#include "generator/translation_commands.h"

namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

using enum charter::ExitCode;
using charter::print_findings;

int run_build(const charter::BuildOptions& options) {
    const auto begin = Steady::now();
    charter::Diagnostics diagnostics;
    const charter::BuildOutcome outcome = charter::build_site(options, diagnostics);
    print_findings(diagnostics, options.site);
    if (!outcome.published) return ContentErrors;
    const std::chrono::duration<double> taken = Steady::now() - begin;
    fmt::print("{}: {} pages, {} files, {:.1f} s\n", options.out.string(), outcome.pages, outcome.files, taken.count());
    return Done;
}

struct CheckOutput {
    std::string format = "text";
    std::string handbook;
    std::string explain;
    fs::path published;  // --against; empty: not asked
};

int explain(const CheckOutput& output) {
    const std::string text = charter::explain_text(output.explain);
    if (text.empty()) {
        fmt::print(stderr, "charter: there is no code \"{}\"; --explain all lists every one\n", output.explain);
        return WrongUsage;
    }
    fmt::print("{}", output.format == "json" ? charter::explain_json(output.explain) : text);
    return Done;
}

// What publishing would change, as text or JSON; empty if it was not asked for.
std::string since_published(const charter::Site& site, const CheckOutput& output) {
    if (output.published.empty()) return {};
    const charter::Consequences found = charter::consequences_of(site, charter::read_published(output.published));
    return output.format == "json" ? charter::to_json(found) : charter::to_text(found);
}

// Drafts are no part of a check without --drafts; nobody is to sign them without knowing that they have mistakes.
void print_own_findings(const charter::CheckOptions& options, const charter::Site& site,
                        const charter::Diagnostics& found) {
    if (options.drafts) return;
    const std::string own = to_text(charter::own_findings_of_drafts(options, site, found));
    const std::string site_folder = options.site.string();
    if (!own.empty())
        fmt::print("{}: {}: {} shows them\n", site_folder, own,
                   charter::as_typed("charter check --drafts", site_folder));
}

int run_check(const charter::CheckOptions& options, bool strict, const CheckOutput& output) {
    if (!output.published.empty() && output.format == "sarif") {
        fmt::print(stderr, "charter: --against prints text or json, not sarif\n");
        return WrongUsage;
    }
    charter::Diagnostics diagnostics;
    const charter::Site site = charter::check_site(options, diagnostics);
    const std::string consequences = since_published(site, output);
    const bool failed = diagnostics.has_errors() || (strict && !diagnostics.is_clean());
    if (output.format == "json")
        fmt::print("{}", charter::to_json(options.site.string(), diagnostics.sorted(), consequences));
    else if (output.format == "sarif")
        fmt::print("{}", charter::to_sarif(diagnostics.sorted(), output.handbook));
    else
        print_findings(diagnostics, options.site);
    if (output.format == "text") fmt::print("{}", consequences);
    if (output.format == "text") {
        if (!failed) fmt::print("{}: {} pages, no errors\n", options.site.string(), site.pages.size());
        print_own_findings(options, site, diagnostics);
    }
    return failed ? ContentErrors : Done;
}

CLI::Option* add_site_option(CLI::App& command, charter::CheckOptions& options) {
    return command
        .add_option("--site", options.site, "The site's folder, with site.yaml and one folder for each language")
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
}

void add_aim_options(CLI::App& command, charter::CheckOptions& options) {
    command
        .add_option_function<std::string>(
            "--profile",
            [&options](const std::string& choice) {
                options.profile = choice == "publish" ? charter::Profile::Publish : charter::Profile::Draft;
            },
            "draft: missing approvals, reviews that are due and rules not met are warnings; publish: they are errors")
        ->check(CLI::IsMember({"draft", "publish"}))
        ->default_str("draft")
        ->type_name("");
    charter::add_day_option(
        command, "--today", [&options](charter::Date day) { options.today = day; },
        "The day for which reviews, editions and waivers are judged; without it, today in the site's time zone");
}

void add_common_options(CLI::App& command, charter::CheckOptions& options, bool& strict) {
    add_aim_options(command, options);
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

void add_format_option(CLI::App& command, std::string& format, const std::vector<std::string>& names) {
    command.add_option("--format", format, "How the result is printed; all but text go to standard output whole")
        ->check(CLI::IsMember(names))
        ->capture_default_str()
        ->type_name("");
}

void add_check_options(CLI::App& command, CheckOutput& output) {
    add_format_option(command, output.format, {"text", "json", "sarif"});
    command
        .add_option("--against", output.published,
                    "A built site: tell also what publishing this content would change of it, for whom")
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    command
        .add_option("--handbook", output.handbook,
                    "The address of the handbook's findings, to which the rules in SARIF link")
        ->type_name("URL");
    command
        .add_option("--explain", output.explain,
                    "Print what a code means, with a wrong and a right example, and check nothing; all: every code")
        ->type_name("CODE");
}

fs::path running_program() {
    std::error_code error;  // without /proc the themes beside the program are not looked for
    return fs::read_symlink("/proc/self/exe", error);
}

charter::Instant system_now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

int run(int count, char** arguments) {
    CLI::App app("Generates the site of a public body's service charters from its content folder.", "charter");
    app.require_subcommand(1);
    app.footer("Exit: 0 published or nothing found, 1 content errors, 2 wrong usage, 3 the world failed.");

    charter::BuildOptions options;
    options.program = running_program();
    bool strict = false;
    CLI::App* build = app.add_subcommand("build", "Generate a site and publish it; a failed build changes nothing");
    add_site_option(*build, options)->required();
    add_common_options(*build, options, strict);
    add_output_options(*build, options);
    CLI::App* check = app.add_subcommand("check", "Report every finding in one run and write nothing");
    CheckOutput output;
    CLI::Option* site = add_site_option(*check, options);
    add_common_options(*check, options, strict);
    add_check_options(*check, output);
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    const auto run_edition_command = charter::add_edition_commands(app, options.program, charter::Date{today});
    const auto run_plan_command = charter::add_plan_commands(app, charter::Date{today});
    const auto run_translation_command = charter::add_translation_commands(app);
    const auto run_proof_command = charter::add_proof_commands(app);
    const auto run_print_command = charter::add_print_commands(app, options.program, system_now);
    const auto run_serve_command = charter::add_serve_command(app, options.program, system_now);

    try {
        app.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? Done : WrongUsage;
    }
    if (const auto code = run_edition_command()) return *code;
    if (const auto code = run_plan_command()) return *code;
    if (const auto code = run_translation_command()) return *code;
    if (const auto code = run_proof_command()) return *code;
    if (const auto code = run_print_command()) return *code;
    if (const auto code = run_serve_command()) return *code;
    charter::ProgressLine line(stderr, Steady::now);
    options.progress = [&line](std::size_t done, std::size_t all) { line.show(done, all); };
    options.waiting = [] { fmt::print(stderr, "charter: waiting for another build of the same output\n"); };
    options.strict = strict;
    options.now = system_now();
    if (!check->parsed()) return run_build(options);
    if (!output.explain.empty()) return explain(output);
    if (site->empty()) return app.exit(CLI::RequiredError("--site")) == 0 ? Done : WrongUsage;
    return run_check(options, strict, output);
}

// A build takes and gives back small pieces on every core at once, and half of its time went to the C library's malloc
// and its locks: mimalloc (linked in place of it) halves the whole. Each page of 4 KiB that is touched first costs time
// too, most of all on a virtual machine: large ones are asked for where the system lends them, for the segment of 32
// MiB that was begun before main() too, and for the first of each thread, which the library would else begin with small
// ones. Memory that is free for a while is not given back, since that breaks large pages up and the next text needs it.
void prepare_memory() {
#ifdef CHARTER_MIMALLOC
    constexpr std::uintptr_t segment = std::uintptr_t{32} * 1024 * 1024;
    mi_option_enable(mi_option_large_os_pages);
    mi_option_set(mi_option_eager_commit_delay, 0);
    mi_option_disable(mi_option_allow_decommit);
    const auto first = std::make_unique<char>();
    void* const begin = first.get() - reinterpret_cast<std::uintptr_t>(first.get()) % segment;
    madvise(begin, segment, MADV_HUGEPAGE);  // no harm if it is refused
#endif
}

}  // namespace

int main(int count, char** arguments) {
    prepare_memory();
    try {
        return run(count, arguments);
    } catch (const std::filesystem::filesystem_error& failure) {
        fmt::print(stderr, "charter: {}: {}\n", failure.path1().string(), failure.code().message());
        return WorldFailed;
    } catch (const std::exception& failure) {
        fmt::print(stderr, "charter: {}\n", failure.what());
        return WorldFailed;
    }
}
