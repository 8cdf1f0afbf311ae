// The work that translators have before them, and whether a translation says the same figures as its original.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/check/profile.h"
#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// In the order in which the work presses: Missing is an error of the content, Pending is declared, Stale was made from
// an older text, Draft waits for a first-language reader, Signed is done.
enum class TranslationState { Missing, Pending, Stale, Draft, Signed };
[[nodiscard]] std::string_view key_of(TranslationState state);

struct TranslationWork {
    std::string language;
    TranslationState state = TranslationState::Missing;
    std::string file;    // the translation's, there or to be written
    std::string source;  // the file that it translates
    std::string hash;    // of the source as it is now: what the translation's `source` must say
};

// Every page with a file in the first language, for each other language: by language, state, file.
[[nodiscard]] std::vector<TranslationWork> translation_work(const Site& site);
[[nodiscard]] std::string to_text(const Site& site, const std::vector<TranslationWork>& work);
[[nodiscard]] std::string to_json(const Site& site, const std::vector<TranslationWork>& work);

// Compares the figures, months, phone numbers, addresses of e-mail and blocks of a translation with its original's.
// Numbers in words are not seen: a figure must be one in both. Code: translation-differs. Both pages have files.
void check_translation(const Site& site, const Page& original, const Page& page, Severity severity,
                       Diagnostics& diagnostics);
// The same for every translation that is worked on; of a stale one it is a warning.
void check_translations(const Site& site, const CheckAim& aim, Diagnostics& diagnostics);

}  // namespace charter
