#include "generator/check/check_texts.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "generator/content/places.h"
#include "generator/shared/parallel.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

// What is checked of one page.
struct Reading {
    const Source& source;
    const TextParts& text;
    const LanguageAim& aim;
    Diagnostics& diagnostics;
};

bool is_vowel(char c) {
    return std::string_view("aeiouy").find(c) != std::string_view::npos;
}

// The letters of a word, in small letters; signs of other scripts are left out.
std::string letters_of(std::string_view word) {
    std::string letters;
    for (const char c : to_lower(word))
        if (c >= 'a' && c <= 'z') letters += c;
    return letters;
}

// Groups of vowels, without a silent e at the end.
std::size_t syllables_of(std::string_view word) {
    const std::string letters = letters_of(word);
    std::size_t groups = 0;
    for (std::size_t at = 0; at < letters.size(); ++at)
        if (is_vowel(letters[at]) && (at == 0 || !is_vowel(letters[at - 1]))) ++groups;
    const std::size_t size = letters.size();
    const bool ends_silent = size > 2 && letters[size - 1] == 'e' && !is_vowel(letters[size - 2]) &&
                             !(letters[size - 2] == 'l' && !is_vowel(letters[size - 3]));
    return std::max<std::size_t>(1, ends_silent ? groups - 1 : groups);
}

std::string plain_words(std::string_view text) {
    std::string plain;
    for (const std::string& word : words_of(text)) {
        std::string_view bare = word;
        while (!bare.empty() && std::string_view(".,:;!?").find(bare.back()) != std::string_view::npos)
            bare.remove_suffix(1);
        if (!plain.empty()) plain += ' ';
        plain += to_lower(bare);
    }
    return plain;
}

void check_pictures_and_tables(const Reading& page) {
    for (const Span span : page.text.silent_images)
        page.diagnostics.warning(page.source, span, "alt-text", "the picture has no words for those who do not see it",
                                 "say in the square brackets what the picture tells: ![A queue ticket](ticket.png)");
    for (const Span span : page.text.headless_tables)
        page.diagnostics.warning(page.source, span, "table-head", "the table has no header row",
                                 "name each column in its first row: | What | By when |");
}

void check_links(const Reading& page) {
    for (const LinkWords& link : page.text.links) {
        const std::string words = plain_words(link.text);
        const auto& empty = page.aim.empty_links;
        if (!words.empty() && std::find(empty.begin(), empty.end(), words) == empty.end()) continue;
        page.diagnostics.warning(page.source, link.span, "link-words",
                                 words.empty()
                                     ? "the link has no words"
                                     : fmt::format("the link's words \"{}\" do not say where it leads", link.text),
                                 "put the words between the brackets that name the page it leads to");
    }
}

// A heading that is as high as the title, below others: each of these then seems to stand too deep.
const TextHeading* misplaced_top(const TextParts& text) {
    const auto top = std::find_if(text.headings.begin(), text.headings.end(),
                                  [](const TextHeading& heading) { return heading.is_top; });
    return top == text.headings.begin() || top == text.headings.end() ? nullptr : &*top;
}

void check_headings(const Reading& page) {
    if (const TextHeading* top = misplaced_top(page.text)) {
        page.diagnostics.warning(page.source, top->span, "heading-jump",
                                 fmt::format("the heading \"{}\" is as high as the page's title, and stands below "
                                             "others",
                                             top->text),
                                 "begin it with ##");
        return;
    }
    int above = 1;  // the title
    for (const TextHeading& heading : page.text.headings) {
        if (heading.level > above + 1)
            page.diagnostics.warning(
                page.source, heading.span, "heading-jump",
                fmt::format("the heading \"{}\" is of level {} below one of level {}", heading.text, heading.level,
                            above),
                fmt::format("begin it with {}", std::string(static_cast<std::size_t>(above) + 1, '#')));
        above = heading.level;
    }
}

void check_contacts(const Reading& page) {
    for (const ContactSlip& slip : page.text.contact_slips)
        page.diagnostics.warning(page.source, slip.span, "contact-slip", slip.message, slip.hint);
}

std::size_t words_in(const std::vector<Sentence>& sentences) {
    return std::accumulate(sentences.begin(), sentences.end(), std::size_t{0},
                           [](std::size_t sum, const Sentence& each) { return sum + each.words; });
}

void check_sentences(const Reading& page) {
    const std::vector<Sentence>& sentences = page.text.sentences;
    const auto advise = [&](Span span, std::string_view code, std::string message, std::string hint) {
        page.diagnostics.add(Severity::Advice, page.source, span, code, std::move(message), std::move(hint));
    };
    const auto longest = static_cast<std::size_t>(page.aim.longest_sentence);
    for (const Sentence& sentence : sentences) {
        if (longest > 0 && sentence.words > longest)
            advise(sentence.span, "long-sentence",
                   fmt::format("the sentence has {} words; {} are the most", sentence.words, longest),
                   "make two sentences of it");
    }
    // Of a few sentences a mean says nothing.
    constexpr std::size_t fewest_sentences = 5;
    constexpr std::size_t fewest_words = 60;
    const std::size_t words = words_in(sentences);
    if (sentences.size() < fewest_sentences || words < fewest_words) return;
    const Span place = sentences.front().span;
    const double mean = static_cast<double>(words) / static_cast<double>(sentences.size());
    if (page.aim.mean_sentence > 0 && mean > page.aim.mean_sentence)
        advise(place, "long-sentences",
               fmt::format("the sentences of this page have {:.1f} words on the average; {} is the aim", mean,
                           page.aim.mean_sentence),
               "shorten the longest ones, one thought in each");
    const double grade = page.aim.grade > 0 ? reading_grade(sentences) : 0;
    if (grade > page.aim.grade)
        advise(place, "reading-grade",
               fmt::format("the page asks for {:.1f} years of school; {} is the aim", grade, page.aim.grade),
               "use shorter words and shorter sentences");
}

}  // namespace

double reading_grade(const std::vector<Sentence>& sentences) {
    std::size_t syllables = 0;
    for (const Sentence& sentence : sentences)
        for (const std::string& word : words_of(sentence.text)) syllables += syllables_of(word);
    const auto words = static_cast<double>(words_in(sentences));
    if (words == 0) return 0;
    return 0.39 * words / static_cast<double>(sentences.size()) + 11.8 * static_cast<double>(syllables) / words - 15.59;
}

std::vector<TextParts> read_texts(const Site& site, unsigned jobs) {
    std::vector<TextParts> texts(site.pages.size());
    for_each_index(site.pages.size(), jobs, [&](std::size_t index, std::size_t) {
        const Page& page = site.pages[index];
        if (page.source && is_worked_on(site, page))
            texts[index] = parts_of_text(site.sources[*page.source], page.body_begin);
    });
    return texts;
}

void check_texts(const Site& site, const std::vector<TextParts>& texts, const RuleBook& book, const Terms& terms,
                 Diagnostics& diagnostics) {
    static const LanguageAim no_aim;
    static const std::vector<AvoidedWord> no_words;
    for (std::size_t index = 0; index < site.pages.size(); ++index) {
        const Page& page = site.pages[index];
        if (!page.source || !is_worked_on(site, page)) continue;
        const auto aim = book.languages.find(page.language);
        const auto words = terms.find(page.language);
        const Source& source = site.sources[*page.source];
        const Reading reading{source, texts[index], aim == book.languages.end() ? no_aim : aim->second, diagnostics};
        check_pictures_and_tables(reading);
        check_links(reading);
        check_headings(reading);
        check_contacts(reading);
        check_sentences(reading);
        check_terms(source, texts[index], words == terms.end() ? no_words : words->second, diagnostics);
    }
}

}  // namespace charter
