// The rule packs of a site, read from rules/NAME.yaml: what pages and the site must show, each rule with its source,
// and how long sentences may be in each language. Packs are found like themes, but they are no part of one: a law does
// not change with the looks of a site.
//
//   source: Public Service Regulations, 2016, regulation 37      (of every rule of the pack without one of its own)
//   rules:
//     - id: standards-shown
//       of: charter                  a kind of page, or site
//       field: standards             what it demands: exactly one of field, heading, office, site, principles,
//       level: warning               languages, edition
//       says: the charter shows no standard
//       hint: name what it promises, for example standards: [answer-complaint]
//   languages:
//     en: {mean_sentence: 15, longest_sentence: 25, grade: 7, empty_links: [click here]}
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

enum class Demand {
    Field,       // the header block has the field
    Heading,     // the text has a heading with one of the words, which stand for each language
    Office,      // the office of a charter has the field in the register
    SiteField,   // site.yaml has the list
    Principles,  // every principle has a standard
    Languages,   // the page is there in every language
    Edition      // a charter is of the site's edition
};

struct Rule {
    std::string id;
    std::string source;
    std::optional<PageKind> of;  // nothing: the site
    Demand demand = Demand::Field;
    std::string name;  // of the field
    std::map<std::string, std::vector<std::string>, std::less<>> headings;
    Severity level = Severity::Warning;
    std::string says;
    std::string hint;
};

struct LanguageAim {
    int mean_sentence = 0;     // words; 0: no aim
    int longest_sentence = 0;  // words; 0: no aim
    int grade = 0;             // years of school, for English; 0: no aim
    std::vector<std::string> empty_links;
};

struct RuleBook {
    std::vector<Rule> rules;  // in the order of the packs
    std::map<std::string, LanguageAim, std::less<>> languages;
};

// Codes: yaml-syntax, bad-field, missing-field, unknown-field, bad-id, duplicate-id.
[[nodiscard]] RuleBook read_rules(const std::vector<Source>& packs, Diagnostics& diagnostics);

}  // namespace charter
