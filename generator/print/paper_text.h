// A page's text as it can stand on paper among others: ids that do not meet, links that lead to the chapter in the same
// booklet or name the whole address, pictures inside the file. Pure; any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "generator/model/site.h"

namespace charter {

struct PaperLinks {
    std::string prefix;                                      // put before every id of this text; may be empty
    std::map<std::string, std::string, std::less<>> places;  // address of a page in the same booklet -> its id there
    const Site& site;
};

// `html`: as render_markdown() gives it. A picture that the site does not have keeps its address.
[[nodiscard]] std::string text_for_paper(std::string_view html, const PaperLinks& links);

// The address that a link leads to from paper: "#ID" within the booklet, else in full.
[[nodiscard]] std::string paper_address(std::string_view url, const PaperLinks& links);

// RFC 4648, with padding.
[[nodiscard]] std::string base64(std::string_view bytes);

}  // namespace charter
