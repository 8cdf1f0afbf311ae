// What the commands of charter share: their exit codes and the options that several of them take.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "generator/shared/calendar.h"
#include "generator/shared/diagnostics.h"

namespace CLI {
class App;
}

namespace charter {

// 1: what was asked about does not hold, the content first of all. 3: disk, network, another program.
enum ExitCode { Done = 0, ContentErrors = 1, WrongUsage = 2, WorldFailed = 3 };

// To the terminal, where there are any. The commands in their hints can be pasted: they are for this `site`.
void print_findings(const Diagnostics& diagnostics, const std::filesystem::path& site);

// Only the errors, for a command that they stop, and how many other findings there are.
void print_errors(const Diagnostics& diagnostics, const std::filesystem::path& site);

// Says on the error stream why the command stops; gives `code` back.
int refuse(ExitCode code, const std::string& sentence);

// An option for a day, written YYYY-MM-DD; anything else is wrong usage.
void add_day_option(CLI::App& command, const std::string& name, const std::function<void(Date)>& take,
                    const std::string& description);

}  // namespace charter
