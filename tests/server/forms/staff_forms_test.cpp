#include "server/forms/staff_forms.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>

namespace charter::staff_forms_test {
namespace {

std::uint32_t first_symbol(std::uint32_t) {
    return 0;
}
std::uint32_t last_symbol(std::uint32_t bound) {
    return bound - 1;
}

struct Desk {
    Case now{CaseReference::make(first_symbol), nullptr};
    Catalogue catalogue;
    std::array<StaffId, 2> colleagues = {StaffId{3}, StaffId{14}};

    Desk() {
        Office open, closed;
        open.id = "athlone";
        closed.id = "old-mill";
        closed.closed = true;
        catalogue.offices = {open, closed};
    }
    [[nodiscard]] Checked<StepRequest> check(const FieldMap& sent, Step step, std::vector<Need> needs) const {
        StepRule rule{step, {}, std::nullopt, false, false, {}, std::move(needs)};
        return check_step_fields(read_step_fields(sent), {rule, now, catalogue, colleagues, colleagues});
    }
    [[nodiscard]] std::string errors(const FieldMap& sent, std::vector<Need> needs) const {
        std::string text;
        for (const FieldError& error : check(sent, Step::Note, std::move(needs)).errors) {
            CHECK(std::find(error_keys.begin(), error_keys.end(), error.key) != error_keys.end());
            text += (text.empty() ? "" : "; ") + error.key;
        }
        return text;
    }
};

}  // namespace

TEST_CASE("an answer brings finding, redress and reason", "[staff-forms]") {
    const Desk desk;
    const auto [request, errors] = desk.check({{"finding", {"upheld"}},
                                               {"redress", {"explanation", "apology", "nonsense"}},
                                               {"public_note", {"We are sorry."}},
                                               {"internal_note", {"Called."}},
                                               {"evidence", {" log 7 "}}},
                                              Step::Answer, {Need::Finding, Need::Redress, Need::PublicNote});
    CHECK(errors.empty());
    CHECK(request.step == Step::Answer);
    CHECK(request.finding == Finding::Upheld);
    CHECK(request.redress == std::vector<Redress>{Redress::Apology, Redress::Explanation});
    CHECK(request.public_note == "We are sorry.");
    CHECK(request.internal_note == "Called.");
    CHECK(request.evidence == "log 7");
}

TEST_CASE("a case is given to a colleague, to an open office, or to both", "[staff-forms]") {
    const Desk desk;
    CHECK(desk.check({{"assignee", {"14"}}}, Step::Assign, {Need::Assignee}).value.assignee == StaffId{14});
    CHECK(desk.check({{"to_office", {"athlone"}}}, Step::Assign, {Need::Assignee}).value.office == "athlone");
}

TEST_CASE("who has the case already is not named once more, but may take it to another office", "[staff-forms]") {
    Desk desk;
    desk.now.assignee = StaffId{14};
    desk.now.office = "elsewhere";
    CHECK(desk.errors({{"assignee", {"14"}}}, {Need::Assignee}) == "error.assignee.same");
    CHECK(desk.errors({{"assignee", {"14"}}, {"to_office", {"athlone"}}}, {Need::Assignee}).empty());
}

TEST_CASE("a duplicate names another case", "[staff-forms]") {
    const Desk desk;
    const CaseReference other = CaseReference::make(last_symbol);
    CHECK(desk.check({{"duplicate_of", {other.in_groups(' ')}}}, Step::MarkDuplicate, {Need::OtherCase})
              .value.duplicate_of == other);
}

TEST_CASE("a consent says how and when it was given", "[staff-forms]") {
    const Desk desk;
    const FieldMap sent = {{"consent_way", {"phone"}}, {"consent_date", {" 2026-11-27 "}}, {"consent_time", {"14:20"}}};
    const StepRequest request = desk.check(sent, Step::Consent, {Need::ConsentTold}).value;
    CHECK(request.consent_way == ConsentWay::Phone);
    CHECK(request.consented_at == parse_instant("2026-11-27T12:20:00Z"));
    const auto [changes, expected] = GENERATE(table<FieldMap, std::string>({
        {{{"consent_way", {""}}}, "error.consent_way.missing"},
        {{{"consent_way", {"dream"}}}, "error.consent_way.missing"},
        {{{"consent_date", {""}}}, "error.consent_date.missing"},
        {{{"consent_date", {"yesterday"}}}, "error.consent_date.malformed"},
        {{{"consent_time", {"late"}}}, "error.consent_time.malformed"},
        {{{"consent_time", {""}}}, ""},
    }));
    FieldMap changed = sent;
    for (const auto& [field, values] : changes) changed[field] = values;
    CHECK(desk.errors(changed, {Need::ConsentTold}) == expected);
}

TEST_CASE("another body's own date is a day from the referral on, or none", "[staff-forms]") {
    Desk desk;
    desk.now.referral = Referral{*parse_instant("2026-11-27T08:00:00Z"), "Police", "", {}};
    const auto [typed, expected] = GENERATE(table<std::string, std::string>({
        {"2027-01-15", ""},
        {" 2026/11/27 ", ""},
        {"", ""},
        {"2026-11-26", "error.body_due.before-referral"},
        {"soon", "error.body_due.malformed"},
        {"2027-02-29", "error.no-such-day"},
    }));
    CAPTURE(typed);
    const auto checked = desk.check({{"body_due", {typed}}, {"public_note", {"Yes."}}}, Step::ReferralConfirmed, {});
    CHECK((checked.errors.empty() ? "" : checked.errors.front().key) == expected);
    if (typed == "2027-01-15") CHECK(checked.value.body_due == parse_date("2027-01-15"));
    CHECK(desk.check({{"body_due", {"soon"}}}, Step::Note, {}).errors.empty());
}

TEST_CASE("what a step needs and does not get is named at its field", "[staff-forms]") {
    const Desk desk;
    const std::string own = desk.now.reference.text();
    auto [need, sent, expected] = GENERATE_COPY(table<Need, FieldMap, std::string>({
        {Need::Assignee, FieldMap(), "error.assignee.missing"},
        {Need::Assignee, {{"assignee", {"4"}}}, "error.assignee.unknown"},
        {Need::Assignee, {{"assignee", {"3; drop"}}}, "error.assignee.unknown"},
        {Need::Assignee, {{"to_office", {"old-mill"}}}, "error.to_office.unknown"},
        {Need::Assignee, {{"to_office", {"nowhere"}}}, "error.to_office.unknown"},
        {Need::Finding, FieldMap(), "error.finding.missing"},
        {Need::Finding, {{"finding", {"guilty"}}}, "error.finding.missing"},
        {Need::Finding, {{"finding", {"compliment-passed-on"}}}, "error.finding.missing"},  // of a complaint
        {Need::Redress, FieldMap(), "error.redress.missing"},
        {Need::Redress, {{"redress", {"none", "apology"}}}, "error.redress.contradiction"},
        {Need::Body, {{"body", {" "}}}, "error.body.missing"},
        {Need::Body, {{"body", {std::string(201, 'a')}}}, "error.body.too-long"},
        {Need::Body, {{"body", {"a"}}, {"body_reference", {std::string(201, 'a')}}}, "error.body_reference.too-long"},
        {Need::OtherCase, FieldMap(), "error.duplicate_of.missing"},
        {Need::OtherCase, {{"duplicate_of", {"hello"}}}, "error.duplicate_of.malformed"},
        {Need::OtherCase, {{"duplicate_of", {"O" + own.substr(1)}}}, "error.duplicate_of.mistyped"},
        {Need::OtherCase, {{"duplicate_of", {own}}}, "error.duplicate_of.same"},
        {Need::PublicNote, FieldMap(), "error.public_note.missing"},
        {Need::PublicNote, {{"public_note", {std::string(4001, 'a')}}}, "error.public_note.too-long"},
        {Need::PublicNote, {{"public_note", {"This is why: ... Goodbye."}}}, "error.public_note.gap"},
        {Need::PublicNote, {{"public_note", {"Dit is hoekom: \xE2\x80\xA6"}}}, "error.public_note.gap"},
        {Need::PublicNote, {{"public_note", {"We waited ... and then it came: a letter."}}}, ""},
        {Need::Text, FieldMap(), "error.internal_note.missing"},
        {Need::Text, {{"internal_note", {std::string(4001, 'a')}}}, "error.internal_note.too-long"},
        {Need::Text, {{"public_note", {"a"}}}, ""},
        {Need::WindowOpen, {{"evidence", {std::string(201, 'a')}}}, "error.evidence.too-long"},
    }));
    CAPTURE(expected);
    CHECK(desk.errors(sent, {need}) == expected);
}

TEST_CASE("a user name is read in lower case and a password as it is", "[staff-forms]") {
    const auto [typed, errors] = read_sign_in({{"user_name", {" Thandi.M "}}, {"password", {" Pa ss "}}});
    CHECK(errors.empty());
    CHECK(typed.user_name == "thandi.m");
    CHECK(typed.password == " Pa ss ");
    CHECK(read_sign_in({}).errors == std::vector<FieldError>{{"user_name", "error.user_name.missing", {}},
                                                             {"password", "error.password.missing", {}}});
}

TEST_CASE("an official is named by account, kept or taken off", "[staff-forms]") {
    Desk desk;
    CHECK(desk.errors({}, {Need::Officials}) == "error.official.missing");
    CHECK(desk.errors({{"official", {"5"}}}, {Need::Officials}) == "error.official.unknown");
    const auto named = [&](const FieldMap& sent) {
        return desk.check(sent, Step::NameOfficial, {Need::Officials}).value.complained_of;
    };
    CHECK(named({{"official", {"14"}}}) == std::vector{StaffId{14}});
    desk.now.complained_of = {StaffId{14}};
    CHECK(named({{"official", {"3"}}, {"complained_of", {"14"}}}) == std::vector{StaffId{3}, StaffId{14}});
    CHECK(named({{"complained_of", {"14", "3"}}}) == std::vector{StaffId{14}});
    CHECK(named({})->empty());
}

TEST_CASE("a case that only the head office sees goes to no other office", "[staff-forms]") {
    Desk desk;
    CHECK(desk.errors({{"to_office", {"athlone"}}}, {Need::Assignee}).empty());
    Office head;
    head.id = "the-head";  // in order
    head.type = "head";
    desk.catalogue.offices.push_back(head);
    desk.now.lodging.about_official = true;
    CHECK(desk.errors({{"to_office", {"athlone"}}}, {Need::Assignee}) == "error.to_office.withheld");
    CHECK(desk.errors({{"to_office", {"the-head"}}}, {Need::Assignee}).empty());
}

TEST_CASE("who a person is can be checked only by what the case says", "[staff-forms]") {
    Desk desk;
    desk.now.lodging.contact = {};
    CHECK(desk.errors({{"identity", {"called-back"}}}, {Need::Identity}) == "error.identity.impossible");
    CHECK(desk.errors({{"identity", {"document"}}}, {Need::Identity}) == "error.identity.impossible");
    CHECK(desk.errors({{"identity", {"questions"}}}, {Need::Identity}).empty());
    desk.now.lodging.contact.phone = "+27210000077";
    CHECK(desk.errors({{"identity", {"called-back"}}}, {Need::Identity}).empty());
}

}  // namespace charter::staff_forms_test
