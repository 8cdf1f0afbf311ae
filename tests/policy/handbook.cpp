#include "tests/policy/handbook.h"

#include "tests/support/command.h"

namespace charter {
namespace {

Names keys_in(const std::string& line) {
    static const std::regex asked(
        R"((?:\.|->)(?:value|text|text_at|texts|texts_at|flag|whole_number|date|id|time|localized|inside|list|choice|choices|require)\(\s*"([a-z_]+)\")");
    static const std::regex handed_on(R"re(\bfields, "([a-z_]+)")re");
    static const std::regex words(R"re(\bwords\("([a-z_]+)")re");
    Names keys = names_in(line, asked);
    keys.merge(names_in(line, handed_on));
    keys.merge(names_in(line, words));
    // for (const std::string_view key : {"translation", "source"})
    static const std::regex each(R"(for \(const std::string_view \w+ : \{([^}]*)\}\))");
    static const std::regex quoted(R"re("([a-z_]+)")re");
    for (const std::string& list : names_in(line, each)) keys.merge(names_in(list, quoted));
    return keys;
}

// One part of a help text: the names in the lines below `title`.
Names below(const std::string& help, const std::string& title, const std::regex& name) {
    Names names;
    bool is_inside = false;
    for (const std::string& line : split(help, '\n')) {
        if (!line.starts_with(' ')) is_inside = line == title;
        std::smatch found;
        if (is_inside && std::regex_search(line, found, name)) names.insert(found[1]);
    }
    return names;
}

void add_help(const std::string& program, const std::string& command, std::vector<CommandHelp>& all) {
    static const std::regex first_word("^  ([a-z][A-Za-z-]*)");
    static const std::regex argument("^  ([A-Za-z]+) ");
    static const std::regex flag("^  (?:-[a-z],)?(--[a-z-]+)");
    const std::string help = output_of(program, command + " --help");
    CommandHelp one{command, below(help, "Subcommands:", first_word), below(help, "Positionals:", argument),
                    below(help, "Options:", flag)};
    for (const char* each : {"--help", "--help-all"}) one.flags.erase(each);  // of every command
    all.push_back(one);
    for (const std::string& name : one.commands) add_help(program, command.empty() ? name : command + " " + name, all);
}

}  // namespace

std::map<std::string, Names> fields_by_function(const std::string& source) {
    // At the margin, or a member that is defined within its struct.
    static const std::regex definition(R"(^(?:[A-Za-z]|    (?=[A-Za-z_][\w:<>,*& ]* [*&]?\w+\(.*\{$)).*?\b(\w+)\()");
    static const std::regex call(R"(\b(\w+)\()");
    std::map<std::string, Names> fields;
    std::map<std::string, Names> calls;
    std::string function;
    for (const std::string& line : split(source, '\n')) {
        std::smatch found;
        if (std::regex_search(line, found, definition)) function = found[1];
        fields[function].merge(keys_in(line));
        calls[function].merge(names_in(line, call));
    }
    // As often as there are functions is enough for the longest chain of calls.
    for (std::size_t round = 0; round < fields.size(); ++round)
        for (auto& [name, keys] : fields)
            for (const std::string& called : calls[name])
                if (const auto other = fields.find(called); other != fields.end() && called != name)
                    keys.insert(other->second.begin(), other->second.end());
    std::erase_if(fields, [](const auto& entry) { return entry.second.empty(); });
    return fields;
}

std::string output_of(const std::string& program, const std::string& arguments) {
    return output_of_command(std::string(CHARTER_BINARY_DIR) + "/" + program + " " + arguments);
}

std::vector<CommandHelp> help_of_all(const std::string& program) {
    std::vector<CommandHelp> all;
    add_help(program, "", all);
    return all;
}

}  // namespace charter
