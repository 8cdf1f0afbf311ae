// The file: "charter-pages 6 FINGERPRINT\n", that of all that follows (in hexadecimal), packed as in packed_fields.h:
// the stamp, the outlook, the number of pages, and for each page, sorted: path, packed record.
#include "generator/build/page_memory_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/shared/files.h"
#include "generator/shared/fingerprint.h"
#include "generator/shared/packed_fields.h"

namespace charter {
namespace {

constexpr std::string_view first_words = "charter-pages 6 ";

// Empty if it cannot be read: another build may end meanwhile, and the file goes with the build it belongs to.
std::string read_if_there(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary | std::ios::ate);
    const auto size = stream.tellg();
    if (!stream || size < 0) return {};
    std::string text(static_cast<std::size_t>(size), '\0');
    stream.seekg(0);
    stream.read(text.data(), size);
    return stream ? text : std::string();
}

std::string first_line(std::string_view bytes) {
    const std::string print = fingerprint(bytes);
    return fmt::format("{}{:02x}\n", first_words,
                       fmt::join(reinterpret_cast<const unsigned char*>(print.data()),
                                 reinterpret_cast<const unsigned char*>(print.data()) + print.size(), ""));
}

}  // namespace

void save_page_memory(const std::filesystem::path& file, const PageMemory& memory) {
    std::vector<std::pair<std::string_view, std::string_view>> sorted(memory.pages.begin(), memory.pages.end());
    std::sort(sorted.begin(), sorted.end());
    FieldPacker writing;
    writing.text(memory.stamp);
    writing.text(memory.outlook);
    writing.number(sorted.size());
    for (const auto& [path, record] : sorted) {
        writing.text(path);
        writing.text(record);
    }
    write_file_atomically(file, first_line(writing.bytes()) + writing.bytes());
}

PageMemory load_page_memory(const std::filesystem::path& file) {
    const std::string whole = read_if_there(file);
    const std::size_t line_end = whole.find('\n');
    if (line_end == std::string::npos) return {};
    const std::string_view bytes = std::string_view(whole).substr(line_end + 1);
    if (std::string_view(whole).substr(0, line_end + 1) != first_line(bytes)) return {};
    FieldUnpacker reading(bytes);
    PageMemory memory;
    memory.stamp = reading.text();
    memory.outlook = reading.text();
    const std::size_t pages = reading.count();
    memory.pages.reserve(pages);
    for (std::size_t i = 0; i < pages; ++i) {
        std::string path(reading.text());
        memory.pages.emplace(std::move(path), reading.text());
    }
    return reading.is_whole() ? memory : PageMemory();
}

}  // namespace charter
