// Runs a program of build/ as whoever types its name: what it printed where, and how it ended.
#pragma once

#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "tests/support/temp_dir.h"

namespace charter {

struct ProgramRun {
    int code = -1;  // -1: it did not end by itself
    std::string output;
    std::string errors;
};

// `arguments` as in a shell. They must hold nothing that the shell would take for its own.
inline ProgramRun run_program(const std::string& program, const std::string& arguments) {
    const TempDir folder;
    const std::string command = std::string(CHARTER_BINARY_DIR) + "/" + program + " " + arguments + " >" +
                                (folder / "output").string() + " 2>" + (folder / "errors").string() + " </dev/null";
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, slurp(folder / "output"), slurp(folder / "errors")};
}

}  // namespace charter
