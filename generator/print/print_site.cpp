#include "generator/print/print_site.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <set>
#include <utility>

#include "generator/build/prepare.h"
#include "generator/content/read_content.h"
#include "generator/print/booklet.h"
#include "generator/print/distribution.h"
#include "generator/print/pdf.h"
#include "generator/print/poster.h"
#include "generator/render/office_parts.h"
#include "generator/render/page_drawing.h"
#include "generator/shared/files.h"

namespace charter {
namespace {

bool holds(const std::vector<std::string>& texts, std::string_view text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// An empty choice means everything.
bool is_wanted(const std::vector<std::string>& choice, std::string_view text) {
    return choice.empty() || holds(choice, text);
}

// "manual" for the index page of a folder, "charters/metro-south".
std::string document_of(const Page& page) {
    return page.is_index ? page.path.substr(0, page.path.rfind('/')) : page.path;
}

// What may be asked for by name.
std::vector<std::string> known_names(const Site& site, PaperKind kind) {
    std::vector<std::string> names;
    if (kind == PaperKind::Poster)
        for (const Office& office : site.catalogue.offices)
            if (!office.closed && charter_over(site.catalogue, office) != nullptr) names.push_back(office.id);
    if (kind == PaperKind::Booklet)
        for (const Page* page : booklet_pages(site, source_language(site))) names.push_back(document_of(*page));
    return names;
}

std::vector<Sheet> sheets_of(const PrintOptions& options) {
    const bool is_poster = options.kind == PaperKind::Poster;
    const std::vector<Sheet> all = is_poster ? std::vector{poster_a4, poster_a3} : std::vector{booklet_a4, booklet_a5};
    std::vector<Sheet> sheets;
    std::copy_if(all.begin(), all.end(), std::back_inserter(sheets), [&](const Sheet& sheet) {
        return options.sizes.empty() ? sheet.size == "a4" : holds(options.sizes, sheet.size);
    });
    return sheets;
}

// Draws what the options ask for, language by language.
class Drawing {
  public:
    Drawing(const PrintOptions& options, const Prepared& prepared, Diagnostics& diagnostics)
        : options_(options),
          site_(prepared.site),
          drawing_(prepared.site, prepared.look->theme),
          diagnostics_(diagnostics) {}

    [[nodiscard]] std::vector<Paper> papers() {
        for (const std::string& language : site_.catalogue.languages) {
            if (!is_wanted(options_.languages, language)) continue;
            if (options_.kind == PaperKind::Distribution)
                papers_.push_back(draw_distribution(drawing_.scope(language), deliveries(site_)));
            for (const Sheet& sheet : sheets_of(options_)) {
                if (options_.kind == PaperKind::Poster) add_posters(language, sheet);
                if (options_.kind == PaperKind::Booklet) add_booklets(language, sheet);
            }
        }
        return std::move(papers_);
    }
    [[nodiscard]] std::vector<std::string> without_poster() const {
        return {without_poster_.begin(), without_poster_.end()};
    }

  private:
    void add_posters(const std::string& language, const Sheet& sheet) {
        const Scope scope = drawing_.scope(language);
        for (const Office& office : site_.catalogue.offices) {
            if (!is_wanted(options_.wanted, office.id)) continue;
            if (auto poster = draw_poster(scope, office, {sheet, options_.promises}))
                papers_.push_back(std::move(*poster));
            else if (!office.closed)
                without_poster_.insert(fmt::format("{}: {}", language, office.id));
        }
    }
    void add_booklets(const std::string& language, const Sheet& sheet) {
        for (const Page* page : booklet_pages(site_, language))
            if (is_wanted(options_.wanted, document_of(*page)))
                papers_.push_back(draw_booklet(drawing_, site_, *page, sheet, diagnostics_));
    }

    const PrintOptions& options_;
    const Site& site_;
    PageDrawing drawing_;
    Diagnostics& diagnostics_;
    std::vector<Paper> papers_;
    std::set<std::string> without_poster_;
};

std::string pdf_path(const std::string& html) {
    return html.substr(0, html.rfind('.')) + ".pdf";
}

std::vector<WrittenPaper> write(const PrintOptions& options, const std::vector<Paper>& papers) {
    for (const Paper& paper : papers) write_file_atomically(options.out / paper.path, paper.html);
    std::vector<WrittenPaper> written(papers.size());
    for (std::size_t i = 0; i < papers.size(); ++i) written[i].path = papers[i].path;
    if (!options.pdf) return written;
    std::atomic<std::size_t> done = 0;
    for_each_index(papers.size(), options.jobs, [&](std::size_t index, std::size_t /*worker*/) {
        const std::string pdf = pdf_path(papers[index].path);
        written[index] = {pdf, write_pdf(options.out / papers[index].path, options.out / pdf)};
        if (options.progress) options.progress(++done, papers.size());
    });
    return written;
}

void report_long_posters(const PrintOptions& options, const std::vector<Paper>& papers,
                         const std::vector<WrittenPaper>& written, Diagnostics& diagnostics) {
    for (std::size_t i = 0; i < papers.size(); ++i) {
        if (written[i].pages < 2) continue;
        const std::string fewer = options.promises < 2
                                      ? std::string()
                                      : fmt::format("print fewer promises: --promises {}; or ", options.promises - 1);
        diagnostics.add_to_file(Severity::Warning, papers[i].source, "poster-too-long",
                                fmt::format("the poster {} takes {} pages", written[i].path, written[i].pages),
                                fewer + "shorten the titles of its promises, or what stands about its office");
    }
}

std::vector<std::string> unknown_names(const std::vector<std::string>& wanted, const std::vector<std::string>& known) {
    std::vector<std::string> unknown;
    std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(unknown),
                 [&](const std::string& name) { return !holds(known, name); });
    return unknown;
}

}  // namespace

PrintOutcome print_site(const PrintOptions& options, Diagnostics& diagnostics) {
    SiteFiles files = read_content(options.site, options.jobs, diagnostics);
    Prepared prepared = prepare(options, std::move(files), Depth::Needed, {}, diagnostics);
    diagnostics.remove_if([](const Diagnostic& found) { return found.severity == Severity::Advice; });
    PrintOutcome outcome;
    if (!prepared.drawable || diagnostics.has_errors()) return outcome;
    outcome.known = known_names(prepared.site, options.kind);
    outcome.unknown = unknown_names(options.wanted, outcome.known);
    if (!outcome.unknown.empty()) return outcome;
    outcome.unknown = unknown_names(options.languages, prepared.site.catalogue.languages);
    if (!outcome.unknown.empty()) outcome.known = prepared.site.catalogue.languages;
    if (!outcome.unknown.empty()) return outcome;
    Drawing drawing(options, prepared, diagnostics);
    const std::vector<Paper> papers = drawing.papers();
    outcome.without_poster = drawing.without_poster();
    outcome.is_drawn = !diagnostics.has_errors();
    if (!outcome.is_drawn) return outcome;
    outcome.papers = write(options, papers);
    if (options.kind == PaperKind::Poster) report_long_posters(options, papers, outcome.papers, diagnostics);
    if (options.kind == PaperKind::Distribution)
        write_file_atomically(options.out / "distribution.csv",
                              distribution_csv(prepared.site, deliveries(prepared.site)));
    std::sort(outcome.papers.begin(), outcome.papers.end(),
              [](const WrittenPaper& left, const WrittenPaper& right) { return left.path < right.path; });
    return outcome;
}

}  // namespace charter
