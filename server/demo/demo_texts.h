// What made-up people write, put together from sentences that a site brings along in data/samples.yaml: for each
// language lists of sentences, so that no two of many cases read the same. Pure; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/service.h"
#include "generator/shared/yaml.h"
#include "server/demo/demo_random.h"

namespace charter {

// The sentences of one language, by the list's name in the file: `openings`, `events`, `effects`, `wishes`,
// `questions`, `thanks`, `ideas`, `places`, `whens`, `person`, and what staff write: `asks`, `notes`, `answers`,
// `referrals`, `replies`, `disputes`.
class DemoTexts {
  public:
    using Lists = std::map<std::string, std::vector<std::string>, std::less<>>;

    // Of the entry that has `texts: LANGUAGE`. Gives the name of the first list that is missing or empty, else "".
    [[nodiscard]] std::string add(const YamlValue& entry);
    [[nodiscard]] bool has(std::string_view language) const { return languages_.find(language) != languages_.end(); }
    [[nodiscard]] bool is_empty() const { return languages_.empty(); }

    [[nodiscard]] std::string description(std::string_view language, CaseKind kind, DemoRandom& random) const;
    [[nodiscard]] const std::string& sentence(std::string_view language, std::string_view list,
                                              DemoRandom& random) const;

  private:
    std::map<std::string, Lists, std::less<>> languages_;
};

}  // namespace charter
