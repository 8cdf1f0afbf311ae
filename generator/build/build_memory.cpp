// The file: "charter-memory 8\n", then packed as in packed_fields.h: the pages' stamp and outlook, the number of pages,
// and for each page: path, packed record; the program, the number of texts, and for each text: path, device, inode,
// size, modified, changed, header. The last 16 bytes are the fingerprint of all before them.
#include "generator/build/build_memory.h"

#include <string>
#include <string_view>
#include <utility>

#include "generator/shared/atomic_file.h"
#include "generator/shared/fingerprint.h"
#include "generator/shared/packed_fields.h"

namespace charter {
namespace {

constexpr std::string_view first_line = "charter-memory 8\n";
constexpr std::size_t print_length = 16;

// Goes out in pieces, so that what is large is nowhere whole.
class MemoryWriting {
  public:
    explicit MemoryWriting(const std::filesystem::path& path) : file_(path) { write(first_line); }
    void text(std::string_view text) {
        packer_.text(text);
        if (packer_.bytes().size() > piece) flush();
    }
    void number(std::size_t number) { packer_.number(number); }
    void finish() {
        flush();
        file_.write(print_.value());
        file_.commit();
    }

  private:
    static constexpr std::size_t piece = std::size_t{256} * 1024;
    void write(std::string_view bytes) {
        print_.add(bytes);
        file_.write(bytes);
    }
    void flush() {
        write(packer_.bytes());
        packer_.clear();
    }
    AtomicFile file_;
    FieldPacker packer_;
    RunningFingerprint print_;
};

void write_pages(MemoryWriting& writing, const PageMemory& memory) {
    writing.text(memory.stamp);
    writing.text(memory.outlook);
    writing.number(memory.pages.size());
    for (const auto& [path, record] : memory.pages) {
        writing.text(path);
        writing.text(record);
    }
}

PageMemory read_pages(FieldUnpacker& reading) {
    PageMemory memory;
    memory.stamp = reading.text();
    memory.outlook = reading.text();
    const std::size_t pages = reading.count();
    memory.pages.reserve(pages);
    for (std::size_t i = 0; i < pages; ++i) {
        const std::string_view path = reading.text();
        memory.pages.emplace(path, reading.text());
    }
    return memory;
}

void write_texts(MemoryWriting& writing, const TextMemory& texts) {
    writing.number(texts.size());
    for (const auto& [path, known] : texts) {
        writing.text(path);
        writing.number(known.mark.device);
        writing.number(known.mark.inode);
        writing.number(known.mark.size);
        writing.number(static_cast<std::size_t>(known.mark.modified));
        writing.number(static_cast<std::size_t>(known.mark.changed));
        writing.text(known.header);
    }
}

TextMemory read_texts(FieldUnpacker& reading) {
    TextMemory texts;
    const std::size_t count = reading.count();
    texts.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view path = reading.text();
        KnownText known;
        known.mark.device = reading.number();
        known.mark.inode = reading.number();
        known.mark.size = reading.number();
        known.mark.modified = static_cast<std::int64_t>(reading.number());
        known.mark.changed = static_cast<std::int64_t>(reading.number());
        known.header = reading.text();
        texts.emplace(path, known);
    }
    return texts;
}

}  // namespace

void save_memory(const std::filesystem::path& file, const BuildMemory& memory) {
    MemoryWriting writing(file);
    write_pages(writing, memory.pages);
    writing.text(memory.program);
    write_texts(writing, memory.texts);
    writing.finish();
}

BuildMemory load_memory(const std::filesystem::path& file) {
    BuildMemory memory;
    memory.file = MappedFile(file);
    const std::string_view whole = memory.file.bytes();
    if (!whole.starts_with(first_line) || whole.size() < first_line.size() + print_length) return {};
    const std::string_view print = whole.substr(whole.size() - print_length);
    if (fingerprint(whole.substr(0, whole.size() - print_length)) != print) return {};
    FieldUnpacker reading(whole.substr(first_line.size(), whole.size() - first_line.size() - print_length));
    memory.pages = read_pages(reading);
    memory.program = reading.text();
    memory.texts = read_texts(reading);
    return reading.is_whole() ? std::move(memory) : BuildMemory();
}

}  // namespace charter
