#include "generator/shared/search_words.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "generator/shared/stems.h"

namespace charter {
namespace {

// A word longer than this is none that anybody looks for.
constexpr std::size_t longest_word = 60;

// One character of the text; a byte that is not UTF-8 stands for itself as a sign.
struct Character {
    std::uint32_t value = 0;
    std::size_t size = 1;
};

Character read_character(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at);
    if (first < 0x80) return {first, 1};
    const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
    if (size == 0 || at + size > text.size()) return {0, 1};
    std::uint32_t value = first & (0xFFU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
        if ((byte(at + i) & 0xC0U) != 0x80U) return {0, 1};
        value = (value << 6U) | (byte(at + i) & 0x3FU);
    }
    return {value, size};
}

// Latin letters from U+00C0 to U+017F without their accents; a blank where the character is a sign.
constexpr std::string_view latin_one = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty";
constexpr std::string_view latin_extended =
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuu"
    "uu"
    "wwyyyzzzzzzs";
static_assert(latin_one.size() == 64 && latin_extended.size() == 128);

bool is_apostrophe(std::uint32_t c) {
    return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02BC;
}

bool is_mark(std::uint32_t c) {
    return c >= 0x0300 && c <= 0x036F;
}

// Signs, blanks and pictures outside ASCII.
bool is_sign(std::uint32_t c) {
    return c < 0xC0 || (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFE00 && c <= 0xFE0F) ||
           (c >= 0xFF00 && c <= 0xFF0F) || c == 0xFEFF || c == 0xFFFD || c >= 0x1F000;
}

// Adds the letter or digit in small; false for anything else.
bool add_folded(std::string& word, std::string_view text, std::size_t at, const Character& character) {
    const std::uint32_t c = character.value;
    if (c < 0x80) {
        const char plain = static_cast<char>(c);
        const bool is_capital = plain >= 'A' && plain <= 'Z';
        if (!is_capital && !(plain >= 'a' && plain <= 'z') && !(plain >= '0' && plain <= '9')) return false;
        word += is_capital ? static_cast<char>(plain - 'A' + 'a') : plain;
        return true;
    }
    if (is_sign(c)) return false;
    if (c < 0x0180) {
        const char plain = c < 0x0100 ? latin_one[c - 0xC0] : latin_extended[c - 0x0100];
        if (plain == ' ') return false;
        word += plain;
        return true;
    }
    if (!is_mark(c)) word.append(text.substr(at, character.size));
    return true;
}

}  // namespace

std::vector<SearchWord> search_words(std::string_view text) {
    std::vector<SearchWord> words;
    SearchWord word;
    std::size_t last_apostrophe = std::string::npos;  // in the folded word
    const auto finish = [&] {
        if (last_apostrophe != std::string::npos && word.text.size() == last_apostrophe + 1 &&
            word.text.back() == 's' && word.text.size() > 1)
            word.text.pop_back();
        if (!word.text.empty() && word.text.size() <= longest_word) words.push_back(word);
        word = {};
        last_apostrophe = std::string::npos;
    };
    for (std::size_t at = 0; at < text.size();) {
        const Character character = read_character(text, at);
        const bool begins = word.text.empty();
        if (add_folded(word.text, text, at, character)) {
            if (begins) word.span.begin = at;
            word.span.end = at + character.size;
        } else if (is_apostrophe(character.value) && !begins) {
            last_apostrophe = word.text.size();
        } else {
            finish();
        }
        at += character.size;
    }
    finish();
    return words;
}

std::string stem_line(std::string_view language, std::string_view text) {
    std::string line;
    for (const SearchWord& word : search_words(text)) {
        if (!line.empty()) line += ' ';
        line += stem_of(language, word.text);
    }
    return line;
}

// Three rows of the usual table: the one being filled and the two above it, which a swap looks back to.
std::size_t letters_apart(std::string_view one, std::string_view other, std::size_t most) {
    const std::size_t difference = one.size() > other.size() ? one.size() - other.size() : other.size() - one.size();
    if (difference > most) return most + 1;
    std::array<std::vector<std::size_t>, 3> rows;
    for (auto& row : rows) row.resize(other.size() + 1);
    for (std::size_t j = 0; j <= other.size(); ++j) rows[0][j] = j;
    for (std::size_t i = 1; i <= one.size(); ++i) {
        std::vector<std::size_t>& row = rows[i % 3];
        const std::vector<std::size_t>& above = rows[(i + 2) % 3];
        const std::vector<std::size_t>& two_above = rows[(i + 1) % 3];
        row[0] = i;
        std::size_t least = i;
        for (std::size_t j = 1; j <= other.size(); ++j) {
            const bool is_same = one[i - 1] == other[j - 1];
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (is_same ? 0 : 1)});
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                row[j] = std::min(row[j], two_above[j - 2] + 1);
            least = std::min(least, row[j]);
        }
        if (least > most) return most + 1;
    }
    return std::min(rows[one.size() % 3][other.size()], most + 1);
}

}  // namespace charter
