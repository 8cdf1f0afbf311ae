#include "generator/print/poster.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "generator/render/addresses.h"
#include "generator/render/draw.h"
#include "generator/render/office_parts.h"
#include "generator/render/page_views.h"
#include "generator/render/part_views.h"
#include "generator/shared/qr_code.h"

namespace charter {
namespace {

// What the body promises; a limit for the citizen, such as the days to object in, is none.
std::vector<std::string> promises_of(const Catalogue& catalogue, const CharterEdition& charter) {
    std::vector<std::string> ids;
    std::copy_if(charter.standards.begin(), charter.standards.end(), std::back_inserter(ids), [&](const auto& id) {
        const Standard* standard = find_standard(catalogue, id);
        return standard != nullptr && can_complain_about(*standard);
    });
    return ids;
}

void set_promises(View& view, const Scope& scope, const Page& page, const CharterEdition& charter, std::size_t most) {
    std::vector<std::string> ids = promises_of(scope.site.catalogue, charter);
    const std::size_t more = ids.size() - std::min(ids.size(), most);
    ids.resize(ids.size() - more);
    view.list("cards", card_views(scope, ids, page.edition, {0, {}, {}, &charter}));
    const std::string address = printed_address(scope.settings.base_url, page.url);
    view.set("more_text", more == 0
                              ? std::string()
                              : scope.words.plural("poster.more", static_cast<long>(more), {{"address", address}}));
}

// Long addresses are broken behind a slash, and nowhere else.
std::vector<View> address_parts(const std::string& address) {
    std::vector<View> parts;
    for (std::size_t begin = 0; begin < address.size();) {
        const std::size_t end = std::min(address.find('/', begin), address.size() - 1) + 1;
        parts.push_back(View().set("text", address.substr(begin, end - begin)));
        begin = end;
    }
    return parts;
}

void set_address(View& view, const Scope& scope, std::string_view office) {
    const std::string url = fmt::format("/{}/{}", scope.language(), short_path(office));
    const std::string printed = printed_address(scope.settings.base_url, url);
    const QrCode code = qr_code(absolute_url(scope.settings.base_url, url));
    View qr;
    qr.set("side", std::to_string(code.side)).set("path", code.path);
    qr.set("label", scope.words.format("poster.qr", {{"address", printed}}));
    view.object("qr", std::move(qr)).list("short_address", address_parts(printed));
}

}  // namespace

std::string short_path(std::string_view office) {
    return fmt::format("at/{}", office);
}

std::string poster_path(std::string_view language, std::string_view office, const Sheet& sheet) {
    return fmt::format("{}/poster-{}-{}.html", language, office, sheet.size);
}

std::optional<Paper> draw_poster(const Scope& scope, const Office& office, const PosterForm& form) {
    const CharterEdition* charter = office.closed ? nullptr : charter_over(scope.site.catalogue, office);
    if (charter == nullptr) return std::nullopt;
    const Page* page = find_page_of(scope.site, PageKind::Charter, charter->id, scope.language());
    if (page == nullptr || page->language != scope.language()) return std::nullopt;
    const std::string title = scope.words.format(
        "poster.document", {{"office", text_in(office.name, scope.language())}, {"edition", charter->edition}});
    View view = charter_view(scope, *page, {});
    view.merge(paper_view(scope, *page, form.sheet, title)).object("office", office_summary(scope, office));
    set_promises(view, scope, *page, *charter, form.promises);
    set_address(view, scope, office.id);
    return Paper{poster_path(scope.language(), office.id, form.sheet), draw(scope, "poster", view),
                 source_path(scope.site, *page), form.sheet.size};
}

}  // namespace charter
