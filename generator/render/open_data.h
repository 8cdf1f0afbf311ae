// What a site promises, where its offices are and what its plan counts, as tables for everyone: each as CSV and as JSON
// under /data/, described column by column by the block [[data]]. Files and descriptions come from the same tables.
// Pure; any thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "generator/render/scope.h"
#include "generator/shared/view.h"

namespace charter {

enum class ColumnType { Id, Text, Number, YesNo, Month, Time, Url, List };

struct DataColumn {
    std::string name;      // in the file: "title_en"
    std::string meaning;   // what it is, whatever the language: "title"; word data.column.MEANING
    std::string language;  // of its texts; empty where it has none
    ColumnType type = ColumnType::Text;
};

// Cells are as in the CSV file; an empty one is not known or does not apply. A list has blanks between.
struct DataTable {
    std::string name;  // "standards"
    std::vector<DataColumn> columns;
    std::vector<std::vector<std::string>> rows;
};

// Those that have rows: standards (of every edition), changes (from each edition to the next), offices, indicators (a
// row for each year).
[[nodiscard]] std::vector<DataTable> data_tables(const Site& site);

// Path in the output and text: "data/standards.csv", "data/standards.json" ...
[[nodiscard]] std::vector<std::pair<std::string, std::string>> data_files(const Site& site);

// Shape block_data.
[[nodiscard]] View data_view(const Scope& scope);

}  // namespace charter
