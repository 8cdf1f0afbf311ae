#include "generator/shared/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <sstream>
#include <utility>

#include "generator/shared/control_signs.h"
#include "generator/shared/yaml_explanations.h"
#include "generator/shared/yaml_parts.h"
#include "generator/shared/yaml_plain.h"

namespace charter {
namespace {

constexpr std::size_t deepest = 50;
constexpr std::string_view yaml_syntax = "yaml-syntax";

std::size_t end_of_line(std::string_view text, std::size_t begin) {
    return std::min(text.find('\n', begin), text.size());
}

// The end of a text in quotes that begins at `begin`, quotes included; nothing if they are not closed.
std::optional<std::size_t> end_of_quoted(std::string_view text, std::size_t begin) {
    const char quote = text[begin];
    for (std::size_t i = begin + 1; i < text.size(); ++i) {
        if (quote == '"' && text[i] == '\\') {
            ++i;
        } else if (text[i] == quote) {
            if (quote == '\'' && i + 1 < text.size() && text[i + 1] == quote)
                ++i;
            else
                return i + 1;
        }
    }
    return std::nullopt;
}

// Builds the tree from the events of one document. Containers under construction stand on a stack.
class TreeBuilder : public YAML::EventHandler {
  public:
    TreeBuilder(const Source& source, Span part, Diagnostics& diagnostics)
        : source_(source), part_(part), diagnostics_(diagnostics) {}

    // What was built; containers that a fault left open end there, and one that began as a key is gone.
    [[nodiscard]] YamlValue take() {
        while (!levels_.empty()) {
            YamlValue value = pop();
            if (!expects_key()) add(std::move(value));
        }
        return std::move(root_);
    }

    // A value swallowed what stands behind it.
    [[nodiscard]] bool is_cut_short() const { return is_cut_short_; }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (has_begun_) throw YAML::ParserException(mark, another_document);
        has_begun_ = true;
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuse_anchor(mark, anchor);
        YamlValue value;
        value.span = null_span(mark);
        add(std::move(value));
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
        const std::size_t at = offset(mark);
        diagnostics_.error(source_, {at, end_of_line(source_.text, at)}, yaml_syntax,
                           std::string(alias_refused.message), std::string(alias_refused.hint));
        add(YamlValue());
    }

    void OnScalar(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                  const std::string& value) override {
        refuse_anchor(mark, anchor);
        YamlValue text;
        text.type = YamlValue::Type::Text;
        text.text = value;
        text.span = scalar_span(mark, value);
        const char first = text.span.begin < source_.text.size() ? source_.text[text.span.begin] : '\0';
        text.quoted = first == '"' || first == '\'';
        if (text.quoted && find_control_sign(value) && !find_control_sign(source_.text))
            diagnostics_.error(source_, text.span, "control-sign", "this text holds a sign that no reader sees",
                               "take out what is written with a backslash, or write it in single quotes");
        add(std::move(text));
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        open(mark, anchor, YamlValue::Type::List);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        open(mark, anchor, YamlValue::Type::Map);
    }
    void OnMapEnd() override { close(); }

  private:
    struct Level {
        YamlValue value;
        std::optional<YamlEntry> entry;  // of a map: its key was read, its value not yet
        bool skips_value = false;        // the key was no key, or stood there before
    };

    [[nodiscard]] std::size_t offset(const YAML::Mark& mark) const {
        return std::min(part_.begin + static_cast<std::size_t>(std::max(0, mark.pos)), part_.end);
    }

    [[nodiscard]] bool expects_key() const {
        return !levels_.empty() && levels_.back().value.type == YamlValue::Type::Map && !levels_.back().entry &&
               !levels_.back().skips_value;
    }

    [[nodiscard]] Span scalar_span(const YAML::Mark& mark, const std::string& value) {
        const std::string_view text = source_.text;
        const std::size_t begin = offset(mark);
        if (begin >= part_.end) return {begin, begin};
        if (text[begin] == '"' || text[begin] == '\'') return quoted_span(begin);
        if (text.substr(begin, value.size()) == value) return {begin, begin + value.size()};
        return {begin, end_of_line(text, begin)};
    }

    // yaml-cpp takes the end of the text for the end of the quotes if a line end stands before it.
    [[nodiscard]] Span quoted_span(std::size_t begin) {
        const std::string_view text = std::string_view(source_.text).substr(0, part_.end);
        if (const std::optional<std::size_t> end = end_of_quoted(text, begin)) return {begin, *end};
        is_cut_short_ = true;
        const Span rest = {begin, std::min(end_of_line(text, begin), part_.end)};
        diagnostics_.error(source_, rest, yaml_syntax, "the quotes are not closed",
                           "write the same quote sign at the end of the text");
        return rest;
    }

    // An empty value has no place of its own: the gap behind the key's colon, or the dash of a list.
    [[nodiscard]] Span null_span(const YAML::Mark& mark) const {
        if (!levels_.empty() && levels_.back().entry) {
            const std::size_t end = levels_.back().entry->key_span.end;
            return {end, std::min(end + 1, part_.end)};
        }
        const std::size_t at = offset(mark);
        return {at, at};
    }

    void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor == 0) return;
        const std::size_t at = offset(mark);
        diagnostics_.error(source_, {at, end_of_line(source_.text, at)}, yaml_syntax,
                           "an anchor (&name) cannot be used here", "put a text that begins with & in quotes");
    }

    void open(const YAML::Mark& mark, YAML::anchor_t anchor, YamlValue::Type type) {
        refuse_anchor(mark, anchor);
        if (levels_.size() >= deepest) throw YAML::ParserException(mark, too_deep);
        Level level;
        level.value.type = type;
        const std::size_t at = offset(mark);
        level.value.span = {at, std::min(at + 1, part_.end)};
        levels_.push_back(std::move(level));
    }

    YamlValue pop() {
        YamlValue value = std::move(levels_.back().value);
        levels_.pop_back();
        return value;
    }

    void close() { add(pop()); }

    void add(YamlValue value) {
        if (levels_.empty()) {
            root_ = std::move(value);
            return;
        }
        if (expects_key()) {
            add_key(std::move(value));
            return;
        }
        Level& level = levels_.back();
        level.value.span.end = std::max(level.value.span.end, value.span.end);
        if (level.value.type == YamlValue::Type::List) {
            level.value.items.push_back(std::move(value));
        } else if (level.skips_value) {
            level.skips_value = false;
        } else {
            level.entry->value = std::move(value);
            level.value.entries.push_back(std::move(*level.entry));
            level.entry.reset();
        }
    }

    void add_key(YamlValue key) {
        Level& level = levels_.back();
        if (key.type != YamlValue::Type::Text) {
            diagnostics_.error(source_, key.span, yaml_syntax, "a field needs a name that is a plain text",
                               "write for example: title: Your rights");
            level.skips_value = true;
            return;
        }
        if (const YamlEntry* first = level.value.find(key.text)) {
            diagnostics_.error(source_, key.span, yaml_syntax, "the field \"" + key.text + "\" stands here twice",
                               "remove one of the two");
            diagnostics_.note(source_, first->key_span, "first written here");
            level.skips_value = true;
            return;
        }
        level.entry = YamlEntry{std::move(key.text), key.span, {}};
    }

    const Source& source_;
    Span part_;
    Diagnostics& diagnostics_;
    std::vector<Level> levels_;
    YamlValue root_;
    bool has_begun_ = false;
    bool is_cut_short_ = false;
};

// YAML forbids tabs before a field; yaml-cpp says so in many ways.
bool refuse_tab(const Source& source, Span part, Diagnostics& diagnostics) {
    const std::string_view text = std::string_view(source.text).substr(0, part.end);
    for (std::size_t begin = part.begin; begin < text.size(); begin = end_of_line(text, begin) + 1) {
        const std::size_t end = std::min(text.find_first_not_of(" \t", begin), text.size());
        const std::size_t tab = text.substr(begin, end - begin).find('\t');
        if (tab == std::string_view::npos || end == text.size() || text[end] == '\n' || text[end] == '\r') continue;
        diagnostics.error(source, {begin + tab, begin + tab + 1}, yaml_syntax, "the line begins with a tab",
                          "use blanks: two for each level");
        return true;
    }
    return false;
}

void report(const Source& source, Span part, const YAML::Exception& fault, Diagnostics& diagnostics) {
    std::size_t at = part.begin + static_cast<std::size_t>(std::max(0, fault.mark.pos));
    at = std::min(at, part.end);
    // At the very end there is nothing to point at: the last sign that is there.
    while (at > part.begin && (at >= part.end || source.text[at] == '\n' || source.text[at] == '\r')) --at;
    YamlExplanation found = explain_yaml(fault.msg, source.text, part, at);
    diagnostics.error(source, found.span, yaml_syntax, std::move(found.message), std::move(found.hint));
}

// The text as one whole; false if it has a fault behind which nothing was read.
bool read_whole(const Source& source, Span part, YamlValue& value, Diagnostics& diagnostics) {
    if (refuse_tab(source, part, diagnostics)) return false;
    std::istringstream stream(source.text.substr(part.begin, part.end - part.begin));
    TreeBuilder builder(source, part, diagnostics);
    Diagnostics before = std::exchange(diagnostics, {});
    bool is_whole = true;
    try {
        YAML::Parser parser(stream);
        if (parser.HandleNextDocument(builder)) parser.HandleNextDocument(builder);
    } catch (const YAML::Exception& fault) {
        Diagnostics broken;
        report(source, part, fault, broken);
        // What was said of a line already is why the library cannot go on there.
        const std::size_t line = broken.sorted().front().place.line;
        const std::vector<Diagnostic> said = diagnostics.sorted();
        const auto is_there = [line](const Diagnostic& each) { return each.place.line == line; };
        if (std::none_of(said.begin(), said.end(), is_there)) diagnostics.merge(std::move(broken));
        is_whole = false;
    }
    before.merge(std::move(diagnostics));
    diagnostics = std::move(before);
    value = builder.take();
    return is_whole && !builder.is_cut_short();
}

// What can be read of a text with a fault: every field and every item of a list that has none of its own, however deep
// the fault stands. Its findings are those of the parts.
class Recovery {
  public:
    Recovery(const Source& source, Diagnostics& diagnostics) : source_(source), diagnostics_(diagnostics) {}

    [[nodiscard]] YamlValue read(Span part, std::size_t indent, std::size_t depth) {
        YamlValue value;
        for (const YamlPart& each : split_yaml(source_.text, part, indent)) {
            value.type = each.kind == YamlPartKind::Item ? YamlValue::Type::List : YamlValue::Type::Map;
            if (value.span == Span{}) value.span = {each.span.begin, each.span.begin + 1};
            add_part(value, each, depth);
        }
        return value;
    }

  private:
    static constexpr std::size_t deepest_fault = 6;

    void add_part(YamlValue& into, const YamlPart& part, std::size_t depth) {
        Diagnostics faults;
        YamlValue value;
        const bool is_whole = read_whole(source_, part.span, value, faults);
        // Of a part that is broken inside, what is whole in it.
        if (!is_whole && depth < deepest_fault) {
            const Diagnostics of_the_whole = std::exchange(faults, {});
            value =
                part.kind == YamlPartKind::Item ? item_inside(part, depth, faults) : field_inside(part, depth, faults);
            if (faults.empty()) faults = of_the_whole;
        }
        diagnostics_.merge(std::move(faults));
        for (YamlValue& item : value.items)
            if (into.type == YamlValue::Type::List) into.items.push_back(std::move(item));
        for (YamlEntry& entry : value.entries)
            if (into.type == YamlValue::Type::Map && into.find(entry.key) == nullptr)
                into.entries.push_back(std::move(entry));
    }

    [[nodiscard]] YamlValue item_inside(const YamlPart& part, std::size_t depth, Diagnostics& faults) const {
        YamlValue list;
        list.type = YamlValue::Type::List;
        YamlValue item =
            Recovery(source_, faults).read({part.content, part.span.end}, column_of(part.content), depth + 1);
        if (item.type != YamlValue::Type::Null) list.items.push_back(std::move(item));
        return list;
    }

    // A field whose value stands on the lines below it.
    [[nodiscard]] YamlValue field_inside(const YamlPart& part, std::size_t depth, Diagnostics& faults) const {
        const std::string_view text = std::string_view(source_.text).substr(0, part.span.end);
        const std::size_t end = end_of_line(text, part.span.begin);
        const std::size_t colon = text.find(':', part.span.begin);
        if (colon >= end || text.find_first_not_of(" \r", colon + 1) < end) return {};
        const std::size_t below = text.find_first_not_of(" \r\n", end);
        if (below == std::string_view::npos) return {};
        YamlValue map;
        map.type = YamlValue::Type::Map;
        const std::size_t line = below - column_of(below);
        map.entries.push_back({std::string(text.substr(part.span.begin, colon - part.span.begin)),
                               {part.span.begin, colon},
                               Recovery(source_, faults).read({line, part.span.end}, column_of(below), depth + 1)});
        return map;
    }

    [[nodiscard]] std::size_t column_of(std::size_t at) const {
        const std::size_t line_end = at == 0 ? std::string::npos : source_.text.rfind('\n', at - 1);
        return line_end == std::string::npos ? at : at - line_end - 1;
    }

    const Source& source_;
    Diagnostics& diagnostics_;
};

}  // namespace

const YamlEntry* YamlValue::find(std::string_view key) const {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const YamlEntry& one) { return one.key == key; });
    return found == entries.end() ? nullptr : &*found;
}

YamlValue parse_yaml(const Source& source, Diagnostics& diagnostics) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    const std::size_t begin = source.text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    return parse_yaml(source, {begin, source.text.size()}, diagnostics);
}

YamlValue parse_yaml(const Source& source, Span part, Diagnostics& diagnostics) {
    if (std::optional<YamlValue> plain = read_plain_fields(source.text, part)) return std::move(*plain);
    YamlValue value;
    Diagnostics faults;
    if (!read_whole(source, part, value, faults)) {
        Diagnostics of_parts;
        YamlValue recovered = Recovery(source, of_parts).read(part, 0, 0);
        if (recovered.type != YamlValue::Type::Null) value = std::move(recovered);
        if (!of_parts.empty()) faults = std::move(of_parts);
    }
    diagnostics.merge(std::move(faults));
    return value;
}

}  // namespace charter
