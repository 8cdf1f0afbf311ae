// Finding a page or an office: the form with what was asked, what was found, and ways on when nothing was. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/search_index.h"
#include "server/pages/page.h"

namespace charter {

inline constexpr std::size_t results_on_page = 10;

struct AskedFor {
    std::string question;  // as typed; may be empty
    std::string encoded;   // the same as the value of an address
};

struct SearchLook {
    AskedFor asked;
    std::size_t page = 1;  // from 1
    SearchAnswer answer;
};
[[nodiscard]] std::string search_results_page(const PageContext& context, const SearchLook& look);

struct OfficeLook {
    AskedFor asked;
    std::vector<OfficeEntry> offices;  // best first
    const Service* service = nullptr;  // that the question names
    bool every_office = false;         // the service is there at each of them
    bool is_guess = false;             // the place of the question is in no register; all offices are shown
    std::vector<Correction> corrections;
    bool in_danger = false;  // the question speaks of danger
};
[[nodiscard]] std::string office_finder_page(const PageContext& context, const OfficeLook& look);

}  // namespace charter
