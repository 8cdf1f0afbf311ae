#include "generator/shared/flat_template.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "generator/shared/template_text.h"
#include "generator/shared/text.h"
#include "generator/shared/words.h"

namespace charter {
namespace {

constexpr std::string_view brace_html = "&#123;";

// Far above what a page needs, and low enough that no layout holds a build up: partials within partials may double a
// text at each step, and the library goes through nested sections again and again.
constexpr std::size_t most_nested = 32;  // sections, or partials within partials
constexpr std::size_t most_partials = 2000;

std::string_view kind_name(Shape::Kind kind) {
    switch (kind) {
        case Shape::Kind::Text:
            return "text";
        case Shape::Kind::Html:
            return "HTML";
        case Shape::Kind::Flag:
            return "a flag";
        case Shape::Kind::List:
            return "a list";
        case Shape::Kind::Object:
            return "an object";
    }
    return "";
}

// Checks a layout with its partials and writes one text without partials, words and comments.
class Flattener {
  public:
    Flattener(const Partials& partials, const Shape& shape, const Words& words, Diagnostics& diagnostics)
        : partials_(partials), words_(words), diagnostics_(diagnostics), scopes_{&shape} {}

    void add(const Source& source) {
        const std::size_t outer_sections = open_.size();
        const std::string_view text = source.text;
        std::size_t written = 0;
        for (const Tag& tag : parse_tags(source, diagnostics_)) {
            if (is_too_much(source, tag)) return;
            write(text.substr(written, tag.replaced.begin - written));
            written = tag.replaced.end;
            add_tag(source, tag, outer_sections);
        }
        write(text.substr(std::min(written, text.size())));
        close_down_to(source, outer_sections);
    }

    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    struct Open {
        Tag tag;
        bool has_scope = false;
        bool is_known = true;
    };
    struct Inclusion {
        std::string_view partial;
        const Source* from = nullptr;
        Span tag;
    };

    // Told once; nothing of the layout is read behind it.
    [[nodiscard]] bool is_too_much(const Source& source, const Tag& tag) {
        if (stopped_) return true;
        const bool is_deep = open_.size() > most_nested || including_.size() > most_nested;
        if (!is_deep && partials_added_ <= most_partials) return false;
        stopped_ = true;
        const std::string message = is_deep ? fmt::format("this is nested more than {} deep", most_nested)
                                            : fmt::format("the layout includes more than {} partials", most_partials);
        diagnostics_.error(source, tag.span, "template-syntax", message,
                           is_deep ? "close the sections, or take partials out of partials" : "include fewer partials");
        return true;
    }

    // Where a partial ends or begins, two texts could become a tag that was never checked.
    void write(std::string_view piece) {
        if (out_.ends_with('{') && piece.starts_with('{')) {
            out_.pop_back();
            out_ += brace_html;
        }
        out_ += piece;
    }

    void add_tag(const Source& source, const Tag& tag, std::size_t outer_sections) {
        switch (tag.kind) {
            case TagKind::Comment:
                break;
            case TagKind::Variable:
                add_variable(source, tag);
                break;
            case TagKind::Raw:
                add_raw(source, tag);
                break;
            case TagKind::Section:
            case TagKind::Inverted:
                open(source, tag);
                break;
            case TagKind::Close:
                add_close(source, tag, outer_sections);
                break;
            case TagKind::Partial:
                add_partial(source, tag);
                break;
        }
    }

    void add_variable(const Source& source, const Tag& tag) {
        if (const auto key = word_key(tag)) {
            add_word(source, tag, std::string(*key));
            return;
        }
        const Shape* shape = find(source, tag);
        if (shape == nullptr) return;
        if (shape->kind != Shape::Kind::Text) {
            const std::string hint = shape->kind == Shape::Kind::Html
                                         ? fmt::format("write {{{{{{{}}}}}}}", tag.name)
                                         : fmt::format("use it as a section: {{{{#{0}}}}} ... {{{{/{0}}}}}", tag.name);
            diagnostics_.error(source, tag.name_span, "unknown-template-name",
                               fmt::format("\"{}\" is {}, not text", tag.name, kind_name(shape->kind)), hint);
            return;
        }
        write(fmt::format("{{{{{}}}}}", tag.name));
    }

    void add_word(const Source& source, const Tag& tag, const std::string& key) {
        const auto found = words_.texts().find(key);
        if (found == words_.texts().end()) {
            if (!words_.is_whole()) return;  // its file has a fault that may hide the word
            diagnostics_.error(
                source, tag.name_span, "unknown-word",
                fmt::format("there is no word \"{}\"{}", key, words_.has(key) ? " without a number" : ""),
                near_word(key));
            return;
        }
        if (found->second.find('{') != std::string::npos) {
            diagnostics_.error(source, tag.name_span, "unknown-word",
                               fmt::format("the word \"{}\" has a placeholder that a template cannot fill", key),
                               "use a word without {...}");
            return;
        }
        write(escape_html(found->second));
    }

    [[nodiscard]] std::string near_word(const std::string& key) const {
        std::vector<std::string> keys;
        for (const auto& [known, text] : words_.texts()) keys.push_back(known);
        std::sort(keys.begin(), keys.end());
        const auto near = nearest_name(key, keys);
        return near ? fmt::format("did you mean \"{}\"?", *near) : "add it to every file of the theme's i18n folder";
    }

    void add_raw(const Source& source, const Tag& tag) {
        const Shape* shape = find(source, tag);
        if (shape == nullptr) return;
        if (shape->kind != Shape::Kind::Html) {
            diagnostics_.error(source, tag.name_span, "raw-not-allowed",
                               fmt::format("\"{}\" is {} and must be escaped", tag.name, kind_name(shape->kind)),
                               fmt::format("write {{{{{}}}}}", tag.name));
            return;
        }
        write(fmt::format("{{{{{{{}}}}}}}", tag.name));
    }

    void open(const Source& source, const Tag& tag) {
        const Shape* shape = find(source, tag);
        const bool has_scope = tag.kind == TagKind::Section && shape != nullptr &&
                               (shape->kind == Shape::Kind::List || shape->kind == Shape::Kind::Object);
        if (has_scope) scopes_.push_back(shape);
        open_.push_back({tag, has_scope, shape != nullptr});
        write(fmt::format("{{{{{}{}}}}}", tag.kind == TagKind::Section ? '#' : '^', tag.name));
    }

    // A close that fits no section of this file is taken for the misspelt end of the innermost one.
    void add_close(const Source& source, const Tag& tag, std::size_t outer_sections) {
        if (open_.size() == outer_sections) {
            diagnostics_.error(source, tag.span, "template-syntax",
                               fmt::format("\"{}\" is closed here but not open", tag.name), "remove this tag");
            return;
        }
        for (std::size_t level = open_.size(); level > outer_sections; --level) {
            if (open_[level - 1].tag.name != tag.name) continue;
            close_down_to(source, level);
            close();
            return;
        }
        diagnostics_.error(source, tag.span, "template-syntax",
                           fmt::format("\"{}\" is closed here but \"{}\" is open", tag.name, open_.back().tag.name),
                           fmt::format("write {{{{/{}}}}}", open_.back().tag.name));
        close();
    }

    // Closes the sections above `level`, which were left open, and says so.
    void close_down_to(const Source& source, std::size_t level) {
        while (open_.size() > level) {
            const Tag& left = open_.back().tag;
            // Of a section whose name is unknown that is told; it is closed when it is mended.
            if (open_.back().is_known)
                diagnostics_.error(source, left.span, "template-syntax",
                                   fmt::format("the section \"{}\" is not closed", left.name),
                                   fmt::format("write {{{{/{}}}}} where it ends", left.name));
            close();
        }
    }

    void close() {
        write(fmt::format("{{{{/{}}}}}", open_.back().tag.name));
        if (open_.back().has_scope) scopes_.pop_back();
        open_.pop_back();
    }

    void add_partial(const Source& source, const Tag& tag) {
        const auto found = partials_.find(tag.name);
        if (found == partials_.end()) {
            std::vector<std::string> names;
            for (const auto& [name, partial] : partials_) names.push_back(name);
            const auto near = nearest_name(tag.name, names);
            diagnostics_.error(
                source, tag.name_span, "unknown-partial", fmt::format("there is no partial \"{}\"", tag.name),
                near ? fmt::format("did you mean \"{}\"?", *near) : "add it to the theme's partials folder");
            return;
        }
        if (std::any_of(including_.begin(), including_.end(),
                        [&](const Inclusion& one) { return one.partial == tag.name; })) {
            diagnostics_.error(source, tag.name_span, "partial-cycle",
                               fmt::format("the partial \"{}\" includes itself", tag.name), "remove this tag");
            return;
        }
        ++partials_added_;
        including_.push_back({found->first, &source, tag.span});
        add(found->second);
        including_.pop_back();
    }

    // The name's shape in the innermost scope that has it. Inside a section that is itself unknown, no name is
    // reported.
    [[nodiscard]] const Shape* find(const Source& source, const Tag& tag) {
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            if (const Shape* found = find_in_scope(**scope, tag.name)) return found;
        }
        if (std::any_of(open_.begin(), open_.end(), [](const Open& one) { return !one.is_known; })) return nullptr;
        report_unknown(source, tag);
        return nullptr;
    }

    void report_unknown(const Source& source, const Tag& tag) {
        std::vector<std::string> names;
        for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
            for (const auto& [name, inside] : (*scope)->names) names.push_back(name);
        }
        const auto near = nearest_name(tag.name, names);
        diagnostics_.error(source, tag.name_span, "unknown-template-name",
                           fmt::format("this page has no value \"{}\" here", tag.name),
                           near ? fmt::format("did you mean \"{}\"?", *near) : list_of(std::move(names)));
        if (!including_.empty()) diagnostics_.note(*including_.front().from, including_.front().tag, "included here");
    }

    // In the order of the alphabet, each once.
    static std::string list_of(std::vector<std::string> names) {
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        std::string list;
        for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
        return "the names here are " + list;
    }

    const Partials& partials_;
    const Words& words_;
    Diagnostics& diagnostics_;
    std::vector<const Shape*> scopes_;
    std::vector<Open> open_;
    std::vector<Inclusion> including_;
    std::string out_;
    std::size_t partials_added_ = 0;
    bool stopped_ = false;
};

}  // namespace

const Shape* find_in_scope(const Shape& scope, std::string_view name) {
    static const Shape flag{Shape::Kind::Flag, {}};
    if (const auto found = scope.names.find(name); found != scope.names.end()) return &found->second;
    if (!name.starts_with(any_prefix)) return nullptr;
    const auto list = scope.names.find(name.substr(any_prefix.size()));
    return list != scope.names.end() && list->second.kind == Shape::Kind::List ? &flag : nullptr;
}

std::optional<std::string> flatten(const Source& layout, const Partials& partials, const Shape& shape,
                                   const Words& words, Diagnostics& diagnostics) {
    Diagnostics found;
    Flattener flattener(partials, shape, words, found);
    flattener.add(layout);
    const bool usable = !found.has_errors();
    diagnostics.merge(std::move(found));
    return usable ? std::optional(flattener.take()) : std::nullopt;
}

}  // namespace charter
