#include "server/forms/tracking_form.h"

#include <catch2/catch.hpp>

namespace charter::tracking_form_test {
namespace {

std::uint32_t first_symbol(std::uint32_t) {
    return 0;
}

std::string describe(const TrackingForm& form) {
    std::string text;
    for (const FieldError& error : form.errors) text += (text.empty() ? "" : "; ") + error.key;
    return text;
}

}  // namespace

TEST_CASE("reference and code are read however they are typed", "[tracking]") {
    const CaseReference reference = CaseReference::make(first_symbol);
    const CaseCode code = CaseCode::make(first_symbol);
    const auto separator = GENERATE(' ', '-', '.');
    const TrackingForm form = read_tracking_form(
        {{"reference", {" " + reference.in_groups(separator) + "\n"}}, {"code", {code.in_groups(separator)}}});
    CHECK(form.errors.empty());
    CHECK(form.reference == reference);
    CHECK(form.code == code);
}

TEST_CASE("a mistyped reference is told apart from one that cannot be", "[tracking]") {
    const std::string right = CaseReference::make(first_symbol).text();
    std::string wrong = right;
    wrong[3] = right[3] == '3' ? '4' : '3';
    const std::string code = CaseCode::make(first_symbol).text();
    auto [reference, typed_code, expected] = GENERATE_COPY(table<std::string, std::string, std::string>({
        {"", "", "error.reference.missing; error.code.missing"},
        {wrong, code, "error.reference.mistyped"},
        {"O" + right.substr(1), code, "error.reference.mistyped"},
        {"hello", code, "error.reference.malformed"},
        {right, "short", "error.code.malformed"},
        {right, "O" + code.substr(1), "error.code.mistyped"},
        {right + "<script>", code, "error.reference.malformed"},
    }));
    CAPTURE(reference, typed_code);
    const TrackingForm form = read_tracking_form({{"reference", {reference}}, {"code", {typed_code}}});
    CHECK(describe(form) == expected);
    CHECK(form.typed_reference == reference);
    CHECK((form.reference && form.code) == form.errors.empty());
}

TEST_CASE("words are needed to add or dispute, not to withdraw or agree", "[tracking]") {
    CHECK(read_tracking_text(Step::Withdraw, {}).errors.empty());
    CHECK(read_tracking_text(Step::Agree, {}).errors.empty());
    CHECK(read_tracking_text(Step::Consent, {}).errors.empty());
    CHECK(read_tracking_text(Step::WithdrawConsent, {}).errors.empty());
    const auto step = GENERATE(Step::AddInformation, Step::Dispute, Step::Reply, Step::Review);
    CHECK(read_tracking_text(step, {}).errors == std::vector<FieldError>{{"text", "error.text.missing", {}}});
    const auto checked = read_tracking_text(step, {{"text", {"still\nbroken"}}});
    CHECK(checked.errors.empty());
    CHECK(checked.value == "still\nbroken");
    CHECK(read_tracking_text(step, {{"text", {std::string(4001, 'a')}}}).errors.front().key == "error.text.too-long");
}

}  // namespace charter::tracking_form_test
