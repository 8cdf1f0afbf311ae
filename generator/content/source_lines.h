// The lines of a text as the Markdown library counts them (an end is \n, \r\n or a lone \r), as places in the file.
// Built once for a page, so that finding a line is a look-up. Refers to the text; any thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "generator/shared/source.h"

namespace charter {

class SourceLines {
  public:
    // Line 1 begins at byte `begin` of `text`.
    SourceLines(std::string_view text, std::size_t begin);

    [[nodiscard]] std::size_t count() const { return begins_.size(); }
    // The line without its end; the nearest line there is, if that number does not exist.
    [[nodiscard]] Span line(std::size_t number) const;
    // Where `written` stands in the lines `first` to `last`, not before the byte `from`; npos if it does not, or a
    // backslash stands before it.
    [[nodiscard]] std::size_t find(std::size_t first, std::size_t last, std::string_view written,
                                   std::size_t from) const;

  private:
    std::string_view text_;
    std::vector<std::size_t> begins_;
};

// Finds again where links stand, asked in the order of the text: the library tells no more than their line.
class LinkPlaces {
  public:
    LinkPlaces(std::string_view text, const SourceLines& lines) : text_(text), lines_(lines) {}

    // The target as written in a link that begins on the line, "(target" or "<target>"; "()" for an empty one.
    // The line if it is not there.
    [[nodiscard]] Span find_target(std::size_t line, std::string_view target);
    // The same for an address that stands bare.
    [[nodiscard]] Span find_bare(std::size_t line, std::string_view address);

  private:
    enum class Form { Target, Bare };
    [[nodiscard]] Span find(std::size_t line, std::string_view wanted, Form form);

    std::string_view text_;
    const SourceLines& lines_;
    std::size_t from_ = 0;  // behind the last one found
};

}  // namespace charter
