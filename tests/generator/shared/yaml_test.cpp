#include "generator/shared/yaml.h"

#include <catch2/catch.hpp>

#include "generator/shared/text.h"
#include "generator/shared/yaml_plain.h"
#include "tests/support/random.h"

namespace charter::yaml_test {
namespace {

std::string_view cut(const Source& source, Span span) {
    return std::string_view(source.text).substr(span.begin, span.end - span.begin);
}

// The tree as one line of text: {title: 'A', list: ['b', ~]}.
std::string describe(const YamlValue& value) {
    std::string text;
    switch (value.type) {
        case YamlValue::Type::Null:
            return "~";
        case YamlValue::Type::Text:
            return "'" + value.text + "'";
        case YamlValue::Type::List:
            for (const YamlValue& item : value.items) text += (text.empty() ? "" : ", ") + describe(item);
            return "[" + text + "]";
        case YamlValue::Type::Map:
            for (const YamlEntry& entry : value.entries)
                text += (text.empty() ? "" : ", ") + entry.key + ": " + describe(entry.value);
            return "{" + text + "}";
    }
    return text;
}

YamlValue parse_faultless(const Source& source) {
    Diagnostics diagnostics;
    YamlValue value = parse_yaml(source, diagnostics);
    INFO(to_text(diagnostics.sorted()));
    REQUIRE(diagnostics.empty());
    return value;
}

std::vector<Diagnostic> findings(const std::string& text) {
    Diagnostics diagnostics;
    (void)parse_yaml(Source{"data/a.yaml", text}, diagnostics);
    return diagnostics.sorted();
}

// Calls check(span, text) for every key and value of the tree; `text` is empty for what is no text on one line.
template <typename Check>
void walk(const YamlValue& value, const Check& check) {
    const bool is_plain = value.type == YamlValue::Type::Text && !value.quoted;
    check(value.span, is_plain && value.text.find('\n') == std::string::npos ? value.text : "");
    for (const YamlValue& item : value.items) walk(item, check);
    for (const YamlEntry& entry : value.entries) {
        check(entry.key_span, entry.key);
        walk(entry.value, check);
    }
}

void check_places(const Source& source, const YamlValue& root) {
    walk(root, [&](Span span, const std::string& text) {
        if (!text.empty()) CHECK(cut(source, span) == text);
    });
}

}  // namespace

TEST_CASE("YAML becomes maps, lists and texts as they are written", "[yaml]") {
    const auto [text, expected] = GENERATE(table<std::string, std::string>({
        {"", "~"},
        {"# only a comment\n", "~"},
        {"title: A\n", "{title: 'A'}"},
        {"a: true\nb: 12\nc: 1.50\nd: 2026-06-15\ne: no\n",
         "{a: 'true', b: '12', c: '1.50', d: '2026-06-15', e: 'no'}"},
        {"a:\nb: ~\nc: \"\"\n", "{a: ~, b: ~, c: ''}"},
        {"list:\n  - one\n  - two # not this\n", "{list: ['one', 'two']}"},
        {"list: [one, {a: b}]\n", "{list: ['one', {a: 'b'}]}"},
        {"a: {one: x, other: \"y: z\"}\n", "{a: {one: 'x', other: 'y: z'}}"},
        {"a: 'it''s'\n", "{a: 'it's'}"},
        {"a: \"say \\\"x\\\"\"\n", "{a: 'say \"x\"'}"},
        {"a: >\n  one\n  two\nb: c\n", "{a: 'one two\n', b: 'c'}"},
        {"a: |\n  one\n  two\n", "{a: 'one\ntwo\n'}"},
        {"a: one\n  two\n", "{a: 'one two'}"},
        {"a: R&D and 5 * 3\n", "{a: 'R&D and 5 * 3'}"},
    }));
    CAPTURE(text);
    const Source source{"data/a.yaml", text};
    CHECK(describe(parse_faultless(source)) == expected);
}

TEST_CASE("line ends of any system and a byte order mark change no value and no place", "[yaml]") {
    const auto [text, expected] = GENERATE(table<std::string, std::string>({
        {"a: One\r\nb:\r\n  - Two\r\n  - \"Three\"\r\nc: Four\r\n", "{a: 'One', b: ['Two', 'Three'], c: 'Four'}"},
        {"\xEF\xBB\xBF"
         "a: One\nb: Two\n",
         "{a: 'One', b: 'Two'}"},
    }));
    CAPTURE(text);
    const Source source{"data/a.yaml", text};
    const YamlValue root = parse_faultless(source);
    CHECK(describe(root) == expected);
    check_places(source, root);
}

TEST_CASE("places count bytes, behind letters of any length", "[yaml]") {
    const Source source{"data/a.yaml", "één: 'Ligüe' # ünder\nnaam: Ubuntu — ñ\nlys: [ê, \"ô\", 😀]\nlas: 'q'\n"};
    const YamlValue root = parse_faultless(source);
    check_places(source, root);
    REQUIRE(root.entries.size() == 4);
    CHECK(cut(source, root.entries[0].value.span) == "'Ligüe'");
    CHECK(cut(source, root.entries[1].value.span) == "Ubuntu — ñ");
    CHECK(cut(source, root.entries[2].value.items[1].span) == "\"ô\"");
    CHECK(cut(source, root.entries[3].value.span) == "'q'");
    CHECK(root.entries[3].value.quoted);
    CHECK_FALSE(root.entries[1].value.quoted);
}

TEST_CASE("a part of a text is read alone, with the places of the whole", "[yaml]") {
    const Source source{"en/a.md", "---\ntitle: Één\nkind: page\n---\nBody: \"not YAML\n"};
    const Span part = {4, source.text.find("---\nBody")};
    Diagnostics diagnostics;
    const YamlValue root = parse_yaml(source, part, diagnostics);
    CHECK(diagnostics.empty());
    CHECK(describe(root) == "{title: 'Één', kind: 'page'}");
    check_places(source, root);
}

TEST_CASE("an empty value has the gap behind its colon as its place", "[yaml]") {
    const Source source{"data/a.yaml", "title: A\nowner:\nkind: page\n"};
    const YamlValue root = parse_faultless(source);
    const YamlEntry* owner = root.find("owner");
    REQUIRE(owner != nullptr);
    CHECK(owner->value.type == YamlValue::Type::Null);
    CHECK(place_of(source, owner->value.span.begin) == Place{2, 6});
    CHECK(root.find("weight") == nullptr);
}

TEST_CASE("a mistake in YAML is one finding at its place, in plain words", "[yaml]") {
    struct Fault {
        std::string text;
        Place place;
        std::string message;
    };
    const Fault fault = GENERATE(values<Fault>({
        {"title: Foster care: how\n", {1, 19}, "there is a colon too many in this line"},
        {"a: 1\nb: \"open\nc: 3\n", {2, 4}, "the quotes are not closed"},
        {"a: 'open\n", {1, 4}, "the quotes are not closed"},
        {"a: [one, two\n", {1, 12}, "a [ is not closed"},
        {"a: {one: two\n", {1, 12}, "a { is not closed"},
        {"a:\n\t- one\n", {2, 1}, "the line begins with a tab"},
        {"a: 1\na: 2\n", {2, 1}, "the field \"a\" stands here twice"},
        {"a: &name 1\n", {1, 4}, "an anchor (&name) cannot be used here"},
        {"a: *name\n", {1, 4}, "an alias (*name) cannot be used here"},
        {"a: @name\n", {1, 4}, "a text cannot begin with this sign"},
        {"a: \"\\q\"\n", {1, 7}, "a backslash in double quotes has a meaning of its own"},
        {"a: 1\n---\nb: 2\n", {2, 1}, "the file goes on behind ---"},
    }));
    CAPTURE(fault.text);
    const std::vector<Diagnostic> found = findings(fault.text);
    REQUIRE(found.size() == 1);
    CHECK(found.front().code == "yaml-syntax");
    CHECK(found.front().message == fault.message);
    CHECK(found.front().place == fault.place);
    CHECK_FALSE(found.front().hint.empty());
}

TEST_CASE("a field or an item that a blank moved is told as that", "[yaml]") {
    const std::string moved = "this line does not begin in the column of those above it";
    const auto [text, line, hint] = GENERATE(table<std::string, std::size_t, std::string>({
        {"- id: a\n  name: A\n   type: local\n", 3, "write 2 blanks before it, as in the line above"},
        {"- id: a\n  name: A\n - id: b\n  name: B\n", 3, "write no blank before it"},
        {"x:\n  - id: a\n    name: A\n   - id: b\n", 4, "write 2 blanks before it, as before the hyphen above"},
        {"title: Home\n weight: 3\n", 2, "write no blank before it"},
    }));
    CAPTURE(text);
    const std::vector<Diagnostic> found = findings(text);
    REQUIRE(found.size() == 1);
    CHECK(found.front().message == moved);
    CHECK(found.front().place.line == line);
    CHECK(found.front().hint == hint);
}

TEST_CASE("a mistake in YAML that shows what was meant is told with what to type", "[yaml]") {
    struct Slip {
        std::string text;
        Place place;
        std::string message;
        std::string hint;
    };
    const std::string blank = "a blank is missing behind the colon";
    const std::string within = "there are quotes within these quotes";
    const Slip slip = GENERATE_COPY(values<Slip>({
        {"title:Foster care\nkind: page\n", {1, 1}, blank, "write title: Foster care"},
        {"title: A\nowner:Me\n\nkind: page\n", {2, 1}, blank, "write owner: Me"},
        {"- id:a\n  name: b\n", {1, 3}, blank, "write id: a"},
        {"title: \"He said \"no\"\"\n", {1, 8}, within, "write 'He said \"no\"'"},
        {"title: \"It's \"so\" here\"\na: b\n", {1, 8}, within, "write \"It's \\\"so\\\" here\""},
        {"title: 'It's so'\n", {1, 8}, within, "write \"It's so\""},
        {"a: {en: \"Say \"no\"\", af: x}\n", {1, 9}, within, "write 'Say \"no\"'"},
        {"title: \"No\" is an answer\n", {1, 8}, "the text goes on behind its quotes", "write '\"No\" is an answer'"},
        {"a: {b: c d: e}\n",
         {1, 11},
         "there is a second colon before the next comma",
         "write a comma before the next name; or put a text that has \": \" in it in quotes"},
    }));
    CAPTURE(slip.text);
    const std::vector<Diagnostic> found = findings(slip.text);
    REQUIRE(found.size() == 1);
    CHECK(found.front().message == slip.message);
    CHECK(found.front().hint == slip.hint);
    CHECK(found.front().place == slip.place);
}

TEST_CASE("what stands before a mistake is kept", "[yaml]") {
    Diagnostics diagnostics;
    const YamlValue root = parse_yaml(Source{"data/a.yaml", "a: 1\nb: [2, 3\n"}, diagnostics);
    CHECK(diagnostics.error_count() == 1);
    REQUIRE(root.find("a") != nullptr);
    CHECK(root.find("a")->value.text == "1");
}

TEST_CASE("the first of two values under one name is kept, and the second points to it", "[yaml]") {
    Diagnostics diagnostics;
    const YamlValue root = parse_yaml(Source{"data/a.yaml", "a: 1\nb: 2\na: {c: d}\n"}, diagnostics);
    CHECK(describe(root) == "{a: '1', b: '2'}");
    REQUIRE(diagnostics.sorted().size() == 1);
    REQUIRE(diagnostics.sorted().front().notes.size() == 1);
    CHECK(diagnostics.sorted().front().notes.front().place == Place{1, 1});
}

TEST_CASE("values nested deeper than anyone writes are refused", "[yaml]") {
    const std::string sign = GENERATE("[", "{a: ", "- ");
    const std::size_t depth = GENERATE(as<std::size_t>(), 60, 20000);
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) text += sign;
    CAPTURE(sign, depth);
    const std::vector<Diagnostic> found = findings(text);
    REQUIRE(found.size() == 1);
    CHECK(found.front().message == "the values are nested too deep");
    CHECK(findings(std::string(40, '[') + std::string(40, ']')).empty());
}

TEST_CASE("a plain block is read as yaml-cpp reads it", "[yaml]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const std::vector<std::string> names = {"title", "kind", "review_by", "weight", "a"};
    const std::vector<std::string> betweens = {": ", ": ", ": ", ": ", ":", ":  ", " : "};
    const std::vector<std::string> pieces = {"Your", "rights", "12", " ", " ", " ", "-",  ",",    "'",   "(08)", "/",
                                             "%",    "&",      "+",  ";", "?", "!", ".",  "null", "1e3", "no",   ":",
                                             ": ",   " #",     "\"", "[", "é", "*", "\t", "0x1",  "--",  "~"};
    int plain_ones = 0;
    for (int round = 0; round < 4000; ++round) {
        std::string text;
        for (std::size_t line = random.between(1, 3); line > 0; --line)
            text += random.pick(names) + random.pick(betweens) + random.join(pieces, random.between(1, 4)) + "\n";
        CAPTURE(text);
        const std::optional<YamlValue> plain = read_plain_fields(text, {0, text.size()});
        if (!plain) continue;
        ++plain_ones;
        const Source with_remark{"data/a.yaml", text + "# remark\n"};
        REQUIRE_FALSE(read_plain_fields(with_remark.text, {0, with_remark.text.size()}));
        const YamlValue whole = parse_faultless(with_remark);
        CHECK(describe(*plain) == describe(whole));
        std::vector<Span> spans;
        std::vector<Span> expected;
        walk(*plain, [&](Span span, const std::string& /*text*/) { spans.push_back(span); });
        walk(whole, [&](Span span, const std::string& /*text*/) { expected.push_back(span); });
        CHECK(spans == expected);
    }
    CHECK(plain_ones > 30);
}

TEST_CASE("whatever the text, reading ends, and all places are inside it", "[yaml]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const std::vector<std::string> pieces = {
        "a",    "b: ", "- ", "\n", "\n  ", "\n    ", ": ", "'", "\"", "{", "}", "[",  "]", ", ", "#",   " ", "\t",
        "\r\n", "&x",  "*x", "|",  ">",    "---\n",  "é",  "—", "!x", "%", "?", "\\", "@", "`",  "...", "~", "😀"};
    for (int round = 0; round < 2000; ++round) {
        const Source source{"data/a.yaml", random.join(pieces, random.between(1, 40))};
        CAPTURE(source.text);
        Diagnostics diagnostics;
        bool inside = true;
        walk(parse_yaml(source, diagnostics), [&](Span span, const std::string& /*text*/) {
            inside = inside && span.begin <= span.end && span.end <= source.text.size();
        });
        CHECK(inside);
        const Place last = place_of(source, source.text.size());
        for (const Diagnostic& found : diagnostics.sorted()) {
            CHECK(found.place.line >= 1);
            CHECK(found.place.line <= last.line);
        }
    }
}

}  // namespace charter::yaml_test
