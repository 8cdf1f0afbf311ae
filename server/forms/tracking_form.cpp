#include "server/forms/tracking_form.h"

#include "server/forms/rules.h"

namespace charter {
namespace {

// The typed value, if it can be one; else what is wrong with it.
template <class Value>
std::optional<Value> read_typed(std::string_view field, const std::string& typed, std::vector<FieldError>& errors) {
    if (says_nothing(typed)) {
        errors.push_back(field_error(field, "missing"));
        return std::nullopt;
    }
    auto parsed = Value::parse(typed);
    if (auto* value = std::get_if<Value>(&parsed)) return std::move(*value);
    const bool mistyped = std::get<TypedFault>(parsed) == TypedFault::Mistyped;
    errors.push_back(field_error(field, mistyped ? "mistyped" : "malformed"));
    return std::nullopt;
}

bool needs_words(Step step) {
    return step != Step::Withdraw && step != Step::Agree && step != Step::Consent && step != Step::WithdrawConsent;
}

}  // namespace

TrackingForm read_tracking_form(const FieldMap& sent) {
    TrackingForm form;
    form.typed_reference = one_line(value_of(sent, "reference"));
    form.typed_code = one_line(value_of(sent, "code"));
    form.reference = read_typed<CaseReference>("reference", form.typed_reference, form.errors);
    form.code = read_typed<CaseCode>("code", form.typed_code, form.errors);
    return form;
}

Checked<std::string> read_tracking_text(Step step, const FieldMap& sent) {
    Checked<std::string> checked{value_of(sent, "text"), {}};
    if (needs_words(step)) require("text", checked.value, checked.errors);
    limit_length("text", checked.value, longest_text, checked.errors);
    return checked;
}

}  // namespace charter
