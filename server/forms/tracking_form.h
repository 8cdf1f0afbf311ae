// The forms of the tracking page: reference and code, and the words a citizen adds to a step. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/cases/case.h"
#include "server/cases/reference.h"
#include "server/forms/form.h"

namespace charter {

// Both are there exactly if there is no error. Whether such a case exists is not asked.
struct TrackingForm {
    std::string typed_reference;
    std::string typed_code;
    std::optional<CaseReference> reference;
    std::optional<CaseCode> code;
    std::vector<FieldError> errors;
};
// Fields `reference` and `code`.
[[nodiscard]] TrackingForm read_tracking_form(const FieldMap& sent);

// Field `text`. With Withdraw and Agree it may be empty; with any other step it is needed.
[[nodiscard]] Checked<std::string> read_tracking_text(Step step, const FieldMap& sent);

}  // namespace charter
