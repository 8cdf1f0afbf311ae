// One page as its own file says it, before the files are put together. Parts of the model only.
#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "generator/model/references.h"
#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

struct PageDraft {
    Page page;
    std::variant<std::monostate, Standard, Service, CharterEdition> promise;  // as far as one language knows it
    References references;
    Span id_span;                      // of the id, if there is one
    std::vector<std::string> pending;  // languages
    bool is_frozen = false;            // of an earlier edition, kept as it was
    Span head;                         // where to point for the page as a whole
    bool is_faulty = false;            // its header block is not what the author meant: what is missing is not missed
    bool kind_is_known = true;         // false: nobody can say which fields the page may have
    Diagnostics diagnostics;
};

// "en/services/foster-care.md": which page of which language a file is. A frozen edition's file,
// "editions/2025-26/en/charters/metro-south.md", is the page "charters/metro-south/2025-26".
struct PagePath {
    std::string language;  // its first folder
    std::string path;      // without ".md"
    std::string edition;   // of a frozen page
};
[[nodiscard]] PagePath page_path_of(std::string_view file);
// "/en/services/foster-care/"
[[nodiscard]] std::string url_of(std::string_view language, std::string_view path);

}  // namespace charter
