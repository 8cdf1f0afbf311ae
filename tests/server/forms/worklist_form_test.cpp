#include "server/forms/worklist_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>

namespace charter::worklist_form_test {
namespace {

Office office(const std::string& id, const std::string& region) {
    Office made;
    made.id = id;
    made.region = region;
    return made;
}

Catalogue town() {
    Catalogue catalogue;
    catalogue.languages = {"en", "af"};
    catalogue.regions = {{"coast", {}}, {"inland", {}}};
    catalogue.offices = {office("harbour", "coast"), office("hill", "inland"), office("quay", "coast")};
    catalogue.services.emplace_back().id = "water";
    return catalogue;
}

const CaseScope everywhere{true, {}, true};

std::string list(const std::optional<std::vector<std::string>>& offices) {
    return offices ? fmt::format("{}", fmt::join(*offices, " ")) : "all";
}

std::string errors_of(const std::vector<FieldError>& errors) {
    std::string text;
    for (const FieldError& error : errors) text += fmt::format("{}: {}; ", error.field, error.key);
    return text;
}

std::string kind_of(const std::string& typed) {
    const auto [question, errors] = read_question(typed);
    if (!errors.empty()) return errors_of(errors);
    if (question.reference) return "reference " + question.reference->text();
    if (!question.reference_beginning.empty()) return "beginning " + question.reference_beginning;
    if (!question.phone.empty()) return "phone " + question.phone;
    if (!question.email.empty()) return "email " + question.email;
    return question.words.empty() ? "nothing" : "words " + question.words;
}

}  // namespace

TEST_CASE("filters of the worklist are read from its address", "[worklist]") {
    const Catalogue catalogue = town();
    const std::vector<StaffId> officers = {{3}, {4}};
    const FieldMap sent = {{"view", {"overdue"}},         {"filter_office", {"quay"}},
                           {"filter_region", {"coast"}},  {"filter_officer", {"4"}},
                           {"filter_service", {"water"}}, {"filter_channel", {"sms"}},
                           {"filter_kind", {"enquiry"}},  {"filter_state", {"received"}},
                           {"after", {"0-100-7"}},        {"sought", {"a0"}}};
    const WorklistFields fields = read_worklist_fields(sent);
    const auto [filter, errors] = check_worklist(fields, {catalogue, everywhere, officers});
    CHECK(errors_of(errors).empty());
    CHECK(filter.view == WorklistView::Overdue);
    CHECK(list(filter.offices) == "quay");
    CHECK(filter.assignee == StaffId{4});
    CHECK(filter.service == "water");
    CHECK(filter.channel == CaseChannel::Sms);
    CHECK(filter.kind == CaseKind::Enquiry);
    CHECK(filter.state == State::Received);
    CHECK(filter.after == WorklistPlace{0, 100, 7});
    CHECK(filter.languages == std::vector<std::string>{"en", "af"});
    CHECK(
        query_of(fields) ==
        "view=overdue&filter_office=quay&filter_region=coast&filter_officer=4&filter_service=water&filter_channel=sms&"
        "filter_kind=enquiry&filter_state=received&sought=a0");
}

TEST_CASE("a value that cannot be is told at its field, and finds nothing it should not", "[worklist]") {
    const Catalogue catalogue = town();
    const CaseScope coast{false, {"harbour", "quay"}, false};
    const auto read = [&](WorklistFields fields) {
        const auto [filter, errors] = check_worklist(fields, {catalogue, coast, {}});
        return fmt::format("{} {}", list(filter.offices), errors_of(errors));
    };
    CHECK(read({}) == "all ");
    CHECK(read({.region = "coast"}) == "harbour quay ");
    CHECK(read({.office = "hill"}) == " filter_office: error.filter.unknown; ");
    CHECK(read({.office = "nowhere"}) == " filter_office: error.filter.unknown; ");
    CHECK(read({.region = "inland"}) == " filter_region: error.filter.unknown; ");
    CHECK(read({.view = "x"}) == "all view: error.filter.unknown; ");
    CHECK(read({.officer = "4"}) == "all filter_officer: error.filter.unknown; ");
    CHECK(read({.service = "<b>"}) == "all filter_service: error.filter.unknown; ");
    CHECK(read({.channel = "x"}) == "all filter_channel: error.filter.unknown; ");
    CHECK(read({.kind = "x"}) == "all filter_kind: error.filter.unknown; ");
    CHECK(read({.state = "x"}) == "all filter_state: error.filter.unknown; ");
    for (const std::string after : {"x", "9-1-1", "0-1", "0-1-1-1", "0--1-1", "-1-1-1"})
        CHECK(read({.after = after}) == "all after: error.filter.unknown; ");
}

TEST_CASE("what is looked for is told by its looks", "[worklist]") {
    const auto [typed, expected] = GENERATE(table<std::string, std::string>({
        {"", "nothing"},
        {" \t", "nothing"},
        {"021 000 0001", "phone +27210000001"},
        {"+27 21 000 0001", "phone +27210000001"},
        {" A.B@example.org ", "email A.B@example.org"},
        {"k7m-4", "beginning K7M4"},
        {"FQT", "beginning FQT"},
        {"fqt gma", "beginning FQTGMA"},
        {"K7M-4R2-WX", "beginning K7M4R2WX"},
        {"FQ", "words FQ"},
        {"K7M 4R2 WX2", "asked: error.asked.mistyped; "},
        {"K7M 4R0 WX9", "asked: error.asked.mistyped; "},
        {"appointed", "words appointed"},
        {"Nomsa", "words Nomsa"},
        {"foster care", "words foster care"},
        {"12", "words 12"},
    }));
    CAPTURE(typed);
    CHECK(kind_of(typed) == expected);
    // What can be the beginning of a reference may be a word all the same.
    if (expected.starts_with("beginning ")) CHECK(read_question(typed).value.words == typed);
    CHECK(kind_of(std::string(101, 'x')) == "asked: error.asked.too-long; ");
}

TEST_CASE("a reference is known however it is typed", "[worklist]") {
    std::uint32_t next = 0;
    const auto reference = CaseReference::make([&](std::uint32_t bound) { return next++ % bound; });
    CHECK(kind_of(reference.text()) == "reference " + reference.text());
    CHECK(kind_of(" " + reference.in_groups('-') + " ") == "reference " + reference.text());
}

TEST_CASE("every error of the worklist's forms is among the keys that have words", "[worklist]") {
    for (const std::string_view key : {"error.filter.unknown", "error.asked.mistyped", "error.asked.too-long"})
        CHECK(std::find(error_keys.begin(), error_keys.end(), key) != error_keys.end());
}

}  // namespace charter::worklist_form_test
