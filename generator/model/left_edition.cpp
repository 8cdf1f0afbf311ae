#include "generator/model/left_edition.h"

#include <fmt/format.h>

#include <set>
#include <string>
#include <variant>

#include "generator/content/front_matter.h"

namespace charter {
namespace {

Span place_of_edition(const Source& source) {
    Diagnostics reported_before;
    const FrontMatter front = parse_front_matter(source, reported_before);
    const YamlEntry* edition = front.fields.find("edition");
    return edition == nullptr ? Span{0, 1} : edition->value.span;
}

}  // namespace

void settle_left_editions(std::vector<PageDraft>& drafts, Site& site, Diagnostics& diagnostics) {
    const std::string& present = site.catalogue.edition;
    if (present.empty()) return;
    std::set<std::string> kept;  // paths of charters in kept editions, with the edition behind
    for (const PageDraft& draft : drafts)
        if (draft.is_frozen && std::holds_alternative<CharterEdition>(draft.promise)) kept.insert(draft.page.path);
    for (PageDraft& draft : drafts) {
        auto* charter = std::get_if<CharterEdition>(&draft.promise);
        if (charter == nullptr || draft.is_frozen || charter->edition == present) continue;
        if (!kept.contains(draft.page.path + "/" + charter->edition)) continue;
        const Source& source = site.sources[*draft.page.source];
        diagnostics.error(
            source, place_of_edition(source), "bad-field",
            fmt::format("the edition {0} of this charter is kept in editions/{0} already", charter->edition),
            fmt::format("write edition: {}, as in site.yaml", present));
        site.faulty.insert(source.path);
        charter->edition = present;
    }
}

}  // namespace charter
