// The file: "charter-pages 4 HASH\n", HASH being that of all that follows. Then texts, each as LENGTH:BYTES, and
// numbers as N; in this order: the stamp, the outlook, the number of pages, and for each page, sorted: path, text,
// inputs, answers, output, the number of ids, the ids, the number of asks, and for each ask: kind, name, argument,
// begin, end, level; the number of anchors, and for each: address, anchor, begin, end.
#include "generator/build/page_memory_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/shared/files.h"

namespace charter {
namespace {

constexpr std::string_view first_words = "charter-pages 4 ";

class Writing {
  public:
    void text(std::string_view text) {
        digits(text.size(), ':');
        out_ += text;
    }
    void number(std::size_t number) { digits(number, ';'); }
    [[nodiscard]] const std::string& bytes() const { return out_; }

  private:
    void digits(std::size_t number, char end) {
        std::array<char, 24> text{};
        char* const stop = std::to_chars(text.data(), text.data() + text.size() - 1, number).ptr;
        *stop = end;
        out_.append(text.data(), stop + 1);
    }
    std::string out_;
};

// After the first fault everything reads as empty, and is_whole() is false.
class Reading {
  public:
    explicit Reading(std::string_view bytes) : left_(bytes) {}

    std::size_t number() { return number_before(';'); }
    std::string text() {
        const std::size_t size = number_before(':');
        if (size > left_.size()) fail();
        const std::string_view text = left_.substr(0, size);
        left_.remove_prefix(text.size());
        return std::string(text);
    }
    // Of things that take a byte or more each.
    std::size_t count() {
        const std::size_t count = number();
        if (count > left_.size()) fail();
        return whole_ ? count : 0;
    }
    [[nodiscard]] bool is_whole() const { return whole_ && left_.empty(); }

  private:
    void fail() {
        whole_ = false;
        left_ = {};
    }
    std::size_t number_before(char end) {
        std::size_t value = 0;
        const auto [stop, error] = std::from_chars(left_.data(), left_.data() + left_.size(), value);
        const auto length = static_cast<std::size_t>(stop - left_.data());
        if (error != std::errc() || length >= left_.size() || *stop != end) {
            fail();
            return 0;
        }
        left_.remove_prefix(length + 1);
        return value;
    }
    std::string_view left_;
    bool whole_ = true;
};

void write_record(Writing& writing, const PageRecord& record) {
    writing.text(record.text);
    writing.text(record.inputs);
    writing.text(record.answers);
    writing.text(record.output);
    writing.number(record.ids.size());
    for (const std::string& id : record.ids) writing.text(id);
    writing.number(record.asks.size());
    for (const Ask& ask : record.asks) {
        writing.number(static_cast<std::size_t>(ask.kind));
        writing.text(ask.name);
        writing.text(ask.argument);
        writing.number(ask.span.begin);
        writing.number(ask.span.end);
        writing.number(static_cast<std::size_t>(ask.level));
    }
    writing.number(record.anchors.size());
    for (const AnchorAsk& ask : record.anchors) {
        writing.text(ask.url);
        writing.text(ask.anchor);
        writing.number(ask.span.begin);
        writing.number(ask.span.end);
    }
}

PageRecord read_record(Reading& reading) {
    PageRecord record;
    record.text = reading.text();
    record.inputs = reading.text();
    record.answers = reading.text();
    record.output = reading.text();
    record.ids.resize(reading.count());
    for (std::string& id : record.ids) id = reading.text();
    record.asks.resize(reading.count());
    for (Ask& ask : record.asks) {
        ask.kind = static_cast<Ask::Kind>(reading.number());
        ask.name = reading.text();
        ask.argument = reading.text();
        ask.span.begin = reading.number();
        ask.span.end = reading.number();
        ask.level = static_cast<int>(reading.number());
    }
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
    Writing writing;
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
    std::ifstream stream(file, std::ios::binary);  // it may go away at any time: another build may end meanwhile
    const std::string whole{std::istreambuf_iterator<char>(stream), {}};
    const std::size_t line_end = whole.find('\n');
    if (line_end == std::string::npos) return {};
    const std::string_view bytes = std::string_view(whole).substr(line_end + 1);
    if (whole.substr(0, line_end) != fmt::format("{}{}", first_words, content_hash(bytes))) return {};
    Reading reading(bytes);
    PageMemory memory;
    memory.stamp = reading.text();
    memory.outlook = reading.text();
    const std::size_t pages = reading.count();
    memory.pages.reserve(pages);
    for (std::size_t i = 0; i < pages; ++i) {
        std::string path = reading.text();
        memory.pages.emplace(std::move(path), read_record(reading));
    }
    return reading.is_whole() ? memory : PageMemory();
}

}  // namespace charter
