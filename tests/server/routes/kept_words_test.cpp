// What staff wrote is not lost: not when the session is over, not when a form is sent twice with other words, not when
// one of several files cannot be kept.
#include <vector>

#include "server/store/after_hours_store.h"
#include "tests/server/routes/desk_server.h"

namespace charter::kept_words_test {
namespace {

using Sent = std::vector<std::pair<std::string, std::string>>;

const std::string my_words = "My long words & \"signs\".";
const std::string my_words_shown = "My long words &amp; &quot;signs&quot;.";
constexpr std::string_view returned = "Nothing was stored: you were signed out";

struct Desk {
    DeskServer server;
    std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    CaseReference reference = server.lodge_case("north-1");
    std::string page = "/staff/cases/" + reference.text();

    CaseFile file() { return *server.store().cases().find_case(reference, everything); }
    TextMap capture(const std::string& words, const std::string& token) {
        return {{"channel", "letter"}, {"kind", "complaint"}, {"description", words}, {"form_token", token}};
    }
    // The same from a page of that account, whose session is over.
    TextMap by(const std::string& account, TextMap fields) {
        fields["csrf"] = form_mark(server.store().secrets(), server.session_of(account),
                                   std::to_string(server.id_of(account).value));
        return fields;
    }
    TextMap note(const std::string& words, const std::string& token, int seen) {
        return {{"step", "note"},
                {"internal_note", words},
                {"form_token", token},
                {"expected_sequence", std::to_string(seen)}};
    }
};

std::vector<std::string> cookie_names(const Response& response) {
    std::vector<std::string> names;
    for (const Cookie& cookie : response.cookies) names.push_back(cookie.name);
    return names;
}

std::string hidden_value(const Response& page, const std::string& name) {
    const std::string mark = fmt::format("name=\"{}\" value=\"", name);
    const auto begin = page.body.find(mark);
    if (begin == std::string::npos) return "";
    const auto from = begin + mark.size();
    std::string value = page.body.substr(from, page.body.find('"', from) - from);
    for (auto at = value.find("&amp;"); at != std::string::npos; at = value.find("&amp;")) value.erase(at + 1, 4);
    return value;
}

}  // namespace

TEST_CASE("a form sent after its session ended comes back through the sign-in, as it was filled in", "[kept]") {
    Desk desk;
    const std::vector<std::pair<std::string, TextMap>> forms = {
        {"/staff/capture", desk.capture(my_words, "a")},
        {desk.page, desk.note(my_words, "b", 1)},
        {desk.page + "/files", {{"internal_note", my_words}, {"expected_sequence", "1"}}},
        {"/staff/after-hours", {{"topic", "other"}, {"words", my_words}}}};
    for (const auto& [path, fields] : forms) {
        CAPTURE(path);
        const Response stopped = desk.server.post("", path, desk.by(desk.officer, fields));
        CHECK(stopped.status == 403);
        CHECK(says(stopped, "You were signed out. Nothing was stored."));
        const TextMap wrong = {{"user_name", desk.officer},
                               {"password", "no such password"},
                               {"next", path},
                               {"kept", hidden_value(stopped, "kept")}};
        CHECK(hidden_value(desk.server.post("", "/staff/sign-in", wrong), "kept") == wrong.at("kept"));
        TextMap right = wrong;
        right["password"] = "correct horse battery";
        const Response back = desk.server.post("", "/staff/sign-in", right);
        CHECK(back.status == 200);
        CHECK(says(back, "What you wrote is not lost"));
        CHECK(says(back, fmt::format("action=\"{}\"", path)));
        CHECK(says(back, my_words_shown));
        CHECK_FALSE(says(back, "correct horse"));
        // The button sends it to where it came from, without a token of the new session.
        Sent again(fields.begin(), fields.end());
        again.insert(again.begin(), {"csrf", ""});
        const Response form = desk.server.post_all(desk.officer, path, again);
        CHECK(form.status == 403);
        CHECK(says(form, returned));
        CHECK(says(form, my_words_shown));
        CHECK(says(form, "name=\"csrf\""));
    }
    CHECK(desk.file().events.size() == 1);
    CHECK(desk.server.store().cases().count() == 1);
    CHECK(desk.server.store().after_hours().list(everything, {}, Instant{}, 10).empty());
    CHECK(desk.server.post(desk.officer, desk.page, desk.note(my_words, "b", 1)).status == 303);
}

TEST_CASE("a sign-in goes where no kept form leads", "[kept]") {
    Desk desk;
    const TextMap typed = {{"user_name", desk.officer}, {"password", "correct horse battery"}};
    TextMap fields = typed;
    fields["next"] = "https://elsewhere.example/";
    const Response in = desk.server.post("", "/staff/sign-in", fields);
    CHECK(in.status == 303);
    CHECK(says(in, "Location: /staff/\n"));
    for (const std::string kept : {"%", "&&", "00ff"}) {
        fields["kept"] = kept;
        CHECK(says(desk.server.post("", "/staff/sign-in", fields), "href=\"/staff/\""));
    }
}

TEST_CASE("what one account wrote is shown to no other that signs in at the same page", "[kept]") {
    Desk desk;
    const std::string other = desk.server.sign_in(Role::CustomerCareOfficer, "south-1");
    const Response stopped = desk.server.post("", "/staff/capture", desk.by(desk.officer, desk.capture(my_words, "a")));
    CHECK_FALSE(says(stopped, my_words_shown));
    CHECK_FALSE(says(stopped, "My%20long"));
    TextMap typed = {{"user_name", other},
                     {"password", "correct horse battery"},
                     {"next", "/staff/capture"},
                     {"kept", hidden_value(stopped, "kept")}};
    const Response theirs = desk.server.post("", "/staff/sign-in", typed);
    CHECK(says(theirs, "Another account wrote this form"));
    CHECK(says(theirs, "href=\"/staff/capture\""));
    CHECK_FALSE(says(theirs, my_words_shown));
    CHECK_FALSE(cookie_names(theirs).empty());
    typed["user_name"] = desk.officer;
    const Response own = desk.server.post("", "/staff/sign-in", typed);
    CHECK(says(own, my_words_shown));
    // Its session may end too: whose form it is goes with it.
    TextMap again = desk.capture(my_words, "a");
    again["csrf"] = hidden_value(own, "csrf");
    typed["kept"] = hidden_value(desk.server.post("", "/staff/capture", again), "kept");
    CHECK(says(desk.server.post("", "/staff/sign-in", typed), my_words_shown));
    CHECK(desk.server.post("", "/staff/capture", again).status == 403);
    CHECK(desk.server.store().cases().count() == 1);
}

TEST_CASE("a captured form sent again with other words says where the first is stored and keeps the others", "[kept]") {
    Desk desk;
    const Response first = desk.server.post(desk.officer, "/staff/capture", desk.capture("The first words.", "same"));
    REQUIRE(first.status == 303);
    const auto same = desk.server.post(desk.officer, "/staff/capture", desk.capture("The first words.", "same"));
    CHECK(text_of(same) == text_of(first));
    const Response other = desk.server.post(desk.officer, "/staff/capture", desk.capture(my_words, "same"));
    CHECK(other.status == 409);
    CHECK(says(other, "This form was stored before, as "));
    CHECK(says(other, my_words_shown));
    CHECK(desk.server.store().cases().count() == 2);
    const std::string fresh = hidden_value(other, "form_token");
    CHECK(fresh != "same");
    const auto sent = desk.server.post(desk.officer, "/staff/capture", desk.capture(my_words, fresh));
    CHECK(sent.status == 303);
    CHECK(text_of(sent) != text_of(first));
    CHECK(desk.server.store().cases().count() == 3);
}

TEST_CASE("a step sent again with other words says so and keeps them", "[kept]") {
    Desk desk;
    REQUIRE(desk.server.post(desk.officer, desk.page, desk.note("The first words.", "same", 1)).status == 303);
    CHECK(desk.server.post(desk.officer, desk.page, desk.note("The first words.", "same", 1)).status == 303);
    const Response other = desk.server.post(desk.officer, desk.page, desk.note(my_words, "same", 1));
    CHECK(other.status == 409);
    CHECK(says(other, "This form was sent before"));
    CHECK_FALSE(says(other, "Someone else"));
    CHECK(says(other, my_words_shown));
    CHECK(desk.file().events.size() == 2);
    const std::string fresh = hidden_value(other, "form_token");
    CHECK(desk.server.post(desk.officer, desk.page, desk.note(my_words, fresh, 2)).status == 303);
    CHECK(desk.file().events.size() == 3);
    // A step that cannot be taken twice: its words stand on the page all the same.
    TextMap acknowledge = desk.note("", "once", 3);
    acknowledge["step"] = "acknowledge";
    REQUIRE(desk.server.post(desk.officer, desk.page, acknowledge).status == 303);
    acknowledge["public_note"] = my_words;
    const Response late = desk.server.post(desk.officer, desk.page, acknowledge);
    CHECK(late.status == 409);
    CHECK(says(late, "This form was sent before"));
    CHECK(says(late, my_words_shown));
}

TEST_CASE("who may not see a case any more gets back what they wrote, and learns nothing of it", "[kept]") {
    Desk desk;
    const std::string supervisor = desk.server.sign_in(Role::Supervisor, "north-1");
    REQUIRE(desk.server
                .post(supervisor, desk.page, {{"step", "assign"}, {"to_office", "south-1"}, {"expected_sequence", "1"}})
                .status == 303);
    TextMap fields = desk.note(my_words, "late", 1);
    const Response gone = desk.server.post(desk.officer, desk.page, fields);
    CHECK(gone.status == 404);
    CHECK(says(gone, "What you wrote is not stored."));
    CHECK(says(gone, my_words_shown));
    // The same of a case that never was, and nothing of a form that came from elsewhere.
    CHECK(text_of(desk.server.post(desk.officer, "/staff/cases/" + some_reference(17).text(), fields)) ==
          text_of(gone));
    fields["csrf"] = "of somebody else";
    CHECK_FALSE(says(desk.server.post("", desk.page, fields), my_words_shown));
}

TEST_CASE("who must give a reason for a case that was sealed meanwhile gets back what they wrote", "[kept]") {
    Desk desk;
    const std::string head = desk.server.sign_in(Role::HeadOffice, "head-office");
    const CaseReference sealed =
        desk.server.lodge_case("north-1", [](Lodging& lodging) { lodging.about_official = true; });
    const Response stopped = desk.server.post(head, "/staff/cases/" + sealed.text(), desk.note(my_words, "late", 1));
    CHECK(stopped.status == 409);
    CHECK(says(stopped, my_words_shown));
}

TEST_CASE("a value that comes twice is refused at its field, on every form with words", "[kept]") {
    Desk desk;
    const std::string day = to_iso(usual_terms()->calendar.local_date(desk.server.now()));
    const auto refused = [&](const std::string& path, Sent sent, const std::string& field, const std::string& other) {
        CAPTURE(path, field);
        sent.emplace_back(field, other);
        const Response page = desk.server.post_all(desk.officer, path, sent);
        CHECK(page.status == 422);
        CHECK(says(page, fmt::format("id=\"{}-error\"", field)));
        CHECK(says(page, "This answer came twice"));
    };
    const Sent capture = {{"channel", "presidential-hotline"},
                          {"received_date", day},
                          {"received_time", "08:00"},
                          {"later_reason", "Post"},
                          {"source_date", day},
                          {"source_reference", "PH-1"},
                          {"kind", "complaint"},
                          {"description", "It."}};
    for (const auto& [field, _] : capture) refused("/staff/capture", capture, field, "letter");
    const auto step = [&](const std::string& name, Sent more) {
        more.insert(more.end(), {{"step", name}, {"expected_sequence", "1"}});
        return more;
    };
    refused(desk.page, step("acknowledge", {{"internal_note", "a"}}), "internal_note", "b");
    const Sent answer = {{"finding", "upheld"}, {"redress", "apology"}, {"public_note", "a"}, {"evidence", "c"}};
    for (const std::string field : {"finding", "public_note", "evidence"})
        refused(desk.page, step("answer", answer), field, "not-upheld");
    refused(desk.page, step("refer", {{"body", "The City"}, {"public_note", "a"}}), "body", "The State");
    refused("/staff/after-hours", {{"topic", "other"}, {"words", "It."}}, "topic", "violence");
    CHECK(desk.file().events.size() == 1);
    CHECK(desk.server.store().cases().count() == 1);
}

TEST_CASE("of files more than can be taken at once none is added, and of a bad one the others are named", "[kept]") {
    Desk desk;
    const TextMap fields = {{"expected_sequence", "1"}, {"internal_note", my_words}, {"form_token", "a"}};
    std::vector<std::pair<std::string, std::string>> files;
    for (const std::string name : {"a", "b", "c", "d", "e", "f"}) files.emplace_back(name + ".pdf", "%PDF-1.4 " + name);
    const Response many = desk.server.upload(desk.page + "/files", fields, files, desk.officer);
    CHECK(many.status == 422);
    CHECK(says(many, "You chose 6 files."));
    CHECK(says(many, "None was added."));
    CHECK(says(many, my_words_shown));
    CHECK(desk.file().events.size() == 1);

    const Response mixed = desk.server.upload(desk.page + "/files", fields,
                                              {{"good.pdf", "%PDF-1.4 good"}, {"bad.txt", "words"}}, desk.officer);
    CHECK(mixed.status == 422);
    CHECK(says(mixed, "Added: good.pdf. Your note was stored with them."));
    CHECK(says(mixed, "id=\"photo-error\""));
    CHECK(text_of(desk.file().events.back(), TextName::internal_note) == my_words);
    CHECK(desk.file().now.files.size() == 1);

    const Response other =
        desk.server.upload(desk.page + "/files", fields, {{"other.pdf", "%PDF-1.4 other"}}, desk.officer);
    CHECK(other.status == 409);
    CHECK(says(other, "This form was sent before"));
    CHECK(desk.file().now.files.size() == 1);
}

TEST_CASE("a case is brought to people above alone, and not twice to the same", "[escalate]") {
    Desk desk;
    const std::string colleague = desk.server.sign_in(Role::CustomerCareOfficer, "north-2");
    const std::string assistant = desk.server.sign_in(Role::CustomerCareAssistant, "north-1");
    const std::string supervisor = desk.server.sign_in(Role::Supervisor, "north-1");
    const std::string head = desk.server.sign_in(Role::HeadOffice, "head-office");
    const auto offers = [&](const std::string& who, const std::string& whom) {
        return says(desk.server.get(who, desk.page, {{"step", {"escalate"}}}),
                    fmt::format("<option value=\"{}\"", desk.server.id_of(whom).value));
    };
    const auto bring = [&](const std::string& who, const std::string& whom) {
        return desk.server
            .post(who, desk.page,
                  {{"step", "escalate"},
                   {"assignee", std::to_string(desk.server.id_of(whom).value)},
                   {"internal_note", "It waits."},
                   {"expected_sequence", std::to_string(desk.file().now.last_sequence)}})
            .status;
    };
    for (const std::string& whom : {desk.officer, colleague, assistant}) {
        CHECK_FALSE(offers(desk.officer, whom));
        CHECK(bring(desk.officer, whom) == 422);
    }
    CHECK(offers(desk.officer, supervisor));
    CHECK(bring(desk.officer, supervisor) == 303);
    CHECK_FALSE(offers(desk.officer, supervisor));
    CHECK(bring(desk.officer, supervisor) == 422);
    CHECK(desk.file().now.escalation->level == 1);
    CHECK(bring(supervisor, head) == 303);
    CHECK_FALSE(says(desk.server.get(head, desk.page), "step=escalate"));
}

}  // namespace charter::kept_words_test
