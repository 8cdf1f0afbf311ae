// Other words for the same thing, as a site's data/synonyms.yaml gives them for each language. Read by the generator,
// kept in the search index.
#pragma once

#include <string>
#include <vector>

namespace charter {

// Who looks for one of `words` also finds what has all words of one of `also`. Who writes one that tells of danger is
// shown the emergency numbers first.
struct Synonyms {
    std::vector<std::string> words;
    std::vector<std::string> also;
    bool danger = false;
};

}  // namespace charter
