// The file: "charter-memory 7 FINGERPRINT\n", that of all that follows (in hexadecimal), packed as in packed_fields.h:
// the pages' stamp and outlook, the number of pages, and for each page, sorted: path, packed record; the program, the
// number of texts, and for each text, sorted: path, device, inode, size, modified, changed, header.
#include "generator/build/build_memory.h"

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

constexpr std::string_view first_words = "charter-memory 7 ";

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

template <typename Map>
auto sorted_entries(const Map& map) {
    std::vector<std::pair<std::string_view, const typename Map::mapped_type*>> sorted;
    sorted.reserve(map.size());
    for (const auto& [path, value] : map) sorted.emplace_back(path, &value);
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

// About as many bytes as the file is going to have.
std::size_t size_of(const BuildMemory& memory) {
    constexpr std::size_t lengths = 16;  // of a path and a record
    constexpr std::size_t marks = 96;    // of a text: five numbers and the lengths
    std::size_t bytes = memory.pages.stamp.size() + memory.pages.outlook.size() + memory.program.size() + marks;
    for (const auto& [path, record] : memory.pages.pages) bytes += path.size() + record.size() + lengths;
    for (const auto& [path, known] : memory.texts) bytes += path.size() + known.header.size() + marks;
    return bytes;
}

void write_pages(FieldPacker& writing, const PageMemory& memory) {
    writing.text(memory.stamp);
    writing.text(memory.outlook);
    writing.number(memory.pages.size());
    for (const auto& [path, record] : sorted_entries(memory.pages)) {
        writing.text(path);
        writing.text(*record);
    }
}

PageMemory read_pages(FieldUnpacker& reading) {
    PageMemory memory;
    memory.stamp = reading.text();
    memory.outlook = reading.text();
    const std::size_t pages = reading.count();
    memory.pages.reserve(pages);
    for (std::size_t i = 0; i < pages; ++i) {
        std::string path(reading.text());
        memory.pages.emplace(std::move(path), reading.text());
    }
    return memory;
}

void write_texts(FieldPacker& writing, const TextMemory& texts) {
    writing.number(texts.size());
    for (const auto& [path, known] : sorted_entries(texts)) {
        writing.text(path);
        writing.number(known->mark.device);
        writing.number(known->mark.inode);
        writing.number(known->mark.size);
        writing.number(static_cast<std::size_t>(known->mark.modified));
        writing.number(static_cast<std::size_t>(known->mark.changed));
        writing.text(known->header);
    }
}

TextMemory read_texts(FieldUnpacker& reading) {
    TextMemory texts;
    const std::size_t count = reading.count();
    texts.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        std::string path(reading.text());
        KnownText known;
        known.mark.device = reading.number();
        known.mark.inode = reading.number();
        known.mark.size = reading.number();
        known.mark.modified = static_cast<std::int64_t>(reading.number());
        known.mark.changed = static_cast<std::int64_t>(reading.number());
        known.header = reading.text();
        texts.emplace(std::move(path), std::move(known));
    }
    return texts;
}

}  // namespace

void save_memory(const std::filesystem::path& file, const BuildMemory& memory) {
    FieldPacker writing;
    writing.reserve(size_of(memory));
    write_pages(writing, memory.pages);
    writing.text(memory.program);
    write_texts(writing, memory.texts);
    write_file_atomically(file, first_line(writing.bytes()) + writing.bytes());
}

BuildMemory load_memory(const std::filesystem::path& file) {
    const std::string whole = read_if_there(file);
    const std::size_t line_end = whole.find('\n');
    if (line_end == std::string::npos) return {};
    const std::string_view bytes = std::string_view(whole).substr(line_end + 1);
    if (std::string_view(whole).substr(0, line_end + 1) != first_line(bytes)) return {};
    FieldUnpacker reading(bytes);
    BuildMemory memory;
    memory.pages = read_pages(reading);
    memory.program = reading.text();
    memory.texts = read_texts(reading);
    return reading.is_whole() ? std::move(memory) : BuildMemory();
}

}  // namespace charter
