// The route table: which handler answers which method and address. Everything else is a file of the published site.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/cases/permissions.h"
#include "server/handlers/visit.h"

namespace charter {

// Finds the route, reads the form, asks the handler. A POST from another site, or of a type no form has, changes
// nothing: 403. An address of the case desk asks for a session and for its permission first; who lacks the permission
// is told the same as for an address that is not there.
[[nodiscard]] Response answer(const Request& request, App& app);
// Whether a form sent to this path may bring files.
[[nodiscard]] bool takes_files(std::string_view path, const App& app);
// A path as a log may hold it: of an address with a reference or a token in it, the pattern.
[[nodiscard]] std::string logged_path(std::string_view path, const App& app);

// The table, for tests.
struct RouteRow {
    std::string_view method;
    std::string_view pattern;
    std::optional<Permission> needs;
};
[[nodiscard]] std::vector<RouteRow> route_rows();

}  // namespace charter
