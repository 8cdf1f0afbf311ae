#include "server/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "generator/shared/diagnostics.h"
#include "generator/shared/files.h"
#include "generator/shared/text.h"
#include "generator/shared/yaml.h"

namespace charter {
namespace {

constexpr std::array<Setting, 8> settings = {{
    {"site", "", "the published site, as charter build leaves it: public/NAME"},
    {"data", "", "the folder of the database and its key"},
    {"listen", "127.0.0.1:8080", "loopback address and port; nginx stands in front of it"},
    {"demo", "no", "yes: serve a demonstration's database, with a banner on every page"},
    {"proxy", "none", "forwarded: believe X-Forwarded-For and -Proto of the proxy in front"},
    {"workers", "64", "threads that answer requests"},
    {"second-factor", "", "roles that need a second factor, with commas between"},
    {"config", "", "a YAML file with these settings, one on each line"},
}};

std::vector<std::string> setting_names() {
    std::vector<std::string> names;
    names.reserve(settings.size());
    for (const Setting& setting : settings) names.emplace_back(setting.name);
    return names;
}

SettingValues read_file_settings(const std::string& path) {
    const Source source{path, read_file(path)};
    Diagnostics diagnostics;
    const YamlValue root = parse_yaml(source, diagnostics);
    const std::vector<std::string> names = setting_names();
    SettingValues values;
    for (const YamlEntry& entry : root.entries) {
        if (std::find(names.begin(), names.end(), entry.key) == names.end()) {
            const auto near = nearest_name(entry.key, names);
            diagnostics.error(source, entry.key_span, "unknown-setting",
                              fmt::format("there is no setting \"{}\"", entry.key),
                              near ? fmt::format("did you mean \"{}\"?", *near) : "see charterd settings");
        }
        values[entry.key] = entry.value.text;
    }
    if (diagnostics.has_errors()) throw SettingsError(to_text(diagnostics.sorted()));
    return values;
}

}  // namespace

std::span<const Setting> all_settings() {
    return settings;
}

std::string environment_name(std::string_view setting) {
    std::string name = "CHARTERD_";
    for (const char c : setting) name += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return name;
}

SettingValues resolve_settings(const SettingValues& flags, const Environment& environment) {
    SettingValues given = flags;
    for (const Setting& setting : settings) {
        const std::string name(setting.name);
        if (given.count(name) != 0) continue;
        if (auto value = environment(environment_name(name))) given[name] = std::move(*value);
    }
    if (const auto config = given.find("config"); config != given.end() && !config->second.empty()) {
        for (auto& [name, value] : read_file_settings(config->second)) given.emplace(name, value);
    }
    for (const Setting& setting : settings) given.emplace(setting.name, setting.fallback);
    return given;
}

ListenAddress parse_listen(std::string_view text) {
    const auto colon = text.rfind(':');
    int port = -1;
    if (colon != std::string_view::npos) {
        const std::string_view digits = text.substr(colon + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
        if (error != std::errc() || end != digits.data() + digits.size()) port = -1;
    }
    if (port < 0 || port > 65535)
        throw SettingsError(fmt::format("--listen {}: write an address and a port, like 127.0.0.1:8080", text));
    std::string host(text.substr(0, colon));
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    return {std::move(host), port};
}

bool parse_flag(std::string_view name, std::string_view text) {
    if (text == "yes" || text == "true" || text == "1") return true;
    if (text == "no" || text == "false" || text == "0" || text.empty()) return false;
    throw SettingsError(fmt::format("--{} {}: write yes or no", name, text));
}

std::vector<Role> parse_roles(std::string_view name, std::string_view text) {
    std::vector<Role> roles;
    for (const std::string& key : split(text, ',')) {
        const std::string_view trimmed = trim(key);
        if (trimmed.empty()) continue;
        const auto role = find_role(trimmed);
        if (!role) throw SettingsError(fmt::format("--{} {}: there is no role {}", name, text, trimmed));
        roles.push_back(*role);
    }
    return roles;
}

std::size_t parse_count(std::string_view name, std::string_view text) {
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc() || end != text.data() + text.size() || count < 1 || count > 1024)
        throw SettingsError(fmt::format("--{} {}: write a number from 1 to 1024", name, text));
    return count;
}

}  // namespace charter
