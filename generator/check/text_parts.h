// What the checks look at in a page's Markdown: sentences, links, pictures, headings and tables, each with its place.
// One walk of the text for all of them. Never throws for content; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "generator/check/contact_slips.h"
#include "generator/shared/source.h"

namespace charter {

struct Sentence {
    std::string text;  // without marks
    std::size_t words = 0;
    Span span;  // of its beginning, to the end of the line
};

struct LinkWords {
    std::string text;
    Span span;  // of the target
};

struct TextHeading {
    int level = 2;
    std::string text;
    Span span;
    bool is_top = false;  // written with one #, which moves the levels of all others down by one
};

struct TextParts {
    std::vector<Sentence> sentences;  // of paragraphs, list items and quotes; headings and tables have none
    std::vector<LinkWords> links;
    std::vector<Span> silent_images;  // pictures without words for those who do not see them
    std::vector<TextHeading> headings;
    std::vector<Span> headless_tables;       // the first row is empty
    std::vector<ContactSlip> contact_slips;  // of the header block too; not in code
};

// The text of `source` from `begin` to its end.
[[nodiscard]] TextParts parts_of_text(const Source& source, std::size_t begin);

// The words of a text: what white space parts and holds a letter or a digit.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

}  // namespace charter
