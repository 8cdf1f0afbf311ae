#include "generator/content/markdown_tree.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include "generator/content/node_memory.h"
#include "generator/content/table_lines.h"

namespace charter {
namespace {

// The library's functions for memory are told of no owner, which is why each thread has one.
NodeMemory& node_memory() {
    static thread_local NodeMemory memory;
    return memory;
}

void* take_zeroed(std::size_t count, std::size_t size) {
    return node_memory().take(count * size);
}
void* resize(void* old, std::size_t size) {
    return node_memory().resize(old, size);
}
void give_back(void* /*piece*/) {}

cmark_mem* memory_functions() {
    static cmark_mem functions = {take_zeroed, resize, give_back};
    return &functions;
}

cmark_node* parse(std::string_view text) {
    static const bool registered = (cmark_gfm_core_extensions_ensure_registered(), true);
    static_cast<void>(registered);
    node_memory().begin_tree();
    cmark_parser* parser = cmark_parser_new_with_mem(CMARK_OPT_FOOTNOTES, memory_functions());
    for (const char* name : {"table", "tasklist"})
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name));
    cmark_parser_feed(parser, text.data(), text.size());
    return cmark_parser_finish(parser);
}

// The library gives every row of a table as many cells as its head has.
std::string_view up_to_padded_table(std::string_view text) {
    const std::optional<PaddedTable> table = find_padded_table(text, 0);
    return table ? text.substr(0, table->head.begin) : text;
}

std::string_view text_or_empty(const char* text) {
    return text == nullptr ? std::string_view() : std::string_view(text);
}

// Nodes of the extensions have no constants.
NodeKind kind_by_name(std::string_view name) {
    if (name == "table_cell") return NodeKind::TableCell;
    if (name == "table_row") return NodeKind::TableRow;
    if (name == "table_header") return NodeKind::TableHead;
    if (name == "table") return NodeKind::Table;
    if (name == "tasklist") return NodeKind::TaskItem;
    if (name == "item") return NodeKind::Item;
    return NodeKind::Other;
}

NodeKind block_kind_of(cmark_node* node) {
    switch (cmark_node_get_type(node)) {
        case CMARK_NODE_DOCUMENT:
            return NodeKind::Document;
        case CMARK_NODE_BLOCK_QUOTE:
            return NodeKind::BlockQuote;
        case CMARK_NODE_LIST:
            return NodeKind::List;
        case CMARK_NODE_CODE_BLOCK:
            return NodeKind::CodeBlock;
        case CMARK_NODE_HTML_BLOCK:
            return NodeKind::HtmlBlock;
        case CMARK_NODE_PARAGRAPH:
            return NodeKind::Paragraph;
        case CMARK_NODE_HEADING:
            return NodeKind::Heading;
        case CMARK_NODE_THEMATIC_BREAK:
            return NodeKind::Rule;
        case CMARK_NODE_FOOTNOTE_DEFINITION:
            return NodeKind::Note;
        default:
            return kind_by_name(text_or_empty(cmark_node_get_type_string(node)));
    }
}

}  // namespace

NodeKind kind_of(Node node) {
    switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT:
            return NodeKind::Text;
        case CMARK_NODE_SOFTBREAK:
            return NodeKind::SoftBreak;
        case CMARK_NODE_LINEBREAK:
            return NodeKind::LineBreak;
        case CMARK_NODE_CODE:
            return NodeKind::Code;
        case CMARK_NODE_HTML_INLINE:
            return NodeKind::HtmlInline;
        case CMARK_NODE_EMPH:
            return NodeKind::Emphasis;
        case CMARK_NODE_STRONG:
            return NodeKind::Strong;
        case CMARK_NODE_LINK:
            return NodeKind::Link;
        case CMARK_NODE_IMAGE:
            return NodeKind::Image;
        case CMARK_NODE_FOOTNOTE_REFERENCE:
            return NodeKind::NoteReference;
        default:
            return block_kind_of(node);
    }
}

Node parent_of(Node node) {
    return cmark_node_parent(node);
}
Node next_of(Node node) {
    return cmark_node_next(node);
}
Node previous_of(Node node) {
    return cmark_node_previous(node);
}
std::string_view literal_of(Node node) {
    return text_or_empty(cmark_node_get_literal(node));
}
std::string_view url_of(Node node) {
    return text_or_empty(cmark_node_get_url(node));
}
std::string_view title_of(Node node) {
    return text_or_empty(cmark_node_get_title(node));
}
std::string_view fence_of(Node node) {
    return text_or_empty(cmark_node_get_fence_info(node));
}

std::string_view alignments_of(Node node) {
    const auto* letters = reinterpret_cast<const char*>(cmark_gfm_extensions_get_table_alignments(node));
    if (letters == nullptr) return {};
    return {letters, cmark_gfm_extensions_get_table_columns(node)};
}

int level_of(Node node) {
    return cmark_node_get_heading_level(node);
}
bool is_fenced(Node node) {
    int length = 0;
    int offset = 0;
    char sign = 0;
    return cmark_node_get_fenced(node, &length, &offset, &sign) != 0;
}
bool is_done(Node node) {
    return cmark_gfm_extensions_get_tasklist_item_checked(node);
}
bool is_ordered(Node node) {
    return cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
}
int start_of(Node node) {
    return cmark_node_get_list_start(node);
}

bool is_in_tight_list(Node paragraph) {
    cmark_node* list = cmark_node_parent(cmark_node_parent(paragraph));
    return list != nullptr && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list) != 0;
}

std::string plain_text_of(Node node) {
    std::string text;
    cmark_iter* iterator = cmark_iter_new(node);
    while (cmark_iter_next(iterator) != CMARK_EVENT_DONE) {
        cmark_node* inner = cmark_iter_get_node(iterator);
        const cmark_node_type type = cmark_node_get_type(inner);
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) text += literal_of(inner);
        if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) text += ' ';
    }
    cmark_iter_free(iterator);
    return text;
}

NodeLines lines_of(Node node) {
    while (cmark_node_parent(node) != nullptr && cmark_node_get_start_line(node) < 1) node = cmark_node_parent(node);
    const auto from_one = [](int number) { return number < 1 ? std::size_t{1} : static_cast<std::size_t>(number); };
    return {from_one(cmark_node_get_start_line(node)), from_one(cmark_node_get_end_line(node)),
            from_one(cmark_node_get_start_column(node))};
}

void MarkdownTree::FreeTree::operator()(cmark_node* /*tree*/) const {
    node_memory().end_tree();
}
void MarkdownTree::FreeIterator::operator()(cmark_iter* iterator) const {
    cmark_iter_free(iterator);
}

MarkdownTree::MarkdownTree(std::string_view text)
    : tree_(parse(up_to_padded_table(text))), iterator_(cmark_iter_new(tree_.get())) {}

MarkdownTree::Event MarkdownTree::next() {
    switch (cmark_iter_next(iterator_.get())) {
        case CMARK_EVENT_ENTER:
            return Event::Enter;
        case CMARK_EVENT_EXIT:
            return Event::Leave;
        default:
            return Event::End;
    }
}

Node MarkdownTree::node() const {
    return cmark_iter_get_node(iterator_.get());
}

void MarkdownTree::skip_inside() {
    cmark_iter_reset(iterator_.get(), node(), CMARK_EVENT_EXIT);
}

bool MarkdownTree::holds_top_heading() const {
    // Blocks only, in order: down to the first child, else on to the next, else up.
    cmark_node* node = cmark_node_first_child(tree_.get());
    while (node != nullptr && node != tree_.get()) {
        const cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_HEADING && cmark_node_get_heading_level(node) == 1) return true;
        const bool may_hold = type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM;
        cmark_node* next = may_hold ? cmark_node_first_child(node) : nullptr;
        while (next == nullptr && node != nullptr && node != tree_.get()) {
            next = cmark_node_next(node);
            if (next == nullptr) node = cmark_node_parent(node);
        }
        node = next;
    }
    return false;
}

}  // namespace charter
