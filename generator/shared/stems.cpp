#include "generator/shared/stems.h"

#include <algorithm>
#include <array>
#include <span>

namespace charter {
namespace {

constexpr std::size_t shortest_root = 3;

bool is_vowel(char c) {
    return std::string_view("aeiou").find(c) != std::string_view::npos;
}

bool has_vowel(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return is_vowel(c) || c == 'y'; });
}

// Takes `ending` off if at least `left` letters stay.
bool drop_end(std::string& word, std::string_view ending, std::size_t left = shortest_root) {
    if (word.size() < ending.size() + left || !word.ends_with(ending)) return false;
    word.resize(word.size() - ending.size());
    return true;
}

void drop_doubled_end(std::string& word) {
    const std::size_t size = word.size();
    if (size > shortest_root && word[size - 1] == word[size - 2] && !is_vowel(word.back()) && word.back() != 's')
        word.pop_back();
}

// English.

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> irregular_english = {
    {{"children", "child"},
     {"people", "person"},
     {"men", "man"},
     {"women", "woman"},
     {"wives", "wife"},
     {"paid", "pay"},
     {"complaint", "complain"}}};

void make_regular(std::string& word) {
    for (const auto& [form, stem] : irregular_english)
        if (word == form) word = stem;
}

void drop_english_plural(std::string& word) {
    if (drop_end(word, "ies", 2)) {
        word += 'y';
        return;
    }
    for (const std::string_view before : {"sses", "xes", "zes", "ches", "shes"})
        if (word.ends_with(before) && drop_end(word, "es")) return;
    if (word.ends_with("ss") || word.ends_with("us") || word.ends_with("is")) return;
    drop_end(word, "s");
}

void drop_english_verb_end(std::string& word) {
    if (drop_end(word, "ied", 2)) {
        word += 'y';
        return;
    }
    for (const std::string_view ending : {"ing", "ed"}) {
        std::string shorter = word;
        if (!drop_end(shorter, ending) || !has_vowel(shorter)) continue;
        drop_doubled_end(shorter);
        word = shorter;
        return;
    }
}

std::string english_stem(std::string word) {
    make_regular(word);
    drop_english_plural(word);
    make_regular(word);
    drop_english_verb_end(word);
    if (word.ends_with("tion")) drop_end(word, "ion", 5);
    drop_end(word, "e");
    return word;
}

// Afrikaans.

void drop_t_after_consonant(std::string& word) {
    if (word.size() <= shortest_root || word.back() != 't') return;
    if (std::string_view("gkpsf").find(word[word.size() - 2]) != std::string_view::npos) word.pop_back();
}

void join_doubled_letters(std::string& word) {
    word.erase(std::unique(word.begin(), word.end()), word.end());
}

std::string afrikaans_stem(std::string word) {
    if (!word.ends_with("ss")) drop_end(word, "s");
    if (drop_end(word, "e")) {
        drop_t_after_consonant(word);
        drop_end(word, "s");
    }
    drop_end(word, "er", 4);
    join_doubled_letters(word);
    return word;
}

// isiXhosa.

// Beginnings of verbs, longest first: I, we, they, he or she; how, going to, infinitive.
constexpr auto verb_beginnings =
    std::to_array<std::string_view>({"ndingasi", "ndingayi", "ndingazi", "ndinga", "ndiya", "ndiza", "singa", "unga",
                                     "siya", "baya", "ziya", "iya", "liya", "uya", "ndi", "uku", "ukw"});
// Consonants that join a noun to what stands before it; the vowel of the noun's prefix follows, often changed by them.
constexpr auto joining =
    std::to_array<std::string_view>({"ng", "kw", "lw", "n", "y", "w", "z", "l", "s", "k", "b", "j"});
// Prefixes of noun classes without their first vowel, longest first. m and n count only before a consonant.
constexpr auto class_prefixes = std::to_array<std::string_view>(
    {"zin", "zim", "ba", "mi", "li", "ma", "si", "zi", "lu", "lw", "bu", "ku", "kw", "m", "n"});

// The one common root that begins with a vowel: "iofisi", "eofisini".
constexpr std::string_view root_with_vowel = "ofis";

// Where the root begins after a noun's prefix at `at`, or 0 if there is none. With its first vowel a prefix may be that
// vowel alone, or the vowel twice ("iiofisi").
std::size_t root_after_class(std::string_view word, std::size_t at) {
    const std::size_t vowel = at;
    if (at >= word.size() || !is_vowel(word[at])) return 0;
    ++at;
    if (at < word.size() && word[at] == word[vowel]) ++at;
    for (const std::string_view prefix : class_prefixes) {
        if (!word.substr(at).starts_with(prefix)) continue;
        const std::size_t root = at + prefix.size();
        if (word.size() < root + shortest_root) continue;
        const bool is_nasal = prefix.ends_with('m') || prefix.ends_with('n');
        if (!is_nasal || !is_vowel(word[root])) return root;
    }
    if (word.substr(vowel).starts_with(root_with_vowel)) return 0;
    return word.size() >= at + shortest_root ? at : 0;
}

// After these a noun may also show its first vowel alone ("neofisi", "ngotywala", "yaseLanga").
constexpr auto joining_vowels = std::to_array<std::string_view>(
    {"kwas", "yas", "was", "las", "zas", "bas", "sas", "nas", "ng", "n", "y", "w", "l"});

// What follows the joining consonants, from the vowel on; nothing if the word does not begin with them.
std::string_view after_joining(std::string_view word, std::string_view consonants) {
    const std::size_t at = consonants.size();
    if (!word.starts_with(consonants) || at >= word.size()) return {};
    const char vowel = word[at];
    const bool is_changed = vowel == 'a' || vowel == 'e' || vowel == 'o' || (consonants == "kw" && vowel == 'i');
    return is_changed ? word.substr(at) : std::string_view();
}

// A joined noun must show more than its vowel, or be long, so that other words keep their beginnings.
std::string_view without_joining(std::string_view word) {
    for (const std::string_view consonants : joining) {
        const std::string_view noun = after_joining(word, consonants);
        if (root_after_class(noun, 0) > 1) return noun;
    }
    for (const std::string_view consonants : joining_vowels) {
        const std::string_view noun = after_joining(word, consonants);
        if (noun.size() > shortest_root + 1 && noun.front() != 'a') return noun.substr(1);
    }
    return word;
}

std::string_view without_class(std::string_view word) {
    if (const std::size_t root = root_after_class(word, 0)) return word.substr(root);
    // Behind ku- and in the vocative a prefix stands without its vowel.
    for (const std::string_view prefix : {"kwa", "kuba", "kuma", "kum", "kwi", "ku", "ba", "ma", "zi", "si", "mi"})
        if (word.starts_with(prefix) && word.size() >= prefix.size() + shortest_root + 1)
            return word.substr(prefix.size());
    return word;
}

std::string xhosa_stem(std::string_view word) {
    std::string_view rest = word;
    const auto verb = std::find_if(verb_beginnings.begin(), verb_beginnings.end(), [&](std::string_view beginning) {
        return word.starts_with(beginning) && word.size() > beginning.size() + shortest_root;
    });
    if (verb != verb_beginnings.end())
        rest.remove_prefix(verb->size());
    else
        rest = without_class(without_joining(word));
    std::string root(rest);
    drop_end(root, "yo", 4);
    drop_end(root, "ile", 4);
    if (drop_end(root, "ini") || drop_end(root, "eni")) drop_end(root, "w");
    if (root.size() > shortest_root && is_vowel(root.back())) root.pop_back();
    return root;
}

// What people write around what they look for.

constexpr auto common_english = std::to_array<std::string_view>(
    {"a",      "about", "after", "all",      "am",      "an",      "and",    "any",  "are",  "as",    "at",     "be",
     "been",   "but",   "by",    "can",      "cant",    "could",   "did",    "do",   "does", "dont",  "for",    "from",
     "get",    "give",  "go",    "got",      "had",     "has",     "have",   "he",   "her",  "him",   "his",    "how",
     "i",      "if",    "im",    "in",       "into",    "is",      "it",     "its",  "ive",  "just",  "like",   "long",
     "me",     "my",    "near",  "need",     "no",      "not",     "of",     "on",   "or",   "our",   "please", "she",
     "should", "so",    "some",  "somebody", "someone", "anybody", "nobody", "that", "the",  "their", "them",   "there",
     "they",   "this",  "to",    "up",       "us",      "want",    "was",    "we",   "were", "what",  "when",   "where",
     "which",  "who",   "why",   "will",     "with",    "without", "would",  "you",  "your"});
constexpr auto common_afrikaans = std::to_array<std::string_view>(
    {"aan",  "al",      "alle", "as",  "asseblief", "by",     "daar", "dat",   "die",  "dit", "doen", "ek",    "en",
     "gaan", "gee",     "haar", "het", "hier",      "hoe",    "hom",  "hulle", "hy",   "in",  "is",   "julle", "kan",
     "kry",  "lank",    "maar", "met", "moet",      "my",     "n",    "na",    "naby", "nie", "nog",  "of",    "om",
     "ons",  "oor",     "op",   "sal", "se",        "sonder", "sy",   "te",    "tot",  "toe", "uit",  "van",   "vir",
     "waar", "wanneer", "was",  "wat", "watter",    "wees",   "wie",  "wil",   "word", "u"});
constexpr auto common_xhosa = std::to_array<std::string_view>(
    {"akukho",      "mntu",     "apha",       "apho",  "emva",    "futhi",  "i",       "ii",      "into",
     "kuba",        "kum",      "kunye",      "kwam",  "kwaye",   "lam",    "le",      "lo",      "loo",
     "ma",          "mandenze", "mna",        "na",    "ndenze",  "ndenza", "ndicela", "ndifuna", "ndim",
     "ndingathini", "nga",      "ngaphandle", "ngoku", "ngubani", "nini",   "njani",   "nokuba",  "ntoni",
     "okanye",      "phi",      "sam",        "thina", "u",       "ukuba",  "ukuze",   "uthini",  "wam",
     "wena",        "xa",       "yam",        "yini",  "yintoni", "zam"});

bool holds(std::span<const std::string_view> words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::string stem_of(std::string_view language, std::string_view word) {
    if (language == "en") return english_stem(std::string(word));
    if (language == "af") return afrikaans_stem(std::string(word));
    if (language == "xh") return xhosa_stem(word);
    return std::string(word);
}

bool is_common_word(std::string_view language, std::string_view word) {
    if (language == "en") return holds(common_english, word);
    if (language == "af") return holds(common_afrikaans, word);
    if (language == "xh") return holds(common_xhosa, word);
    return false;
}

}  // namespace charter
