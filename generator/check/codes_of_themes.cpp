#include "generator/check/codes.h"

namespace charter {

std::vector<CodeEntry> codes_of_themes() {
    using enum Severity;
    using enum Waivable;
    return {
        {"missing-layout", Error, No, "The theme lacks a layout that pages are drawn with.",
         "a theme without layouts/charter.html", "layouts/charter.html"},
        {"missing-word", Error, No, "An interface word is missing in a language, or its placeholders differ.",
         "ui.home in en.yaml alone", "ui.home in the file of every language"},
        {"partial-cycle", Error, No, "A partial includes itself, straight or through others.",
         "{{> one}} in partials/one.html", "a partial that ends"},
        {"raw-not-allowed", Error, No, "A template puts text on the page without escaping it.", "{{{title}}}",
         "{{title}}"},
        {"template-syntax", Error, No, "A template cannot be read: a tag or a section is not closed.",
         "{{#breadcrumbs}} without its end", "{{#breadcrumbs}} ... {{/breadcrumbs}}"},
        {"unknown-layout", Error, No, "A theme has a layout that no page uses.", "layouts/pages.html",
         "layouts/page.html"},
        {"unknown-partial", Error, No, "A template includes a partial that is not there.", "{{> hed}}", "{{> head}}"},
        {"unknown-template-name", Error, No, "A template uses a name that its page does not have.", "{{titel}}",
         "{{title}}"},
        {"unknown-theme", Error, No, "site.yaml names a theme that is not there.", "theme: defalt", "theme: default"},
        {"unknown-word", Error, No, "A template uses an interface word that does not exist.", "{{w.ui.hoem}}",
         "{{w.ui.home}}"},
    };
}

}  // namespace charter
