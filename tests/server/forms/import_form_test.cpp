#include "server/forms/import_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/server/cases/case_fixture.h"

namespace charter::import_form_test {
namespace {

Catalogue catalogue() {
    Catalogue made;
    made.languages = {"en", "af"};
    for (const char* id : {"head-office", "north"}) {
        Office office;
        office.id = id;
        office.type = std::string_view(id) == "head-office" ? "head" : "local";
        made.offices.push_back(office);
    }
    return made;
}

constexpr std::string_view usual_mapping = R"(source: call-centre
reference: Ticket
dates: day-month-year
columns:
  received_date: Opened
  kind: Type
  description: Details
  office: Branch
  phone: Phone
values:
  kind: {Query: enquiry, Complaint: complaint}
  office: {Athlone: north}
always:
  channel: call-centre
  language: af
)";

std::string mapping_faults(std::string_view yaml) {
    const Source file{"map.yaml", std::string(yaml)};
    Diagnostics diagnostics;
    (void)read_mapping(file, diagnostics);
    std::string text;
    for (const Diagnostic& one : diagnostics.sorted())
        text += fmt::format("{}{}:{}", text.empty() ? "" : " ", one.place.line, one.code);
    return text;
}

ImportedTable table_of(const std::string& rows, std::string_view mapping = usual_mapping) {
    const Source file{"map.yaml", std::string(mapping)};
    Diagnostics diagnostics;
    const ImportMapping read = read_mapping(file, diagnostics);
    REQUIRE_FALSE(diagnostics.has_errors());
    const Catalogue site = catalogue();
    return read_import("Ticket,Opened,Type,Details,Branch,Phone\n" + rows, read,
                       {{site, "en"}, local("2026-11-28 12:00")});
}

// "2 Type: the mapping ..."; errors of the form by their key.
std::string faults_of(const std::string& rows) {
    std::string text;
    for (const RowFault& fault : table_of(rows).faults) {
        if (fault.error) CHECK(std::find(error_keys.begin(), error_keys.end(), fault.error->key) != error_keys.end());
        text += fmt::format("{}{} {}: {}", text.empty() ? "" : "; ", fault.line, fault.column,
                            fault.error ? fault.error->key : fault.text);
    }
    return text;
}

}  // namespace

TEST_CASE("a row is the case that the capture form would make of it, received when they received it", "[import]") {
    const ImportedTable table = table_of(
        "T-1,27/11/2026 14:20:05,Query,\"When, please?\",Athlone,021 555 0101\nT-2,3/11/2026,Complaint,Late,,\n");
    CHECK(table.faults.empty());
    REQUIRE(table.rows.size() == 2);
    const Capture& one = table.rows[0].capture;
    CHECK(table.rows[0].reference == "T-1");
    CHECK(one.lodging.kind == CaseKind::Enquiry);
    CHECK(one.lodging.channel == CaseChannel::CallCentre);
    CHECK(one.lodging.office == "north");
    CHECK(one.lodging.language == "af");
    CHECK(one.lodging.description == "When, please?");
    CHECK(one.lodging.contact.phone == "+27215550101");
    CHECK(one.lodging.source_reference == "T-1");
    CHECK_FALSE(one.lodging.consent);
    CHECK(one.received_at == local("2026-11-27 14:20"));
    REQUIRE(one.later);
    CHECK(one.later->reason == "Imported from call-centre");
    CHECK(table.rows[1].capture.lodging.office == "head-office");
    CHECK(table.rows[1].capture.received_at == local("2026-11-03 07:30"));
}

TEST_CASE("every bad row is told with its line, column and reason, once for each mistake", "[import]") {
    CHECK(faults_of("T-1,27/11/2026,Qery,x,,\n") == "2 Type: the mapping has no value for \"Qery\"");
    CHECK(faults_of("T-1,27/11/2026,,x,,\n") == "2 Type: error.kind.missing");
    CHECK(faults_of("T-1,2026-11-27x,Query,x,,\n") ==
          "2 Opened: write the day like 27-11-2026, day-month-year as the mapping says");
    CHECK(faults_of("T-1,27/11/2027,Query,x,,\n") == "2 Opened: error.received_date.future");
    CHECK(faults_of("T-1,27/11/2026,Query,,,12\n") ==
          "2 Details: error.description.missing; 2 Phone: error.phone.malformed");
    CHECK(faults_of(",27/11/2026,Query,x,,\n") == "2 Ticket: their reference is missing");
    CHECK(faults_of("T-1,27/11/2026,Query,x,,\nT-1,27/11/2026,Query,y,,\n") ==
          "3 Ticket: their reference stands in an earlier row too");
    CHECK(faults_of("T-1,27/11/2026\n") == "2 : it has 2 cells, and the head has 6");
    CHECK(faults_of("T-1,27/11/2026,Query,\"x,,\n") == "2 : a quote is never closed");
}

TEST_CASE("hostile cells are words like others, or a fault of their row alone", "[import]") {
    const std::string good = "T-9,27/11/2026,Query,x,,\n";
    const std::string formula = "=HYPERLINK(\"\"http://evil\"\")";
    const ImportedTable formulas = table_of("T-1,27/11/2026,Query,\"" + formula + "\",,\n");
    REQUIRE(formulas.rows.size() == 1);
    CHECK(formulas.rows[0].capture.lodging.description == "=HYPERLINK(\"http://evil\")");
    for (const std::string& cell : {std::string("a\0b", 3), std::string("\xC3\x28"), std::string(1024 * 1024, 'x')}) {
        const ImportedTable table = table_of("T-1,27/11/2026,Query," + cell + ",,\n" + good);
        CHECK(table.faults.size() == 1);
        CHECK(table.faults.front().line == 2);
        CHECK(table.rows.size() == 1);
    }
}

TEST_CASE("a column that the file lacks is told, and no row is read", "[import]") {
    const Source file{"map.yaml", std::string(usual_mapping)};
    Diagnostics diagnostics;
    const Catalogue site = catalogue();
    const ImportedTable table = read_import("Ticket,Type\nT-1,Query\n", read_mapping(file, diagnostics),
                                            {{site, "en"}, local("2026-11-28 12:00")});
    CHECK(table.rows.empty());
    CHECK(table.faults.size() == 4);
    CHECK(table.faults.front().text == "the file has no such column");
    CHECK(read_import("", read_mapping(file, diagnostics), {{site, "en"}, local("2026-11-28 12:00")})
              .faults.front()
              .text == "the file holds no table");
}

TEST_CASE("a mapping is held to its fields", "[import]") {
    CHECK(mapping_faults(usual_mapping).empty());
    CHECK(mapping_faults("source: a\nreference: b\n") == "1:missing-field");
    CHECK(mapping_faults("source: a\nreference: b\ncolumns: {descripton: D}\n") == "3:unknown-field");
    CHECK(mapping_faults("sauce: a\nreference: b\ncolumns: {kind: D}\n") == "1:missing-field 1:unknown-field");
    CHECK(mapping_faults("source: a\nreference: b\ncolumns: {kind: D}\nseparator: x\n") == "4:bad-field");
    CHECK(mapping_faults("source: a\nreference: b\ncolumns: {kind: D}\ndates: us\n") == "4:bad-field");
    CHECK(mapping_faults("source: a\nreference: b\ncolumns: D\n") == "3:bad-field");
    CHECK(mapping_faults("- a\n") == "1:bad-field");
    CHECK(mapping_faults("source: [\n").find("yaml-syntax") != std::string::npos);
}

}  // namespace charter::import_form_test
