// The draft of a lodging, as its handlers find it: named by a cookie, begun with the first answer.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "server/handlers/visit.h"
#include "server/pages/lodge_pages.h"
#include "server/store/draft_store.h"

namespace charter {

// The cookie's value; empty without one.
[[nodiscard]] const std::string& draft_id(const Visit& visit);
[[nodiscard]] std::optional<Draft> find_draft(const Visit& visit);
// The draft that this browser already has, unless it was sent: then a new case begins.
[[nodiscard]] std::variant<NewDraft, StoreBusy> draft_to_write(const Visit& visit);
[[nodiscard]] Response with_draft(Response response, const std::string& id);
// The language that a button of the form asks for, if the site has it.
[[nodiscard]] std::optional<std::string> asked_language(const Visit& visit);
// `again`: the page shows what is wrong with what was kept.
[[nodiscard]] std::string question_url(std::string_view language, LodgingPage page, CameFrom from, bool again);

}  // namespace charter
