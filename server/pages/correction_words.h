// What a correction changed, in words: the same for the officer and the person, by name and without the values. Pure;
// any thread.
#pragma once

#include <string>
#include <vector>

#include "server/forms/form.h"
#include "server/pages/form_fields.h"
#include "server/pages/page.h"

namespace charter {

// The fields of the form that corrects the case, with what was typed or is recorded.
void add_correction_fields(FormFields& form, const PageContext& context, const Case& now, const Answers& typed);

// "Put right: the phone number. The answer: the date was 30 December 2026 and is now 31 December 2026."
[[nodiscard]] std::string correction_text(const PageContext& context, const CaseEvent& event);
// The correction follows from a holiday that was declared later, and from nothing else.
[[nodiscard]] bool is_for_holidays(const CaseEvent& event);

}  // namespace charter
