#include "generator/shared/search_question.h"

#include <algorithm>
#include <tuple>

#include "generator/shared/search_index_format.h"
#include "generator/shared/search_words.h"
#include "generator/shared/stems.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::size_t longest_question = 400;  // bytes that are read
constexpr std::size_t most_words = 12;
constexpr std::size_t longest_phrase = 4;      // words of a synonym
constexpr std::size_t shortest_beginning = 4;  // of a stem that may begin others
constexpr std::size_t most_near = 3;

constexpr double synonym_weight = 0.9;
constexpr double beginning_weight = 0.45;
constexpr double near_weight = 0.75;  // of the likeliest of the near words
constexpr double other_near_weight = 0.3;

// Each place in the question: the stems that may be meant there, the likeliest first.
struct WordPlace {
    std::string typed;
    std::vector<std::string> stems;
    bool is_near = false;  // nothing has the word as it was typed
};

std::string in_quotes(std::string_view stem) {
    return "\"" + std::string(stem) + "\"";
}

// All of the stems, wherever they stand.
std::string all_of(std::string_view stems) {
    std::string expression;
    for (const std::string& stem : split(stems, ' ')) {
        if (stem.empty()) continue;
        if (!expression.empty()) expression += " AND ";
        expression += in_quotes(stem);
    }
    return expression;
}

std::size_t letters_forgiven(std::string_view stem) {
    return stem.size() < 4 ? 0 : stem.size() < 6 ? 1 : 2;
}

// Whoever misspells a word knows how it begins: "kill" is no "will", and "Nyanga" no "Langa".
std::size_t slips_between(std::string_view typed, std::string_view known, std::size_t most) {
    return typed.substr(0, 1) == known.substr(0, 1) ? letters_apart(typed, known, most) : most + 1;
}

bool has_digit(std::string_view word) {
    return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

class Reading {
  public:
    Reading(Vocabulary& vocabulary, std::size_t scope, std::string_view language, std::string_view first_language)
        : vocabulary_(vocabulary), scope_(scope), language_(language), first_language_(first_language) {}

    Question read(std::string_view question) {
        collect_places(question.substr(0, longest_question));
        for (std::size_t i = 0; i < places_.size(); ++i) {
            question_.words.push_back(places_[i].typed);
            want_place(i);
        }
        for (std::size_t begin = 0; begin < places_.size(); ++begin) want_synonyms(begin);
        return std::move(question_);
    }

  private:
    void collect_places(std::string_view question) {
        std::vector<SearchWord> words = search_words(question);
        std::vector<SearchWord> telling;
        for (const SearchWord& word : words)
            if (!is_common_word(language_, word.text)) telling.push_back(word);
        if (telling.empty()) telling = std::move(words);
        if (telling.size() > most_words) telling.resize(most_words);
        for (const SearchWord& word : telling) places_.push_back(place_of(word.text));
    }

    WordPlace place_of(const std::string& word) {
        WordPlace place{word, {stem_of(language_, word)}, false};
        if (std::string other = stem_of(first_language_, word); other != place.stems.front())
            place.stems.push_back(std::move(other));
        const auto is_known = [&](const std::string& stem) { return vocabulary_.has_term(scope_, stem); };
        if (has_digit(word) || std::any_of(place.stems.begin(), place.stems.end(), is_known)) return place;
        std::vector<KnownTerm> near = near_terms(word, place.stems.front());
        if (near.empty()) return place;
        question_.corrections.push_back({word, near.front().word});
        place.is_near = true;
        place.stems.clear();
        for (KnownTerm& term : near) place.stems.push_back(std::move(term.stem));
        return place;
    }

    // Those with the fewest letters apart, then those on most pages.
    std::vector<KnownTerm> near_terms(const std::string& word, const std::string& stem) {
        std::size_t most = letters_forgiven(stem);
        if (most == 0) return {};
        std::vector<std::tuple<std::size_t, std::int64_t, KnownTerm>> near;
        for (KnownTerm& term : vocabulary_.terms_of_length(scope_, stem.size() - most, stem.size() + most)) {
            if (has_digit(term.stem)) continue;
            const std::size_t apart =
                std::min(slips_between(stem, term.stem, most), slips_between(word, term.word, most));
            if (apart > most) continue;
            near.emplace_back(apart, -term.pages, std::move(term));
        }
        std::sort(near.begin(), near.end(), [](const auto& a, const auto& b) {
            return std::tie(std::get<0>(a), std::get<1>(a), std::get<2>(a).stem) <
                   std::tie(std::get<0>(b), std::get<1>(b), std::get<2>(b).stem);
        });
        std::vector<KnownTerm> best;
        for (auto& [apart, pages, term] : near)
            if (apart == std::get<0>(near.front()) && best.size() < most_near) best.push_back(std::move(term));
        return best;
    }

    void want(std::string expression, double weight, std::size_t begin, std::size_t end) {
        question_.wanted.push_back({std::move(expression), weight, begin, end});
    }

    void want_place(std::size_t index) {
        const WordPlace& place = places_[index];
        double weight = place.is_near ? near_weight : 1;
        for (const std::string& stem : place.stems) {
            question_.stems.insert(stem);
            want(in_quotes(stem), weight, index, index + 1);
            if (stem.size() >= shortest_beginning)
                want(in_quotes(stem) + "*", weight * beginning_weight, index, index + 1);
            if (place.is_near) weight = other_near_weight;
        }
    }

    void want_synonyms(std::size_t begin) {
        std::string phrase;
        for (std::size_t end = begin + 1; end <= places_.size() && end - begin <= longest_phrase; ++end) {
            if (!phrase.empty()) phrase += ' ';
            phrase += places_[end - 1].stems.front();
            for (const std::string& also : vocabulary_.synonyms_of(scope_, phrase)) {
                for (std::string& stem : split(also, ' ')) question_.stems.insert(std::move(stem));
                want(all_of(also), synonym_weight, begin, end);
            }
        }
    }

    Vocabulary& vocabulary_;
    std::size_t scope_;
    std::string_view language_;
    std::string_view first_language_;
    std::vector<WordPlace> places_;
    Question question_;
};

}  // namespace

std::string telling_stems(std::string_view language, std::string_view text) {
    std::string telling;
    for (const SearchWord& word : search_words(text)) {
        if (is_common_word(language, word.text)) continue;
        if (!telling.empty()) telling += ' ';
        telling += stem_of(language, word.text);
    }
    return telling.empty() ? stem_line(language, text) : telling;
}

Question read_question(Vocabulary& vocabulary, std::size_t scope, std::string_view language,
                       std::string_view first_language, std::string_view question) {
    return Reading(vocabulary, scope, language, first_language).read(question);
}

Question question_of(const Question& question, const std::vector<std::size_t>& words) {
    Question part = question;
    part.wanted.clear();
    const auto is_meant = [&](std::size_t word) { return std::find(words.begin(), words.end(), word) != words.end(); };
    for (const Wanted& wanted : question.wanted) {
        bool is_whole = true;
        for (std::size_t word = wanted.begin; word < wanted.end; ++word) is_whole = is_whole && is_meant(word);
        if (is_whole) part.wanted.push_back(wanted);
    }
    return part;
}

}  // namespace charter
