// The bare cost of building a site: `bench_bare FOLDER LIKE OUT` reads every .md below FOLDER, turns it into HTML with
// cmark-gfm on all cores, and writes as many bytes to OUT as the page has in LIKE, a site that charter built.
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "generator/shared/files.h"
#include "generator/shared/parallel.h"

namespace {

namespace fs = std::filesystem;

struct FreeNode {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};
struct FreeText {
    void operator()(char* text) const { std::free(text); }
};
struct FreeParser {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
};

std::string to_html(const std::string& text) {
    const std::unique_ptr<cmark_parser, FreeParser> parser(cmark_parser_new(CMARK_OPT_FOOTNOTES));
    for (const char* name : {"table", "tasklist"})
        cmark_parser_attach_syntax_extension(parser.get(), cmark_find_syntax_extension(name));
    cmark_parser_feed(parser.get(), text.data(), text.size());
    const std::unique_ptr<cmark_node, FreeNode> root(cmark_parser_finish(parser.get()));
    const std::unique_ptr<char, FreeText> html(
        cmark_render_html(root.get(), CMARK_OPT_FOOTNOTES, cmark_parser_get_syntax_extensions(parser.get())));
    return html.get();
}

// "en/a/b.md" and "en/a/index.md" as the folder of their page.
fs::path page_folder(const fs::path& path) {
    return path.filename() == "index.md" ? path.parent_path() : path.parent_path() / path.stem();
}

void build(const fs::path& folder, const fs::path& like, const fs::path& out) {
    const auto files = charter::list_files(folder);
    charter::for_each_index(files.size(), charter::available_jobs(), [&](std::size_t index, std::size_t) {
        if (!files[index].ends_with(".md")) return;
        std::string html = to_html(charter::read_file(folder / files[index]));
        const fs::path page = page_folder(files[index]) / "index.html";
        html.resize(fs::file_size(like / page), ' ');
        fs::create_directories((out / page).parent_path());
        std::ofstream(out / page, std::ios::binary) << html;
    });
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fputs("usage: bench_bare FOLDER LIKE OUT\n", stderr);
        return 2;
    }
    cmark_gfm_core_extensions_ensure_registered();
    try {
        build(argv[1], argv[2], argv[3]);
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "bench_bare: %s\n", fault.what());
        return 3;
    }
    return 0;
}
