#include "generator/serve_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string_view>

#include "generator/all_commands.h"
#include "generator/serve/serve.h"

namespace charter {

std::function<std::optional<int>()> add_serve_command(CLI::App& app, const std::filesystem::path& program,
                                                      const std::function<Instant()>& now) {
    const auto options = std::make_shared<ServeOptions>();
    options->check.program = program;
    options->now = now;
    options->ready = [](std::string_view address) {
        fmt::print("Preview: {}\nIt follows what you save. Ctrl-C stops it.\n", address);
        std::fflush(stdout);
    };
    options->log = [](std::string_view line) { fmt::print(stderr, "charter: {}\n", line); };
    CLI::App* serve = app.add_subcommand(
        "serve", "Show a site while it is edited, drafts too: the page in the browser follows each save");
    serve->add_option("--site", options->check.site, "The site's folder")
        ->required()
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    serve->add_option("--theme", options->check.theme, "A theme's folder, as for build")
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    serve->add_option("--port", options->port, "The port on this machine; 0: any that is free")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    serve
        ->add_option("--against", options->published,
                     "A built site: the preview tells what publishing would change of it, for whom")
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    add_day_option(
        *serve, "--today", [options](Date day) { options->check.today = day; },
        "The day to judge reviews, editions and waivers for; without it, today");
    return [=]() -> std::optional<int> {
        if (!serve->parsed()) return std::nullopt;
        serve_preview(*options);
        return Done;
    };
}

}  // namespace charter
