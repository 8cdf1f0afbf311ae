// Reads a table as RFC 4180 writes it, from anywhere: a spreadsheet, a call centre's program, a hostile hand. Pure; any
// thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace charter {

struct CsvRow {
    std::size_t line = 1;  // of the file, where the row begins
    std::vector<std::string> cells;
    std::string fault;  // why the row cannot be used: "a quote is never closed"; empty: it can
    bool operator==(const CsvRow&) const = default;
};

// Every row, the head among them; rows without a single sign are left out. A byte order mark before the first is
// dropped. Lines end with CRLF, LF or CR. A row with a fault keeps what was read of it, and the rows behind it are read
// as well as they can be: an open quote ends with the file.
[[nodiscard]] std::vector<CsvRow> parse_csv(std::string_view text, char separator = ',');

}  // namespace charter
