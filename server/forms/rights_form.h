// A person asks what is kept about them: fields `phone`, `email`, `identity` (how an officer made sure who asks) and
// `export_format`; `reason`, where a sealed case is among what is kept. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

#include "server/cases/after_hours.h"
#include "server/cases/case.h"
#include "server/forms/form.h"

namespace charter {

enum class ExportFormat { Page, Json };

struct RightsFields {
    std::string phone;
    std::string email;
    std::string reference;
    std::string identity;
    std::string format;
    std::string reason;
};
struct RightsRequest {
    std::string phone;  // in the normal form, as the next
    std::string email;
    std::optional<CaseReference> reference;  // of a person who gave neither, or one more case
    IdentityCheck identity = IdentityCheck::Document;
    ExportFormat format = ExportFormat::Page;
};
[[nodiscard]] RightsFields read_rights_fields(const FieldMap& sent);
[[nodiscard]] Checked<RightsRequest> check_rights(const RightsFields& fields);

// Fields `keep_reason` and `keep_until`: why, and until when, what is due is kept.
struct KeepFields {
    std::string reason;
    std::string until;
};
struct KeepRequest {
    std::string reason;
    Date until{};
};
[[nodiscard]] KeepFields read_keep_fields(const FieldMap& sent);
// `latest`: the last day until which it may be kept; nothing where nothing is ever due.
[[nodiscard]] Checked<KeepRequest> check_keep(const KeepFields& fields, Date today, std::optional<Date> latest);

// Whether the telephone or the e-mail, in its normal form, stands in what was written down of the call.
[[nodiscard]] bool names_contact(const AfterHoursCall& call, std::string_view phone, std::string_view email);

}  // namespace charter
