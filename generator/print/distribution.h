// Who gets which papers: for each office its posters and the booklets of its charter and of the manuals, in each
// language, as a list to tick off and as a table. Pure; any thread.
#pragma once

#include <string>
#include <vector>

#include "generator/print/paper.h"

namespace charter {

inline constexpr Sheet list_a4{"a4", "15mm", "11pt"};

// One paper for one office.
struct Delivery {
    const Office* office = nullptr;
    std::string kind;      // "poster" or "booklet"
    std::string title;     // of the office or the document, in the language of the paper
    std::string language;  // of the paper
    std::string file;      // where the paper is in the output, without its ending
};

// Every open office, sorted by id; for each its papers, in the order of the site's languages. An office
// that no charter is over has the manuals alone.
[[nodiscard]] std::vector<Delivery> deliveries(const Site& site);

// office, office_name, address, phone, paper, title, language, file, copies, sent_on, received_on: the last three are
// empty, to be filled in.
[[nodiscard]] std::string distribution_csv(const Site& site, const std::vector<Delivery>& list);

// One sheet for each office, in the language of the scope.
[[nodiscard]] Paper draw_distribution(const Scope& scope, const std::vector<Delivery>& list);

}  // namespace charter
