#include "server/staff/common_passwords.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "generator/shared/text.h"

namespace charter {
namespace {

// Words that stand alone, or two together, in what people choose where they are asked for one more password.
constexpr auto words = std::to_array<std::string_view>({"access",    "admin",        "administrator",
                                                        "africa",    "april",        "august",
                                                        "autumn",    "baby",         "batho",
                                                        "bokke",     "capetown",     "care",
                                                        "change",    "changeme",     "charter",
                                                        "chiefs",    "city",         "computer",
                                                        "customer",  "customercare", "december",
                                                        "default",   "department",   "development",
                                                        "dragon",    "durban",       "eskom",
                                                        "february",  "football",     "friday",
                                                        "gauteng",   "god",          "government",
                                                        "guest",     "heaven",       "hello",
                                                        "hunter",    "iloveyou",     "jan",
                                                        "january",   "jesus",        "johannesburg",
                                                        "july",      "june",         "king",
                                                        "letmein",   "login",        "love",
                                                        "mandela",   "manager",      "march",
                                                        "master",    "may",          "me",
                                                        "monday",    "monkey",       "mother",
                                                        "my",        "mypassword",   "new",
                                                        "november",  "october",      "office",
                                                        "pass",      "password",     "passwort",
                                                        "pele",      "phone",        "pirates",
                                                        "pretoria",  "princess",     "queen",
                                                        "root",      "rugby",        "saturday",
                                                        "secret",    "september",    "service",
                                                        "shadow",    "social",       "socialdevelopment",
                                                        "soccer",    "south",        "southafrica",
                                                        "springbok", "staff",        "summer",
                                                        "sunday",    "sunshine",     "super",
                                                        "superuser", "system",       "temp",
                                                        "test",      "the",          "thursday",
                                                        "tshwane",   "tuesday",      "user",
                                                        "wagwoord",  "wednesday",    "welcome",
                                                        "western",   "westerncape",  "winter",
                                                        "word",      "you",          "your"});

constexpr auto runs = std::to_array<std::string_view>(
    {"01234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm",
     "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p"});

// What people write instead of a letter.
constexpr auto letters_of = std::to_array<std::pair<char, char>>(
    {{'@', 'a'}, {'4', 'a'}, {'3', 'e'}, {'1', 'i'}, {'!', 'i'}, {'0', 'o'}, {'$', 's'}, {'5', 's'}, {'7', 't'}});

bool is_plain_letter(char sign) {
    return sign >= 'a' && sign <= 'z';
}

bool is_run(std::string_view text) {
    const std::string backwards(text.rbegin(), text.rend());
    return std::any_of(runs.begin(), runs.end(), [&](std::string_view run) {
        const std::string twice = std::string(run) + std::string(run);
        return twice.find(text) != std::string::npos || twice.find(backwards) != std::string::npos;
    });
}

bool repeats_itself(std::string_view text) {
    for (std::size_t period = 1; period * 2 <= text.size(); ++period) {
        bool same = true;
        for (std::size_t i = period; same && i < text.size(); ++i) same = text[i] == text[i - period];
        if (same) return true;
    }
    return false;
}

bool is_word(std::string_view text) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_made_of_words(std::string_view letters) {
    if (letters.empty()) return false;
    if (is_word(letters)) return true;
    for (std::size_t at = 1; at < letters.size(); ++at) {
        if (is_word(letters.substr(0, at)) && is_word(letters.substr(at))) return true;
    }
    return false;
}

std::string letters_alone(std::string_view text) {
    std::string letters;
    std::copy_if(text.begin(), text.end(), std::back_inserter(letters), is_plain_letter);
    return letters;
}

// Signs before and after the letters are left out, those between them read as the letters they stand for.
std::string read_as_letters(std::string_view text) {
    const auto first = std::find_if(text.begin(), text.end(), is_plain_letter);
    const auto last = std::find_if(text.rbegin(), text.rend(), is_plain_letter).base();
    std::string letters;
    for (auto sign = first; sign < last; ++sign) {
        const auto stands =
            std::find_if(letters_of.begin(), letters_of.end(), [&](const auto& pair) { return pair.first == *sign; });
        if (is_plain_letter(*sign))
            letters += *sign;
        else if (stands != letters_of.end())
            letters += stands->second;
    }
    return letters;
}

}  // namespace

bool is_common_password(std::string_view password) {
    const std::string folded = to_lower(password);
    if (repeats_itself(folded) || is_run(folded)) return true;
    const std::string letters = letters_alone(folded);
    // A run of letters with a few numbers behind it.
    if (letters.size() * 2 > folded.size() && letters.size() > 4 && is_run(letters)) return true;
    return is_made_of_words(letters) || is_made_of_words(read_as_letters(folded));
}

}  // namespace charter
