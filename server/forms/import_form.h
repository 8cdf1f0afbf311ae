// The export of another system, such as a call centre's, as captures: a mapping says which column is which field of the
// capture form and what their words mean, and every row is held to the rules of that form. Pure; any thread.
//
// The mapping is YAML:
//   source: call-centre            who exports; with their reference it tells a row from every other. Needed
//   reference: Ticket              the column with their reference. Needed
//   separator: ";"                 between the cells; usually a comma
//   dates: day-month-year          how they write dates; usually year-month-day
//   columns: {description: Text}   field of the form: column
//   values: {kind: {Query: enquiry}}   for a field, their word: ours
//   always: {channel: call-centre}     fields that no column holds
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "generator/shared/diagnostics.h"
#include "server/forms/capture_form.h"
#include "server/forms/csv_table.h"

namespace charter {

enum class DateOrder { YearMonthDay, DayMonthYear, MonthDayYear };

struct ImportMapping {
    std::string source;
    std::string reference_column;
    char separator = ',';
    DateOrder dates = DateOrder::YearMonthDay;
    std::map<std::string, std::string, std::less<>> columns;                        // field -> column
    std::map<std::string, std::map<std::string, std::string>, std::less<>> values;  // field -> their word -> ours
    std::map<std::string, std::string, std::less<>> always;                         // field -> value
};
// Codes: yaml-syntax, bad-field, missing-field, unknown-field.
[[nodiscard]] ImportMapping read_mapping(const Source& file, Diagnostics& diagnostics);

// A row that would be a case.
struct ImportedRow {
    std::size_t line = 0;
    std::string reference;  // theirs
    Capture capture;
};
// Why a row cannot be one. `column` is theirs; empty for the row as a whole. `key` is an interface word with its
// arguments, or empty: then `text` says it in English.
struct RowFault {
    std::size_t line = 0;
    std::string column;
    std::string text;
    std::optional<FieldError> error;
};
struct ImportedTable {
    std::vector<ImportedRow> rows;  // that are good
    std::vector<RowFault> faults;   // in the order of the file
};

// A reference that stands twice in the file is a fault of the second row.
[[nodiscard]] ImportedTable read_import(std::string_view csv, const ImportMapping& mapping, const CaptureRules& rules);

}  // namespace charter
