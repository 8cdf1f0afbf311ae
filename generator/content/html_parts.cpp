#include "generator/content/html_parts.h"

#include "generator/shared/text.h"

namespace charter {
namespace {

// The end of a reference's id: nothing for the first to a note, "-2" for the second.
std::string repetition(std::size_t time) {
    return time == 1 ? std::string() : "-" + std::to_string(time);
}

std::string_view class_of(char alignment) {
    if (alignment == 'r') return " class=\"right\"";
    if (alignment == 'c') return " class=\"center\"";
    return {};
}

}  // namespace

void append_address(std::string& out, std::string_view url) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : url) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '&') {
            out += "&amp;";
        } else if (c == '\'') {
            out += "&#39;";
        } else if (byte <= 0x20 || byte == 0x7F || std::string_view("\"<>\\^`{|}").find(c) != std::string_view::npos) {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        } else {
            out += c;
        }
    }
}

std::string_view block_in(std::string_view line) {
    line = trim(line);
    if (line.size() < 5 || !line.starts_with("[[") || !line.ends_with("]]")) return {};
    const std::string_view inside = trim(line.substr(2, line.size() - 4));
    return inside.find_first_of("[]") == std::string_view::npos ? inside : std::string_view();
}

std::string HeadingIds::id_for(std::string_view text) {
    const std::string wanted = slug(text);
    std::string id = wanted;
    std::size_t& times = times_[wanted];  // so that a thousand headings alike are no search through a thousand
    while (!given_.insert(id).second) id = wanted + repetition(++times + 1);
    return id;
}

void TableHtml::begin(std::string& out, std::string_view alignments) {
    *this = {};
    alignments_ = alignments;
    out += is_wide() ? "<table class=\"wide\">\n" : "<table>\n";
}

void TableHtml::begin_row(std::string& out, bool is_head) {
    column_ = 0;
    in_head_ = is_head;
    if (is_head) out += "<thead>\n";
    if (!is_head && !in_body_) out += "<tbody>\n";
    in_body_ = in_body_ || !is_head;
    out += "<tr>";
}

void TableHtml::begin_cell(std::string& out) {
    out += in_head_ ? "<th scope=\"col\"" : "<td";
    if (column_ < alignments_.size()) out += class_of(alignments_[column_]);
    if (!in_head_ && column_ < heads_.size() && !heads_[column_].empty()) {
        out += " data-label=\"";
        append_escaped(out, heads_[column_]);
        out += '"';
    }
    out += '>';
    ++column_;
}

void TableHtml::end_cell(std::string& out) {
    out += in_head_ ? "</th>" : "</td>";
}

void TableHtml::end_row(std::string& out) {
    out += in_head_ ? "</tr>\n</thead>\n" : "</tr>\n";
    in_head_ = false;
}

void TableHtml::end(std::string& out) {
    out += in_body_ ? "</tbody>\n</table>\n" : "</table>\n";
}

std::string NotesHtml::put_reference(std::string& out, std::size_t number) {
    if (references_.size() < number) references_.resize(number, 0);
    const std::string note = std::to_string(number);
    std::string id = "fnref:" + note + repetition(++references_[number - 1]);
    out += "<sup><a href=\"#fn:" + note + "\" id=\"" + id + "\" role=\"doc-noteref\">" + note + "</a></sup>";
    return id;
}

std::string NotesHtml::begin_note(std::string& out) {
    if (notes_++ == 0) out += "<ol class=\"footnotes\">\n";
    std::string id = "fn:" + std::to_string(notes_);
    out += "<li id=\"" + id + "\">";
    return id;
}

void NotesHtml::end_note(std::string& out) const {
    static constexpr std::string_view paragraph_end = "</p>\n";
    const bool ends_in_paragraph = out.ends_with(paragraph_end);
    if (ends_in_paragraph) out.resize(out.size() - paragraph_end.size());
    const std::size_t times = notes_ <= references_.size() ? references_[notes_ - 1] : 0;
    for (std::size_t time = 1; time <= times; ++time) {
        out += " <a href=\"#fnref:" + std::to_string(notes_) + repetition(time) + "\" role=\"doc-backlink\">↩</a>";
    }
    out += ends_in_paragraph ? "</p>\n</li>\n" : "</li>\n";
}

void NotesHtml::end(std::string& out) const {
    if (notes_ > 0) out += "</ol>\n";
}

}  // namespace charter
