#include "generator/check/text_parts.h"

#include <algorithm>
#include <string_view>

#include "generator/content/html_parts.h"
#include "generator/content/markdown_tree.h"
#include "generator/content/source_lines.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_word_byte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

// Letters or digits, of any script; a dash or a quotation mark (U+2000 to U+203F) is neither.
bool holds_word(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.substr(at).starts_with("\xE2\x80"))
            at += 2;
        else if (is_word_byte(text[at]))
            return true;
    }
    return false;
}

// The end of the sentence that begins at `from`: behind its full stop and the quotes and brackets that close with it.
std::size_t end_of_sentence(std::string_view text, std::size_t from) {
    for (std::size_t at = text.find_first_of(".!?", from); at != std::string_view::npos;
         at = text.find_first_of(".!?", at + 1)) {
        std::size_t end = text.find_first_not_of(".!?\"')*_", at);
        if (end == std::string_view::npos) return text.size();
        if (blanks.find(text[end]) == std::string_view::npos) continue;
        const std::size_t next = text.find_first_not_of(blanks, end);
        if (next == std::string_view::npos || !is_lower(text[next])) return end;
    }
    return text.size();
}

class Reader {
  public:
    Reader(const Source& source, std::size_t begin)
        : text_(source.text), begin_(begin), lines_(text_, begin), places_(text_, lines_), tree_(text_.substr(begin)) {}

    TextParts read() {
        parts_.contact_slips = find_contact_slips(text_.substr(0, begin_));
        const int shift = tree_.holds_top_heading() ? 1 : 0;
        for (auto event = tree_.next(); event != MarkdownTree::Event::End; event = tree_.next()) {
            if (event == MarkdownTree::Event::Enter) enter(tree_.node(), shift);
        }
        return std::move(parts_);
    }

  private:
    void enter(Node node, int shift) {
        switch (kind_of(node)) {
            case NodeKind::Paragraph:
                return read_paragraph(node);
            case NodeKind::Heading:
                parts_.headings.push_back(
                    {level_of(node) + shift, std::string(trim(plain_text_of(node))), line(node), level_of(node) == 1});
                return;
            case NodeKind::Text:
                return read_words(node);
            case NodeKind::Link:
                parts_.links.push_back({std::string(trim(plain_text_of(node))), target(node)});
                return;
            case NodeKind::Image:
                if (trim(plain_text_of(node)).empty()) parts_.silent_images.push_back(target(node));
                return;
            case NodeKind::TableHead:
                if (trim(plain_text_of(node)).empty()) parts_.headless_tables.push_back(line(node));
                return;
            default:
                return;
        }
    }

    [[nodiscard]] Span line(Node node) const { return lines_.line(lines_of(node).first); }
    [[nodiscard]] Span target(Node node) { return places_.find_target(lines_of(node).first, url_of(node)); }

    void read_words(Node node) {
        const std::string_view words = literal_of(node);
        for (ContactSlip& slip : find_contact_slips(words)) {
            const std::size_t length = slip.span.end - slip.span.begin;
            const NodeLines lines = lines_of(node);
            const std::size_t at =
                lines_.find(lines.first, lines.last, words.substr(slip.span.begin, length), contact_from_);
            if (at == nowhere) continue;
            slip.span = {at, at + length};
            contact_from_ = slip.span.end;
            parts_.contact_slips.push_back(std::move(slip));
        }
    }

    void read_paragraph(Node node) {
        const NodeLines lines = lines_of(node);
        const Span first = lines_.line(lines.first);
        const std::size_t end = lines_.line(lines.last).end;
        if (!block_in(trim(text_.substr(first.begin, first.end - first.begin))).empty()) return;
        const std::string text = plain_text_of(node);
        std::size_t cursor = first.begin;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t stop = end_of_sentence(text, at);
            Sentence sentence;
            sentence.text = std::string(trim(std::string_view(text).substr(at, stop - at)));
            sentence.words = words_of(sentence.text).size();
            at = stop;
            if (sentence.words == 0) continue;
            sentence.span = find(sentence.text, cursor, {first.begin, end});
            cursor = std::min(sentence.span.begin + 1, end);
            parts_.sentences.push_back(std::move(sentence));
        }
    }

    // Where a sentence begins: its first words as they stand in the file, where marks may part them.
    [[nodiscard]] Span find(std::string_view sentence, std::size_t cursor, Span paragraph) const {
        constexpr std::size_t most_words = 4;
        const std::string_view near = text_.substr(cursor, paragraph.end - cursor);
        for (std::size_t words = most_words; words > 0; --words) {
            std::size_t length = 0;
            for (std::size_t word = 0; word < words && length < sentence.size(); ++word)
                length = std::min(sentence.find(' ', length + 1), sentence.size());
            const std::size_t at = near.find(sentence.substr(0, length));
            if (at == std::string_view::npos) continue;
            const std::size_t begin = cursor + at;
            return {begin, std::min(text_.find_first_of("\r\n", begin), paragraph.end)};
        }
        return {cursor, std::min(text_.find_first_of("\r\n", cursor), paragraph.end)};
    }

    std::string_view text_;
    std::size_t begin_;  // of the Markdown
    SourceLines lines_;
    LinkPlaces places_;
    MarkdownTree tree_;
    TextParts parts_;
    std::size_t contact_from_ = 0;  // behind the last one
};

}  // namespace

TextParts parts_of_text(const Source& source, std::size_t begin) {
    return Reader(source, std::min(begin, source.text.size())).read();
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t at = text.find_first_not_of(blanks); at != std::string_view::npos;
         at = text.find_first_not_of(blanks, at)) {
        const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
        const std::string_view word = text.substr(at, end - at);
        if (holds_word(word)) words.emplace_back(word);
        at = end;
    }
    return words;
}

}  // namespace charter
