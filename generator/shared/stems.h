// Light stems: what is left of a word without its plural, its simple endings and, in isiXhosa, its prefixes. Used on
// both sides of the search, when the index is written and when a question is asked, so that the two agree; never
// shown. A stem need be no word: "services" and "service" both give "servic". Pure; any thread.
//
// The rules are few and err on the side of leaving a word as it is. For each language, in this order:
//   en  's; -ies and -ied to -y; -es after s x z ch sh; -s; -ing and -ed where a vowel is left; a doubled consonant;
//   -ion
//      after t; -e
//   af  'n and 's; -s; -e, and -t after g k p s f before it; -er; doubled letters ("skool", "skole")
//   xh  a verb's beginning (ndi-, uku-, siya-); what joins a noun to the sentence (na- nga- ya- wa- kwi- ku- ...), its
//       vowel grown into the next; the prefix of its class (um- aba- isi- izi- in- iin- im- ama- ubu- ulu- imi- ...);
//       -yo of a relative, -ile; the locative -ini or -eni; the last vowel
//   others: the word as it is
#pragma once

#include <string>
#include <string_view>

namespace charter {

// `word`: one word as search_words() gives it: small letters without accents.
[[nodiscard]] std::string stem_of(std::string_view language, std::string_view word);

// Words that say nothing about what is looked for: "the", "hoe", "njani".
[[nodiscard]] bool is_common_word(std::string_view language, std::string_view word);

}  // namespace charter
