// Every form of the case desk with values that are wrong, missing, too long, repeated and hostile: the answer is 422,
// the message stands at the field and in the summary, every answer is kept as it was typed, and nothing is stored or
// done.
#include <utility>
#include <vector>

#include "generator/shared/text.h"
#include "server/store/account_store.h"
#include "server/store/after_hours_store.h"
#include "server/store/audit_store.h"
#include "server/store/filter_store.h"
#include "tests/server/routes/desk_server.h"

namespace charter::forms_test {
namespace {

using Sent = std::vector<std::pair<std::string, std::string>>;

const std::string hostile = "\"><script>alert(1)</script>'--";
const std::string long_line(3000, 'x');
const std::string long_text(20000, 'x');

struct Wrong {
    std::string what;
    Sent sent;
    std::vector<std::string> at;        // the fields with a message; no other has one
    std::vector<std::string> not_kept;  // passwords and codes, and what a list does not have
};

bool is_message_at(const Response& page, const std::string& field) {
    return says(page, fmt::format("id=\"{}-error\"", field)) && says(page, fmt::format("href=\"#{}\"", field));
}

std::size_t count_messages(const std::string& text) {
    constexpr std::string_view message = "<p class=\"error\" id=\"";
    std::size_t count = 0;
    for (auto at = text.find(message); at != std::string::npos; at = text.find(message, at + 1)) ++count;
    return count;
}

// As a browser reads it.
std::string unescaped(std::string text) {
    for (const auto& [code, sign] :
         {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&#39;", "'"}, {"&amp;", "&"}})
        for (auto at = text.find(code); at != std::string::npos; at = text.find(code, at + 1))
            text.replace(at, std::string_view(code).size(), sign);
    return text;
}

void check_refused(const Response& page, const Wrong& wrong) {
    CAPTURE(wrong.what);
    CHECK(page.status == 422);
    for (const std::string& field : wrong.at) {
        CAPTURE(field);
        CHECK(is_message_at(page, field));
    }
    CHECK(count_messages(page.body) == wrong.at.size());
    CHECK_FALSE(says(page, "<script>"));
    CHECK(says(page, "<title>Error: "));
    const std::string text = unescaped(page.body);
    std::vector<std::string> seen;
    for (const auto& [field, value] : wrong.sent) {
        CAPTURE(field, value.substr(0, 60));
        const auto is_in = [&field = field](const std::vector<std::string>& names) {
            return std::find(names.begin(), names.end(), field) != names.end();
        };
        const bool is_repeat = is_in(seen);
        seen.push_back(field);
        if (is_repeat || is_in(wrong.not_kept)) {
            if (value != hostile)  // that one may stand in another field
                CHECK(text.find(fmt::format("\"{}\"", value)) == std::string::npos);
        } else if (!value.empty()) {
            CHECK(text.find(value) != std::string::npos);
        }
    }
}

void check_all(DeskServer& server, const std::string& name, const std::string& path, const std::vector<Wrong>& table) {
    for (const Wrong& wrong : table) check_refused(server.post_all(name, path, wrong.sent), wrong);
}

}  // namespace

TEST_CASE("the form for an account refuses what is wrong, with the answers kept", "[forms]") {
    DeskServer server;
    const std::string admin = server.sign_in(Role::Administrator, "head-office");
    const std::size_t before = server.store().staff().list("").size();
    check_all(server, admin, "/staff/accounts",
              {{"nothing", {}, {"user_name", "role"}, {}},
               {"no role", {{"user_name", "lindiwe"}, {"staff_office", "north-1"}}, {"role"}, {}},
               {"no name", {{"role", "supervisor"}, {"staff_office", "north-1"}}, {"user_name"}, {}},
               {"no office", {{"user_name", "lindiwe"}, {"role", "supervisor"}}, {"staff_office"}, {}},
               {"a role that is none",
                {{"user_name", "lindiwe"}, {"role", "king"}, {"staff_office", "north-1"}},
                {"role"},
                {"role"}},
               {"an office that is none",
                {{"user_name", "lindiwe"}, {"role", "supervisor"}, {"staff_office", "moon"}},
                {"staff_office"},
                {"staff_office"}},
               {"hostile everywhere",
                {{"user_name", hostile}, {"role", hostile}, {"staff_office", hostile}},
                {"role", "staff_office"},
                {"role", "staff_office"}},
               {"a hostile name", {{"user_name", hostile}, {"role", "auditor"}}, {"user_name"}, {}},
               {"a long name", {{"user_name", long_line}, {"role", "auditor"}}, {"user_name"}, {}},
               {"a name that is taken", {{"user_name", admin}, {"role", "auditor"}}, {"user_name"}, {}},
               {"a name twice",
                {{"user_name", "no good name"}, {"user_name", "lindiwe"}, {"role", "auditor"}},
                {"user_name"},
                {}}});
    CHECK(server.store().staff().list("").size() == before);
}

TEST_CASE("the form for a password refuses what is wrong and shows none of it", "[forms]") {
    DeskServer server;
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    const std::string old = "correct horse battery";
    const std::string good = "another long secret";
    const std::vector<std::string> all = {"old_password", "new_password", "new_password_again"};
    const auto row = [&](const std::string& what, const std::string& first, const std::string& second,
                         const std::string& third, const std::vector<std::string>& at) {
        return Wrong{what, {{"old_password", first}, {"new_password", second}, {"new_password_again", third}}, at, all};
    };
    check_all(
        server, officer, "/staff/account/password",
        {row("nothing", "", "", "", {"old_password", "new_password"}),
         row("no old one", "", good, good, {"old_password"}),
         row("a wrong old one", "wrong horse battery", good, good, {"old_password"}),
         row("two that differ", old, good, good + "!", {"new_password_again"}),
         row("too short", old, "short", "short", {"new_password"}),
         row("too long", old, long_line, long_line, {"new_password"}),
         row("a common one", old, "password1234", "password1234", {"new_password"}),
         row("the name in it", old, officer + "1", officer + "1", {"new_password"}),
         row("hostile", hostile, good, good, {"old_password"}),
         {"the new one twice",
          {{"old_password", old}, {"new_password", "short"}, {"new_password", good}, {"new_password_again", "short"}},
          {"new_password"},
          all}});
    CHECK(server.get(officer, "/staff/").status == 200);
    CHECK(server.store().staff().sign_in(officer, old, server.now()).index() == 0);
}

TEST_CASE("the form for a code refuses what is no code", "[forms]") {
    DeskServer server;
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    REQUIRE(server.get(officer, "/staff/account/second-factor").status == 200);
    for (const std::string& code : {std::string(), std::string("1"), std::string("abcdef"), hostile, long_line})
        check_refused(server.post_all(officer, "/staff/account/second-factor",
                                      {{"one_time_code", code}, {"old_password", "correct horse battery"}}),
                      {code.substr(0, 20), {{"one_time_code", code}}, {"one_time_code"}, {"one_time_code"}});
}

TEST_CASE("the form for a person's data refuses what is wrong, with the answers kept", "[forms]") {
    DeskServer server;
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    check_all(
        server, head, "/staff/rights",
        {{"nothing", {}, {"phone", "identity"}, {}},
         {"a wrong number", {{"phone", "12"}, {"identity", "document"}}, {"phone"}, {}},
         {"a wrong e-mail", {{"email", "nobody"}, {"identity", "document"}}, {"email"}, {}},
         {"no check", {{"phone", "021 000 0077"}}, {"identity"}, {}},
         {"a check that is none", {{"phone", "021 000 0077"}, {"identity", "trust"}}, {"identity"}, {"identity"}},
         {"a form of answer that is none",
          {{"phone", "021 000 0077"}, {"identity", "document"}, {"export_format", "xml"}},
          {"export_format"},
          {"export_format"}},
         {"hostile everywhere",
          {{"phone", hostile}, {"email", hostile}, {"identity", hostile}, {"export_format", hostile}},
          {"phone", "email", "identity", "export_format"},
          {"identity", "export_format"}},
         {"long everywhere", {{"phone", long_line}, {"email", long_line}}, {"phone", "email", "identity"}, {}},
         {"a number twice", {{"phone", "12"}, {"phone", "021 000 0077"}, {"identity", "document"}}, {"phone"}, {}}});
}

TEST_CASE("the audit refuses filters that are wrong, with the answers kept", "[forms]") {
    DeskServer server;
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    const std::vector<Wrong> table = {
        {"no reference", {{"audit_case", "ABC"}}, {"audit_case"}, {}},
        {"no person", {{"audit_person", "999"}}, {"audit_person"}, {"audit_person"}},
        {"no day", {{"audit_from", "yesterday"}}, {"audit_from"}, {}},
        {"no such day", {{"audit_until", "2026-02-30"}}, {"audit_until"}, {}},
        {"until before from", {{"audit_from", "2026-11-28"}, {"audit_until", "2026-11-27"}}, {"audit_until"}, {}},
        {"no such kind", {{"audit_kind", "gossip"}}, {"audit_kind"}, {"audit_kind"}},
        {"hostile everywhere",
         {{"audit_case", hostile},
          {"audit_person", hostile},
          {"audit_from", hostile},
          {"audit_until", hostile},
          {"audit_kind", hostile}},
         {"audit_case", "audit_person", "audit_from", "audit_until", "audit_kind"},
         {"audit_person", "audit_kind"}},
        {"long", {{"audit_case", long_line}, {"audit_from", long_line}}, {"audit_case", "audit_from"}, {}},
        {"a day twice", {{"audit_from", "yesterday"}, {"audit_from", "2026-01-01"}}, {"audit_from"}, {}},
    };
    for (const Wrong& wrong : table) {
        FieldMap query;
        for (const auto& [field, value] : wrong.sent) query[field].push_back(value);
        check_refused(server.get(head, "/staff/audit", query), wrong);
        CHECK(server.get(head, "/staff/audit.csv", query).status == 400);
    }
    CHECK(server.get(head, "/staff/audit", {{"after", {hostile}}}).status == 200);
}

TEST_CASE("the worklist's forms refuse two answers to one question, with the first kept", "[forms]") {
    DeskServer server;
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    check_refused(server.post_all(officer, "/staff/search", {{"asked", "lift"}, {"asked", "door"}}),
                  {"a question twice", {{"asked", "lift"}, {"asked", "door"}}, {"asked"}, {}});
    check_refused(server.post_all(officer, "/staff/filters", {{"filter_name", "mine"}, {"filter_name", "yours"}}),
                  {"a name twice", {{"filter_name", "mine"}, {"filter_name", "yours"}}, {"filter_name"}, {}});
    CHECK(server.store().filters().list(server.id_of(officer)).empty());
    const FieldMap twice = {{"filter_kind", {"enquiry", "report"}}};
    check_refused(server.get(officer, "/staff/", twice),
                  {"a filter twice", {{"filter_kind", "enquiry"}}, {"filter_kind"}, {}});
    CHECK(server.get(officer, "/staff/", {{"filter_kind", {"enquiry", "enquiry"}}}).status == 200);
}

TEST_CASE("the after-hours log refuses what is wrong, with the answers kept", "[forms]") {
    DeskServer server;
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    check_all(
        server, officer, "/staff/after-hours",
        {{"nothing", {}, {"topic", "words"}, {}},
         {"no words", {{"topic", "other"}, {"caller", "Nomsa"}}, {"words"}, {}},
         {"only blanks", {{"topic", "other"}, {"words", " \n "}, {"place", "Town"}}, {"words"}, {"words"}},
         {"a topic that is none", {{"topic", "gossip"}, {"words", "It leaks."}}, {"topic"}, {"topic"}},
         {"no time", {{"topic", "other"}, {"words", "It leaks."}, {"call_time", "25:00"}}, {"call_time"}, {}},
         {"a post that is none", {{"topic", "other"}, {"words", "It leaks."}, {"post", "moon"}}, {"post"}, {"post"}},
         {"hostile everywhere",
          {{"topic", hostile},
           {"words", hostile},
           {"place", hostile},
           {"caller", hostile},
           {"done", hostile},
           {"call_time", hostile},
           {"post", hostile}},
          {"topic", "call_time", "post"},
          {"topic", "post"}},
         {"long everywhere",
          {{"topic", "other"}, {"words", long_text}, {"place", long_line}, {"caller", long_line}, {"done", long_text}},
          {"words", "place", "caller", "done"},
          {}},
         {"a time twice",
          {{"topic", "other"}, {"words", "It leaks."}, {"call_time", "25:00"}, {"call_time", "10:10"}},
          {"call_time"},
          {}}});
    CHECK(server.store().after_hours().list({true, {}, true}, server.id_of(officer), Instant{}, 10).empty());
    CHECK(server.post(officer, "/staff/after-hours/999").status == 404);
    CHECK(server.post(officer, "/staff/after-hours/" + std::string("x")).status == 404);
}

TEST_CASE("the form for a reason refuses none and a long one", "[forms]") {
    DeskServer server;
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    const CaseReference sealed = server.lodge_case("north-1", [](Lodging& lodging) { lodging.about_official = true; });
    const std::string path = "/staff/cases/" + sealed.text() + "/open";
    check_all(server, head, path,
              {{"nothing", {}, {"reason"}, {}},
               {"only blanks", {{"reason", "  \n"}}, {"reason"}, {"reason"}},
               {"too long", {{"reason", long_text}}, {"reason"}, {}},
               {"nothing, then something", {{"reason", ""}, {"reason", "Asked."}}, {"reason"}, {}}});
    CHECK(server.get(head, "/staff/cases/" + sealed.text()).status == 200);
    CHECK(says(server.get(head, "/staff/cases/" + sealed.text()), path));
}

TEST_CASE("a correction refuses what is wrong, with the answers kept", "[forms]") {
    DeskServer server;
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    const CaseReference there = server.lodge_case("north-1", [](Lodging& lodging) {
        lodging.channel = CaseChannel::Letter;
        lodging.contact = {"Nomsa", "+27215550101", "", ContactBy::Phone};
    });
    const std::string day = to_iso(usual_terms()->calendar.local_date(server.now()));
    // One field of a whole correction is changed; an empty text leaves it out.
    const auto with = [&](const std::vector<std::pair<std::string, std::string>>& changes) {
        TextMap fields = {{"step", "correct"},     {"expected_sequence", "1"},
                          {"kind", "enquiry"},     {"channel", "letter"},
                          {"received_date", day},  {"received_time", "09:00"},
                          {"name", "Nomsa"},       {"phone", "0215550101"},
                          {"contact_by", "phone"}, {"internal_note", "It was a question."}};
        for (const auto& [field, value] : changes) fields[field] = value;
        return Sent(fields.begin(), fields.end());
    };
    const std::string next_year = to_iso(*parse_date(day) + std::chrono::days(366));
    check_all(server, head, "/staff/cases/" + there.text(),
              {{"no kind", with({{"kind", ""}}), {"kind"}, {}},
               {"a kind that is none", with({{"kind", "gossip"}}), {"kind"}, {"kind"}},
               {"a service that is none", with({{"service", "moon"}}), {"service"}, {"service"}},
               {"a way that is none", with({{"channel", "pigeon"}}), {"channel"}, {"channel"}},
               {"no day", with({{"received_date", "soon"}}), {"received_date"}, {}},
               {"a day to come", with({{"received_date", next_year}}), {"received_date"}, {}},
               {"no time", with({{"received_time", "25:00"}}), {"received_time"}, {}},
               {"a wrong number", with({{"phone", "12"}}), {"phone"}, {}},
               {"a wrong e-mail", with({{"email", "nobody"}}), {"email"}, {}},
               {"no note", with({{"internal_note", ""}}), {"internal_note"}, {}},
               {"a long note", with({{"internal_note", long_text}}), {"internal_note"}, {}},
               {"a long name", with({{"name", long_line}}), {"name"}, {}},
               {"a long reference", with({{"source_reference", long_line}}), {"source_reference"}, {}},
               {"no day of the source", with({{"source_date", "soon"}}), {"source_date"}, {}},
               {"hostile everywhere",
                with({{"kind", hostile},
                      {"service", hostile},
                      {"channel", hostile},
                      {"received_date", hostile},
                      {"received_time", hostile},
                      {"source_date", hostile},
                      {"phone", hostile},
                      {"email", hostile}}),
                {"kind", "service", "channel", "received_date", "received_time", "source_date", "phone", "email"},
                {"kind", "service", "channel"}}});
    CHECK(server.store().cases().find_case(there, everything)->events.size() == 1);
}

TEST_CASE("what an answer begins with is a text of the site or nothing", "[forms]") {
    DeskServer server;
    const std::string officer = server.sign_in(Role::CustomerCareOfficer, "north-1");
    const CaseReference there = server.lodge_case("north-1");
    const std::string path = "/staff/cases/" + there.text();
    const Response plain = server.get(officer, path, {{"step", {"refer"}}});
    REQUIRE(plain.status == 200);
    for (const std::string& id : {std::string("no-such-text"), hostile, long_line}) {
        const Response page = server.get(officer, path, {{"step", {"refer"}}, {"response", {id, "other"}}});
        CHECK(page.status == 200);
        CHECK_FALSE(says(page, "<script>"));
        CHECK(says(page, "name=\"public_note\""));
        CHECK_FALSE(says(page, escape_html(id)));
    }
}

TEST_CASE("a deed that is none is done to no case and no account", "[forms]") {
    DeskServer server;
    const std::string head = server.sign_in(Role::HeadOffice, "head-office");
    const std::string admin = server.sign_in(Role::Administrator, "head-office");
    const CaseReference there = server.lodge_case("north-1");
    for (const std::string& deed : {std::string(), std::string("burn"), hostile, long_line}) {
        CAPTURE(deed.substr(0, 20));
        CHECK(server.post(head, "/staff/retention/" + there.text(), {{"deed", deed}}).status == 400);
        CHECK(
            server.post(admin, fmt::format("/staff/accounts/{}", server.id_of(head).value), {{"deed", deed}}).status ==
            400);
    }
    CHECK(server.post(head, "/staff/retention/" + std::string("ABC"), {{"deed", "propose"}}).status == 404);
    CHECK(server.store().audit().list({.reference = there}).lines.empty());
}

}  // namespace charter::forms_test
