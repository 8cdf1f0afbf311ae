// A site's papers from its folder to files: read, checked, drawn, written, and turned into PDF where that is asked for.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "generator/build/build.h"
#include "generator/print/paper.h"
#include "generator/shared/diagnostics.h"

namespace charter {

enum class PaperKind { Poster, Booklet, Distribution };

struct PrintOptions : CheckOptions {
    PaperKind kind = PaperKind::Poster;
    std::filesystem::path out;
    std::vector<std::string> wanted;     // offices of posters, documents of booklets; empty: all
    std::vector<std::string> sizes;      // of sheets: "a4"; empty: A4
    std::vector<std::string> languages;  // empty: all of the site
    std::size_t promises = 4;            // on a poster
    bool pdf = false;
};

struct WrittenPaper {
    std::string path;       // in the output, of the PDF or else of the HTML file
    std::size_t pages = 0;  // of the PDF; 0 without one
};

struct PrintOutcome {
    bool is_drawn = false;             // false: the site has errors and nothing was written
    std::vector<std::string> unknown;  // what was wanted and is not there; nothing was written either
    std::vector<std::string> known;    // then: what could be wanted
    std::vector<WrittenPaper> papers;  // sorted by path
    // "af: langa": an open office that got no poster, for no charter of that language is over it; sorted.
    std::vector<std::string> without_poster;
};

// Papers of before that are not made anew stay. Failures of the world throw, as in files.h and pdf.h. Codes: those of
// reading a site and of the texts that are drawn; poster-too-long, for a poster that takes more than one page.
[[nodiscard]] PrintOutcome print_site(const PrintOptions& options, Diagnostics& diagnostics);

}  // namespace charter
