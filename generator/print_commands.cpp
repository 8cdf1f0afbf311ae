#include "generator/print_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "generator/all_commands.h"
#include "generator/build/progress.h"
#include "generator/print/print_site.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

struct PrintRequest {
    PrintOptions options;
    bool strict = false;
};

int refuse_names(const PrintOutcome& outcome) {
    for (const std::string& name : outcome.unknown) {
        const auto near = nearest_name(name, outcome.known);
        fmt::print(stderr, "charter: there is nothing to print called \"{}\"{}\n", name,
                   near ? fmt::format("; did you mean \"{}\"?", *near) : std::string());
    }
    std::string known;
    for (const std::string& name : outcome.known) known += (known.empty() ? "" : ", ") + name;
    fmt::print(stderr, "charter: there are: {}\n", known);
    return WrongUsage;
}

void print_written(const PrintOptions& options, const PrintOutcome& outcome) {
    for (const WrittenPaper& paper : outcome.papers) {
        const std::string path = (options.out / paper.path).string();
        if (paper.pages == 0)
            fmt::print("{}\n", path);
        else
            fmt::print("{}: {} {}\n", path, paper.pages, paper.pages == 1 ? "page" : "pages");
    }
}

int run_print(PrintRequest& asked, PaperKind kind, const std::function<Instant()>& now) {
    PrintOptions& options = asked.options;
    options.kind = kind;
    options.now = now();
    Diagnostics diagnostics;
    PrintOutcome outcome;
    {
        ProgressLine line(stderr, std::chrono::steady_clock::now, "papers");
        options.progress = [&line](std::size_t done, std::size_t all) { line.show(done, all); };
        outcome = print_site(options, diagnostics);
    }
    print_findings(diagnostics, options.site);
    if (!outcome.unknown.empty()) return refuse_names(outcome);
    if (!outcome.is_drawn) return ContentErrors;
    print_written(options, outcome);
    for (const std::string& office : outcome.without_poster)
        fmt::print(stderr, "no poster for {}: neither it nor an office above it has a charter in that language\n",
                   office);
    if (kind == PaperKind::Distribution) fmt::print("{}\n", (options.out / "distribution.csv").string());
    return asked.strict && !diagnostics.is_clean() ? ContentErrors : Done;
}

void add_common_options(CLI::App& command, PrintRequest& asked) {
    PrintOptions& options = asked.options;
    command.add_option("--site", options.site, "The site's folder")
        ->required()
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    command.add_option("--out", options.out, "The folder for the papers, one folder in it for each language")
        ->required()
        ->type_name("FOLDER");
    command.add_option("--language", options.languages, "Only this language; may be given several times")
        ->type_name("CODE")
        ->allow_extra_args(false);
    command.add_flag("--pdf", options.pdf, "A PDF of each too, through WeasyPrint");
    command.add_option("--base-url", options.base_url, "The site's address, instead of base_url in site.yaml")
        ->type_name("URL");
    command.add_option("--theme", options.theme, "A theme's folder, as for build")
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    command.add_option("--jobs", options.jobs, "Threads, and PDF files at a time, to use")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command.add_flag("--drafts", options.drafts, "Take in drafts and editions that are still to come");
    command.add_flag("--strict", asked.strict, "Treat warnings as errors: exit 1. The papers are written all the same");
    add_day_option(
        command, "--today", [&options](Date day) { options.today = day; },
        "The day for which the edition is chosen; without it, today in the site's time zone");
}

void add_paper_option(CLI::App& command, PrintOptions& options, const std::string& other) {
    command
        .add_option_function<std::string>(
            "--paper",
            [&options, other](const std::string& choice) {
                options.sizes = choice == "both" ? std::vector<std::string>{"a4", other} : std::vector{choice};
            },
            "The sheet")
        ->check(CLI::IsMember({std::string("a4"), other, std::string("both")}))
        ->default_str("a4")
        ->type_name("");
}

}  // namespace

std::function<std::optional<int>()> add_print_commands(CLI::App& app, const std::filesystem::path& program,
                                                       const std::function<Instant()>& now) {
    const auto asked = std::make_shared<PrintRequest>();
    asked->options.program = program;

    CLI::App* poster = app.add_subcommand(
        "poster", "One sheet for the wall of each office: its promises, how to complain, and a QR code");
    poster->add_option("OFFICE", asked->options.wanted, "Only these offices, by id");
    add_common_options(*poster, *asked);
    add_paper_option(*poster, asked->options, "a3");
    poster
        ->add_option("--promises", asked->options.promises,
                     "How many promises stand on it: the first of the charter; the rest are counted")
        ->check(CLI::Range(1, 20))
        ->capture_default_str();

    CLI::App* booklet = app.add_subcommand("booklet", "Each charter and each manual as a booklet");
    booklet->add_option("DOCUMENT", asked->options.wanted,
                        "Only these, for example charters/metro-south, or manual for all its chapters");
    add_common_options(*booklet, *asked);
    add_paper_option(*booklet, asked->options, "a5");

    CLI::App* distribution =
        app.add_subcommand("distribution", "Which papers each office gets, as a list to tick off and as CSV");
    add_common_options(*distribution, *asked);

    return [=]() -> std::optional<int> {
        if (poster->parsed()) return run_print(*asked, PaperKind::Poster, now);
        if (booklet->parsed()) return run_print(*asked, PaperKind::Booklet, now);
        if (distribution->parsed()) return run_print(*asked, PaperKind::Distribution, now);
        return std::nullopt;
    };
}

}  // namespace charter
