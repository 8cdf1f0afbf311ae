// The parts of a page's HTML that need to remember something from one call to the next: ids of headings, columns of a
// table, numbers of notes. They append to a text and know nothing of how it was parsed. Used by markdown.cpp alone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace charter {

// An address as the value of an attribute: what no address may hold is percent-encoded, other scripts are kept.
void append_address(std::string& out, std::string_view url);

// [[NAME ARGUMENT]] as it stands in one line: "NAME ARGUMENT"; empty if the line is anything else.
[[nodiscard]] std::string_view block_in(std::string_view line);

class HeadingIds {
  public:
    // The slug of the text, with -2, -3 ... if it was given before.
    [[nodiscard]] std::string id_for(std::string_view text);

  private:
    std::unordered_set<std::string> given_;
    std::unordered_map<std::string, std::size_t> times_;  // how often a slug was wanted again
};

class TableHtml {
  public:
    // One letter for each column: l, c, r, or anything else for none.
    void begin(std::string& out, std::string_view alignments);
    void begin_row(std::string& out, bool is_head);
    // `words` is called for the plain words of a head's cell, and only where they are needed. Long ones are no label.
    template <typename Words>
    void begin_cell(std::string& out, const Words& words) {
        constexpr std::size_t longest_label = 200;
        if (in_head_ && is_wide()) heads_.push_back(words());
        if (in_head_ && is_wide() && heads_.back().size() > longest_label) heads_.back().clear();
        begin_cell(out);
    }
    void end_cell(std::string& out);
    void end_row(std::string& out);
    void end(std::string& out);

  private:
    [[nodiscard]] bool is_wide() const { return alignments_.size() > 2; }
    void begin_cell(std::string& out);

    std::string alignments_;
    std::vector<std::string> heads_;
    std::size_t column_ = 0;
    bool in_head_ = false;
    bool in_body_ = false;
};

// Notes at the foot of the page; they come in the order of their numbers.
class NotesHtml {
  public:
    // Both return the new id, which a link may name.
    [[nodiscard]] std::string put_reference(std::string& out, std::size_t number);
    [[nodiscard]] std::string begin_note(std::string& out);
    void end_note(std::string& out) const;
    void end(std::string& out) const;

  private:
    std::size_t notes_ = 0;
    std::vector<std::size_t> references_;  // how often each note was referred to
};

}  // namespace charter
