#include "server/forms/lodging_form.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/random.h"

namespace charter::lodging_form_test {
namespace {

Office office(std::string id, std::string type, bool closed = false, std::string successor = "") {
    Office made;
    made.id = std::move(id);
    made.type = std::move(type);
    made.closed = closed;
    made.successor = std::move(successor);
    return made;
}

Catalogue make_catalogue() {
    Catalogue catalogue;
    catalogue.languages = {"en", "af", "xh"};
    catalogue.offices = {office("athlone", "local"), office("head-office", "head"),
                         office("old-mill", "local", true, "athlone"), office("shut", "local", true)};
    Service grants, shelter;
    grants.id = "grants";
    shelter.id = "shelter";
    shelter.offices = {"old-mill"};
    catalogue.services = {grants, shelter};
    Standard resolve;
    resolve.id = "resolve-in-25-days";
    catalogue.standards = {resolve};
    return catalogue;
}

const Catalogue& catalogue() {
    static const Catalogue made = make_catalogue();
    return made;
}

LodgingRules rules() {
    return {catalogue(), "af"};
}

// What a citizen who gives only what is needed has answered.
Answers fewest_answers() {
    return {{"kind", "complaint"}, {"description", "No one answers the phone."}, {"consent", "yes"}};
}

Answers with(std::initializer_list<std::pair<std::string_view, std::string>> changes) {
    Answers answers = fewest_answers();
    for (const auto& [field, value] : changes) {
        answers.erase(std::string(field));
        if (!value.empty()) answers.emplace(field, value);
    }
    return answers;
}

// "description error.description.missing; ..."
std::string describe(const std::vector<FieldError>& errors) {
    std::string text;
    for (const FieldError& error : errors) {
        if (!text.empty()) text += "; ";
        text += error.key;
        if (!error.key.starts_with("error." + error.field + ".")) text += " at " + error.field;
    }
    return text;
}

std::string errors_of(const Answers& answers) {
    return describe(check_lodging(answers, rules()).errors);
}

Lodging lodging_of(const Answers& answers) {
    const auto checked = check_lodging(answers, rules());
    CAPTURE(describe(checked.errors));
    REQUIRE(checked.errors.empty());
    return checked.value;
}

}  // namespace

TEST_CASE("the fewest answers make a case at the head office, in the language of the page", "[lodging]") {
    Lodging expected;
    expected.kind = CaseKind::Complaint;
    expected.language = "af";
    expected.office = "head-office";
    expected.description = "No one answers the phone.";
    expected.consent = true;
    CHECK(lodging_of(fewest_answers()) == expected);
}

TEST_CASE("every answer arrives in the case, contact details in one form", "[lodging]") {
    const Lodging lodging = lodging_of({{"kind", "report"},
                                        {"service", "grants"},
                                        {"standard", "resolve-in-25-days"},
                                        {"office", "athlone"},
                                        {"description", "Line one\nline two\n"},
                                        {"place", " behind the clinic "},
                                        {"when", "verlede Vrydag"},
                                        {"about_official", "yes"},
                                        {"on_behalf", "my mother"},
                                        {"name", "Nomvula ka-Zungu"},
                                        {"phone", "082 123 4567"},
                                        {"email", "<a@b.za>"},
                                        {"contact_by", "sms"},
                                        {"language", "xh"},
                                        {"consent", "yes"}});
    Lodging expected;
    expected.kind = CaseKind::Report;
    expected.language = "xh";
    expected.service = "grants";
    expected.standard = "resolve-in-25-days";
    expected.office = "athlone";
    expected.description = "Line one\nline two\n";
    expected.place = "behind the clinic";
    expected.when = "verlede Vrydag";
    expected.about_official = true;
    expected.on_behalf_of = "my mother";
    expected.consent = true;
    expected.contact = {"Nomvula ka-Zungu", "+27821234567", "a@b.za", ContactBy::Sms};
    CHECK(lodging == expected);
}

TEST_CASE("what is sensitive is noted, and asks whether the office complained of may see it", "[lodging]") {
    Catalogue sensitive = catalogue();
    for (Service& service : sensitive.services) service.sensitive = service.id == "grants";
    const auto lodged = [&](const Answers& answers) {
        const auto checked = check_lodging(answers, {sensitive, "af"});
        REQUIRE(checked.errors.empty());
        return checked.value;
    };
    const Answers grants = with({{"service", "grants"}, {"office", "athlone"}});
    CHECK(lodged(grants).sensitive);
    CHECK_FALSE(lodged(grants).office_consent);
    CHECK(lodged(with({{"service", "grants"}, {"office", "athlone"}, {"office_consent", "yes"}})).office_consent);
    CHECK(asks_office_consent(grants, sensitive));
    // The head office sees every case: about itself there is nothing to ask.
    CHECK_FALSE(asks_office_consent(with({{"service", "grants"}, {"office", "head-office"}}), sensitive));
    // A tick that no page showed counts for nothing.
    CHECK_FALSE(lodged(with({{"office_consent", "yes"}})).office_consent);
    CHECK_FALSE(
        lodged(
            with({{"service", "grants"}, {"office", "athlone"}, {"office_consent", "yes"}, {"about_official", "yes"}}))
            .office_consent);
    CHECK_FALSE(
        lodged(with({{"service", "grants"}, {"office", "athlone"}, {"office_consent", "yes"}, {"kind", "enquiry"}}))
            .office_consent);
    CHECK(lodged(with({{"service", "grants"}, {"kind", "enquiry"}})).sensitive);
    CHECK_FALSE(lodged(fewest_answers()).sensitive);
}

TEST_CASE("each wrong answer is named at its own field", "[lodging]") {
    const std::string long_text(4001, 'a');
    const std::string long_line(201, 'a');
    auto [answers, expected] = GENERATE_COPY(table<Answers, std::string>({
        {Answers(), "error.kind.missing; error.description.missing; error.consent.missing"},
        {with({{"kind", "grumble"}}), "error.kind.unknown"},
        {with({{"service", "nothing"}}), "error.service.unknown"},
        {with({{"standard", "../../etc"}}), "error.standard.unknown"},
        {with({{"office", "<script>"}}), "error.office.unknown"},
        {with({{"description", " \n\u200B"}}), "error.description.missing"},
        {with({{"description", long_text}}), "error.description.too-long"},
        {with({{"place", long_line}}), "error.place.too-long"},
        {with({{"when", long_line}}), "error.when.too-long"},
        {with({{"about_official", "maybe"}}), "error.about_official.unknown"},
        {with({{"on_behalf", long_line}}), "error.on_behalf.too-long"},
        {with({{"name", long_line}}), "error.name.too-long"},
        {with({{"phone", "12345"}}), "error.phone.malformed"},
        {with({{"email", "a@b"}}), "error.email.malformed"},
        {with({{"contact_by", "phone"}}), "error.phone.needed"},
        {with({{"contact_by", "whatsapp"}, {"email", "a@b.za"}}), "error.phone.needed"},
        {with({{"contact_by", "email"}, {"phone", "0821234567"}}), "error.email.needed"},
        {with({{"contact_by", "pigeon"}}), "error.contact_by.unknown"},
        {with({{"contact_by", "post"}}), "error.contact_by.unknown"},
        {with({{"phone", "0821234567"}, {"email", "a@b.za"}}), "error.contact_by.missing"},
        {with({{"language", "zu"}}), "error.language.unknown"},
        {with({{"consent", ""}}), "error.consent.missing"},
        {with({{"anonymous", "yes"}, {"name", "A"}}), "error.anonymous.with-contact"},
        {with({{"anonymous", "yes"}, {"phone", "12"}}), "error.anonymous.with-contact"},
        {with({{"anonymous", "yes"}, {"email", "a@b.za"}}), "error.anonymous.with-contact"},
        {with({{"anonymous", "yes"}, {"contact_by", "phone"}}), "error.anonymous.with-contact"},
        {with({{"anonymous", "yes"}, {"contact_by", "not-at-all"}}), ""},
        {with({{"contact_by", "not-at-all"}, {"phone", "0821234567"}, {"email", "a@b.za"}}), ""},
    }));
    CHECK(errors_of(answers) == expected);
}

TEST_CASE("a description is measured in characters of any script", "[lodging]") {
    std::string text;
    for (int count = 0; count < 4000; ++count) text += "ह";
    CHECK(lodging_of(with({{"description", text}})).description == text);
    CHECK(errors_of(with({{"description", text + "ह"}})) == "error.description.too-long");
}

TEST_CASE("hostile text that is well-formed is kept exactly", "[lodging]") {
    const std::string text = "<script>alert(1)</script> \u202Egnp.exe {{name}} ' OR 1=1 -- \x1b[2J =cmd()";
    CHECK(lodging_of(with({{"description", text}})).description == text);
}

TEST_CASE("an anonymous case holds no contact details", "[lodging]") {
    const Lodging lodging = lodging_of(with({{"anonymous", "yes"}}));
    CHECK(lodging.anonymous);
    CHECK(lodging.contact == Contact{});
}

TEST_CASE("how to reach someone follows from the only way given", "[lodging]") {
    CHECK(lodging_of(with({{"phone", "0821234567"}})).contact.by == ContactBy::Phone);
    CHECK(lodging_of(with({{"email", "a@b.za"}})).contact.by == ContactBy::Email);
    CHECK(lodging_of(with({{"name", "A"}})).contact.by == ContactBy::NotAtAll);
}

TEST_CASE("the case goes to the office named, its successor, the service's own, or the head office", "[lodging]") {
    CHECK(lodging_of(with({{"office", "athlone"}})).office == "athlone");
    CHECK(lodging_of(with({{"office", "old-mill"}})).office == "athlone");
    CHECK(lodging_of(with({{"office", "shut"}})).office == "head-office");
    CHECK(lodging_of(with({{"service", "shelter"}})).office == "athlone");
    CHECK(lodging_of(with({{"service", "grants"}})).office == "head-office");
}

TEST_CASE("a page's answers replace those given before, and only those", "[lodging]") {
    Answers answers = {{"description", "old"}, {"place", "old"}, {"consent", "yes"}};
    const FieldMap sent = {{"description", {"new"}}, {"place", {" "}}, {"consent", {"no"}}, {"evil", {"x"}}};
    CHECK(take_answers(LodgingPage::What, sent, answers, rules()).empty());
    CHECK(answers == Answers{{"description", "new"}, {"consent", "yes"}});
}

TEST_CASE("a box that is not ticked is no answer, and only a tick is one", "[lodging]") {
    Answers answers = {{"anonymous", "yes"}, {"consent", "yes"}};
    keep_answers(LodgingPage::Reach, {{"consent", {"on"}}}, answers);
    CHECK(answers == Answers{{"consent", "yes"}});
    keep_answers(LodgingPage::Reach, {{"consent", {"no"}}}, answers);
    CHECK(answers.empty());
}

TEST_CASE("answers with errors are kept as typed", "[lodging]") {
    Answers answers;
    const auto errors =
        take_answers(LodgingPage::Reach, {{"phone", {"12 34"}}, {"consent", {"yes"}}}, answers, rules());
    CHECK(describe(errors) == "error.phone.malformed");
    CHECK(answers == Answers{{"phone", "12 34"}, {"consent", "yes"}});
}

TEST_CASE("a field sent twice is an error if the values differ", "[lodging]") {
    Answers answers;
    CHECK(describe(take_answers(LodgingPage::What, {{"description", {"a", "b"}}}, answers, rules())) ==
          "error.repeated at description");
    CHECK(answers.at("description") == "a");
    CHECK(take_answers(LodgingPage::What, {{"description", {"a", "a"}}}, answers, rules()).empty());
}

TEST_CASE("a choice that no page offers is told and not kept", "[lodging]") {
    Answers answers;
    CHECK(describe(take_answers(LodgingPage::About, {{"kind", {"grumble"}}}, answers, rules())) ==
          "error.kind.unknown");
    CHECK(answers.empty());
    keep_answers(LodgingPage::Reach, {{"contact_by", {"pigeon"}}}, answers);
    CHECK(answers.empty());
}

TEST_CASE("an address from a promise fills in what the catalogue knows", "[lodging]") {
    const FieldMap query = {{"service", {"grants"}},
                            {"standard", {"resolve-in-25-days"}},
                            {"office", {"nowhere"}},
                            {"kind", {"<b>"}},
                            {"description", {"x"}}};
    CHECK(prefilled_answers(query, catalogue()) ==
          Answers{{"kind", "complaint"}, {"service", "grants"}, {"standard", "resolve-in-25-days"}});
    CHECK(prefilled_answers({{"kind", {"compliment"}}}, catalogue()) == Answers{{"kind", "compliment"}});
    CHECK(prefilled_answers({}, catalogue()).empty());
}

TEST_CASE("every question stands on exactly one page, and pages are found by their names", "[lodging]") {
    std::vector<std::string_view> fields;
    for (const LodgingPage page : lodging_pages()) {
        CHECK(find_lodging_page(key_of(page)) == page);
        for (const std::string_view field : fields_of(page)) {
            CHECK(page_of_field(field) == page);
            fields.push_back(field);
        }
    }
    std::sort(fields.begin(), fields.end());
    CHECK(fields == std::vector<std::string_view>{"about_official", "anonymous", "consent", "contact_by", "description",
                                                  "email", "kind", "language", "name", "office", "office_consent",
                                                  "on_behalf", "phone", "photo", "place", "service", "standard",
                                                  "when"});
    CHECK_FALSE(page_of_field("form_token"));
    CHECK_FALSE(find_lodging_page("nowhere"));
}

TEST_CASE("the reader is sent back to the first page with an error", "[lodging]") {
    CHECK(first_page_of(check_lodging({}, rules()).errors) == LodgingPage::About);
    CHECK(first_page_of(check_lodging(with({{"consent", ""}, {"place", std::string(300, 'a')}}), rules()).errors) ==
          LodgingPage::What);
    CHECK_FALSE(first_page_of({}));
}

TEST_CASE("whatever is sent, each error has a key of the list and a field of the page", "[lodging][property]") {
    const auto seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const std::vector<std::string> values = {"",       " ",       "yes",    "no",    "complaint",
                                             "grants", "athlone", "phone",  "email", "0821234567",
                                             "a@b.za", "xh",      "\u202E", "<b>",   std::string(5000, 'x')};
    for (int round = 0; round < 500; ++round) {
        Answers answers;
        for (const LodgingPage page : lodging_pages()) {
            FieldMap sent;
            for (const std::string_view field : fields_of(page)) {
                for (std::size_t count = random.between(0, 2); count > 0; --count)
                    sent[std::string(field)].push_back(random.pick(values));
            }
            for (const FieldError& error : take_answers(page, sent, answers, rules())) {
                CAPTURE(error.key, error.field);
                REQUIRE(std::find(error_keys.begin(), error_keys.end(), error.key) != error_keys.end());
                REQUIRE(page_of_field(error.field) == page);
            }
        }
        const auto checked = check_lodging(answers, rules());
        if (checked.errors.empty()) REQUIRE_FALSE(checked.value.office.empty());
    }
}

}  // namespace charter::lodging_form_test
