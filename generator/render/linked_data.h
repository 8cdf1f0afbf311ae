// What search engines and other programs read of a page: schema.org as JSON-LD, ready to stand in a script element of
// the type application/ld+json, which no browser runs. Only what the page itself shows; nothing is said of a page that
// another edition or another body answers for. Pure; any thread.
#pragma once

#include <string>

#include "generator/content/markdown.h"
#include "generator/render/scope.h"

namespace charter {

// Where the page stands (BreadcrumbList), and what it is about: the body on the home page (GovernmentOrganization), an
// office (GovernmentOffice), a service or a standard (GovernmentService, with a ServiceChannel for each promise and
// each way in). Empty for a home page of a site without a body.
[[nodiscard]] std::string linked_data(const Scope& scope, const Page& page);

// FAQPage: each heading that is a question, with the text below it. Empty if there is none.
[[nodiscard]] std::string questions_data(const MarkdownPage& text);

// The time a promise takes at most in days of the calendar, as ISO 8601 writes it: "P35D" for 25 working days, "PT30M".
// Holidays are not counted, since they fall on other days each year.
[[nodiscard]] std::string duration_of(const Limit& limit);

}  // namespace charter
