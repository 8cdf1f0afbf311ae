// Writes a tree of made-up pages for the build benchmark: `bench_corpus FOLDER PAGES`. The same number gives the same
// bytes everywhere. About 1,000 words a page: headings, paragraphs, lists, tables, task lists, footnotes, links.
//
//   FOLDER/charter/site.yaml, en/index.md, en/SECTION/index.md, en/SECTION/page-N.md   for charter
//   FOLDER/hugo/content/...                                                            the same pages for Hugo
#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "generator/shared/files.h"

namespace {

namespace fs = std::filesystem;

constexpr std::size_t pages_in_section = 250;

constexpr std::array<std::string_view, 24> nouns = {"answer",  "office",   "letter", "date",    "promise",  "record",
                                                    "visit",   "reply",    "form",   "queue",   "desk",     "call",
                                                    "notice",  "review",   "region", "service", "question", "decision",
                                                    "meeting", "document", "person", "case",    "week",     "rule"};
constexpr std::array<std::string_view, 12> verbs = {"checks", "sends",   "keeps", "counts", "explains", "records",
                                                    "opens",  "answers", "reads", "shows",  "moves",    "confirms"};
constexpr std::array<std::string_view, 12> adjectives = {"clear", "late",  "short",  "new",    "local", "open",
                                                         "plain", "first", "second", "public", "quiet", "full"};

// A small generator of numbers, the same on every machine.
class Numbers {
  public:
    explicit Numbers(std::uint64_t seed) : state_(seed * 2862933555777941757ULL + 3037000493ULL) {}
    std::size_t below(std::size_t bound) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>(state_ >> 33U) % bound;
    }
    template <std::size_t size>
    std::string_view one_of(const std::array<std::string_view, size>& words) {
        return words[below(size)];
    }

  private:
    std::uint64_t state_;
};

std::string address(std::size_t page) {
    return fmt::format("/en/section-{}/page-{}/", page / pages_in_section, page);
}

std::string sentence(Numbers& numbers) {
    return fmt::format("The {} {} {} the {} of the {} {}, and the {} {} it.", numbers.one_of(adjectives),
                       numbers.one_of(nouns), numbers.one_of(verbs), numbers.one_of(nouns), numbers.one_of(adjectives),
                       numbers.one_of(nouns), numbers.one_of(nouns), numbers.one_of(verbs));
}

std::string paragraph(Numbers& numbers, std::size_t pages) {
    std::string text;
    for (std::size_t count = 4 + numbers.below(4); count > 0; --count) text += sentence(numbers) + ' ';
    text += fmt::format("Read **{}** in [the {} page]({}).", numbers.one_of(nouns), numbers.one_of(adjectives),
                        address(numbers.below(pages)));
    return text + "\n\n";
}

std::string list(Numbers& numbers, std::string_view mark) {
    std::string text;
    for (std::size_t count = 4 + numbers.below(4); count > 0; --count)
        text += fmt::format("{} {}\n", mark, sentence(numbers));
    return text + "\n";
}

std::string table(Numbers& numbers) {
    std::string text = "| What | By when | Kept |\n|---|---|---:|\n";
    for (std::size_t row = 0; row < 6; ++row)
        text += fmt::format("| {} {} | {} days | {} |\n", numbers.one_of(adjectives), numbers.one_of(nouns),
                            1 + numbers.below(30), numbers.below(1000));
    return text + "\n";
}

std::string body(std::size_t page, std::size_t pages) {
    Numbers numbers(page + 1);
    std::string text;
    for (int part = 0; part < 4; ++part) {
        text += fmt::format("## Part {}: the {} {}\n\n", part + 1, numbers.one_of(adjectives), numbers.one_of(nouns));
        text += paragraph(numbers, pages) + paragraph(numbers, pages) + list(numbers, part % 2 == 0 ? "-" : "1.");
        text += table(numbers) + list(numbers, "- [x]") + paragraph(numbers, pages);
    }
    if (page % 4 == 0) text += "One more thing.[^1]\n\n[^1]: " + sentence(numbers) + "\n";
    return text;
}

std::string front_matter(std::string_view title, std::size_t weight) {
    return fmt::format("---\ntitle: {}\ndescription: A made-up page for measuring.\nweight: {}\n---\n", title, weight);
}

void write_section(const fs::path& charter, const fs::path& hugo, std::size_t section) {
    const std::string text = front_matter(fmt::format("Section {}", section), section + 1) + "Made-up pages.\n";
    charter::write_file_atomically(charter / fmt::format("en/section-{}/index.md", section), text);
    charter::write_file_atomically(hugo / fmt::format("content/en/section-{}/_index.md", section), text);
}

void write_corpus(const fs::path& folder, std::size_t pages) {
    const fs::path charter = folder / "charter";
    const fs::path hugo = folder / "hugo";
    charter::write_file_atomically(charter / "site.yaml",
                                   "name: Measured\nbase_url: https://example.org\nlanguages: [en]\n");
    const std::string home = front_matter("Measured", 1) + "Made-up pages.\n";
    charter::write_file_atomically(charter / "en/index.md", home);
    charter::write_file_atomically(hugo / "content/en/_index.md", home);
    for (std::size_t page = 0; page < pages; ++page) {
        if (page % pages_in_section == 0) write_section(charter, hugo, page / pages_in_section);
        const std::string text = front_matter(fmt::format("Page {}", page), page + 1) + body(page, pages);
        const std::string path = fmt::format("en/section-{}/page-{}.md", page / pages_in_section, page);
        charter::write_file_atomically(charter / path, text);
        charter::write_file_atomically(hugo / "content" / path, text);
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: bench_corpus FOLDER PAGES\n", stderr);
        return 2;
    }
    try {
        write_corpus(argv[1], std::strtoul(argv[2], nullptr, 10));
    } catch (const std::exception& fault) {
        std::fprintf(stderr, "bench_corpus: %s\n", fault.what());
        return 3;
    }
    return 0;
}
