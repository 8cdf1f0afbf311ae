// The file: "charter-pages 5 HASH\n", HASH being that of all that follows, packed as in packed_fields.h: the stamp, the
// outlook, the number of pages, and for each page, sorted: path, text, inputs, answers, output, ids, asks, the number
// of anchors, and for each: address, anchor, begin, end.
#include "generator/build/page_memory_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/shared/files.h"
#include "generator/shared/packed_fields.h"

namespace charter {
namespace {

constexpr std::string_view first_words = "charter-pages 5 ";

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

void write_record(FieldPacker& writing, const PageRecord& record) {
    writing.text(record.text);
    writing.text(record.inputs);
    writing.text(record.answers);
    writing.text(record.output);
    writing.text(record.ids);
    writing.text(record.asks);
    writing.number(record.anchors.size());
    for (const AnchorAsk& ask : record.anchors) {
        writing.text(ask.url);
        writing.text(ask.anchor);
        writing.number(ask.span.begin);
        writing.number(ask.span.end);
    }
}

PageRecord read_record(FieldUnpacker& reading) {
    PageRecord record;
    record.text = reading.text();
    record.inputs = reading.text();
    record.answers = reading.text();
    record.output = reading.text();
    record.ids = reading.text();
    record.asks = reading.text();
    record.anchors.resize(reading.count());
    for (AnchorAsk& ask : record.anchors) {
        ask.url = reading.text();
        ask.anchor = reading.text();
        ask.span.begin = reading.number();
        ask.span.end = reading.number();
    }
    return record;
}

}  // namespace

void save_page_memory(const std::filesystem::path& file, const PageMemory& memory) {
    std::vector<std::pair<std::string_view, const PageRecord*>> sorted;
    sorted.reserve(memory.pages.size());
    for (const auto& [path, record] : memory.pages) sorted.emplace_back(path, &record);
    std::sort(sorted.begin(), sorted.end());
    FieldPacker writing;
    writing.text(memory.stamp);
    writing.text(memory.outlook);
    writing.number(sorted.size());
    for (const auto& [path, record] : sorted) {
        writing.text(path);
        write_record(writing, *record);
    }
    write_file_atomically(file, fmt::format("{}{}\n{}", first_words, content_hash(writing.bytes()), writing.bytes()));
}

PageMemory load_page_memory(const std::filesystem::path& file) {
    const std::string whole = read_if_there(file);
    const std::size_t line_end = whole.find('\n');
    if (line_end == std::string::npos) return {};
    const std::string_view bytes = std::string_view(whole).substr(line_end + 1);
    if (whole.substr(0, line_end) != fmt::format("{}{}", first_words, content_hash(bytes))) return {};
    FieldUnpacker reading(bytes);
    PageMemory memory;
    memory.stamp = reading.text();
    memory.outlook = reading.text();
    const std::size_t pages = reading.count();
    memory.pages.reserve(pages);
    for (std::size_t i = 0; i < pages; ++i) {
        std::string path(reading.text());
        memory.pages.emplace(std::move(path), read_record(reading));
    }
    return reading.is_whole() ? memory : PageMemory();
}

}  // namespace charter
