// The lodging: start, questions, check, sent. All answers are shown as typed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/cases/case.h"
#include "server/forms/form.h"
#include "server/forms/lodging_form.h"
#include "server/pages/page.h"

namespace charter {

// Behind the language: "lodge/what/".
[[nodiscard]] std::string lodging_path(LodgingPage page);

// Danger first. `about`: what "complain about this" or an address on paper brought, as ids.
[[nodiscard]] std::string lodge_start_page(const PageContext& context, const Answers& about);

enum class CameFrom { Question, Check };
struct QuestionEntry {
    LodgingPage page = LodgingPage::About;
    Answers answers;
    std::vector<FieldError> errors;
    CameFrom from = CameFrom::Question;
    std::vector<AddedFile> files{};  // of the draft; on their page alone
};
[[nodiscard]] std::string question_page(const PageContext& context, const QuestionEntry& entry);

struct CheckEntry {
    Answers answers;
    std::string form_token;
    std::vector<FieldError> errors;
    std::vector<AddedFile> files;  // of the draft
};
[[nodiscard]] std::string check_page(const PageContext& context, const CheckEntry& entry);

// `code`: nothing once its 30 minutes are over.
[[nodiscard]] std::string sent_page(const PageContext& context, const Case& now, const std::optional<CaseCode>& code);

}  // namespace charter
