#include "generator/shared/as_typed.h"

#include <algorithm>
#include <array>
#include <cerrno>

namespace charter {
namespace {

constexpr std::string_view program_in_text = "charter ";
constexpr auto site_commands = std::to_array<std::string_view>(
    {"addresses", "approve", "as-of", "booklet", "build", "check", "diff", "distribution", "due", "poster", "rehearse",
     "republish", "reviewed", "serve", "translations"});

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/._-+@:,").find(c) != std::string_view::npos;
}

// As the shell takes it for one word.
std::string shell_word(std::string_view text) {
    if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
    std::string word = "'";
    for (const char c : text) {
        if (c == '\'')
            word += "'\\''";
        else
            word += c;
    }
    return word + "'";
}

// The word at the beginning of `text`.
std::string_view first_word(std::string_view text) {
    return text.substr(0, text.find_first_of(" \n:;,."));
}

}  // namespace

std::string as_typed(std::string_view text, std::string_view program, std::string_view site) {
    std::string typed;
    while (true) {
        const std::size_t at = text.find(program_in_text);
        typed += text.substr(0, at);
        if (at == std::string_view::npos) return typed;
        text.remove_prefix(at + program_in_text.size());
        const std::string_view command = first_word(text);
        const bool begins_word = typed.empty() || typed.back() == ' ' || typed.back() == '\n';
        if (begins_word && std::find(site_commands.begin(), site_commands.end(), command) != site_commands.end()) {
            typed += shell_word(program) + " " + std::string(command) + " --site " + shell_word(site);
            text.remove_prefix(command.size());
        } else {
            typed += program_in_text;
        }
    }
}

std::string as_typed(std::string_view text, std::string_view site) {
    return as_typed(text, program_invocation_name, site);
}

}  // namespace charter
