// One request on its way through a handler: the request, the site as it is published now, the language of the page, the
// values of the route, the form that was sent. Built by routes.cpp for each request.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/handlers/published.h"
#include "server/http/form_data.h"
#include "server/http/message.h"
#include "server/pages/page.h"
#include "server/store/store.h"
#include "server/uploads/photo_program.h"

namespace charter {

// What the whole server shares. The references outlive it; any thread.
struct App {
    PublishedSite& site;
    Store& store;
    std::function<Instant()> now;
    DatabaseKind kind = DatabaseKind::Real;
    std::vector<Role> second_factor_roles{};  // who need one before they go on
    std::shared_ptr<PhotoProgram> photos{};   // without it no photo can be kept
};

struct SignedIn;

struct Visit {
    const Request& request;
    App& app;
    std::shared_ptr<const Published> site;
    std::string language;
    std::vector<std::string> values;  // what the {...} of the route's pattern stand for
    FieldMap form;                    // of a POST
    Instant now{};
    std::shared_ptr<const SignedIn> who;  // on the addresses that need a permission (routes.cpp)
    std::vector<FormFile> files{};        // that the form brought; only at addresses that take them
};

using Handler = Response (*)(const Visit&);

[[nodiscard]] PageContext context_of(const Visit& visit);
// A fresh token for a form, so that a repeat is known as one.
[[nodiscard]] std::string new_form_token();

// The pages for what cannot be answered, in the language of the path, else in the one the reader likes best.
// `reference`: of the log line, for a 500.
[[nodiscard]] Response error_response(const Published& site, const Request& request, int status, bool demo,
                                      std::string_view reference = {});
[[nodiscard]] Response error_response(const Visit& visit, int status);
// The queue of the writer is full: nothing was lost or stored, try again.
[[nodiscard]] Response busy_response(const Visit& visit);

}  // namespace charter
