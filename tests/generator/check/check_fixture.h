// A site in memory, read and checked as `charter check` would, without drawing it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/check/check_site_content.h"
#include "generator/check/waivers.h"
#include "tests/generator/model/site_files.h"

namespace charter {

inline Date day(std::string_view text) {
    return parse_date(text).value();
}

struct Check {
    FileTexts files;
    std::string rules;  // a pack
    CheckAim aim;

    [[nodiscard]] Diagnostics run() const {
        Diagnostics diagnostics;
        const Site site = checked_site(files, diagnostics, 1, {aim.today, false});
        const std::vector<Source> packs = {{"rules/town.yaml", rules}};
        check_site_content(site, read_rules(packs, diagnostics), aim, diagnostics);
        Waivers waivers = Waivers::read(site.settings, aim, diagnostics);
        waivers.apply(diagnostics);
        waivers.report(site.settings, diagnostics);
        return diagnostics;
    }
    // "warning en/a.md:3:1 review-due", one on each line.
    [[nodiscard]] std::string findings() const {
        std::string out;
        for (const Diagnostic& found : run().sorted())
            out += std::string(key_of(found.severity)) + " " + found.path + ":" + std::to_string(found.place.line) +
                   ":" + std::to_string(found.place.column) + " " + found.code + "\n";
        return out;
    }
    [[nodiscard]] std::string findings_on(std::string_view today) const {
        Check check = *this;
        check.aim.today = parse_date(today).value();
        return check.findings();
    }
    // The messages, one on each line.
    [[nodiscard]] std::string messages() const {
        std::string out;
        for (const Diagnostic& found : run().sorted()) out += found.message + "\n";
        return out;
    }
};

inline const std::string home = "---\ntitle: Home\n---\n";

// An office with a charter of one standard. `fields` stand in the charter's header block.
inline FileTexts charter_files(const std::string& fields, const std::string& text = "Text.\n") {
    return {{"en/index.md", home},
            {"data/offices.yaml", "- id: north\n  name: North\n  type: local\n"},
            {"en/answer.md",
             "---\ntitle: Answer\nkind: standard\nid: answer\napplies_to: [complaint]\nclock: resolve\n"
             "within: 5 days\nprinciple: redress\nstatus: adopted\n---\n"},
            {"en/north.md",
             "---\ntitle: North\nkind: charter\nid: north\noffice: north\nedition: 2026-27\n"
             "standards: [answer]\n" +
                 fields + "---\n" + text}};
}

}  // namespace charter
