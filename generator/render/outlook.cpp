#include "generator/render/outlook.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <vector>

#include "generator/shared/files.h"

namespace charter {
namespace {

void append(std::string& bytes, std::string_view text) {
    fmt::format_to(std::back_inserter(bytes), "{}:{}", text.size(), text);
}

void append_file(std::string& bytes, const Source& file) {
    append(bytes, file.path);
    append(bytes, file.text);
}

// How much of each source other pages know.
std::vector<std::size_t> known_lengths(const Site& site) {
    std::set<std::string_view> signed_documents;
    for (const Approval& approval : site.approvals) signed_documents.insert(approval.document);
    std::vector<std::size_t> lengths(site.sources.size(), std::string::npos);
    for (const Page& page : site.pages)
        if (page.source && !signed_documents.contains(plain_path(page))) lengths[*page.source] = page.body_begin;
    return lengths;
}

}  // namespace

std::string outlook_of(const Site& site, std::string_view run) {
    std::string bytes;
    append(bytes, run);
    append(bytes, site.catalogue.site_id);
    append(bytes, site.catalogue.base_url);
    append_file(bytes, site.settings);
    append_file(bytes, site.addresses);
    for (const Source& file : site.data) append_file(bytes, file);
    for (const Source& picture : site.pictures) {
        append(bytes, picture.path);
        append(bytes, content_hash(picture.text));
    }
    const std::vector<std::size_t> lengths = known_lengths(site);
    for (std::size_t at = 0; at < site.sources.size(); ++at) {
        append(bytes, site.sources[at].path);
        append(bytes, std::string_view(site.sources[at].text).substr(0, lengths[at]));
    }
    for (const Page& page : site.pages) {
        append(bytes, page.url);
        bytes += page.is_stale ? '-' : '+';
        bytes += static_cast<char>('0' + static_cast<int>(page.edition_place));
        bytes += static_cast<char>('0' + static_cast<int>(page.comment_state));
    }
    return content_hash(bytes);
}

}  // namespace charter
