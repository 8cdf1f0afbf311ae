// The words of people in danger, as the site's synonyms name them, of all languages together: nobody in danger is asked
// to write in the language of the page. Used by search_index.cpp. Constant once it is filled; any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/shared/search_index.h"

namespace charter {

class DangerWords {
  public:
    // `stems`: stem_line() of a phrase of `language`.
    void add(std::string language, std::string stems) { phrases_.emplace_back(std::move(language), std::move(stems)); }

    // The words of a phrase stand in the question beside each other, as they were typed or as they were corrected.
    [[nodiscard]] bool are_in(std::string_view question, const std::vector<Correction>& corrections) const;

  private:
    std::vector<std::pair<std::string, std::string>> phrases_;
};

}  // namespace charter
