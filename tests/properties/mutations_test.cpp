// Texts with random damage, a bounded number in each run: header blocks, Markdown and blocks, site.yaml, data files,
// templates, words. Reading ends, nothing throws, every finding has a place in its file, and the same text gives the
// same findings again.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

#include "generator/check/check_site_content.h"
#include "generator/content/front_matter.h"
#include "generator/content/read_content.h"
#include "generator/model/build_model.h"
#include "generator/model/check_model.h"
#include "generator/render/render_site.h"
#include "generator/shared/files.h"
#include "generator/shared/text.h"
#include "tests/support/random.h"
#include "tests/support/site_build.h"

namespace charter::mutations_test {
namespace {

// What means something in one of the formats.
const std::vector<std::string>& pieces() {
    static const std::vector<std::string> all = {"---\n",
                                                 "\n",
                                                 "\n\n",
                                                 "  ",
                                                 "\t",
                                                 "- ",
                                                 ": ",
                                                 "\"",
                                                 "'",
                                                 "[",
                                                 "]",
                                                 "{",
                                                 "}",
                                                 "#",
                                                 "|",
                                                 ">",
                                                 "&a ",
                                                 "*a ",
                                                 "![",
                                                 "](",
                                                 "](x.md)",
                                                 "[[",
                                                 "]]",
                                                 "[[standard answer-complaint]]",
                                                 "[[emergency]]\n\n",
                                                 "[^1]",
                                                 "[^1]: x\n",
                                                 "][",
                                                 "```\n",
                                                 "`",
                                                 "**",
                                                 "~~",
                                                 "| a | b |\n|---|---|\n",
                                                 "1. ",
                                                 "    ",
                                                 "<b>",
                                                 "<!--",
                                                 "https://x.example/",
                                                 "#x",
                                                 "{{",
                                                 "}}",
                                                 "{{{",
                                                 "{{#",
                                                 "{{/",
                                                 "{{^",
                                                 "{{>",
                                                 "{{title}}",
                                                 "{{>card}}",
                                                 "{{w.ui.home}}",
                                                 "{{/cards}}",
                                                 "{{#cards}}",
                                                 "{n}",
                                                 "kind: standard\n",
                                                 "id: x\n",
                                                 "title: x\n",
                                                 "within: 5 days\n",
                                                 "edition: 2026-27\n",
                                                 "en: ",
                                                 "é",
                                                 "😀",
                                                 "\xEF\xBB\xBF",
                                                 "\r\n",
                                                 "\r",
                                                 "\\",
                                                 "%",
                                                 "@",
                                                 "0",
                                                 "-1",
                                                 "99999999999999999999",
                                                 "true"};
    return all;
}

// One text after one to six changes.
std::string damaged(std::string text, Random& random) {
    for (std::size_t changes = random.between(1, 6); changes > 0; --changes) {
        const std::size_t at = random.between(0, text.size());
        const std::size_t length = std::min(text.size() - at, random.between(1, 40));
        switch (random.between(0, 5)) {
            case 0:
                text.erase(at, length);
                break;
            case 1:
                text.insert(at, text.substr(at, length));
                break;
            case 2:
                text.insert(at, random.join(pieces(), random.between(1, 8)));
                break;
            case 3:
                text.resize(at);
                break;
            case 4:
                text += text.substr(random.between(0, text.size()), length);
                break;
            default:
                text.replace(at, length, random.join(pieces(), random.between(1, 3)));
        }
    }
    // Bytes that are no UTF-8 are kept out by read_content(), which tests of its own try.
    while (const auto fault = find_invalid_utf8(text)) text.erase(*fault, 1);
    return text;
}

// Every file of a finding that has a place must have that line and column.
void check_places(const std::vector<Diagnostic>& findings, const std::map<std::string, std::string>& texts) {
    for (const Diagnostic& found : findings) {
        CAPTURE(to_text({found}));
        CHECK_FALSE(found.message.empty());
        CHECK_FALSE(found.code.empty());
        const auto text = texts.find(found.path);
        if (text == texts.end() || found.place.line == 0) continue;
        const Source source{found.path, text->second};
        CHECK(found.place.line <= place_of(source, source.text.size()).line);
        CHECK(found.place.column <= count_characters(line_text(source, found.place.line)) + 1);
    }
}

ThemeFiles default_theme() {
    return read_theme(source_path("themes/default"), "");
}

// A whole site in memory: a folder of tests/sites, of which one text may be replaced.
class SiteInMemory {
  public:
    explicit SiteInMemory(const std::string& name) {
        Diagnostics none;
        files_ = read_content(source_path("tests/sites/" + name), 1, none);
        REQUIRE(none.empty());
        theme_ = Theme::load(default_theme(), {"en", "af", "xh"}, none);
        REQUIRE(none.empty());
    }

    [[nodiscard]] std::vector<std::string> paths(std::string_view folder) const {
        std::vector<std::string> found;
        for (const Source& source : all())
            if (source.path.starts_with(folder)) found.push_back(source.path);
        return found;
    }
    [[nodiscard]] std::string text(const std::string& path) const {
        for (const Source& source : all())
            if (source.path == path) return source.text;
        return {};
    }

    // What is found with `path` replaced, and every page drawn where that can be done.
    [[nodiscard]] std::vector<Diagnostic> findings(const std::string& path, const std::string& text,
                                                   unsigned jobs) const {
        SiteFiles files = files_;
        if (files.settings.path == path) files.settings.text = text;
        for (std::vector<Source>* list : {&files.data, &files.pages})
            for (Source& source : *list)
                if (source.path == path) source.text = text;
        Diagnostics diagnostics;
        const Site site = build_model(std::move(files), jobs, diagnostics, {});
        check_model(site, diagnostics);
        CheckAim aim{Profile::Draft, Depth::Full, parse_date("2026-11-28"), jobs};
        check_site_content(site, {}, aim, diagnostics);
        const bool has_words = std::all_of(site.catalogue.languages.begin(), site.catalogue.languages.end(),
                                           [](const std::string& each) { return each == "en" || each == "af"; });
        if (has_words && !site.pages.empty())
            render_site(
                site, theme_, {}, {}, [](std::string_view, std::string_view) {}, diagnostics);
        return diagnostics.sorted();
    }

  private:
    [[nodiscard]] std::vector<Source> all() const {
        std::vector<Source> sources = files_.pages;
        sources.insert(sources.end(), files_.data.begin(), files_.data.end());
        sources.push_back(files_.settings);
        return sources;
    }
    SiteFiles files_;
    Theme theme_;
};

}  // namespace

TEST_CASE("a site with a damaged text is read to its end", "[mutations]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const SiteInMemory site("full");
    struct Part {
        std::string folder;
        int rounds;
    };
    const Part part = GENERATE(values<Part>({{"en/", 120}, {"data/", 80}, {"site.yaml", 80}}));
    const std::vector<std::string> paths = site.paths(part.folder);
    REQUIRE_FALSE(paths.empty());
    for (int round = 0; round < part.rounds; ++round) {
        const std::string& path = random.pick(paths);
        const std::string text = damaged(site.text(path), random);
        CAPTURE(path, text);
        const std::vector<Diagnostic> findings = site.findings(path, text, 1);
        check_places(findings, {{path, text}});
        if (round % 8 == 0) CHECK(to_text(site.findings(path, text, 2)) == to_text(findings));
    }
}

TEST_CASE("a damaged theme is told or draws", "[mutations]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const ThemeFiles files = default_theme();
    std::vector<std::size_t> texts;
    for (std::size_t at = 0; at < files.files.size(); ++at)
        if (!files.files[at].path.starts_with("assets/")) texts.push_back(at);
    for (int round = 0; round < 60; ++round) {
        ThemeFiles hurt = files;
        Source& source = hurt.files[random.pick(texts)];
        source.text = damaged(std::move(source.text), random);
        CAPTURE(source.path, source.text);
        Diagnostics diagnostics;
        const Theme theme = Theme::load(hurt, {"en", "af"}, diagnostics);
        check_places(diagnostics.sorted(), {{source.path, source.text}});
        if (!diagnostics.has_errors()) CHECK_NOTHROW(theme.render("page", "en", View().set("title", "A")));
    }
}

TEST_CASE("a damaged header block gives fields inside it and the same text behind it", "[mutations]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const SiteInMemory site("full");
    const std::vector<std::string> paths = site.paths("en/");
    for (int round = 0; round < 2000; ++round) {
        const Source source{"en/a.md", damaged(site.text(random.pick(paths)), random)};
        CAPTURE(source.text);
        Diagnostics diagnostics;
        const FrontMatter front = parse_front_matter(source, diagnostics);
        CHECK(front.is_whole != diagnostics.has_errors());
        CHECK(front.body_begin <= source.text.size());
        CHECK(front.block.end <= source.text.size());
        for (const YamlEntry& field : front.fields.entries) {
            CHECK(field.key_span.end <= front.body_begin);
            CHECK(front.fields.find(field.key) == &field);
        }
        check_places(diagnostics.sorted(), {{source.path, source.text}});
    }
}

}  // namespace charter::mutations_test
