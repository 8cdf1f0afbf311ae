// Every code that a finding can carry: what it means, with a wrong and a right example. The one list behind
// `charter check --explain`, SARIF's rules, waivers and the handbook, which has a page for each group and a heading for
// each code. Tests compare it with the sources and with the handbook.
#pragma once

#include <string_view>
#include <vector>

#include "generator/shared/diagnostics.h"

namespace charter {

enum class Waivable { No, Yes };

struct CodeEntry {
    std::string_view code;
    Severity severity = Severity::Error;  // in the draft profile
    Waivable waivable = Waivable::No;     // with a reason, in site.yaml
    std::string_view summary;             // one sentence
    std::string_view wrong;               // an example, as typed
    std::string_view right;
    std::string_view group = {};  // what the mistake is in: pages, site-files, themes, checks; all_codes() sets it
};

// Sorted by code.
[[nodiscard]] const std::vector<CodeEntry>& all_codes();
// Of "rule-not-met/hours" the entry of "rule-not-met"; nullptr if there is none.
[[nodiscard]] const CodeEntry* find_code(std::string_view code);

// The parts of the list, by what the mistake is in.
[[nodiscard]] std::vector<CodeEntry> codes_of_pages();
[[nodiscard]] std::vector<CodeEntry> codes_of_site_files();
[[nodiscard]] std::vector<CodeEntry> codes_of_themes();
[[nodiscard]] std::vector<CodeEntry> codes_of_checks();

}  // namespace charter
