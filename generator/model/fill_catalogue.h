// The catalogue's part of a site: what its pages promise, with the words of each language, by edition; and where the
// offices' pages are. Called by build_model() once every page is read and has its place.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "generator/model/page_draft.h"
#include "generator/model/site.h"

namespace charter {

// "standard", "service" or "charter"; "" for a page that promises nothing.
[[nodiscard]] std::string_view kind_of(const PageDraft& draft);

struct Promise {
    std::string path;     // of its page
    std::string edition;  // empty: in force
    std::variant<std::monostate, Standard, Service, CharterEdition> item;
};

// What the drafts promise, taken out of them.
[[nodiscard]] std::vector<Promise> take_promises(std::vector<PageDraft>& drafts);
// Puts the promises where they belong: in force, or in the edition of their own. The site has its pages.
void fill_catalogue(Site& site, std::vector<Promise> promises);
// The site's edition is the one its charters are in, however far the work on the next one is: site.yaml names that.
void settle_edition(Catalogue& catalogue);
// Takes promises that count from a later day out of what services and charters in force name.
void leave_out_coming(Site& site);
// Gives each office the addresses of its pages, and puts the offices in order.
void address_offices(Site& site);

}  // namespace charter
