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
    Span head;                         // where to point for the page as a whole
    bool kind_is_unknown = false;
    Diagnostics diagnostics;
};

// "en/services/foster-care.md": which page of which language a file is.
struct PagePath {
    std::string language;  // its first folder
    std::string path;      // without ".md"
};
[[nodiscard]] PagePath page_path_of(std::string_view file);
// "/en/services/foster-care/"
[[nodiscard]] std::string url_of(std::string_view language, std::string_view path);

}  // namespace charter
