#include "generator/plan_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

#include "generator/all_commands.h"
#include "generator/content/read_content.h"
#include "generator/editions/due_work.h"
#include "generator/model/build_model.h"
#include "generator/shared/as_typed.h"
#include "generator/shared/parallel.h"

namespace charter {
namespace {

struct PlanRequest {
    std::filesystem::path site;
    Date today{};
    std::optional<Date> day;  // as asked for
    std::string format = "text";
};

int run_due(const PlanRequest& asked) {
    Diagnostics diagnostics;
    const unsigned jobs = available_jobs();
    const Site site = build_model(read_content(asked.site, jobs, diagnostics), jobs, diagnostics, {asked.today, true});
    if (diagnostics.has_errors()) {
        print_findings(diagnostics, asked.site);
        return ContentErrors;
    }
    const DueWork due = due_work(site, asked.today);
    if (asked.format == "json")
        fmt::print("{}", to_json(site, due, asked.today));
    else
        fmt::print("{}{}", to_text(site, due, asked.today),
                   as_typed(how_to_note_reviews(due, asked.day), asked.site.string()));
    return Done;
}

}  // namespace

std::function<std::optional<int>()> add_plan_commands(CLI::App& app, Date today) {
    const auto asked = std::make_shared<PlanRequest>();
    asked->today = today;
    CLI::App* listing =
        app.add_subcommand("due", "List what the publication calendar asks for now, and the pages to review");
    listing->add_option("--site", asked->site, "The site's folder")
        ->required()
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    add_day_option(
        *listing, "--today", [asked](Date day) { asked->day = asked->today = day; },
        "The day to list for; without it, today");
    listing->add_option("--format", asked->format, "How the list is printed")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str()
        ->type_name("");
    return [=]() -> std::optional<int> {
        if (listing->parsed()) return run_due(*asked);
        return std::nullopt;
    };
}

}  // namespace charter
