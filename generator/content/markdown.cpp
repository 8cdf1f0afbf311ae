#include "generator/content/markdown.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "generator/content/bare_addresses.h"
#include "generator/content/html_parts.h"
#include "generator/content/markdown_tree.h"
#include "generator/content/open_references.h"
#include "generator/content/source_lines.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

// Where exactly two tildes stand in a text, from `from` on.
std::size_t find_strike(std::string_view text, std::size_t from) {
    for (std::size_t at = text.find("~~", from); at != std::string_view::npos;) {
        const std::size_t end = std::min(text.find_first_not_of('~', at), text.size());
        if (end - at == 2) return at;
        at = text.find("~~", end);
    }
    return std::string_view::npos;
}

bool may_open_strike(std::string_view text, std::size_t at) {
    return at + 2 >= text.size() || !trim(text.substr(at + 2, 1)).empty();
}

bool may_close_strike(std::string_view text, std::size_t at) {
    return at == 0 || !trim(text.substr(at - 1, 1)).empty();
}

// True if a strike that opened before `from` in the text of `node` closes there or in a later node beside it.
bool is_closed_later(Node node, std::string_view text, std::size_t from) {
    while (true) {
        for (std::size_t at = find_strike(text, from); at != std::string_view::npos; at = find_strike(text, at + 2)) {
            if (may_close_strike(text, at)) return true;
        }
        do {
            node = next_of(node);
        } while (node != nullptr && kind_of(node) != NodeKind::Text);
        if (node == nullptr) return false;
        text = literal_of(node);
        from = 0;
    }
}

enum class Use { Link, Image };

// Walks the tree by its events, not by recursion: nesting has no limit in a text.
class Renderer {
  public:
    Renderer(const Source& source, std::size_t begin, const MarkdownHooks& hooks)
        : whole_(source.text),
          text_(whole_.substr(std::min(begin, whole_.size()))),
          lines_(whole_, begin),
          places_(whole_, lines_),
          slips_(whole_, lines_),
          hooks_(hooks),
          tree_(text_),
          may_strike_(text_.find("~~") != std::string_view::npos),
          may_hold_address_(may_hold_address(text_)),
          may_hold_reference_(may_hold_reference(text_)) {}

    MarkdownPage render() {
        page_.html.reserve(text_.size() + text_.size() / 2);
        level_shift_ = tree_.holds_top_heading() ? 1 : 0;
        for (auto event = tree_.next(); event != MarkdownTree::Event::End; event = tree_.next()) {
            const Node node = tree_.node();
            if (event == MarkdownTree::Event::Enter)
                enter(node, kind_of(node));
            else
                leave(node, kind_of(node));
        }
        notes_.end(page_.html);
        page_.slips = slips_.take();
        page_.table = find_padded_table(whole_, static_cast<std::size_t>(text_.data() - whole_.data()));
        return std::move(page_);
    }

  private:
    void put(std::string_view html) { page_.html += html; }
    void put_text(std::string_view text) { append_escaped(page_.html, text); }
    void put_attribute(std::string_view name, std::string_view value);

    void enter(Node node, NodeKind kind);
    void enter_block(Node node, NodeKind kind);
    void leave(Node node, NodeKind kind);
    void enter_list(Node node);
    void enter_paragraph(Node node);
    [[nodiscard]] bool put_blocks(Node paragraph);
    [[nodiscard]] int level_below() const;
    void enter_heading(Node node);
    void put_code_block(Node node);
    void put_note_reference(Node node);
    void enter_link(Node node);
    void put_image(Node node);
    void put_words(Node node);
    void put_strike(Node node, std::string_view text, std::size_t at);
    void put_with_addresses(Node node, std::string_view text);
    [[nodiscard]] LinkTarget ask(std::string_view target, Use use, Span span) const;
    void open_link(const LinkTarget& target, std::string_view title);
    void note_raw_html(Node node);
    void note_open_references(Node node);

    std::string_view whole_;
    std::string_view text_;  // from where the Markdown begins
    SourceLines lines_;
    LinkPlaces places_;
    MarkdownSlips slips_;
    const MarkdownHooks& hooks_;
    MarkdownTree tree_;
    bool may_strike_;
    bool may_hold_address_;
    bool may_hold_reference_;
    std::size_t references_from_ = 0;  // behind the last open reference
    int level_shift_ = 0;
    bool in_link_ = false;         // inside a link of the text
    bool link_is_open_ = false;    // its <a> was written
    Node struck_in_ = nullptr;     // the node whose children are being struck out
    Node never_closed_ = nullptr;  // a node in which a strike that opens now does not close
    HeadingIds ids_;
    NotesHtml notes_;
    TableHtml table_;
    MarkdownPage page_;
};

void Renderer::put_attribute(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    put(" ");
    put(name);
    put("=\"");
    put_text(value);
    put("\"");
}

void Renderer::enter(Node node, NodeKind kind) {
    switch (kind) {
        case NodeKind::Text:
            return put_words(node);
        case NodeKind::SoftBreak:
            return put("\n");
        case NodeKind::LineBreak:
            return put("<br>\n");
        case NodeKind::Code:
            put("<code>");
            put_text(literal_of(node));
            return put("</code>");
        case NodeKind::Emphasis:
            return put("<em>");
        case NodeKind::Strong:
            return put("<strong>");
        case NodeKind::Link:
            return enter_link(node);
        case NodeKind::Image:
            return put_image(node);
        case NodeKind::NoteReference:
            return put_note_reference(node);
        case NodeKind::HtmlInline:
        case NodeKind::HtmlBlock:
            return note_raw_html(node);
        default:
            return enter_block(node, kind);
    }
}

void Renderer::enter_block(Node node, NodeKind kind) {
    switch (kind) {
        case NodeKind::Paragraph:
            return enter_paragraph(node);
        case NodeKind::Heading:
            return enter_heading(node);
        case NodeKind::List:
            return enter_list(node);
        case NodeKind::Item:
            return put("<li>");
        case NodeKind::TaskItem:
            return put(is_done(node) ? "<li class=\"task done\">☑ " : "<li class=\"task\">☐ ");
        case NodeKind::BlockQuote:
            return put("<blockquote>\n");
        case NodeKind::CodeBlock:
            return put_code_block(node);
        case NodeKind::Rule:
            return put("<hr>\n");
        case NodeKind::Note:
            return page_.anchors.push_back(notes_.begin_note(page_.html));
        case NodeKind::Table:
            return table_.begin(page_.html, alignments_of(node));
        case NodeKind::TableHead:
        case NodeKind::TableRow:
            slips_.note_row(node, alignments_of(parent_of(node)).size());
            return table_.begin_row(page_.html, kind == NodeKind::TableHead);
        case NodeKind::TableCell:
            return table_.begin_cell(page_.html, [node] { return plain_text_of(node); });
        default:
            return;
    }
}

void Renderer::leave(Node node, NodeKind kind) {
    switch (kind) {
        case NodeKind::Emphasis:
            return put("</em>");
        case NodeKind::Strong:
            return put("</strong>");
        case NodeKind::Link:
            if (link_is_open_) put("</a>");
            in_link_ = link_is_open_ = false;
            return;
        case NodeKind::Paragraph:
            return put(is_in_tight_list(node) ? "" : "</p>\n");
        case NodeKind::Heading:
            return put("</h" + std::to_string(page_.headings.back().level) + ">\n");
        case NodeKind::List:
            return put(is_ordered(node) ? "</ol>\n" : "</ul>\n");
        case NodeKind::Item:
        case NodeKind::TaskItem:
            return put("</li>\n");
        case NodeKind::BlockQuote:
            return put("</blockquote>\n");
        case NodeKind::Note:
            return notes_.end_note(page_.html);
        case NodeKind::Table:
            return table_.end(page_.html);
        case NodeKind::TableHead:
        case NodeKind::TableRow:
            return table_.end_row(page_.html);
        case NodeKind::TableCell:
            return table_.end_cell(page_.html);
        default:
            return;
    }
}

void Renderer::enter_list(Node node) {
    if (!is_ordered(node)) return put("<ul>\n");
    put("<ol");
    if (start_of(node) != 1) put_attribute("start", std::to_string(start_of(node)));
    put(">\n");
}

void Renderer::enter_paragraph(Node node) {
    if (put_blocks(node)) return tree_.skip_inside();
    slips_.note_paragraph(node);
    if (!is_in_tight_list(node)) put("<p>");
}

bool Renderer::put_blocks(Node paragraph) {
    const NodeLines lines = lines_of(paragraph);
    const auto line = [&](std::size_t number) {
        Span span = lines_.line(number);
        if (number == lines.first) span.begin = std::min(span.end, span.begin + lines.column - 1);
        return trim(whole_.substr(span.begin, span.end - span.begin));
    };
    for (std::size_t number = lines.first; number <= lines.last; ++number) {
        if (block_in(line(number)).empty()) return false;
    }
    for (std::size_t number = lines.first; number <= lines.last; ++number) {
        const std::string_view written = line(number);
        const std::string_view inside = block_in(written);
        const std::string_view name = inside.substr(0, inside.find_first_of(" \t"));
        const auto begin = static_cast<std::size_t>(written.data() - whole_.data());
        const BlockPlace place = {{begin, begin + written.size()}, level_below()};
        if (hooks_.block) put(hooks_.block(name, trim(inside.substr(name.size())), place));
        put("\n");
    }
    return true;
}

// The text stands under the page's h1.
int Renderer::level_below() const {
    return page_.headings.empty() ? 2 : std::min(page_.headings.back().level + 1, 6);
}

void Renderer::enter_heading(Node node) {
    slips_.note_heading(node);
    Heading heading;
    heading.level = std::clamp(level_of(node) + level_shift_, 2, 6);
    heading.text = std::string(trim(plain_text_of(node)));
    heading.id = ids_.id_for(heading.text);
    put("<h" + std::to_string(heading.level));
    put_attribute("id", heading.id);
    put(">");
    page_.anchors.push_back(heading.id);
    page_.headings.push_back(std::move(heading));
}

void Renderer::put_code_block(Node node) {
    slips_.note_code(node);
    const std::string_view fence = trim(fence_of(node));
    const std::string_view language = fence.substr(0, fence.find_first_of(" \t"));
    put("<pre><code");
    if (!language.empty()) put_attribute("class", "language-" + std::string(language));
    put(">");
    put_text(literal_of(node));
    put("</code></pre>\n");
}

void Renderer::put_note_reference(Node node) {
    const std::string_view text = literal_of(node);
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    if (number == 0 || number > text_.size()) return;  // a number that no text of this size can reach
    page_.anchors.push_back(notes_.put_reference(page_.html, number));
}

void Renderer::enter_link(Node node) {
    const std::string_view target = url_of(node);
    in_link_ = true;
    open_link(ask(target, Use::Link, places_.find_target(lines_of(node).first, target)), title_of(node));
}

void Renderer::put_image(Node node) {
    const std::string_view target = url_of(node);
    const LinkTarget found = ask(target, Use::Image, places_.find_target(lines_of(node).first, target));
    const std::string words = plain_text_of(node);
    tree_.skip_inside();
    if (found.url.empty()) return put_text(words);
    put("<img src=\"");
    append_address(page_.html, found.url);
    put("\" alt=\"");
    put_text(words);
    put("\">");
}

LinkTarget Renderer::ask(std::string_view target, Use use, Span span) const {
    LinkTarget found =
        hooks_.link ? hooks_.link({target, use == Use::Image, span}) : LinkTarget{std::string(target), {}};
    if (!is_safe_link(found.url)) found.url.clear();
    return found;
}

void Renderer::open_link(const LinkTarget& target, std::string_view title) {
    link_is_open_ = !target.url.empty();
    if (!link_is_open_) return;
    put("<a href=\"");
    append_address(page_.html, target.url);
    put("\"");
    put_attribute("hreflang", target.language);
    put_attribute("title", title);
    put(">");
}

void Renderer::put_words(Node node) {
    const std::string_view text = literal_of(node);
    if (may_hold_reference_) note_open_references(node);
    slips_.note_words(node);
    std::size_t done = 0;
    if (may_strike_) {
        for (std::size_t at = find_strike(text, 0); at != std::string_view::npos; at = find_strike(text, done)) {
            put_with_addresses(node, text.substr(done, at - done));
            put_strike(node, text, at);
            done = at + 2;
        }
    }
    put_with_addresses(node, text.substr(done));
}

void Renderer::put_strike(Node node, std::string_view text, std::size_t at) {
    const Node around = parent_of(node);
    if (struck_in_ == around && may_close_strike(text, at)) {
        struck_in_ = nullptr;
        return put("</del>");
    }
    if (struck_in_ != nullptr || never_closed_ == around || !may_open_strike(text, at)) return put("~~");
    if (!is_closed_later(node, text, at + 2)) {
        never_closed_ = around;
        return put("~~");
    }
    struck_in_ = around;
    put("<del>");
}

void Renderer::put_with_addresses(Node node, std::string_view text) {
    if (in_link_ || !may_hold_address_ || !may_hold_address(text)) return put_text(text);
    std::size_t done = 0;
    for (const BareAddress& address : find_bare_addresses(text)) {
        put_text(text.substr(done, address.begin - done));
        const std::string_view written = text.substr(address.begin, address.end - address.begin);
        open_link(ask(address.url, Use::Link, places_.find_bare(lines_of(node).first, written)), {});
        put_text(written);
        if (link_is_open_) put("</a>");
        link_is_open_ = false;
        done = address.end;
    }
    put_text(text.substr(done));
}

void Renderer::note_raw_html(Node node) {
    if (trim(literal_of(node)).starts_with("<!--")) return slips_.note_remark(node);
    page_.raw_html.push_back(lines_.line(lines_of(node).first));
}

// Only what stands in the source as it does in the text: \[a][b] was meant as it is shown.
void Renderer::note_open_references(Node node) {
    const NodeLines lines = lines_of(node);
    for (const OpenReference& reference : find_open_references(literal_of(node))) {
        const std::size_t at = lines_.find(lines.first, lines.last, reference.written, references_from_);
        if (at == std::string_view::npos) continue;
        references_from_ = at + reference.written.size();
        const bool is_note = reference.label.front() == '^';
        page_.undefined.push_back(
            {std::string(reference.label.substr(is_note ? 1 : 0)), is_note, {at, references_from_}});
    }
}

}  // namespace

bool is_safe_link(std::string_view url) {
    static constexpr std::array<std::string_view, 7> safe = {"http", "https", "mailto", "tel", "sms", "geo", "ftp"};
    const std::size_t end = url.find_first_of(":/?#");
    if (end == std::string_view::npos || url[end] != ':') return true;  // no scheme
    const std::string scheme = to_lower(url.substr(0, end));
    return std::find(safe.begin(), safe.end(), scheme) != safe.end();
}

MarkdownPage render_markdown(const Source& source, std::size_t begin, const MarkdownHooks& hooks) {
    return Renderer(source, begin, hooks).render();
}

}  // namespace charter
