// The one-line errors that an operator can meet are in the handbook, and those in it are in the programs.
#include <algorithm>

#include "tests/policy/handbook.h"

namespace charter::handbook_messages_test {
namespace {

// A message as the handbook writes it: "there is no database ..." as its parts in order.
using Fragments = std::vector<std::string>;

Fragments fragments_of(const std::string& written) {
    Fragments fragments;
    for (std::size_t at = 0; at <= written.size();) {
        const std::size_t end = std::min(written.find("...", at), written.size());
        const std::string part(trim(std::string_view(written).substr(at, end - at)));
        if (!part.empty()) fragments.push_back(part);
        at = end + 3;
    }
    return fragments;
}

// A word alone, such as "cannot ...", says too little to be the explanation of a whole sentence.
bool fits(const Fragments& fragments, const std::string& text) {
    constexpr std::size_t telling = 10;
    std::size_t at = 0;
    std::size_t size = 0;
    for (const std::string& fragment : fragments) {
        const std::size_t found = text.find(fragment, at);
        if (found == std::string::npos) return false;
        at = found + fragment.size();
        size += fragment.size();
    }
    return size >= telling;
}

// A source with the texts that stand in several parts put together.
std::string with_whole_texts(const std::string& path) {
    return std::regex_replace(source_text(path), std::regex("\"\\s*\\n\\s*\""), "");
}

// The texts of three words or more that are thrown, up to the end of the statement.
std::vector<std::string> thrown_in(const std::string& path) {
    static const std::regex thrown(
        "\\b(?:StoreError|SettingsError|std::runtime_error)\\([^;]*?(?:\"[^\"]*\"[^;\"]*)+;");
    static const std::regex text("\"([^\"]*[a-z]+ [a-z-]+ [^\"]*)\"");
    std::vector<std::string> texts;
    const std::string source = with_whole_texts(path);
    for (std::sregex_iterator at(source.begin(), source.end(), thrown); at != std::sregex_iterator(); ++at)
        for (const std::string& each : names_in((*at)[0], text)) texts.push_back(each);
    return texts;
}

std::vector<Fragments> documented() {
    std::vector<Fragments> messages;
    for (const std::string& line : split(read_file(handbook_file("operators/messages")), '\n')) {
        if (!line.starts_with("- `")) continue;
        const std::size_t end = line.find("`: ");
        for (const std::string& written : names_in(line.substr(0, end + 1), std::regex("`([^`]+)`")))
            messages.push_back(fragments_of(written));
    }
    return messages;
}

}  // namespace

TEST_CASE("every one-line error of charterd that an operator can mend is in the handbook", "[handbook]") {
    const std::vector<Fragments> messages = documented();
    std::size_t count = 0;
    for (const std::string path :
         {"server/store/data_folder.cpp", "server/store/schema.cpp", "server/store/store.cpp",
          "server/store/verify.cpp", "server/http/listener.cpp", "server/handlers/published.cpp", "server/settings.cpp",
          "server/serve.cpp", "server/commands.cpp", "server/demo/demo.cpp"}) {
        for (const std::string& text : thrown_in(path)) {
            CAPTURE(path, text);
            CHECK(std::any_of(messages.begin(), messages.end(),
                              [&](const Fragments& message) { return fits(message, text); }));
            ++count;
        }
    }
    CHECK(count > 20);
}

TEST_CASE("every error in the handbook is in the programs", "[handbook]") {
    std::vector<std::string> sources;
    for (const std::string folder : {"server", "generator"})
        for (const std::string& file : list_files(std::filesystem::path(CHARTER_SOURCE_DIR) / folder))
            if (file.ends_with(".cpp")) sources.push_back(with_whole_texts(folder + "/" + file));
    for (const Fragments& message : documented()) {
        for (const std::string& fragment : message) {
            CAPTURE(fragment);
            CHECK(std::any_of(sources.begin(), sources.end(),
                              [&](const std::string& source) { return source.find(fragment) != std::string::npos; }));
        }
    }
}

TEST_CASE("every command of the script dev is in the handbook", "[handbook]") {
    std::string handbook;
    for (const std::string& file : list_files(handbook_file("index").parent_path()))
        handbook += source_text("content/handbook/en/" + file);
    const Names commands = names_in(source_text("dev"), std::regex("\n  ([a-z]+)\\) [a-z]"));
    CHECK(commands.size() > 4);
    for (const std::string& command : commands) {
        CAPTURE(command);
        CHECK(handbook.find("./dev " + command) != std::string::npos);
    }
}

}  // namespace charter::handbook_messages_test
