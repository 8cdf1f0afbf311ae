// The case desk's form that puts right what was recorded wrongly. Opened with what is recorded; what comes back
// otherwise is the correction. Pure; any thread.
#pragma once

#include "generator/shared/catalogue.h"
#include "server/cases/correction.h"
#include "server/cases/sight.h"
#include "server/forms/form.h"

namespace charter {

// Whoever is not told who the person is corrects nothing: the form would tell it, and another kind of case would open
// it.
[[nodiscard]] bool may_correct(Sight sight);

// Fields: `kind`, `service`, `channel`, `received_date`, `received_time`, `source_reference`, `source_date`, `name`,
// `phone`, `email`, `contact_by`. How and when a case came that came in by itself is not asked, nor the contact of who
// stays anonymous.
[[nodiscard]] Answers recorded_answers(const Case& now);
// Values of one of its fields that differ are refused.
void refuse_repeated_correction(const FieldMap& sent, std::vector<FieldError>& errors);
[[nodiscard]] Answers read_correction(const FieldMap& sent);
[[nodiscard]] Checked<CaseCorrection> check_correction(const Answers& answers, const Case& now,
                                                       const Catalogue& catalogue);

}  // namespace charter
