// A question as a list of things to look for, each an expression of the full-text index made of quoted stems alone.
// What the index knows is asked of a Vocabulary. Used by search_index.cpp; no SQL, any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/search_index.h"

namespace charter {

struct KnownTerm {
    std::string stem;
    std::string word;  // one word that has this stem
    std::int64_t pages = 0;
};

class Vocabulary {
  public:
    virtual ~Vocabulary() = default;
    [[nodiscard]] virtual bool has_term(std::size_t scope, const std::string& stem) = 0;
    // Stems of `least` to `most` bytes.
    [[nodiscard]] virtual std::vector<KnownTerm> terms_of_length(std::size_t scope, std::size_t least,
                                                                 std::size_t most) = 0;
    // The phrases that are looked for too when this phrase is typed, both as stems with a blank between.
    [[nodiscard]] virtual std::vector<std::string> synonyms_of(std::size_t scope, const std::string& stems) = 0;
};

struct Wanted {
    std::string expression;
    double weight = 1;      // 1: as it was typed
    std::size_t begin = 0;  // the words of the question it stands for: begin to end
    std::size_t end = 0;
};

struct Question {
    std::vector<std::string> words;  // that tell something; at most 12
    std::vector<Wanted> wanted;
    std::vector<Correction> corrections;
    std::set<std::string, std::less<>> stems;  // to be marked where they are found
};

// `first_language`: that of the pages which `language` does not have yet. Any bytes; only the beginning of a very long
// question is read.
[[nodiscard]] Question read_question(Vocabulary& vocabulary, std::size_t scope, std::string_view language,
                                     std::string_view first_language, std::string_view question);

// The part of the question that some of its words make.
[[nodiscard]] Question question_of(const Question& question, const std::vector<std::size_t>& words);

}  // namespace charter
