// The commands of charter about proof: verify a published folder against its manifest, make a pair of keys to sign
// with.
#pragma once

#include <functional>
#include <optional>

namespace CLI {
class App;
}

namespace charter {

// As in edition_commands.h.
[[nodiscard]] std::function<std::optional<int>()> add_proof_commands(CLI::App& app);

}  // namespace charter
