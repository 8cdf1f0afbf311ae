// What people type as a mark of Markdown and Markdown takes for mere text: "##Costs", "[words] (page.md)",
// "[words](page.md", "See [[emergency]]", a line of hyphens below a sentence, code that does not end, lists and tables
// that are none, and the like. The library shows or hides them without a word. Refers to the text and its lines; any
// thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/content/line_slips.h"
#include "generator/content/markdown_tree.h"
#include "generator/content/source_lines.h"
#include "generator/shared/source.h"

namespace charter {

// Told of nodes in the order of the text. Only what stands in the source as it does in the text is a slip: what was
// written with a backslash was meant as it is shown.
class MarkdownSlips {
  public:
    MarkdownSlips(std::string_view text, const SourceLines& lines) : text_(text), lines_(lines) {}

    void note_words(Node text);
    void note_paragraph(Node paragraph);
    void note_heading(Node heading);
    void note_row(Node row, std::size_t columns);  // of a table
    void note_code(Node block);                    // fenced, and no fence ends it
    void note_remark(Node html);                   // "<!--" without "-->"
    [[nodiscard]] std::vector<MarkdownSlip> take() { return std::move(found_); }

  private:
    struct Slip {
        std::string_view written;  // what to look for in the source
        std::string message;       // empty: it is none
        std::string hint;
    };
    [[nodiscard]] static Slip heading(std::string_view text, bool is_alone);
    [[nodiscard]] static Slip open_link(std::string_view text, std::size_t at);
    [[nodiscard]] static Slip parted_link(std::string_view text, std::size_t at);
    [[nodiscard]] static Slip turned_link(std::string_view text, std::size_t at);
    [[nodiscard]] static Slip unended_words(std::string_view text, std::size_t at);
    [[nodiscard]] static Slip block_in_text(std::string_view text, std::size_t at);
    [[nodiscard]] static Slip block_begun_once(std::string_view text, std::size_t at);
    [[nodiscard]] static Slip parted_stars(std::string_view text);
    [[nodiscard]] static Slip loose_stars(std::string_view text);
    void add(Node node, Slip slip);

    std::string_view text_;
    const SourceLines& lines_;
    std::size_t looked_at_ = 0;  // signs that may belong to a link: a text may hold any number of them
    std::size_t line_slips_ = 0;
    std::size_t from_ = 0;  // behind the beginning of the last one
    std::vector<MarkdownSlip> found_;
};

}  // namespace charter
