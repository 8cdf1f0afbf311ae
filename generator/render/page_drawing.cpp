#include "generator/render/page_drawing.h"

#include <fmt/format.h>

#include <cstring>
#include <utility>

#include "generator/content/markdown.h"
#include "generator/render/blocks.h"
#include "generator/render/change_feed.h"
#include "generator/render/chrome.h"
#include "generator/render/draw.h"
#include "generator/render/linked_data.h"
#include "generator/render/page_views.h"
#include "generator/shared/files.h"
#include "generator/shared/fingerprint.h"

namespace charter {
namespace {

// Every id="..." of a page, so that links to it can be checked against what a reader's browser will find.
std::string ids_in(std::string_view html) {
    static constexpr std::string_view mark = " id=\"";
    std::string ids;
    // memmem(): find() would stop at each space first.
    const auto next = [&](std::size_t from) {
        const void* found = ::memmem(html.data() + from, html.size() - from, mark.data(), mark.size());
        return found == nullptr ? std::string_view::npos
                                : static_cast<std::size_t>(static_cast<const char*>(found) - html.data());
    };
    for (auto at = next(0); at != std::string_view::npos; at = next(at)) {
        at += mark.size();
        const auto end = html.find('"', at);
        if (end == std::string_view::npos) break;
        ids.append(html.substr(at, end - at)).append("\n");
    }
    return ids;
}

// Texts with their lengths, so that no two lists of texts give the same bytes.
void append_text(std::string& out, std::string_view text) {
    out += std::to_string(text.size());
    out += ':';
    out += text;
}

// The names of a view that come from the page's text, which is hashed as it stands in its file.
bool is_from_text(std::string_view name) {
    return name == "body" || name == "toc" || name == "questions_data";
}

void append_view(std::string& out, const View& view, bool is_whole) {
    for (const auto& [name, item] : view.items()) {
        if (!is_whole && is_from_text(name)) continue;
        append_text(out, name);
        out += static_cast<char>('0' + static_cast<int>(item.type));
        append_text(out, item.text);
        out += item.value ? '+' : '-';
        for (const View& inner : item.views) {
            out += '{';
            append_view(out, inner, true);
            out += '}';
        }
    }
}

std::string inputs_of(std::string_view layout, const View& view, const std::string& text_print) {
    std::string bytes;
    append_text(bytes, layout);
    append_view(bytes, view, false);
    bytes += text_print;
    return fingerprint(bytes);
}

// Answers the questions of one page's text and writes down what was answered.
class Answering {
  public:
    Answering(const Scope& scope, const Page& page, const LinkIndex& links, DrawnPage& drawn)
        : page_(page),
          links_(links),
          source_(scope.site.sources[*page.source]),
          blocks_(scope, page, source_, drawn.diagnostics),
          drawn_(drawn) {}

    LinkTarget link(const MarkdownLink& link) {
        LinkTarget target = links_.resolve(page_, source_, link, drawn_.uses, drawn_.diagnostics);
        append_text(answers_, target.url);
        append_text(answers_, target.language);
        pack_ask(asks_, {link.is_image ? Ask::Kind::Image : Ask::Kind::Link, link.target, {}, link.span, 0});
        return target;
    }
    std::string block(std::string_view name, std::string_view argument, const BlockPlace& place) {
        std::string html = blocks_.render(name, argument, place);
        append_text(answers_, html);
        pack_ask(asks_, {Ask::Kind::Block, name, argument, place.span, place.level});
        return html;
    }
    void repeat(const Ask& ask) {
        if (ask.kind == Ask::Kind::Block)
            (void)block(ask.name, ask.argument, {ask.span, ask.level});
        else
            (void)link({ask.name, ask.kind == Ask::Kind::Image, ask.span});
    }
    [[nodiscard]] const std::string& asks() const { return asks_.bytes(); }
    [[nodiscard]] std::string answers() const { return fingerprint(answers_); }

  private:
    const Page& page_;
    const LinkIndex& links_;
    const Source& source_;
    Blocks blocks_;
    DrawnPage& drawn_;
    FieldPacker asks_;
    std::string answers_;
};

void report_undefined(const Source& source, const std::vector<UndefinedReference>& references,
                      Diagnostics& diagnostics) {
    for (const auto& [label, is_note, span] : references) {
        if (is_note)
            diagnostics.error(source, span, "undefined-reference", fmt::format("there is no note \"{}\"", label),
                              fmt::format("write [^{}]: and its text on a line of its own", label));
        else
            diagnostics.error(
                source, span, "undefined-reference", fmt::format("nothing says where the link \"{}\" leads", label),
                fmt::format("write [words](page.md), or below [{}]: page.md; for mere brackets \\[", label));
    }
}

std::string_view written_text(const Site& site, const Page& page) {
    return page.source ? std::string_view(site.sources[*page.source].text) : std::string_view();
}

}  // namespace

std::string output_path(std::string_view url) {
    return std::string(url.substr(1)) + "index.html";
}

struct PageDrawing::Inside {
    const Site& site;
    const Theme& theme;
    PublishedAssets assets;
    SiteSettings settings;
    LinkIndex links;
    ReadingOrder order;
    bool feed;  // the site has one of its changes

    [[nodiscard]] Scope scope(std::string_view language) const {
        return {site, settings, theme, theme.words(language)};
    }

    // What a text asked is packed into `asks`, the fingerprint of what it was answered goes into `answers`.
    [[nodiscard]] MarkdownPage render_text(const Scope& scope, const Page& page, DrawnPage& drawn, std::string& asks,
                                           std::string& answers) const {
        if (!page.source) return {};
        Answering answering(scope, page, links, drawn);
        MarkdownHooks hooks;
        hooks.link = [&](const MarkdownLink& link) { return answering.link(link); };
        hooks.block = [&](std::string_view name, std::string_view argument, const BlockPlace& place) {
            return answering.block(name, argument, place);
        };
        const Source& source = site.sources[*page.source];
        MarkdownPage text = render_markdown(source, page.body_begin, hooks);
        asks = answering.asks();
        answers = answering.answers();
        for (const Span span : text.raw_html)
            drawn.diagnostics.warning(source, span, "raw-html", "HTML in a text is left out",
                                      "write it in Markdown, or as a block: [[NAME]]");
        if (text.table)
            drawn.diagnostics.error(
                source, text.table->head, "table-too-wide",
                fmt::format("this table has {} columns, and its rows far fewer cells", text.table->columns),
                fmt::format("give the rows as many cells as the head has: those of a page may lack {} together",
                            most_missing_cells));
        // A frozen page is not mended.
        if (source.path.starts_with("editions/")) return text;
        report_undefined(source, text.undefined, drawn.diagnostics);
        for (const MarkdownSlip& slip : text.slips)
            drawn.diagnostics.warning(source, slip.span, "markdown-slip", slip.message, slip.hint);
        return text;
    }

    [[nodiscard]] View view_of(const Scope& scope, const Page& page, const MarkdownPage& text) const {
        View view = page_view(scope, page, text, order);
        view.set("linked_data", linked_data(scope, page)).set("questions_data", questions_data(text));
        if (feed) view.set("feed_url", feed_url(page.language));
        view.merge(chrome_view(scope.settings, chrome_of(scope, page), scope.words));
        return view;
    }
};

PageDrawing::PageDrawing(const Site& site, const Theme& theme) {
    PublishedAssets assets = publish_assets(theme.assets());
    SiteSettings settings = site_settings_of(site, theme, assets.style_url);
    inside_ = std::make_unique<Inside>(Inside{site, theme, std::move(assets), std::move(settings), LinkIndex(site),
                                              ReadingOrder(site), has_feed(site)});
}

PageDrawing::~PageDrawing() = default;

DrawnPage PageDrawing::draw(const Page& page) const {
    DrawnPage drawn;
    const Scope in = scope(page.language);
    std::string asks;
    std::string answers;
    drawn.text = inside_->render_text(in, page, drawn, asks, answers);
    const View view = inside_->view_of(in, page, drawn.text);
    drawn.html = charter::draw(in, layout_of(page), view);
    const std::string text = fingerprint(written_text(inside_->site, page));
    const std::string inputs = inputs_of(layout_of(page), view, text);
    const std::string ids = ids_in(drawn.html);
    drawn.hash = content_hash(drawn.html);
    PageRecord record{text, inputs, asks, answers, {}, ids, drawn.hash};
    for (const AnchorUse& use : drawn.uses) record.anchors.push_back({use.target->url, use.anchor, use.span});
    drawn.record = pack(record);
    return drawn;
}

std::optional<std::vector<AnchorUse>> PageDrawing::uses_of(const Page& page, const PageRecord& record) const {
    std::vector<AnchorUse> uses;
    for (const AnchorAsk& ask : record.anchors) {
        const Page* target = find_page_at(inside_->site, ask.url);
        if (target == nullptr) return std::nullopt;
        uses.push_back({target, &inside_->site.sources[*page.source], ask.span, std::string(ask.anchor)});
    }
    return uses;
}

std::optional<std::vector<AnchorUse>> PageDrawing::same_as(const Page& page, const PageRecord& before, Outlook outlook,
                                                           TextState state) const {
    if (state == TextState::AsItWas) return outlook == Outlook::Same ? uses_of(page, before) : std::nullopt;
    const std::string text = fingerprint(written_text(inside_->site, page));
    if (text != before.text) return std::nullopt;
    if (outlook == Outlook::Same) return uses_of(page, before);
    const Scope in = scope(page.language);
    const View view = inside_->view_of(in, page, {});
    if (inputs_of(layout_of(page), view, text) != before.inputs) return std::nullopt;
    DrawnPage again;
    std::string answers;
    if (page.source) {
        Answering answering(in, page, inside_->links, again);
        for (const Ask& ask : unpack_asks(before.asks)) answering.repeat(ask);
        answers = answering.answers();
    }
    if (!again.diagnostics.empty() || answers != before.answers) return std::nullopt;
    return std::move(again.uses);
}

MarkdownPage PageDrawing::text_of(const Page& page) const {
    DrawnPage unused;
    std::string asks;
    std::string answers;
    return inside_->render_text(scope(page.language), page, unused, asks, answers);
}

Scope PageDrawing::scope(std::string_view language) const {
    return inside_->scope(language);
}

const SiteSettings& PageDrawing::settings() const {
    return inside_->settings;
}

const PublishedAssets& PageDrawing::assets() const {
    return inside_->assets;
}

}  // namespace charter
