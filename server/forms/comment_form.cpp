#include "server/forms/comment_form.h"

#include "server/forms/rules.h"

namespace charter {
namespace {

constexpr auto comment_fields = std::to_array<std::string_view>({"comment", "name", "email", "consent"});

std::string read_email(const std::string& typed, std::vector<FieldError>& errors) {
    if (says_nothing(typed)) return {};
    if (auto email = normal_email(typed)) return *email;
    errors.push_back(field_error("email", "malformed"));
    return {};
}

}  // namespace

Answers keep_comment_answers(const FieldMap& sent) {
    Answers answers;
    for (const std::string_view field : comment_fields)
        if (const std::string& answer = value_of(sent, field); !answer.empty()) answers.emplace(field, answer);
    return answers;
}

Checked<PageComment> read_comment(const Answers& answers) {
    Checked<PageComment> checked;
    PageComment& comment = checked.value;
    comment.text = answer_of(answers, "comment");
    require("comment", comment.text, checked.errors);
    limit_length("comment", comment.text, longest_text, checked.errors);
    comment.name = one_line(answer_of(answers, "name"));
    limit_length("name", comment.name, longest_line, checked.errors);
    comment.email = read_email(answer_of(answers, "email"), checked.errors);
    const bool says_who = !says_nothing(comment.name) || !says_nothing(answer_of(answers, "email"));
    if (says_who && answer_of(answers, "consent") != "yes") checked.errors.push_back(field_error("consent", "missing"));
    return checked;
}

}  // namespace charter
