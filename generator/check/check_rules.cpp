#include "generator/check/check_rules.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/content/places.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

class RuleCheck {
  public:
    RuleCheck(const Site& site, const std::vector<TextParts>& texts, const CheckAim& aim, Diagnostics& diagnostics)
        : site_(site), texts_(texts), aim_(aim), diagnostics_(diagnostics) {}

    void check(const Rule& rule) {
        if (!rule.of) return check_site(rule);
        if (rule.demand == Demand::Edition && is_of_no_charter(site_.catalogue.edition)) return report_edition(rule);
        for (std::size_t index = 0; index < site_.pages.size(); ++index) {
            const Page& page = site_.pages[index];
            if (!is_worked_on(site_, page) || is_faulty(site_, page)) continue;
            if (page.language != source_language(site_) || !page.source || page.kind != *rule.of || page.is_index)
                continue;
            if (!is_met(rule, page, texts_[index]))
                report(rule, site_.sources[*page.source], place_of_rule(rule, page), rule.says);
        }
    }

  private:
    // Several charters, and each is of an edition before: site.yaml may name the wrong one.
    [[nodiscard]] bool is_of_no_charter(const std::string& edition) const {
        const auto& charters = site_.catalogue.charters;
        return charters.size() > 1 && !edition.empty() &&
               std::all_of(charters.begin(), charters.end(),
                           [&](const CharterEdition& charter) { return charter.edition < edition; });
    }

    void report_edition(const Rule& rule) {
        const auto& charters = site_.catalogue.charters;
        const auto is_before = [](const CharterEdition& a, const CharterEdition& b) { return a.edition < b.edition; };
        const std::string& latest = std::max_element(charters.begin(), charters.end(), is_before)->edition;
        Rule of_site = rule;
        of_site.hint = fmt::format("write edition: \"{}\", or {}", latest, rule.hint);
        report(of_site, site_.settings, setting_place(site_.settings, "edition"),
               fmt::format("no charter is of the edition \"{}\", and the latest are of \"{}\"", site_.catalogue.edition,
                           latest));
    }

    [[nodiscard]] Span place_of_rule(const Rule& rule, const Page& page) const {
        const Source& source = site_.sources[*page.source];
        if (rule.demand == Demand::Office) return field_place(source, "office");
        if (rule.demand == Demand::Edition) return field_place(source, "edition");
        return rule.demand == Demand::Field ? field_place(source, rule.name) : top_of_file;
    }

    [[nodiscard]] bool is_met(const Rule& rule, const Page& page, const TextParts& text) const {
        switch (rule.demand) {
            case Demand::Field:
                return has_field(site_.sources[*page.source], rule.name);
            case Demand::Heading:
                return has_heading(rule, page, text);
            case Demand::Office:
                return office_has(rule.name, page);
            case Demand::Languages:
                return !site_.pending.contains(page.path);
            case Demand::Edition: {
                const CharterEdition* charter = find_charter_of(site_, page);
                const std::string& present = site_.catalogue.edition;
                // One that was approved before its day is to come.
                return charter == nullptr || (!present.empty() && charter->edition >= present);
            }
            case Demand::SiteField:
            case Demand::Principles:
                return true;  // of the site alone
        }
        return true;
    }

    [[nodiscard]] static bool has_heading(const Rule& rule, const Page& page, const TextParts& text) {
        const auto words = rule.headings.find(page.language);
        if (words == rule.headings.end()) return true;  // the pack does not know this language
        return std::any_of(text.headings.begin(), text.headings.end(), [&](const TextHeading& heading) {
            const std::string written = to_lower(heading.text);
            return std::any_of(words->second.begin(), words->second.end(), [&](const std::string& word) {
                return written.find(to_lower(word)) != std::string::npos;
            });
        });
    }

    [[nodiscard]] bool office_has(const std::string& field, const Page& page) const {
        const CharterEdition* charter = find_charter_of(site_, page);
        const Office* office = charter == nullptr ? nullptr : find_office(site_.catalogue, charter->office);
        if (office == nullptr) return true;  // an unknown office has been reported as such
        if (site_.faulty.contains("data/offices.yaml")) return true;
        if (field == "hours") return !office->hours.empty();
        if (field == "phone") return !office->phone.empty();
        if (field == "email") return !office->email.empty();
        return !office->address.empty();
    }

    [[nodiscard]] bool site_has(const std::string& list) const {
        if (list == "channels") return !site_.channels.empty();
        if (list == "escalation") return !site_.escalation.empty();
        if (list == "emergency") return !site_.emergency.empty();
        return !site_.hours.empty();
    }

    void check_site(const Rule& rule) {
        if (rule.demand == Demand::SiteField && !site_has(rule.name))
            report(rule, site_.settings, setting_place(site_.settings, rule.name), rule.says);
        if (rule.demand == Demand::Principles) check_principles(rule);
    }

    void check_principles(const Rule& rule) {
        const std::vector<Standard>& standards = site_.catalogue.standards;
        if (standards.empty()) return;
        for (const std::string& principle : site_.catalogue.principles) {
            const bool has_standard = std::any_of(standards.begin(), standards.end(), [&](const Standard& standard) {
                return standard.principle == principle;
            });
            if (!has_standard)
                report(rule, site_.settings, setting_place(site_.settings, "principles"),
                       fmt::format("{} \"{}\"", rule.says, principle));
        }
    }

    void report(const Rule& rule, const Source& source, Span place, const std::string& says) {
        const Severity severity = rule.level == Severity::Warning ? due_severity(aim_.profile) : rule.level;
        diagnostics_.add(severity, source, place, "rule-not-met/" + rule.id, fmt::format("{} ({})", says, rule.source),
                         rule.hint);
    }

    const Site& site_;
    const std::vector<TextParts>& texts_;
    const CheckAim& aim_;
    Diagnostics& diagnostics_;
};

}  // namespace

void check_rules(const Site& site, const std::vector<TextParts>& texts, const RuleBook& book, const CheckAim& aim,
                 Diagnostics& diagnostics) {
    RuleCheck check(site, texts, aim, diagnostics);
    for (const Rule& rule : book.rules) check.check(rule);
}

}  // namespace charter
