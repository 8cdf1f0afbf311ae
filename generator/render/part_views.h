// Views of the parts that several kinds of page share: a link, a promise card, opening hours. Shapes: shapes.cpp. Pure;
// any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/render/scope.h"
#include "generator/shared/view.h"

namespace charter {

// Shape link. The language is named where the page it leads to is in another one.
[[nodiscard]] View link_view(const Scope& scope, const Page& page);

// Where a promise stands, which decides what "complain about this" opens.
struct CardPlace {
    int number = 0;  // "Promise 3"; 0 for a card on its own
    std::string_view office;
    std::string_view service;
    const CharterEdition* charter = nullptr;  // that makes the promise
    bool is_past = false;                     // of an edition that does not count: nobody can lodge a case about it
};
// Shape card.
[[nodiscard]] View card_view(const Scope& scope, const Standard& standard, const CardPlace& place);
// The promises that exist of `ids` on a page of `edition` ("": in force), numbered from 1 in that order, each at
// `place`.
[[nodiscard]] std::vector<View> card_views(const Scope& scope, const std::vector<std::string>& ids,
                                           std::string_view edition, const CardPlace& place);
// True if a citizen can complain that it was not kept: some standards time a request that the law knows, and some are
// windows in which the citizen must ask or object.
[[nodiscard]] bool can_complain_about(const Standard& standard);

// Minutes after midnight as "07:30".
[[nodiscard]] std::string clock_time(int minutes);
// "Monday to Friday, 07:30 to 16:00"
[[nodiscard]] std::string hours_text(const Words& words, const HoursEntry& hours);
// The name of a region or a category in the page's language; empty if there is none with that id.
[[nodiscard]] std::string name_of(const Scope& scope, const std::vector<Named>& names, std::string_view id);

// The word for an id that content chooses, such as "principle." + id; the id itself where there is no word for it, as
// there is none for an id that was reported as unknown.
[[nodiscard]] std::string word_for(const Words& words, std::string_view group, const std::string& id);

}  // namespace charter
