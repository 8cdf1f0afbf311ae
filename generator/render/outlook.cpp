#include "generator/render/outlook.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "generator/shared/files.h"
#include "generator/shared/fingerprint.h"

namespace charter {
namespace {

void append(RunningFingerprint& print, std::string_view text) {
    print.add(std::to_string(text.size()));
    print.add(":");
    print.add(text);
}

void append_file(RunningFingerprint& print, const Source& file) {
    append(print, file.path);
    append(print, file.text);
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
    RunningFingerprint print;
    append(print, run);
    append(print, site.catalogue.site_id);
    append(print, site.catalogue.base_url);
    append_file(print, site.settings);
    append_file(print, site.addresses);
    for (const Source& file : site.data) append_file(print, file);
    for (const Source& picture : site.pictures) {
        append(print, picture.path);
        append(print, content_hash(picture.text));
    }
    const std::vector<std::size_t> lengths = known_lengths(site);
    for (std::size_t at = 0; at < site.sources.size(); ++at) {
        append(print, site.sources[at].path);
        append(print, std::string_view(site.sources[at].text).substr(0, lengths[at]));
    }
    for (const Page& page : site.pages) {
        append(print, page.url);
        print.add(fmt::format("{}{}{}", page.is_stale ? '-' : '+', static_cast<int>(page.edition_place),
                              static_cast<int>(page.comment_state)));
    }
    return print.value();
}

}  // namespace charter
