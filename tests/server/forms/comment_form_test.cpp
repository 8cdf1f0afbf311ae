#include "server/forms/comment_form.h"

#include <catch2/catch.hpp>

namespace charter::comment_form_test {
namespace {

std::string errors_of(const FieldMap& sent) {
    std::string text;
    for (const FieldError& error : read_comment(keep_comment_answers(sent)).errors)
        text += (text.empty() ? "" : "; ") + error.key;
    return text;
}

}  // namespace

TEST_CASE("a comment needs words and nothing else", "[comments]") {
    CHECK(errors_of({}) == "error.comment.missing");
    CHECK(errors_of({{"comment", {" \n\t"}}}) == "error.comment.missing");
    CHECK(errors_of({{"comment", {"Open on Saturdays."}}}).empty());
    CHECK(errors_of({{"comment", {"Open."}}, {"name", {"  "}}, {"email", {" "}}}).empty());
}

TEST_CASE("a comment has at most 4,000 characters, whatever the bytes", "[comments]") {
    std::string longest;
    for (std::size_t i = 0; i < longest_text; ++i) longest += "\xC3\xAA";
    CHECK(errors_of({{"comment", {longest}}}).empty());
    const auto checked = read_comment(keep_comment_answers({{"comment", {longest + "x"}}}));
    REQUIRE(checked.errors.size() == 1);
    CHECK(checked.errors.front().key == "error.comment.too-long");
    CHECK(checked.errors.front().arguments ==
          std::vector<std::pair<std::string, std::string>>{{"limit", "4000"}, {"count", "4001"}});
}

TEST_CASE("who says who they are must agree that it is kept", "[comments]") {
    const auto [field, typed] =
        GENERATE(table<std::string, std::string>({{"name", "A Reader"}, {"email", "a@b.example"}}));
    FieldMap sent = {{"comment", {"Open."}}, {field, {typed}}};
    CHECK(errors_of(sent) == "error.consent.missing");
    sent["consent"] = {"yes"};
    CHECK(errors_of(sent).empty());
}

TEST_CASE("a name is one line and an address one that mail could go to", "[comments]") {
    const FieldMap sent = {
        {"comment", {"Open."}}, {"name", {" A\nReader "}}, {"email", {"A@B.example "}}, {"consent", {"yes"}}};
    const auto checked = read_comment(keep_comment_answers(sent));
    CHECK(checked.errors.empty());
    CHECK(checked.value.name == "A Reader");
    CHECK(checked.value.email.find('@') != std::string::npos);
    CHECK(errors_of({{"comment", {"Open."}}, {"email", {"nobody"}}, {"consent", {"yes"}}}) == "error.email.malformed");
    CHECK(errors_of({{"comment", {"Open."}}, {"name", {std::string(longest_line + 1, 'a')}}, {"consent", {"yes"}}}) ==
          "error.name.too-long");
}

}  // namespace charter::comment_form_test
