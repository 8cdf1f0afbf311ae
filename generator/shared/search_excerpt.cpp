#include "generator/shared/search_excerpt.h"

#include <algorithm>

#include "generator/shared/search_words.h"
#include "generator/shared/stems.h"

namespace charter {
namespace {

constexpr std::string_view left_out = "…";

struct FoundWord {
    Span span;
    const std::string* stem = nullptr;  // the one of those looked for; nullptr for other words
};

// Words first[begin..end), chosen.
struct Window {
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::vector<FoundWord> find_words(std::string_view text, std::string_view language,
                                  const std::set<std::string, std::less<>>& stems) {
    std::vector<FoundWord> words;
    for (const SearchWord& word : search_words(text)) {
        const auto found = stems.find(stem_of(language, word.text));
        words.push_back({word.span, found == stems.end() ? nullptr : &*found});
    }
    return words;
}

// A window that begins with each paragraph and with each word looked for; the one with the most different words wins,
// then the one with the most words, then the first.
Window best_window(std::string_view text, const std::vector<FoundWord>& words, std::size_t most) {
    Window best;
    std::pair<std::size_t, std::size_t> best_score{0, 0};
    bool is_first = true;
    std::size_t end = 0;
    for (std::size_t begin = 0; begin < words.size(); ++begin) {
        const bool opens =
            begin == 0 ||
            text.substr(words[begin - 1].span.end, words[begin].span.begin - words[begin - 1].span.end).find('\n') !=
                std::string_view::npos;
        if (!opens && words[begin].stem == nullptr) continue;
        end = std::max(end, begin);
        while (end < words.size() && words[end].span.end - words[begin].span.begin <= most) ++end;
        std::set<const std::string*> different;
        std::size_t all = 0;
        for (std::size_t i = begin; i < end; ++i) {
            if (words[i].stem == nullptr) continue;
            different.insert(words[i].stem);
            ++all;
        }
        const std::pair<std::size_t, std::size_t> score{different.size(), all};
        if (!is_first && score <= best_score) continue;
        is_first = false;
        best = {begin, std::max(end, begin + 1)};
        best_score = score;
    }
    return best;
}

void add_part(std::vector<ExcerptPart>& parts, std::string_view text, bool marked) {
    std::string plain;
    for (const char c : text) {
        // The end of a paragraph reads like the end of a sentence.
        const bool is_open =
            !plain.empty() ? std::string_view(".?!:;,").find(plain.back()) == std::string_view::npos : !parts.empty();
        if (c == '\n')
            plain += is_open ? ". " : " ";
        else
            plain += c;
    }
    if (!parts.empty() && parts.back().marked == marked)
        parts.back().text += plain;
    else if (!plain.empty())
        parts.push_back({std::move(plain), marked});
}

// A window within a sentence begins a few words earlier, so that it can be understood.
Window with_words_before(std::string_view text, const std::vector<FoundWord>& words, Window window) {
    constexpr std::size_t most_before = 5;
    for (std::size_t i = 0; i < most_before && window.begin > 0; ++i) {
        const std::string_view gap = text.substr(words[window.begin - 1].span.end,
                                                 words[window.begin].span.begin - words[window.begin - 1].span.end);
        if (gap.find_first_of("\n.?!:") != std::string_view::npos) break;
        --window.begin;
    }
    return window;
}

}  // namespace

std::vector<ExcerptPart> excerpt_of(std::string_view text, std::string_view language,
                                    const std::set<std::string, std::less<>>& stems, std::size_t most) {
    const std::vector<FoundWord> words = find_words(text, language, stems);
    std::vector<ExcerptPart> parts;
    if (words.empty()) return parts;
    const Window window = with_words_before(text, words, best_window(text, words, most));
    const bool is_cut_before = window.begin > 0;
    const bool is_cut_after = window.end < words.size();
    std::size_t at = is_cut_before ? words[window.begin].span.begin : 0;
    if (is_cut_before) add_part(parts, std::string(left_out) + " ", false);
    for (std::size_t i = window.begin; i < window.end; ++i) {
        if (words[i].stem == nullptr) continue;
        add_part(parts, text.substr(at, words[i].span.begin - at), false);
        add_part(parts, text.substr(words[i].span.begin, words[i].span.end - words[i].span.begin), true);
        at = words[i].span.end;
    }
    const std::size_t end = is_cut_after ? words[window.end - 1].span.end : text.size();
    add_part(parts, text.substr(at, end - at), false);
    if (is_cut_after) add_part(parts, " " + std::string(left_out), false);
    return parts;
}

}  // namespace charter
