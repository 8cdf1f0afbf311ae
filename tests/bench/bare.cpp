// The bare cost of building a site: `bench_bare FOLDER LIKE OUT` reads every .md below FOLDER, turns it into HTML with
// cmark-gfm on all cores, and writes as many bytes to OUT as the page has in LIKE, a site that charter built.
// With a fourth argument "one-by-one" each page is written before the next is read. That is cheaper where new memory is
// dear, and out of reach of a program whose pages know of each other; without it all texts are read first.
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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

void build(const fs::path& folder, const fs::path& like, const fs::path& out, bool one_by_one) {
    auto files = charter::list_files(folder);
    std::erase_if(files, [](const std::string& file) { return !file.ends_with(".md"); });
    std::vector<std::string> texts(files.size());
    const auto read = [&](std::size_t index, std::size_t) { texts[index] = charter::read_file(folder / files[index]); };
    const auto write = [&](std::size_t index, std::size_t) {
        std::string html = to_html(texts[index]);
        const fs::path page = page_folder(files[index]) / "index.html";
        html.resize(fs::file_size(like / page), ' ');
        fs::create_directories((out / page).parent_path());
        std::ofstream(out / page, std::ios::binary) << html;
    };
    const auto on_all_cores = [&](const auto& each) {
        charter::for_each_index(files.size(), charter::available_jobs(), each);
    };
    if (one_by_one)
        return on_all_cores([&](std::size_t index, std::size_t job) {
            read(index, job);
            write(index, job);
            texts[index] = std::string();
        });
    on_all_cores(read);
    on_all_cores(write);
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    const bool one_by_one = arguments.size() == 4 && arguments[3] == "one-by-one";
    if (arguments.size() != 3 && !one_by_one) {
        std::fputs("usage: bench_bare FOLDER LIKE OUT [one-by-one]\n", stderr);
        return 2;
    }
    cmark_gfm_core_extensions_ensure_registered();
    try {
        build(arguments[0], arguments[1], arguments[2], one_by_one);
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "bench_bare: %s\n", fault.what());
        return 3;
    }
    return 0;
}
