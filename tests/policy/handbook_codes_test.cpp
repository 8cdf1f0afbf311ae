// The handbook explains every code of a finding in the very words of the program. UPDATE_GOLDEN=1 rewrites its pages.
#include <cstdlib>

#include "generator/check/codes.h"
#include "tests/policy/handbook.h"
#include "tests/support/golden.h"

namespace charter::handbook_codes_test {
namespace {

std::string example(std::string_view title, std::string_view text) {
    std::string out = "\n" + std::string(title) + ":\n\n";
    for (const std::string& line : split(std::string(text), '\n')) out += "    " + line + "\n";
    return out;
}

std::string severity_of(const CodeEntry& entry) {
    const std::string word(key_of(entry.severity));
    return "**" + std::string(1, static_cast<char>(word[0] - 'a' + 'A')) + word.substr(1) + ".** ";
}

std::string explained(const CodeEntry& entry) {
    return "## " + std::string(entry.code) + "\n\n" + severity_of(entry) + std::string(entry.summary) +
           (entry.waivable == Waivable::Yes ? " It can be waived." : "") + "\n" + example("Wrong", entry.wrong) +
           example("Right", entry.right) + "\n";
}

}  // namespace

TEST_CASE("the handbook explains every code in the words of the program", "[handbook]") {
    std::map<std::string, std::string> groups;
    for (const CodeEntry& entry : all_codes()) groups[std::string(entry.group)] += explained(entry);
    CHECK(groups.size() == 4);
    const char* update = std::getenv("UPDATE_GOLDEN");
    for (const auto& [group, wanted] : groups) {
        const std::filesystem::path file = handbook_file("reference/findings/" + group);
        CAPTURE(group);
        std::string text = read_file(file);
        const std::string begin = text.substr(0, text.find("\n## ") + 1);
        const std::string page = begin + wanted.substr(0, wanted.size() - 1);
        if (update != nullptr && std::string_view(update) == "1") write_file_atomically(file, text = page);
        CHECK(first_difference(page, text) == "");
    }
}

TEST_CASE("the finding that the handbook shows is the one that the program prints", "[handbook]") {
    const std::string printed = source_text("tests/sites_invalid/standard-unit/expected.txt");
    const std::size_t at = printed.find("hint: ");
    const std::string hint = printed.substr(at, printed.find('\n', at) + 1 - at);
    for (const std::string page : {"editors/first-hour", "reference/findings/index"}) {
        const std::string text = read_file(handbook_file(page));
        CAPTURE(page, hint);
        CHECK(text.find("unknown unit \"dayz\" in a service standard [standard-unit]\n") != std::string::npos);
        CHECK(text.find("      " + hint) != std::string::npos);
    }
}

}  // namespace charter::handbook_codes_test
