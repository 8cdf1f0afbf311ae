// What a build remembers of the texts it read, so that the next one need not read again those that nobody but their own
// page knows. A text counts as unchanged while its file does: same size, same inode, same times. Plain values.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace charter {

// A file as the system describes it. The change time cannot be set by programs, so a file that was put back with its
// old modification time has another mark.
struct TextMark {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::uint64_t size = 0;     // bytes
    std::int64_t modified = 0;  // nanoseconds since 1970
    std::int64_t changed = 0;   // nanoseconds since 1970
    bool operator==(const TextMark&) const = default;
};

// Nothing if there is no regular file. A link is followed.
[[nodiscard]] std::optional<TextMark> text_mark_of(const std::filesystem::path& file);

struct KnownText {
    TextMark mark;
    std::string_view header;  // the text up to where its Markdown begins
};

// By path in the site: "en/services/foster-care.md". Of texts that live elsewhere.
using TextMemory = std::unordered_map<std::string_view, KnownText>;

// How the texts of pages are read, and what was found.
struct TextReading {
    // What the build before knew, asked for once when the files are listed; may be empty, and give null.
    std::function<const TextMemory*()> before;
    std::unordered_map<std::string, TextMark> marks;  // of each page's file, as it was before it was read
    std::unordered_set<std::string> unread;           // pages whose Source ends with the header
};

}  // namespace charter
