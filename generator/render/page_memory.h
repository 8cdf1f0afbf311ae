// What is remembered of a drawn page, so that the next build can tell without drawing whether it would come out the
// same. A page is drawn from three things, and nothing else: the view that its layout shows, its text, and what the
// site answered to its text's questions (where a link leads, what a block shows). The first and the last hang on
// nothing but the site's outlook. Plain values.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "generator/shared/packed_fields.h"
#include "generator/shared/source.h"

namespace charter {

// One question of a text to the site, of texts that live elsewhere.
struct Ask {
    enum class Kind : char { Link = 'l', Image = 'i', Block = 'b' };
    Kind kind = Kind::Link;
    std::string_view name;      // a link's target as written, or a block's name
    std::string_view argument;  // of a block
    Span span;
    int level = 0;  // of a block's heading
    bool operator==(const Ask&) const = default;
};

// A link of a text to a place on a page.
struct AnchorAsk {
    std::string_view url;  // of the page
    std::string_view anchor;
    Span span;
    bool operator==(const AnchorAsk&) const = default;
};

// Of texts that live elsewhere.
struct PageRecord {
    std::string_view text;           // fingerprint of the text
    std::string_view inputs;         // fingerprint of the view without its text, and of the text
    std::string_view asks;           // in the order of the text, packed: they are many, and seldom needed
    std::string_view answers;        // fingerprint of what was answered to them
    std::vector<AnchorAsk> anchors;  // in the order of the text
    std::string_view ids;            // every id on the page, each with a line end behind it
    std::string_view output;         // content hash of the drawn page
    bool operator==(const PageRecord&) const = default;
};

void pack_ask(FieldPacker& packer, const Ask& ask);
[[nodiscard]] std::vector<Ask> unpack_asks(std::string_view packed);
[[nodiscard]] std::vector<std::string> ids_of(const PageRecord& record);

// A record as one run of bytes, as it is kept; unpacked, it is of that run's texts. A faulty run reads as a record that
// no page has.
[[nodiscard]] std::string pack(const PageRecord& record);
[[nodiscard]] PageRecord unpack(std::string_view packed);

struct PageMemory {
    std::string stamp;    // which program drew with what theme
    std::string outlook;  // of the site, as outlook.h gives it; empty: unknown
    // Path in the output ("en/services/index.html") -> packed record. Only pages without findings are in it. Most
    // records are carried from build to build as they are, so these are of texts that live elsewhere: in the file they
    // were read from, or in `own`.
    std::unordered_map<std::string_view, std::string_view> pages;
    std::deque<std::string> own;
};

// Whether a site's outlook is what it was when a record was made.
enum class Outlook { Same, Other };

// Whether a page's text was read, or its file says that it is as it was when a record was made.
enum class TextState { Read, AsItWas };

}  // namespace charter
