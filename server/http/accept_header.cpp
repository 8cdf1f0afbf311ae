// accept  = [ entry *( OWS "," OWS entry ) ]
// entry   = name [ OWS ";" OWS "q=" ( "0" [ "." *3DIGIT ] / "1" [ "." *3"0" ] ) ]
#include "server/http/accept_header.h"

#include <algorithm>

#include "generator/shared/text.h"
#include "server/http/media_type.h"

namespace charter {
namespace {

int parse_quality(std::string_view text) {
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
    int quality = (text[0] - '0') * full_quality;
    if (text.size() > 1 && text[1] != '.') return 0;
    int place = 100;
    for (const char digit : text.substr(std::min<std::size_t>(2, text.size()))) {
        if (digit < '0' || digit > '9') return 0;
        quality += (digit - '0') * place;
        place /= 10;
    }
    return std::min(quality, full_quality);
}

bool is_of_language(std::string_view name, std::string_view language) {
    return same_word(name.substr(0, name.find('-')), language);
}

}  // namespace

std::vector<Accepted> parse_accept(std::string_view header) {
    std::vector<Accepted> all;
    for (const std::string& text : split(header, ',')) {
        const std::string_view entry = text;
        const auto semicolon = entry.find(';');
        Accepted accepted{std::string(trim(entry.substr(0, semicolon))), full_quality};
        if (semicolon != std::string_view::npos) {
            const auto parameter = trim(entry.substr(semicolon + 1));
            accepted.quality = same_word(parameter.substr(0, 2), "q=") ? parse_quality(parameter.substr(2)) : 0;
        }
        all.push_back(std::move(accepted));
    }
    return all;
}

std::string choose_language(std::string_view accept_language, std::span<const std::string> languages) {
    std::string best = languages.front();
    int best_quality = 0;
    for (const auto& [name, quality] : parse_accept(accept_language)) {
        const auto found =
            std::find_if(languages.begin(), languages.end(),
                         [&, &wanted = name](const std::string& one) { return is_of_language(wanted, one); });
        if (found == languages.end() || quality <= best_quality) continue;
        best = *found;
        best_quality = quality;
    }
    return best;
}

}  // namespace charter
