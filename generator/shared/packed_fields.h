// Texts and numbers one after the other in a run of bytes: a text as LENGTH:BYTES, a number as N; . For files and
// values of our own that only the program that made them reads.
#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

namespace charter {

class FieldPacker {
  public:
    void text(std::string_view text) {
        digits(text.size(), ':');
        bytes_ += text;
    }
    void number(std::size_t number) { digits(number, ';'); }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    void clear() { bytes_.clear(); }  // keeps its room

  private:
    void digits(std::size_t number, char end) {
        std::array<char, 24> text{};
        char* const stop = std::to_chars(text.data(), text.data() + text.size() - 1, number).ptr;
        *stop = end;
        bytes_.append(text.data(), stop + 1);
    }
    std::string bytes_;
};

// After the first fault everything reads as empty, and is_whole() is false. `bytes` must outlive the texts.
class FieldUnpacker {
  public:
    explicit FieldUnpacker(std::string_view bytes) : left_(bytes) {}

    std::size_t number() { return number_before(';'); }
    std::string_view text() {
        const std::size_t size = number_before(':');
        if (size > left_.size()) fail();
        const std::string_view text = left_.substr(0, size);
        left_.remove_prefix(text.size());
        return text;
    }
    // Of things that take a byte or more each.
    std::size_t count() {
        const std::size_t count = number();
        if (count > left_.size()) fail();
        return whole_ ? count : 0;
    }
    [[nodiscard]] bool at_end() const { return left_.empty(); }
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

}  // namespace charter
