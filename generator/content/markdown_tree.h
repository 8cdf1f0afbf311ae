// A Markdown text as a tree, walked node by node in the order of the text. The only code that knows cmark is
// markdown_tree.cpp. Nodes belong to their tree. Any thread; a tree is made, walked and dropped by one.
//
// The library's extensions `autolink` and `strikethrough` change a table that all threads share, so only tables, task
// lists and footnotes are read: bare addresses and ~~strike~~ are left in the text nodes.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct cmark_node;
struct cmark_iter;

namespace charter {

enum class NodeKind {
    Document,
    BlockQuote,
    List,
    Item,
    TaskItem,
    CodeBlock,
    HtmlBlock,
    Paragraph,
    Heading,
    Rule,
    Note,
    Table,
    TableHead,
    TableRow,
    TableCell,
    Text,
    SoftBreak,
    LineBreak,
    Code,
    HtmlInline,
    Emphasis,
    Strong,
    Link,
    Image,
    NoteReference,
    Other
};

using Node = cmark_node*;  // nullptr: there is none

[[nodiscard]] NodeKind kind_of(Node node);
[[nodiscard]] Node parent_of(Node node);
[[nodiscard]] Node next_of(Node node);      // the next with the same parent
[[nodiscard]] Node previous_of(Node node);  // the one before with the same parent
// Texts are decoded, not escaped, and live as long as the tree.
[[nodiscard]] std::string_view literal_of(Node node);  // of Text, Code, CodeBlock, raw HTML; number of a NoteReference
[[nodiscard]] std::string_view url_of(Node node);
[[nodiscard]] std::string_view title_of(Node node);
[[nodiscard]] std::string_view fence_of(Node node);       // what follows the ``` of a CodeBlock
[[nodiscard]] std::string_view alignments_of(Node node);  // of a Table: for each column l, c, r or NUL
[[nodiscard]] int level_of(Node node);                    // of a Heading
[[nodiscard]] bool is_fenced(Node node);                  // of a CodeBlock: between ``` and not deeper than the text
[[nodiscard]] bool is_done(Node node);                    // of a TaskItem
[[nodiscard]] bool is_ordered(Node node);                 // of a List
[[nodiscard]] int start_of(Node node);                    // of an ordered List
[[nodiscard]] bool is_in_tight_list(Node paragraph);
// The words of a node without their marks.
[[nodiscard]] std::string plain_text_of(Node node);

// Lines and byte columns from 1. A node without lines of its own has those of the nearest node around it.
// Columns are right for blocks only.
struct NodeLines {
    std::size_t first = 1;
    std::size_t last = 1;
    std::size_t column = 1;
};
[[nodiscard]] NodeLines lines_of(Node node);

class MarkdownTree {
  public:
    explicit MarkdownTree(std::string_view text);
    MarkdownTree(const MarkdownTree&) = delete;
    MarkdownTree& operator=(const MarkdownTree&) = delete;
    ~MarkdownTree() = default;

    enum class Event { Enter, Leave, End };
    // Goes on to the next event; node() is then its node. Nodes that cannot hold others are only entered.
    [[nodiscard]] Event next();
    [[nodiscard]] Node node() const;
    // Passes over everything inside the node just entered, its Leave too.
    void skip_inside();
    [[nodiscard]] bool holds_top_heading() const;

  private:
    struct FreeTree {
        void operator()(cmark_node* tree) const;
    };
    struct FreeIterator {
        void operator()(cmark_iter* iterator) const;
    };
    std::unique_ptr<cmark_node, FreeTree> tree_;
    std::unique_ptr<cmark_iter, FreeIterator> iterator_;
};

}  // namespace charter
