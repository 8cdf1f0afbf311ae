#include "generator/shared/danger_words.h"

#include <algorithm>
#include <map>

#include "generator/shared/search_words.h"

namespace charter {
namespace {

std::string corrected(std::string_view question, const std::vector<Correction>& corrections) {
    std::string text;
    for (const SearchWord& word : search_words(question)) {
        const auto found = std::find_if(corrections.begin(), corrections.end(),
                                        [&](const Correction& each) { return each.typed == word.text; });
        text += ' ';
        text += found == corrections.end() ? word.text : found->used;
    }
    return text;
}

}  // namespace

bool DangerWords::are_in(std::string_view question, const std::vector<Correction>& corrections) const {
    const std::string also = corrected(question, corrections);
    std::map<std::string_view, std::string> lines;  // of each language
    for (const auto& [language, stems] : phrases_) {
        std::string& line = lines[language];
        if (line.empty()) line = " " + stem_line(language, question) + " \n " + stem_line(language, also) + " ";
        if (line.find(" " + stems + " ") != std::string::npos) return true;
    }
    return false;
}

}  // namespace charter
