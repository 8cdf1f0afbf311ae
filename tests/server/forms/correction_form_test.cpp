#include "server/forms/correction_form.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/server/cases/case_fixture.h"

namespace charter::correction_form_test {
namespace {

Case captured_case() {
    Lodging lodging = complaint();
    lodging.channel = CaseChannel::Letter;
    lodging.contact = {"Nomsa", "+27215550101", "", ContactBy::Phone};
    return begin_case(
        some_reference(), usual_terms(),
        lodge_event(lodging, *usual_terms(), officer(), local("2026-11-26 10:00") + std::chrono::seconds(7),
                    LaterRecord{local("2026-11-30 09:00"), "Post room"}));
}

Catalogue catalogue() {
    Catalogue made;
    made.languages = {"en"};
    Office office;
    office.id = "north";
    made.offices = {office};
    return made;
}

std::string errors_of(const Answers& answers, const Case& now) {
    std::string text;
    for (const FieldError& error : check_correction(answers, now, catalogue()).errors) {
        CHECK(std::find(error_keys.begin(), error_keys.end(), error.key) != error_keys.end());
        text += (text.empty() ? "" : "; ") + error.key;
    }
    return text;
}

Answers with(std::string_view field, const std::string& value) {
    Answers answers = recorded_answers(captured_case());
    answers.insert_or_assign(std::string(field), value);
    return answers;
}

}  // namespace

TEST_CASE("the form opens with what is recorded, and sent back untouched it corrects nothing", "[correction-form]") {
    const Answers answers = recorded_answers(captured_case());
    CHECK(answer_of(answers, "received_date") == "2026-11-26");
    CHECK(answer_of(answers, "received_time") == "10:00");
    CHECK(answer_of(answers, "phone") == "+27215550101");
    CHECK(errors_of(answers, captured_case()) == "error.kind.unchanged");
}

TEST_CASE("a case in which an official is named stays about an official", "[correction-form]") {
    Case now = captured_case();
    now.lodging.about_official = true;
    CHECK(errors_of(with("about_official", "no"), now).empty());
    now.complained_of = {StaffId{50}};
    CHECK(errors_of(with("about_official", "no"), now) == "error.about_official.named");
    CaseCorrection open = no_correction(now);
    open.about_official = false;
    CHECK_FALSE(is_possible(open, now));
}

TEST_CASE("what was typed otherwise is the correction, in its normal form", "[correction-form]") {
    Answers answers = with("phone", "021 555 0202");
    answers.insert_or_assign("received_time", "8:05");
    const auto [correction, errors] = check_correction(answers, captured_case(), catalogue());
    CHECK(errors.empty());
    CHECK(correction.contact == Contact{"Nomsa", "+27215550202", "", ContactBy::Phone});
    CHECK(correction.received_at == local("2026-11-26 08:05"));
    CHECK(correction.terms->id == usual_terms()->id);
}

TEST_CASE("a corrected field is held to the rules of the capture", "[correction-form]") {
    const auto [field, value, expected] = GENERATE(table<const char*, const char*, const char*>({
        {"kind", "", "error.kind.missing"},
        {"kind", "spell", "error.kind.unknown"},
        {"service", "none-such", "error.service.unknown"},
        {"channel", "web", "error.channel.unknown"},
        {"received_date", "yesterday", "error.received_date.malformed"},
        {"received_date", "2026-12-01", "error.received_date.after-record"},
        {"received_date", "2016-11-26", "error.received_date.too-old"},
        {"received_time", "25:00", "error.received_time.malformed"},
        {"source_date", "soon", "error.source_date.malformed"},
        {"source_date", "2026-11-27", "error.source_date.after-receipt"},
        {"channel", "presidential-hotline", "error.source_reference.missing"},
        {"phone", "12", "error.phone.malformed"},
        {"phone", "", "error.phone.needed"},
        {"email", "at home", "error.email.malformed"},
    }));
    CAPTURE(field, value);
    CHECK(errors_of(with(field, value), captured_case()) == expected);
}

TEST_CASE("of a case that came in by itself, channel and receipt are not read", "[correction-form]") {
    const Case now = begin_case(some_reference(), usual_terms(),
                                lodge_event(complaint(), *usual_terms(), complainant(), local("2026-11-26 10:00")));
    Answers answers = recorded_answers(now);
    answers.insert_or_assign("received_date", "2026-11-20");
    answers.insert_or_assign("channel", "letter");
    answers.insert_or_assign("name", "Nomsa");
    const auto [correction, errors] = check_correction(answers, now, catalogue());
    CHECK(errors.empty());
    CHECK(correction.channel == CaseChannel::Web);
    CHECK(correction.received_at == now.received_at);
    CHECK(correction.contact.name == "Nomsa");
}

TEST_CASE("another kind is promised what the catalogue promises it", "[correction-form]") {
    const auto [correction, errors] = check_correction(with("kind", "enquiry"), captured_case(), catalogue());
    CHECK(errors.empty());
    CHECK(correction.terms->promises.empty());
    CHECK(correction.terms->id != usual_terms()->id);
}

TEST_CASE("a correction to a sensitive service says so", "[correction-form]") {
    Catalogue sensitive = catalogue();
    Service service;
    service.id = "violence";
    service.sensitive = true;
    sensitive.services = {service};
    CHECK(check_correction(with("service", "violence"), captured_case(), sensitive).value.sensitive);
    CHECK_FALSE(check_correction(with("phone", "021 555 0202"), captured_case(), sensitive).value.sensitive);
}

}  // namespace charter::correction_form_test
