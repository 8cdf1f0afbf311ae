// What a second reading of the texts finds: faults for those who do not see the page, links that do not say where they
// lead, contacts that cannot be right, sentences too long, words that data/terms.yaml asks not to use.
#pragma once

#include <vector>

#include "generator/check/profile.h"
#include "generator/check/rule_book.h"
#include "generator/check/terms.h"
#include "generator/check/text_parts.h"
#include "generator/model/site.h"

namespace charter {

// The parts of every page's text, in the order of site.pages; of pages without a file they are empty.
[[nodiscard]] std::vector<TextParts> read_texts(const Site& site, unsigned jobs);

// Codes: alt-text, link-words, heading-jump, table-head, contact-slip; as advice long-sentence, long-sentences,
// reading-grade, avoided-word.
void check_texts(const Site& site, const std::vector<TextParts>& texts, const RuleBook& book, const Terms& terms,
                 Diagnostics& diagnostics);

// Flesch-Kincaid: the years of school that an English text asks for.
[[nodiscard]] double reading_grade(const std::vector<Sentence>& sentences);

}  // namespace charter
