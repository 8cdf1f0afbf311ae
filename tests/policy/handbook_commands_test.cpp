// Every command, argument, flag and setting of both programs is in the handbook, as their own help lists them.
#include "tests/policy/handbook.h"

namespace charter::handbook_commands_test {
namespace {

// The commands of a program against the page that explains them: a section for each command, an item for each
// argument and flag.
void check_commands(const std::string& program, std::size_t fewest) {
    const auto sections = sections_of(read_file(handbook_file("reference/" + program)));
    const std::vector<CommandHelp> all = help_of_all(program);
    CHECK(all.size() > fewest);
    for (const CommandHelp& command : all) {
        // A command that only has others, and the program itself.
        if (!command.commands.empty()) continue;
        CAPTURE(program, command.name);
        const auto section = sections.find(command.name);
        REQUIRE(section != sections.end());
        check_explains(section->second, command.arguments);
        check_explains(section->second, command.flags);
        for (const std::string& name : explained_in(section->second)) {
            CAPTURE(name);
            CHECK((command.arguments.contains(name) || command.flags.contains(name)));
        }
    }
}

}  // namespace

TEST_CASE("every command and flag of charter is in the handbook, and no other flag", "[handbook]") {
    check_commands("charter", 10);
}

TEST_CASE("every command and flag of charterd is in the handbook, and no other flag", "[handbook]") {
    check_commands("charterd", 6);
}

TEST_CASE("every setting of charterd is in the handbook, with its variable", "[handbook]") {
    const std::string settings = output_of("charterd", "settings");
    Names wanted = names_in(settings, std::regex("(?:^|\n)(--[a-z-]+)"));
    CHECK(wanted.size() > 5);
    wanted.merge(names_in(settings, std::regex(" (CHARTERD_[A-Z_]+)")));
    check_explains(sections_of(read_file(handbook_file("reference/charterd"))).at("Settings"), wanted);
}

}  // namespace charter::handbook_commands_test
