// accept  = [ entry *( OWS "," OWS entry ) ]
// entry   = coding [ OWS ";" OWS "q=" ( "0" [ "." *3DIGIT ] / "1" [ "." *3"0" ] ) ]
// coding  = "br" / "gzip" / "x-gzip" / "identity" / "*" / other
//
// An entry that is not well-formed counts as not acceptable. "*" stands for every coding that is not named.
#include "server/http/content_coding.h"

#include <algorithm>
#include <optional>

#include "generator/shared/text.h"
#include "server/http/media_type.h"

namespace charter {
namespace {

constexpr int full_quality = 1000;

struct Qualities {
    std::optional<int> brotli, gzip, identity, others;  // in thousandths
};

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

void note_entry(std::string_view entry, Qualities& qualities) {
    const auto semicolon = entry.find(';');
    const auto coding = trim(entry.substr(0, semicolon));
    int quality = full_quality;
    if (semicolon != std::string_view::npos) {
        const auto parameter = trim(entry.substr(semicolon + 1));
        quality = same_word(parameter.substr(0, 2), "q=") ? parse_quality(parameter.substr(2)) : 0;
    }
    if (same_word(coding, "br")) qualities.brotli = quality;
    if (same_word(coding, "gzip") || same_word(coding, "x-gzip")) qualities.gzip = quality;
    if (same_word(coding, "identity")) qualities.identity = quality;
    if (coding == "*") qualities.others = quality;
}

}  // namespace

Coding choose_coding(std::string_view accept_encoding, Offered offered) {
    Qualities qualities;
    for (const std::string& entry : split(accept_encoding, ',')) note_entry(entry, qualities);
    const int others = qualities.others.value_or(0);
    const int brotli = offered.brotli ? qualities.brotli.value_or(others) : 0;
    const int gzip = offered.gzip ? qualities.gzip.value_or(others) : 0;
    // Uncompressed is always acceptable, but only liked better where the client says so.
    const int identity = qualities.identity.value_or(0);
    if (brotli > 0 && brotli >= gzip && brotli >= identity) return Coding::Brotli;
    if (gzip > 0 && gzip >= identity) return Coding::Gzip;
    return Coding::None;
}

std::string_view key_of(Coding coding) {
    switch (coding) {
        case Coding::None:
            return "";
        case Coding::Gzip:
            return "gzip";
        case Coding::Brotli:
            return "br";
    }
    return "";
}

bool is_text(std::string_view content_type) {
    const auto type = content_type.substr(0, content_type.find(';'));
    return type.starts_with("text/") || type == "application/json" || type == "application/xml" ||
           type == "application/manifest+json" || type == "image/svg+xml";
}

}  // namespace charter
