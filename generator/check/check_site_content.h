// Every check that looks at a finished Site and draws nothing, in one call.
#pragma once

#include "generator/check/profile.h"
#include "generator/check/rule_book.h"
#include "generator/model/site.h"

namespace charter {

// What `aim` asks for; faults of data/terms.yaml too. Codes: those of check_dates.h, check_approvals.h,
// translation_work.h, terms.h; in a full check those of check_texts.h and check_rules.h.
void check_site_content(const Site& site, const RuleBook& book, const CheckAim& aim, Diagnostics& diagnostics);

}  // namespace charter
