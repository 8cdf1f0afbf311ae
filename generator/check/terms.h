// data/terms.yaml: one word for each idea in each language, and the words not to use for it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "generator/check/text_parts.h"
#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

struct AvoidedWord {
    std::string word;    // small letters
    std::string better;  // the term
};

// Language -> words.
using Terms = std::map<std::string, std::vector<AvoidedWord>, std::less<>>;

// Codes: bad-field, missing-field, unknown-field, unknown-language, missing-translation, duplicate-id.
[[nodiscard]] Terms read_terms(const Site& site, Diagnostics& diagnostics);

// Each avoided word once a page, where it first stands. Code: avoided-word.
void check_terms(const Source& source, const TextParts& text, const std::vector<AvoidedWord>& words,
                 Diagnostics& diagnostics);

}  // namespace charter
