// What must hold of every build, tried on the real content and on random sites.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "generator/build/find_theme.h"
#include "generator/content/read_content.h"
#include "generator/model/build_model.h"
#include "generator/render/render_site.h"
#include "tests/support/html.h"
#include "tests/support/random.h"
#include "tests/support/site_build.h"

namespace charter::site_properties_test {
namespace {

namespace fs = std::filesystem;

const fs::path& real_site() {
    static const fs::path site = source_path("content/western-cape-dsd");
    return site;
}

// The real site's output, built once for all tests.
const SiteBuild& real_build() {
    static const SiteBuild build = run_build(real_site());
    return build;
}

// Every file of one build, the hidden ones for the server too.
FileTexts all_files(const BuildOptions& options) {
    Diagnostics diagnostics;
    const BuildOutcome outcome = build_site(options, diagnostics);
    INFO(to_text(diagnostics.sorted()));
    REQUIRE(outcome.published);
    FileTexts files;
    const fs::path root = fs::canonical(options.out);
    for (const auto& entry : fs::recursive_directory_iterator(root))
        if (entry.is_regular_file()) files.emplace(entry.path().lexically_relative(root).string(), slurp(entry.path()));
    return files;
}

// The first path at which the two differ; empty if they are the same.
std::string first_different_file(const FileTexts& left, const FileTexts& right) {
    for (const auto& [path, text] : left) {
        const auto found = right.find(path);
        if (found == right.end() || found->second != text) return path;
    }
    for (const auto& [path, text] : right)
        if (!left.contains(path)) return path;
    return {};
}

// Pages that the server draws.
bool is_served(std::string_view path) {
    const std::set<std::string_view> names = {"lodge", "track", "scoreboard", "search"};
    if (path.size() < 4 || path[0] != '/') return false;
    const auto begin = path.find('/', 1) + 1;
    if (begin != 0 && path.substr(begin) == "offices/find/") return true;
    return begin != 0 && names.contains(path.substr(begin, path.find_first_of("/?", begin) - begin));
}

struct Address {
    std::string file;  // in the output
    std::string anchor;
};

Address address_of(const std::string& page_url, std::string target) {
    Address address;
    const auto sharp = target.find('#');
    if (sharp != std::string::npos) {
        address.anchor = target.substr(sharp + 1);
        target.resize(sharp);
    }
    if (target.empty()) target = page_url;
    address.file = target.substr(1);
    if (target.ends_with('/')) address.file += "index.html";
    return address;
}

std::set<std::string> ids_of(const std::vector<HtmlTag>& tags) {
    std::set<std::string> ids;
    for (const HtmlTag& tag : tags)
        if (const auto id = tag.attributes.find("id"); id != tag.attributes.end()) ids.insert(id->second);
    return ids;
}

std::vector<std::string> targets_of(const std::vector<HtmlTag>& tags) {
    std::vector<std::string> targets;
    for (const HtmlTag& tag : tags)
        for (const std::string name : {"href", "src", "action"})
            if (const auto target = tag.attributes.find(name); target != tag.attributes.end())
                targets.push_back(target->second);
    return targets;
}

bool is_internal(const std::string& target) {
    return target.starts_with('#') || (target.starts_with('/') && !target.starts_with("//"));
}

std::string url_of(const std::string& file) {
    constexpr std::string_view ending = "index.html";
    return "/" + (file.ends_with(ending) ? file.substr(0, file.size() - ending.size()) : file);
}

// Signs and pieces that would break out of a text if anything forgot to escape them.
const std::vector<std::string>& dangerous_pieces() {
    static const std::vector<std::string> pieces = {"<script>",
                                                    "</script>",
                                                    "<b>",
                                                    "</title>",
                                                    "<!--",
                                                    "-->",
                                                    "\"",
                                                    "'",
                                                    ">",
                                                    "<",
                                                    "&",
                                                    "&lt;",
                                                    "{{",
                                                    "}}",
                                                    "{{{body}}}",
                                                    "{{#menu}}",
                                                    "onclick=x",
                                                    "\" onload=\"x",
                                                    "javascript:alert(1)",
                                                    "](javascript:alert(1))",
                                                    "[",
                                                    "![x](",
                                                    "`",
                                                    "*",
                                                    "\\",
                                                    " ",
                                                    "a",
                                                    "\xC3\xA9",
                                                    "\xE2\x80\x8F",
                                                    "<svg/onload=x>",
                                                    "<javascript:x>",
                                                    "\n",
                                                    "\n\n",
                                                    "## ",
                                                    "- ",
                                                    "| a | b |\n|---|---|\n| "};
    return pieces;
}

// As a YAML text in single quotes.
std::string yaml_quoted(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
    return out + "'";
}

// The files of a site, drawn whatever its findings.
FileTexts drawn_files(const fs::path& site) {
    Diagnostics ignored;
    const Site model = build_model(read_content(site, 1, ignored), 1, ignored);
    const auto folder = find_theme(source_path("content"), model.theme, {});
    REQUIRE(folder);
    const SiteTheme files = read_site_theme(*folder, site);
    const Theme theme = Theme::load(files.shown, model.catalogue.languages, ignored);
    FileTexts drawn;
    render_site(
        model, theme, files.published, {},
        [&](std::string_view path, std::string_view text) { drawn.emplace(path, text); }, ignored);
    return drawn;
}

long count_of(const std::string& text, char sign) {
    return std::count(text.begin(), text.end(), sign);
}

}  // namespace

TEST_CASE("a build has the same bytes whatever the number of jobs", "[property]") {
    const TempDir folder;
    BuildOptions options = options_for(real_site(), folder / "out");
    options.jobs = 1;
    const FileTexts serial = all_files(options);
    REQUIRE(serial.size() > 100);
    for (const unsigned jobs : {2U, 3U, 4U, 8U}) {
        options.jobs = jobs;
        CAPTURE(jobs);
        CHECK(first_different_file(serial, all_files(options)) == "");
    }
}

TEST_CASE("a build has the same bytes whatever the order of the files in their folders", "[property]") {
    const auto seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const TempDir folder;
    std::vector<std::string> paths = list_files(real_site());
    const FileTexts before = all_files(options_for(real_site(), folder / "out"));
    for (int round = 0; round < 3; ++round) {
        std::shuffle(paths.begin(), paths.end(), random.engine());
        const fs::path site = folder / ("round" + std::to_string(round)) / real_site().filename();
        for (const std::string& path : paths) spill(site / path, slurp(real_site() / path));
        CHECK(first_different_file(before, all_files(options_for(site, folder / "out"))) == "");
    }
}

TEST_CASE("every internal link of the real site leads to a page, and its anchor to a place on it", "[property]") {
    const FileTexts& files = real_build().files;
    std::map<std::string, std::vector<HtmlTag>> pages;
    for (const auto& [path, text] : files)
        if (path.ends_with(".html")) pages.emplace(path, read_tags(text));
    REQUIRE(pages.size() > 100);
    std::size_t checked = 0;
    for (const auto& [path, tags] : pages)
        for (const std::string& target : targets_of(tags)) {
            if (!is_internal(target) || is_served(target)) continue;
            ++checked;
            CAPTURE(path, target);
            const Address address = address_of(url_of(path), target);
            REQUIRE(files.contains(address.file));
            if (!address.anchor.empty()) CHECK(ids_of(pages.at(address.file)).contains(address.anchor));
        }
    CHECK(checked > 1000);
}

TEST_CASE("no id stands twice on a page of the real site", "[property]") {
    for (const auto& [path, text] : real_build().files) {
        if (!path.ends_with(".html")) continue;
        std::set<std::string> ids;
        for (const HtmlTag& tag : read_tags(text)) {
            const auto id = tag.attributes.find("id");
            if (id == tag.attributes.end()) continue;
            CAPTURE(path, id->second);
            CHECK(ids.insert(id->second).second);
        }
    }
}

TEST_CASE("a text of an author's header never yields a tag", "[property]") {
    const auto seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const TempDir folder;
    const fs::path site = folder / "site";
    spill(site / "site.yaml", "name: Town\nbase_url: https://town.example\nlanguages: [en]\n");
    spill(site / "en/index.md", "---\ntitle: Home\n---\nHome.\n");
    const auto page = [](const std::string& text) {
        return "---\ntitle: " + yaml_quoted(text) + "\ndescription: " + yaml_quoted(text) +
               "\nowner: " + yaml_quoted(text) + "\n---\nText.\n";
    };
    spill(site / "en/plain.md", page("plain"));
    std::map<std::string, std::string> texts;
    for (int i = 0; i < 200; ++i) {
        const std::string name = "page" + std::to_string(i);
        texts[name] = "x" + random.join(dangerous_pieces(), random.between(1, 12)) + "x";
        spill(site / "en" / (name + ".md"), page(texts[name]));
    }
    const SiteBuild build = run_build(options_for(site, folder / "out"));
    INFO(build.findings);
    REQUIRE(build.outcome.published);
    const std::string& plain = build.files.at("en/plain/index.html");
    for (const auto& [name, text] : texts) {
        CAPTURE(text);
        const std::string& html = build.files.at("en/" + name + "/index.html");
        CHECK(count_of(html, '<') == count_of(plain, '<'));
        CHECK(count_of(html, '>') == count_of(plain, '>'));
        CHECK(count_of(html, '"') == count_of(plain, '"'));
    }
}

TEST_CASE("no Markdown yields a tag that runs anything", "[property]") {
    const auto seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const TempDir folder;
    const fs::path site = folder / "site";
    spill(site / "site.yaml", "name: Town\nbase_url: https://town.example\nlanguages: [en]\n");
    spill(site / "en/index.md", "---\ntitle: Home\n---\nHome.\n");
    const std::set<std::string> dangerous = {"script", "iframe", "object", "embed", "style", "form", "base"};
    std::map<std::string, std::string> texts;
    for (int i = 0; i < 200; ++i) {
        const std::string name = "page" + std::to_string(i);
        texts[name] = random.join(dangerous_pieces(), random.between(1, 40));
        spill(site / "en" / (name + ".md"), "---\ntitle: Page\n---\n" + texts[name] + "\n");
    }
    const FileTexts files = drawn_files(site);
    for (const auto& [name, text] : texts) {
        CAPTURE(text);
        for (const HtmlTag& tag : read_tags(files.at("en/" + name + "/index.html"))) {
            const auto type = tag.attributes.find("type");
            const bool is_data = type != tag.attributes.end() && type->second == "application/ld+json";
            CHECK((!dangerous.contains(tag.name) || (tag.name == "script" && is_data)));
            for (const auto& [attribute, value] : tag.attributes) {
                CHECK_FALSE(attribute.starts_with("on"));
                CHECK_FALSE(value.starts_with("javascript:"));
            }
        }
    }
}

}  // namespace charter::site_properties_test
