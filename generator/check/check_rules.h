// Whether pages and the site show what the site's rule packs demand.
#pragma once

#include <vector>

#include "generator/check/profile.h"
#include "generator/check/rule_book.h"
#include "generator/check/text_parts.h"
#include "generator/model/site.h"

namespace charter {

// `texts` as read_texts() gives them. Only pages of the first language are judged: fields and facts stand there, and a
// translation is compared with it elsewhere. In the publish profile a rule's warning is an error.
// Code: rule-not-met/ID.
void check_rules(const Site& site, const std::vector<TextParts>& texts, const RuleBook& book, const CheckAim& aim,
                 Diagnostics& diagnostics);

}  // namespace charter
