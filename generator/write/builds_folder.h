// The folder beside `out` in which its builds stand by number, and the link that leads to one of them.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "generator/shared/descriptor.h"

namespace charter {

// Absolute, without "." and "..", without a slash behind it.
[[nodiscard]] std::filesystem::path whole_path(const std::filesystem::path& out);

// "public/SITE" -> "public/.SITE.builds"
[[nodiscard]] std::filesystem::path builds_of(const std::filesystem::path& whole_out);

// The number of a build folder, or of a file that belongs to it; nothing for other names.
[[nodiscard]] std::optional<long> build_number(const std::filesystem::path& path);

// Where `out` leads: the number of a build of ours, or nothing if there is no site yet. Throws PublishRefused
// (publish.h) if something else is there.
[[nodiscard]] std::optional<long> current_build(const std::filesystem::path& out, const std::filesystem::path& builds);

// Makes the folder of the builds. Throws PublishRefused if nothing can be written there.
void make_builds_folder(const std::filesystem::path& out, const std::filesystem::path& builds);

// Held as long as the descriptor lives. While another program holds it, calls `waiting` once, if any, and waits.
[[nodiscard]] Descriptor take_lock(const std::filesystem::path& path, const std::function<void()>& waiting);

}  // namespace charter
