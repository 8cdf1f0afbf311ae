#include "generator/shared/text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace charter {

namespace {

// Length of the well-formed sequence that starts at `at`, or 0 (Unicode 15, table 3-7).
std::size_t sequence_length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto between = [](unsigned value, unsigned low, unsigned high) { return value >= low && value <= high; };
    const unsigned first = byte(at);
    if (first < 0x80) return 1;
    if (between(first, 0xC2, 0xDF)) return between(byte(at + 1), 0x80, 0xBF) ? 2 : 0;
    if (between(first, 0xE0, 0xEF)) {
        const unsigned low = first == 0xE0 ? 0xA0 : 0x80;
        const unsigned high = first == 0xED ? 0x9F : 0xBF;
        return between(byte(at + 1), low, high) && between(byte(at + 2), 0x80, 0xBF) ? 3 : 0;
    }
    if (between(first, 0xF0, 0xF4)) {
        const unsigned low = first == 0xF0 ? 0x90 : 0x80;
        const unsigned high = first == 0xF4 ? 0x8F : 0xBF;
        const bool tail = between(byte(at + 2), 0x80, 0xBF) && between(byte(at + 3), 0x80, 0xBF);
        return between(byte(at + 1), low, high) && tail ? 4 : 0;
    }
    return 0;
}

// The plain letter of a two-byte Latin letter with an accent (U+00C0 to U+00FF); '\0' if there is none.
char without_accent(unsigned char second) {
    static constexpr std::string_view plain = "aaaaaaaceeeeiiiidnooooo\0ouuuuytsaaaaaaaceeeeiiiidnooooo\0ouuuuyty";
    return plain[second - 0x80U];
}

// Signs put in, left out, changed, or swapped with their neighbour.
std::size_t edit_distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> before(right.size() + 1);  // the row of one sign of `left` less
    std::vector<std::size_t> row(right.size() + 1);
    std::vector<std::size_t> next(right.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        next[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                next[j] = std::min(next[j], before[j - 2] + 1);
        }
        before.swap(row);
        row.swap(next);
    }
    return row.back();
}

// By byte, what stands for it in HTML; empty for those that stand for themselves.
constexpr std::array<std::string_view, 256> references = [] {
    std::array<std::string_view, 256> table{};
    table['&'] = "&amp;";
    table['<'] = "&lt;";
    table['>'] = "&gt;";
    table['"'] = "&quot;";
    table['\''] = "&#39;";
    return table;
}();

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
    constexpr std::uint64_t high_bits = 0x8080808080808080;
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t eight = 0;  // most texts are mostly ASCII
        while (at + sizeof eight <= text.size()) {
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if ((eight & high_bits) != 0) break;
            at += sizeof eight;
        }
        if (at == text.size()) break;
        const std::size_t length = sequence_length(text, at);
        if (length == 0) return at;
        at += length;
    }
    return std::nullopt;
}

std::size_t count_characters(std::string_view text) {
    // All bytes but those that go on with a character, 10xxxxxx: eight at once, for texts of one long line.
    constexpr std::uint64_t lowest_bits = 0x0101010101010101U;
    std::size_t characters = text.size();
    std::size_t at = 0;
    for (std::uint64_t bytes = 0; at + sizeof(bytes) <= text.size(); at += sizeof(bytes)) {
        std::memcpy(&bytes, text.data() + at, sizeof(bytes));
        characters -= static_cast<std::size_t>(std::popcount((bytes >> 7U) & ~(bytes >> 6U) & lowest_bits));
    }
    for (; at < text.size(); ++at) characters -= (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U ? 1 : 0;
    return characters;
}

void append_escaped(std::string& out, std::string_view text) {
    std::size_t plain = 0;  // begin of what is not copied yet
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view reference = references[static_cast<unsigned char>(text[i])];
        if (reference.empty()) continue;
        out.append(text, plain, i - plain);
        out += reference;
        plain = i + 1;
    }
    out.append(text, plain);
}

std::string escape_html(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 16);
    append_escaped(out, text);
    return out;
}

std::string slug(std::string_view text) {
    std::string out;
    bool gap = false;
    const auto put = [&](std::string_view part) {
        if (gap && !out.empty()) out += '-';
        gap = false;
        out += part;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const auto byte = static_cast<unsigned char>(c);
        if (c >= 'A' && c <= 'Z')
            put(std::string(1, static_cast<char>(c - 'A' + 'a')));
        else if ((c >= 'a' && c <= 'z') || is_digit(c))
            put({&c, 1});
        else if (byte < 0x80 || (byte == 0xC2 && i + 1 < text.size())) {
            gap = true;
            i += byte < 0x80 ? 0 : 1;
        } else if (byte == 0xE2 && i + 2 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0x80) {
            gap = true;
            i += 2;
        } else if (byte == 0xC3 && i + 1 < text.size()) {
            const char letter = without_accent(static_cast<unsigned char>(text[++i]));
            if (letter != '\0')
                put({&letter, 1});
            else
                gap = true;
        } else
            put({&c, 1});
    }
    return out.empty() ? "section" : out;
}

std::string to_lower(std::string_view text) {
    std::string small(text);
    for (char& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return small;
}

bool is_id(std::string_view text) {
    const auto good = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; };
    return !text.empty() && std::all_of(text.begin(), text.end(), good);
}

std::string_view trim(std::string_view text) {
    static constexpr std::array<std::string_view, 7> blanks = {" ", "\t", "\n", "\r", "\f", "\v", "\xC2\xA0"};
    const auto strip_once = [&] {
        for (const std::string_view blank : blanks) {
            if (text.starts_with(blank)) {
                text.remove_prefix(blank.size());
                return true;
            }
            if (text.ends_with(blank)) {
                text.remove_suffix(blank.size());
                return true;
            }
        }
        return false;
    };
    while (strip_once()) {
    }
    return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    while (true) {
        const std::size_t end = text.find(separator, begin);
        parts.emplace_back(text.substr(begin, end == std::string_view::npos ? end : end - begin));
        if (end == std::string_view::npos) return parts;
        begin = end + 1;
    }
}

std::optional<std::string> nearest_name(std::string_view word, const std::vector<std::string>& candidates) {
    std::optional<std::string> best;
    std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

std::string telephone_link(std::string_view number) {
    std::string out = "tel:";
    for (const char c : number) {
        if (is_digit(c) || c == '*' || c == '#' || (c == '+' && out.size() == 4)) out += c;
    }
    return out;
}

}  // namespace charter
