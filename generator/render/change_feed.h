// What became of promises from one yearly edition to the next, as Atom (RFC 4287), one feed for each language. It says
// what the block [[changes]] says, other words alone left out; its days are those from which promises count, never the
// day of the build. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/render/scope.h"

namespace charter {

// True if the site has two editions that count or counted.
[[nodiscard]] bool has_feed(const Site& site);

// "/en/changes.atom"
[[nodiscard]] std::string feed_url(std::string_view language);

// The feed in the language of `scope`; "" if the site has none.
[[nodiscard]] std::string change_feed(const Scope& scope);

}  // namespace charter
