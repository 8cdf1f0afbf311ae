#include "server/forms/capture_form.h"

#include <algorithm>
#include <catch2/catch.hpp>

namespace charter::capture_form_test {
namespace {

Catalogue make_catalogue() {
    Catalogue catalogue;
    catalogue.languages = {"en", "xh"};
    catalogue.timezone = "Africa/Johannesburg";
    Office office;
    office.id = "north";
    office.type = "local";
    catalogue.offices = {office};
    return catalogue;
}

// Saturday 28 November 2026, 10:00 in Johannesburg.
const Instant now = parse_instant("2026-11-28T08:00:00Z").value();

FieldMap letter() {
    return {{"channel", {"letter"}},
            {"kind", {"complaint"}},
            {"description", {"Ndalinda iiyure ezine."}},
            {"office", {"north"}},
            {"language", {"xh"}}};
}

FieldMap with(FieldMap sent, std::initializer_list<std::pair<std::string, std::string>> changes) {
    for (const auto& [field, value] : changes) sent[field] = {value};
    return sent;
}

struct Taken {
    Answers answers;
    Checked<Capture> checked;
};

Taken take(const FieldMap& sent) {
    static const Catalogue catalogue = make_catalogue();
    Taken taken;
    taken.checked = take_capture(sent, taken.answers, {{catalogue, "en"}, now});
    return taken;
}

std::string errors_of(const FieldMap& sent) {
    std::string text;
    for (const FieldError& error : take(sent).checked.errors) text += (text.empty() ? "" : "; ") + error.key;
    return text;
}

Capture capture_of(const FieldMap& sent) {
    const Taken taken = take(sent);
    REQUIRE(taken.checked.errors.empty());
    return taken.checked.value;
}

}  // namespace

TEST_CASE("a letter that came now becomes a case without anybody's consent", "[capture]") {
    const Capture capture = capture_of(letter());
    CHECK(capture.lodging.channel == CaseChannel::Letter);
    CHECK(capture.lodging.language == "xh");
    CHECK(capture.lodging.office == "north");
    CHECK_FALSE(capture.lodging.consent);
    CHECK(capture.received_at == now);
    CHECK_FALSE(capture.later);
    CHECK(capture_of(with(letter(), {{"consent", "yes"}})).lodging.consent);
    // The office complained of may know who it is only if the person says that.
    CHECK_FALSE(capture.lodging.office_consent);
    CHECK(capture_of(with(letter(), {{"office_consent", "yes"}})).lodging.office_consent);
}

TEST_CASE("what came earlier counts from then, and says why it is late", "[capture]") {
    const FieldMap earlier = with(letter(), {{"received_date", "2026/11/20"}, {"received_time", "9:05"}});
    CHECK(errors_of(earlier) == "error.later_reason.missing");
    CHECK(errors_of(with(earlier, {{"channel", ""}})) == "error.channel.missing; error.later_reason.missing");
    const Capture capture = capture_of(with(earlier, {{"later_reason", "The post room kept it"}}));
    CHECK(to_iso(capture.received_at) == "2026-11-20T07:05:00Z");
    REQUIRE(capture.later);
    CHECK(capture.later->at == now);
    CHECK(capture.later->reason == "The post room kept it");
}

TEST_CASE("the moment of receipt is read as people write it", "[capture]") {
    const auto [day, time, moment] = GENERATE(table<std::string, std::string, std::string>({
        {"", "", "2026-11-28T08:00:00Z"},
        {"", "09:50", "2026-11-28T07:50:00Z"},       // a time alone is today's
        {"2026-11-27", "", "2026-11-27T05:30:00Z"},  // a day alone begins when the offices open
        {"2026.11.27", "23:59", "2026-11-27T21:59:00Z"},
        {" 2025-11-28 ", "8:00", "2025-11-28T06:00:00Z"},
    }));
    CAPTURE(day, time);
    const FieldMap sent =
        with(letter(), {{"received_date", day}, {"received_time", time}, {"later_reason", "From the diary"}});
    CHECK(to_iso(capture_of(sent).received_at) == moment);
}

TEST_CASE("a receipt that cannot be is told at its field", "[capture]") {
    const auto [field, value, error] = GENERATE(table<std::string, std::string, std::string>({
        {"received_date", "27/11/2026", "error.received_date.malformed"},
        {"received_date", "2026-02-30", "error.no-such-day"},
        {"received_date", "yesterday", "error.received_date.malformed"},
        {"received_date", "2026-11-29", "error.received_date.future"},
        {"received_date", "2062-11-27", "error.received_date.future"},
        {"received_date", "2016-11-27", "error.received_date.too-old"},
        {"received_time", "10:01", "error.received_time.future"},
        {"received_time", "24:00", "error.received_time.malformed"},
        {"received_time", "9", "error.received_time.malformed"},
        {"received_time", "1:5", "error.received_time.malformed"},
        {"received_time", "ab:cd", "error.received_time.malformed"},
        {"source_date", "2026-13-01", "error.source_date.malformed"},
        {"source_date", "2026-11-29", "error.source_date.future"},
        {"channel", "", "error.channel.missing"},
        {"channel", "web", "error.channel.unknown"},
        {"channel", "pigeon", "error.channel.unknown"},
        {"kind", "rant", "error.kind.unknown"},
        {"office", "south", "error.office.unknown"},
        {"phone", "12", "error.phone.malformed"},
    }));
    CAPTURE(field, value);
    CHECK(errors_of(with(letter(), {{field, value}})) == error);
}

TEST_CASE("the Presidential Hotline gives a reference of its own", "[capture]") {
    const FieldMap sent = with(letter(), {{"channel", "presidential-hotline"}, {"source_date", "2026-11-20"}});
    CHECK(errors_of(sent) == "error.source_reference.missing");
    const Capture capture = capture_of(with(sent, {{"source_reference", " PH 2026/118 "}}));
    CHECK(capture.lodging.source_reference == "PH 2026/118");
    CHECK(capture.lodging.source_date == "2026-11-20");
    const FieldMap earlier = with(sent, {{"source_reference", "PH 2026/118"},
                                         {"received_date", "2026-11-19"},
                                         {"later_reason", "The post room kept it"}});
    CHECK(errors_of(earlier) == "error.source_date.after-receipt");
    CHECK(errors_of(with(earlier, {{"source_date", "2026-11-19"}})).empty());
}

TEST_CASE("what comes from a colleague of another unit is captured as from an internal customer", "[capture]") {
    CHECK(capture_of(with(letter(), {{"channel", "internal-customer"}})).lodging.channel ==
          CaseChannel::InternalCustomer);
}

TEST_CASE("a field that comes twice is refused, whichever it is", "[capture]") {
    for (const std::string field : {"channel", "received_date", "received_time", "later_reason", "source_reference",
                                    "source_date", "kind", "phone", "consent"}) {
        FieldMap sent = letter();
        sent[field] = {"one", "other"};
        CAPTURE(field);
        CHECK(errors_of(sent).find("error.repeated") != std::string::npos);
    }
}

TEST_CASE("with errors every answer is kept, but for a choice that no list has", "[capture]") {
    const Taken taken = take(with(letter(), {{"channel", "pigeon"}, {"phone", "12"}, {"received_date", "soon"}}));
    CHECK(taken.checked.errors.size() == 3);
    CHECK(taken.answers.at("phone") == "12");
    CHECK(taken.answers.at("received_date") == "soon");
    CHECK(taken.answers.at("description") == "Ndalinda iiyure ezine.");
    CHECK_FALSE(taken.answers.contains("channel"));
}

TEST_CASE("what comes in by itself is not captured", "[capture]") {
    const auto channels = capture_channels();
    for (const CaseChannel channel : all_case_channels()) {
        const bool comes_by_itself = channel == CaseChannel::Web || channel == CaseChannel::Open311;
        CHECK((std::find(channels.begin(), channels.end(), channel) == channels.end()) == comes_by_itself);
    }
}

}  // namespace charter::capture_form_test
