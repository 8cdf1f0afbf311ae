// Papers as they come out of the whole path, PDF files read back by other programs: poppler's pdfinfo, pdffonts,
// pdftohtml and pdftoppm, and zbarimg for the QR code.
#include "generator/print/print_site.h"

#include <catch2/catch.hpp>
#include <regex>

#include "generator/print/pdf.h"
#include "generator/shared/text.h"
#include "tests/support/command.h"
#include "tests/support/site_build.h"

namespace charter::print_site_test {
namespace {

namespace fs = std::filesystem;

PrintOptions options_of(const std::string& site, PaperKind kind, const fs::path& out) {
    PrintOptions options;
    static_cast<CheckOptions&>(options) = options_for(source_path(site), {});
    options.today = parse_date("2026-11-28");
    options.kind = kind;
    options.out = out;
    return options;
}

// "af/poster-a.pdf 1, en/poster-a.pdf 1"
std::string described(const PrintOutcome& outcome) {
    std::string text;
    for (const WrittenPaper& paper : outcome.papers)
        text += (text.empty() ? "" : ", ") + paper.path + " " + std::to_string(paper.pages);
    return text;
}

std::string from_pdf(const std::string& tool, const fs::path& pdf, const std::string& rest = "") {
    return output_of_command(tool + " " + pdf.string() + rest + " 2>/dev/null");
}

std::string line_of(const std::string& text, const std::string& name) {
    const std::size_t at = text.find(name);
    if (at == std::string::npos) return "(none)";
    const std::size_t begin = text.find_first_not_of(' ', at + name.size());
    return text.substr(begin, text.find('\n', begin) - begin);
}

// The size of each font of a PDF, in points.
std::vector<double> letter_sizes(const fs::path& pdf) {
    const std::string xml = from_pdf("pdftohtml -xml -i -stdout -zoom 1", pdf);
    static const std::regex size("<fontspec id=\"[0-9]+\" size=\"([0-9.]+)\"");
    std::vector<double> sizes;
    for (std::sregex_iterator at(xml.begin(), xml.end(), size); at != std::sregex_iterator(); ++at)
        sizes.push_back(std::stod((*at)[1]));
    return sizes;
}

void check_fonts_embedded(const fs::path& pdf) {
    const std::vector<std::string> lines = split(from_pdf("pdffonts", pdf), '\n');
    REQUIRE(lines.size() > 3);
    static const std::regex embedded(" yes (yes|no) (yes|no)  *[0-9]+  *[0-9]+$");
    for (std::size_t i = 2; i < lines.size(); ++i) {
        if (lines[i].empty()) continue;
        CAPTURE(lines[i]);
        CHECK(std::regex_search(lines[i], embedded));
    }
}

std::string code_on(const fs::path& pdf, const TempDir& folder) {
    const fs::path picture = folder / "page";
    (void)from_pdf("pdftoppm -r 100 -png -singlefile", pdf, " " + picture.string());
    return from_pdf("zbarimg -q --raw", picture.string() + ".png");
}

}  // namespace

TEST_CASE("a poster fits one sheet in each language, with large letters and a code that can be read", "[print]") {
    const TempDir folder;
    PrintOptions options = options_of("content/western-cape-dsd", PaperKind::Poster, folder / "out");
    options.wanted = {"metro-south", "facilities-and-quality-monitoring"};
    options.pdf = true;
    Diagnostics diagnostics;
    const PrintOutcome outcome = print_site(options, diagnostics);
    CHECK(diagnostics.empty());
    CHECK(described(outcome) ==
          "af/poster-metro-south-a4.pdf 1, en/poster-facilities-and-quality-monitoring-a4.pdf 1, "
          "en/poster-metro-south-a4.pdf 1, xh/poster-metro-south-a4.pdf 1");
    for (const WrittenPaper& paper : outcome.papers) {
        const fs::path pdf = options.out / paper.path;
        const std::string language = paper.path.substr(0, 2);
        CAPTURE(paper.path);
        const std::string facts = from_pdf("pdfinfo", pdf);
        CHECK(line_of(facts, "Pages:") == "1");
        CHECK(line_of(facts, "Tagged:") == "yes");
        CHECK(line_of(facts, "Page size:").find("(A4)") != std::string::npos);
        CHECK(slurp(pdf).find("/Lang (" + language + ")") != std::string::npos);
        check_fonts_embedded(pdf);
        const std::vector<double> sizes = letter_sizes(pdf);
        REQUIRE(sizes.size() > 3);
        CHECK(*std::min_element(sizes.begin(), sizes.end()) >= 18);
        const std::string office = paper.path.substr(10, paper.path.size() - 10 - 7);
        CHECK(code_on(pdf, folder) == "https://charter.example.org/" + language + "/at/" + office + "\n");
    }
}

TEST_CASE("a poster for A3 is the same sheet, larger", "[print]") {
    const TempDir folder;
    PrintOptions options = options_of("content/western-cape-dsd", PaperKind::Poster, folder / "out");
    options.wanted = {"metro-south"};
    options.languages = {"xh"};
    options.sizes = {"a3"};
    options.pdf = true;
    Diagnostics diagnostics;
    CHECK(described(print_site(options, diagnostics)) == "xh/poster-metro-south-a3.pdf 1");
    CHECK(line_of(from_pdf("pdfinfo", options.out / "xh/poster-metro-south-a3.pdf"), "Page size:").find("(A3)") !=
          std::string::npos);
    const std::vector<double> sizes = letter_sizes(options.out / "xh/poster-metro-south-a3.pdf");
    CHECK(*std::min_element(sizes.begin(), sizes.end()) >= 25);
}

TEST_CASE("a poster of more than one page is told, with what to do", "[print]") {
    const TempDir folder;
    PrintOptions options = options_of("content/western-cape-dsd", PaperKind::Poster, folder / "out");
    options.wanted = {"metro-south"};
    options.languages = {"en"};
    options.promises = 12;
    options.pdf = true;
    Diagnostics diagnostics;
    CHECK(described(print_site(options, diagnostics)) == "en/poster-metro-south-a4.pdf 2");
    CHECK(
        to_text(diagnostics.sorted()) ==
        "en/charters/metro-south.md: warning: the poster en/poster-metro-south-a4.pdf takes 2 pages "
        "[poster-too-long]\n"
        "  hint: print fewer promises: --promises 11; or shorten the titles of its promises, or what stands about its "
        "office\n\n0 errors, 1 warning\n");
}

TEST_CASE("a booklet has page numbers in its contents, bookmarks, and the same bytes each time", "[print]") {
    const TempDir folder;
    PrintOptions options = options_of("tests/sites/full", PaperKind::Booklet, folder / "out");
    options.sizes = {"a4", "a5"};
    options.pdf = true;
    Diagnostics diagnostics;
    const PrintOutcome outcome = print_site(options, diagnostics);
    CHECK(diagnostics.empty());
    CHECK(outcome.papers.size() == 4);
    const FileTexts first = read_files(options.out);
    for (const WrittenPaper& paper : outcome.papers) {
        CAPTURE(paper.path);
        const fs::path pdf = options.out / paper.path;
        CHECK(line_of(from_pdf("pdfinfo", pdf), "Pages:") == std::to_string(paper.pages));
        CHECK(paper.pages == pages_of_pdf(slurp(pdf)));
        check_fonts_embedded(pdf);
    }
    const fs::path manual = options.out / "en/booklet-manual-a5.pdf";
    const std::string text = from_pdf("pdftotext -layout", manual, " -");
    CHECK(std::regex_search(text, std::regex("The telephone[ .]+[0-9]+\n")));
    // The bookmarks, as poppler reads them.
    const std::string xml = from_pdf("pdftohtml -xml -i -stdout", manual);
    const std::size_t outline = xml.find("<outline>");
    REQUIRE(outline != std::string::npos);
    CHECK(xml.find("The telephone", outline) != std::string::npos);
    options.out = folder / "again";
    options.jobs = 1;
    (void)print_site(options, diagnostics);
    const FileTexts second = read_files(options.out);
    REQUIRE(second.size() == first.size());
    for (const auto& [path, bytes] : first) {
        CAPTURE(path);
        CHECK((second.at(path) == bytes));
    }
}

TEST_CASE("the cover of a booklet is one page, however much there is to say on it", "[print]") {
    const TempDir folder;
    PrintOptions options = options_of("content/western-cape-dsd", PaperKind::Booklet, folder / "out");
    options.wanted = {"charters/metro-south"};
    options.languages = {"xh"};
    options.sizes = {"a5"};
    options.pdf = true;
    Diagnostics diagnostics;
    const PrintOutcome outcome = print_site(options, diagnostics);
    REQUIRE(outcome.papers.size() == 1);
    const fs::path pdf = options.out / outcome.papers.front().path;
    CHECK(line_of(from_pdf("pdfinfo", pdf), "Page size:").find("419.528 x 595.276") == 0);
    CHECK(from_pdf("pdftotext -f 1 -l 1", pdf, " -").find("Metro South:") != std::string::npos);
    CHECK(from_pdf("pdftotext -f 2 -l 2", pdf, " -").find("Okuqulathiweyo\n") == 0);
}

TEST_CASE("papers are HTML files that need no other file", "[print]") {
    const TempDir folder;
    Diagnostics diagnostics;
    for (const PaperKind kind : {PaperKind::Poster, PaperKind::Booklet, PaperKind::Distribution}) {
        const PrintOptions options = options_of("tests/sites/full", kind, folder / "out");
        CHECK(print_site(options, diagnostics).is_drawn);
    }
    const FileTexts files = read_files(folder / "out");
    std::string paths;
    for (const auto& [path, text] : files) {
        paths += path + " ";
        CAPTURE(path);
        CHECK_FALSE(std::regex_search(text, std::regex("<(link|script|img)|src=\"(?!data:)|url\\(")));
    }
    CHECK(paths ==
          "distribution.csv en/booklet-charters-head-office-a4.html en/booklet-manual-a4.html en/distribution.html "
          "en/poster-head-office-a4.html en/poster-north-a4.html ");
}

TEST_CASE("what is not there is not printed, and nothing is written", "[print]") {
    const TempDir folder;
    PrintOptions options = options_of("tests/sites/full", PaperKind::Poster, folder / "out");
    options.wanted = {"head-office", "hed-office"};
    Diagnostics diagnostics;
    const PrintOutcome outcome = print_site(options, diagnostics);
    CHECK(outcome.unknown == std::vector<std::string>{"hed-office"});
    CHECK(outcome.known == std::vector<std::string>{"head-office", "north"});
    options.wanted.clear();
    options.languages = {"xx"};
    CHECK(print_site(options, diagnostics).unknown == std::vector<std::string>{"xx"});
    PrintOptions wrong = options_of("tests/sites_invalid/missing-field", PaperKind::Booklet, folder / "out");
    CHECK_FALSE(print_site(wrong, diagnostics).is_drawn);
    CHECK_FALSE(fs::exists(folder / "out"));
}

TEST_CASE("the pages of a PDF are counted by its page tree, not by its bookmarks", "[print]") {
    CHECK(pages_of_pdf(
              "1 0 obj\n<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2>>\nendobj\n5 0 obj\n<</Count 7>>\nendobj") == 2);
    CHECK(pages_of_pdf("1 0 obj\n<</Count 7>>\nendobj\n2 0 obj\n<</Count 12 /Kids [] /Type /Pages>>\nendobj") == 12);
    CHECK(pages_of_pdf("1 0 obj\n<</Type /Pages>>\nendobj\n5 0 obj\n<</Count 7>>\nendobj") == 0);
    CHECK(pages_of_pdf("") == 0);
}

TEST_CASE("without WeasyPrint one line says what to install", "[print]") {
    const TempDir folder;
    spill(folder / "a.html", "<p>x");
    const std::string path = std::getenv("PATH");
    ::setenv("PATH", (folder / "nothing").c_str(), 1);
    CHECK_THROWS_WITH(write_pdf(folder / "a.html", folder / "a.pdf"),
                      "weasyprint is not installed, and PDF needs it: apt-get install weasyprint fonts-liberation (the "
                      "HTML files are there)");
    ::setenv("PATH", path.c_str(), 1);
    CHECK_THROWS_WITH(write_pdf(folder / "none.html", folder / "a.pdf"), Catch::Contains("weasyprint failed: "));
    CHECK_FALSE(fs::exists(folder / "a.pdf"));
}

}  // namespace charter::print_site_test
