#include "generator/content/markdown_slips.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "generator/shared/special_signs.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::size_t most = 200;  // a text may hold any number of signs and lines that may be slips

bool looks_like_address(std::string_view text) {
    constexpr auto beginnings =
        std::to_array<std::string_view>({"https://", "http://", "mailto:", "tel:", "www.", "/", "#", "./", "../"});
    if (text.size() < 2 || text.find_first_of(" \t") != nowhere) return false;
    const auto begins = [text](std::string_view beginning) { return text.starts_with(beginning); };
    return std::any_of(beginnings.begin(), beginnings.end(), begins) || text.substr(0, text.find('#')).ends_with(".md");
}

std::string link_of(std::string_view words, std::string_view address) {
    return fmt::format("[{}]({})", words.empty() ? "words" : words, address);
}

// What stands between the bracket that opens before `at` and `at`; nothing if none opens.
std::string_view words_before(std::string_view text, std::size_t at, char opening) {
    const std::size_t open = at == 0 ? nowhere : text.rfind(opening, at - 1);
    return open == nowhere ? std::string_view() : text.substr(open + 1, at - open - 1);
}

// From where the words begin, their bracket too, to `end`.
std::string_view written_from(std::string_view text, std::string_view words, std::size_t at, std::size_t end) {
    const std::size_t begin = words.empty() ? at : at - words.size() - 1;
    return text.substr(begin, end - begin);
}

// A sign of a word or an address.
bool is_word_sign(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || std::string_view("./#-_").find(c) != nowhere;
}

// "emergency" and "contact hotline": what a block's brackets hold.
bool looks_like_block(std::string_view inside) {
    constexpr std::size_t most_words = 3;
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == ' ';
    };
    return !inside.empty() && inside.front() >= 'a' && inside.front() <= 'z' && inside.back() != ' ' &&
           std::all_of(inside.begin(), inside.end(), is_plain) &&
           std::count(inside.begin(), inside.end(), ' ') < static_cast<std::ptrdiff_t>(most_words);
}

bool ends_fence(std::string_view first_line, std::string_view last_line) {
    const std::size_t begin = first_line.find_first_of("`~");
    const std::string_view end = trim(last_line.substr(std::min(last_line.find_first_of("`~"), last_line.size())));
    if (begin == nowhere || end.empty()) return false;
    const char sign = first_line[begin];
    const std::size_t length = std::min(first_line.find_first_not_of(sign, begin), first_line.size()) - begin;
    return end.size() >= length && end.find_first_not_of(sign) == nowhere;
}

// Most words have none of the signs that a slip is made of.
bool has_marks(std::string_view words) {
    return words.starts_with('#') || words.find_first_of("[])*") != nowhere;
}

bool begins_line(Node node) {
    const Node before = previous_of(node);
    return before == nullptr || kind_of(before) == NodeKind::SoftBreak || kind_of(before) == NodeKind::LineBreak;
}

}  // namespace

// "##Costs" at the beginning of a line. A single # alone in its paragraph may begin a heading; within a longer one it
// is a mere sign.
MarkdownSlips::Slip MarkdownSlips::heading(std::string_view text, bool is_alone) {
    constexpr std::size_t deepest = 6;
    const std::size_t signs = std::min(text.find_first_not_of('#'), text.size());
    if (signs == 0 || signs > deepest || signs == text.size() || text[signs] == ' ') return {};
    if (signs == 1 && (!is_alone || !is_letter(text[1]) || text.find('#', 1) != nowhere)) return {};
    const std::string_view marks = text.substr(0, signs);
    const std::string words = with_plain_signs(text.substr(signs));
    return {text.substr(0, text.find_first_of(" \t")),
            fmt::format("{}, so that this is no heading", blank_fault(marks, text.substr(signs))),
            fmt::format("write {} {}; for a mere sign \\#", marks, trim(words))};
}

// "[words](page.md" and "[words](my page.md)": what would be a link stands in the text, its ] at `at`.
MarkdownSlips::Slip MarkdownSlips::open_link(std::string_view text, std::size_t at) {
    const std::size_t begin = at + 2;
    const std::size_t end = std::min(text.find_first_of(" \t)", begin), text.size());
    const std::string_view words = words_before(text, at, '[');
    const std::string_view written = written_from(text, words, at, end);
    const std::size_t next = text.find_first_of("()[", end);
    if (next == nowhere || text[next] != ')')
        return {written, "the address of this link is not closed",
                fmt::format("write ) behind it: {}", link_of(words, text.substr(begin, end - begin)))};
    std::string address;
    for (const char c : trim(text.substr(begin, next - begin)))
        address += c == ' ' ? std::string("%20") : std::string(1, c);
    return {written, "a blank stands within the address of this link",
            fmt::format("write %20 for each blank: {}", link_of(words, address))};
}

// "[words] (page.md)", its ] at `at`. None if what the brackets hold is no address.
MarkdownSlips::Slip MarkdownSlips::parted_link(std::string_view text, std::size_t at) {
    constexpr std::size_t marks = 3;  // "] ("
    const std::size_t begin = at + marks;
    const std::size_t end = text.find(')', begin);
    const std::string_view words = words_before(text, at, '[');
    if (end == nowhere || words.empty() || !looks_like_address(text.substr(begin, end - begin))) return {};
    return {written_from(text, words, at, end + 1), "a blank stands between the words and the address of this link",
            fmt::format("write {}", link_of(words, text.substr(begin, end - begin)))};
}

// "(words)[page.md]", its ) at `at`. None if what the brackets hold is no address.
MarkdownSlips::Slip MarkdownSlips::turned_link(std::string_view text, std::size_t at) {
    const std::size_t begin = at + 2;
    const std::size_t end = text.find(']', begin);
    const std::string_view words = words_before(text, at, '(');
    if (end == nowhere || words.empty() || !looks_like_address(text.substr(begin, end - begin))) return {};
    return {written_from(text, words, at, end + 1), "the brackets of this link are the wrong way round",
            fmt::format("write {}", link_of(words, text.substr(begin, end - begin)))};
}

// "**words **": two stars at a word that make nothing bold.
MarkdownSlips::Slip MarkdownSlips::loose_stars(std::string_view text) {
    const std::size_t at = text.find("**");
    if (at == nowhere) return {};
    const std::size_t behind = std::min(text.find_first_not_of('*', at), text.size());
    const bool is_at_word = (at > 0 && is_letter(text[at - 1])) || (behind < text.size() && is_letter(text[behind]));
    if (behind - at != 2 || !is_at_word) return {};
    const std::size_t begin = text.substr(0, at).find_last_of(" \t") + 1;
    return {text.substr(begin, std::min(text.find_first_of(" \t", at), text.size()) - begin),
            "these stars make nothing bold",
            "write ** right before the first word and right behind the last: **words**; for mere stars \\*\\*"};
}

// "** words **" in a line: the stars are two apart from the words.
MarkdownSlips::Slip MarkdownSlips::parted_stars(std::string_view text) {
    const std::size_t at = text.find("** ");
    const std::size_t end = at == nowhere ? nowhere : text.find(" **", at + 3);
    if (end == nowhere || !(at == 0 || text[at - 1] == ' ')) return {};
    const std::string_view words = trim(text.substr(at + 2, end - at - 2));
    const std::size_t behind = end + std::string_view(" **").size();
    const bool ends_word = behind == text.size() || !(is_word_sign(text[behind]) && is_letter(text[behind]));
    if (words.empty() || !is_letter(words.front()) || words.find('*') != nowhere || !ends_word) return {};
    return {text.substr(at, behind - at), "blanks stand within these stars, so that they make nothing bold",
            fmt::format("write **{}**; for mere stars \\*\\*", words)};
}

// "[words(page.md)", its ( at `at`. None if what the brackets hold is no address, or a ] follows.
MarkdownSlips::Slip MarkdownSlips::unended_words(std::string_view text, std::size_t at) {
    const std::size_t open = at == 0 ? nowhere : text.find_last_of("[]()", at - 1);
    const std::size_t end = text.find_first_of("[]()", at + 1);
    if (open == nowhere || text[open] != '[' || end == nowhere || text[end] != ')') return {};
    const std::string_view words = trim(text.substr(open + 1, at - open - 1));
    const std::string_view address = text.substr(at + 1, end - at - 1);
    const std::size_t next = text.find_first_of("[]", end);
    const bool is_closed_later = next != nowhere && text[next] == ']';
    if (words.empty() || is_closed_later || !looks_like_address(address)) return {};
    return {text.substr(open, end + 1 - open), "] is missing behind the words of this link",
            fmt::format("write {}", link_of(words, address))};
}

// "[[emergency]]" among words, and "[[emergency]" and "[[emergency" anywhere, the first [ at `at`.
MarkdownSlips::Slip MarkdownSlips::block_in_text(std::string_view text, std::size_t at) {
    const std::size_t begin = at + 2;
    const std::size_t end = text.find_first_of("[]", begin);
    const std::string_view inside = text.substr(begin, std::min(end, text.size()) - begin);
    if ((end != nowhere && text[end] == '[') || !looks_like_block(inside)) return {};
    const std::string hint =
        fmt::format("write [[{}]] on a line of its own, with an empty line before and behind", inside);
    if (end == nowhere) return {text.substr(at), "the block that begins here is not closed", hint};
    const std::string_view behind = text.substr(end + 1);
    if (behind.starts_with(']'))
        return {text.substr(at, end + 2 - at), "a block among words is shown as it was typed", hint};
    if (behind.find(']') != nowhere || behind.starts_with('[') || behind.starts_with('(')) return {};
    return {text.substr(at, end + 1 - at), "the second ] of this block is missing", hint};
}

// "[emergency]]", its first ] at `at`.
MarkdownSlips::Slip MarkdownSlips::block_begun_once(std::string_view text, std::size_t at) {
    const std::size_t open = at == 0 ? nowhere : text.find_last_of("[]", at - 1);
    if (open == nowhere || text[open] != '[' || text.substr(0, open).find('[') != nowhere) return {};
    const std::string_view inside = text.substr(open + 1, at - open - 1);
    if (!looks_like_block(inside)) return {};
    return {text.substr(open, at + 2 - open), "the second [ of this block is missing",
            fmt::format("write [[{}]] on a line of its own, with an empty line before and behind", inside)};
}

void MarkdownSlips::add(Node node, Slip slip) {
    if (slip.message.empty()) return;
    const NodeLines lines = lines_of(node);
    const auto find = [&](std::size_t from) { return lines_.find(lines.first, lines.last, slip.written, from); };
    // "[a](b" begins "[a](b.md)" too, and "##Costs" begins "##Costs-free".
    const auto goes_on = [&](std::size_t end) {
        return is_word_sign(slip.written.back()) && end < text_.size() && is_word_sign(text_[end]);
    };
    std::size_t at = find(from_);
    while (at != nowhere && goes_on(at + slip.written.size())) at = find(at + 1);
    if (at == nowhere) return;
    from_ = at + 1;
    found_.push_back({{at, at + slip.written.size()}, std::move(slip.message), std::move(slip.hint)});
}

void MarkdownSlips::note_words(Node node) {
    const std::string_view words = literal_of(node);
    if (!has_marks(words)) return;
    const Node paragraph = parent_of(node);
    if (words.starts_with('#') && kind_of(paragraph) == NodeKind::Paragraph && begins_line(node)) {
        const NodeLines lines = lines_of(paragraph);
        add(node, heading(words, lines.first == lines.last));
    }
    using Find = Slip (*)(std::string_view, std::size_t);
    constexpr std::array<std::pair<std::string_view, Find>, 6> links = {{{"](", open_link},
                                                                         {"] (", parted_link},
                                                                         {")[", turned_link},
                                                                         {"(", unended_words},
                                                                         {"[[", block_in_text},
                                                                         {"]]", block_begun_once}}};
    const bool holds_bracket = words.find_first_of("[]") != nowhere;
    std::vector<Slip> slips;
    for (const auto& [marks, slip_at] : links) {
        for (std::size_t at = holds_bracket ? words.find(marks) : nowhere; at != nowhere && looked_at_ < most;
             at = words.find(marks, at + 1)) {
            ++looked_at_;
            slips.push_back(slip_at(words, at));
        }
    }
    const Slip stars = loose_stars(words);
    slips.push_back(stars.message.empty() ? parted_stars(words) : stars);
    std::erase_if(slips, [](const Slip& slip) { return slip.message.empty(); });
    std::sort(slips.begin(), slips.end(),
              [](const Slip& a, const Slip& b) { return a.written.data() < b.written.data(); });
    for (Slip& slip : slips) add(node, std::move(slip));
}

void MarkdownSlips::note_paragraph(Node paragraph) {
    const NodeLines lines = lines_of(paragraph);
    if (lines.first == lines.last) return;
    const std::size_t begin = lines_.line(lines.first).begin + lines.column - 1;
    for (MarkdownSlip& slip : find_line_slips(text_, lines_, lines.first, lines.last, begin))
        if (line_slips_++ < most) found_.push_back(std::move(slip));
}

// Hyphens or = below words make a heading of them. A heading is short and no sentence; what looks like fields is a
// second header block.
void MarkdownSlips::note_heading(Node heading) {
    constexpr std::size_t longest_heading = 80;
    const NodeLines lines = lines_of(heading);
    const auto line = [this](std::size_t number) {
        const Span span = lines_.line(number);
        return trim(text_.substr(span.begin, span.end - span.begin));
    };
    // The library counts the line behind the hyphens in.
    std::size_t last = lines.first + 1;
    while (last <= lines.last && (line(last).empty() || line(last).find_first_not_of(line(last).front()) != nowhere))
        ++last;
    if (last > lines.last || (line(last).front() != '-' && line(last).front() != '=')) return;
    const std::string_view words = line(lines.first);
    const std::size_t name = words.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
    if (name != nowhere && name > 0 && words.substr(name).starts_with(": ")) {
        found_.push_back({lines_.line(lines.first),
                          "a second header block stands in the text, which shows it to readers",
                          "move its fields into the block that begins the file"});
        return;
    }
    const bool is_sentence = std::string_view(".?!;,").find(line(last - 1).back()) != nowhere;
    if (!is_sentence && last - lines.first == 1 && words.size() <= longest_heading) return;
    found_.push_back(
        {lines_.line(last), fmt::format("{} below a text makes a heading of it", line(last)),
         fmt::format("leave an empty line above {}, or write the heading as ## and its words", line(last))});
}

void MarkdownSlips::note_row(Node row, std::size_t columns) {
    if (line_slips_ >= most) return;
    if (auto slip = find_surplus_cells(text_, lines_.line(lines_of(row).first), columns)) {
        ++line_slips_;
        found_.push_back(std::move(*slip));
    }
}

void MarkdownSlips::note_code(Node block) {
    const NodeLines lines = lines_of(block);
    const auto line = [this](std::size_t number) {
        const Span span = lines_.line(number);
        return text_.substr(span.begin, span.end - span.begin);
    };
    if (!is_fenced(block) || (lines.last > lines.first && ends_fence(line(lines.first), line(lines.last)))) return;
    found_.push_back({lines_.line(lines.first), "the code that begins here does not end",
                      "write the same signs on a line of their own behind the code"});
}

void MarkdownSlips::note_remark(Node html) {
    if (literal_of(html).find("-->") != nowhere) return;
    found_.push_back({lines_.line(lines_of(html).first),
                      "the remark that begins here does not end, and hides all behind it",
                      "write --> at the end of the remark"});
}

}  // namespace charter
