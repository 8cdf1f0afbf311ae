// The server's settings: each may be given as a flag, as an environment variable or in a YAML file, in that order of
// strength. One table; `charterd settings` prints it.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "server/cases/case.h"

namespace charter {

struct Setting {
    std::string_view name;  // flag --name, variable CHARTERD_NAME, key name: in the file
    std::string_view fallback;
    std::string_view meaning;
};
[[nodiscard]] std::span<const Setting> all_settings();

// A setting that cannot be used. The text says which and what to write.
class SettingsError : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

using SettingValues = std::map<std::string, std::string, std::less<>>;
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// Every setting with its value. `flags` holds those that were given; the file is the one its "config" names, if any.
// Throws SettingsError.
[[nodiscard]] SettingValues resolve_settings(const SettingValues& flags, const Environment& environment);

[[nodiscard]] std::string environment_name(std::string_view setting);

struct ListenAddress {
    std::string host;
    int port = 0;
};
// "127.0.0.1:8080". Throws SettingsError.
[[nodiscard]] ListenAddress parse_listen(std::string_view text);
[[nodiscard]] bool parse_flag(std::string_view name, std::string_view text);
// "administrator, head-office". Throws SettingsError.
[[nodiscard]] std::vector<Role> parse_roles(std::string_view name, std::string_view text);
[[nodiscard]] std::size_t parse_count(std::string_view name, std::string_view text);

}  // namespace charter
