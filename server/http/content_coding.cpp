// "*" stands for every coding that is not named.
#include "server/http/content_coding.h"

#include <optional>

#include "server/http/accept_header.h"
#include "server/http/media_type.h"

namespace charter {
namespace {

struct Qualities {
    std::optional<int> brotli, gzip, identity, others;  // in thousandths
};

void note(const Accepted& accepted, Qualities& qualities) {
    const auto& [coding, quality] = accepted;
    if (same_word(coding, "br")) qualities.brotli = quality;
    if (same_word(coding, "gzip") || same_word(coding, "x-gzip")) qualities.gzip = quality;
    if (same_word(coding, "identity")) qualities.identity = quality;
    if (coding == "*") qualities.others = quality;
}

}  // namespace

Coding choose_coding(std::string_view accept_encoding, Offered offered) {
    Qualities qualities;
    for (const Accepted& accepted : parse_accept(accept_encoding)) note(accepted, qualities);
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
           type == "application/atom+xml" || type == "application/manifest+json" || type == "image/svg+xml";
}

}  // namespace charter
