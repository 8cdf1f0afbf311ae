#include "generator/check/check_site_content.h"

#include "generator/check/check_approvals.h"
#include "generator/check/check_data_figures.h"
#include "generator/check/check_dates.h"
#include "generator/check/check_editions.h"
#include "generator/check/check_limits.h"
#include "generator/check/check_rules.h"
#include "generator/check/check_texts.h"
#include "generator/check/terms.h"
#include "generator/check/translation_work.h"

namespace charter {

void check_site_content(const Site& site, const RuleBook& book, const CheckAim& aim, Diagnostics& diagnostics) {
    check_dates(site, aim, diagnostics);
    check_approvals(site, aim, diagnostics);
    check_editions(site, diagnostics);
    check_limits(site, aim, diagnostics);
    check_translations(site, aim, diagnostics);
    check_data_figures(site, diagnostics);
    const Terms terms = read_terms(site, diagnostics);
    if (aim.depth != Depth::Full) return;
    const std::vector<TextParts> texts = read_texts(site, aim.jobs);
    check_texts(site, texts, book, terms, diagnostics);
    check_rules(site, texts, book, aim, diagnostics);
}

}  // namespace charter
