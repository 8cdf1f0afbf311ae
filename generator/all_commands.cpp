#include "generator/all_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

namespace charter {

void print_findings(const Diagnostics& diagnostics) {
    if (!diagnostics.empty()) fmt::print(stderr, "{}", to_text(diagnostics.sorted()));
}

void print_errors(const Diagnostics& diagnostics) {
    std::vector<Diagnostic> errors = diagnostics.sorted();
    const std::size_t all = errors.size();
    std::erase_if(errors, [](const Diagnostic& found) { return found.severity != Severity::Error; });
    if (!errors.empty()) fmt::print(stderr, "{}", to_text(errors));
    if (const std::size_t others = all - errors.size(); others > 0)
        fmt::print(stderr, "{} other finding{}: charter check lists {}\n", others, others == 1 ? "" : "s",
                   others == 1 ? "it" : "them");
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
