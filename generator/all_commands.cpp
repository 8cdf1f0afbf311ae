#include "generator/all_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "generator/shared/as_typed.h"

namespace charter {
namespace {

void print_sorted(std::vector<Diagnostic> findings, const std::filesystem::path& site) {
    if (findings.empty()) return;
    for (Diagnostic& each : findings) each.hint = as_typed(each.hint, site.string());
    fmt::print(stderr, "{}", to_text(findings));
}

}  // namespace

void print_findings(const Diagnostics& diagnostics, const std::filesystem::path& site) {
    print_sorted(diagnostics.sorted(), site);
}

void print_errors(const Diagnostics& diagnostics, const std::filesystem::path& site) {
    std::vector<Diagnostic> errors = diagnostics.sorted();
    const std::size_t all = errors.size();
    std::erase_if(errors, [](const Diagnostic& found) { return found.severity != Severity::Error; });
    const std::size_t others = all - errors.size();
    print_sorted(std::move(errors), site);
    if (others > 0)
        fmt::print(stderr, "{} other finding{}: {} lists {}\n", others, others == 1 ? "" : "s",
                   as_typed("charter check", site.string()), others == 1 ? "it" : "them");
}

int refuse(ExitCode code, const std::string& sentence) {
    fmt::print(stderr, "charter: {}\n", sentence);
    return code;
}

void add_day_option(CLI::App& command, const std::string& name, const std::function<void(Date)>& take,
                    const std::string& description) {
    command
        .add_option_function<std::string>(
            name,
            [name, take](const std::string& written) {
                const auto day = parse_date(written);
                if (!day) throw CLI::ValidationError(name, "write year, month and day: 2026-06-15");
                take(*day);
            },
            description)
        ->type_name("YYYY-MM-DD");
}

}  // namespace charter
