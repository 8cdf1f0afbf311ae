#include "server/forms/csv_table.h"

#include <catch2/catch.hpp>

namespace charter::csv_table_test {
namespace {

// "1:a|b 2:c|d!fault"
std::string text_of(std::string_view csv, char separator = ',') {
    std::string text;
    for (const CsvRow& row : parse_csv(csv, separator)) {
        text += (text.empty() ? "" : " ") + std::to_string(row.line) + ":";
        for (std::size_t i = 0; i < row.cells.size(); ++i) text += (i == 0 ? "" : "|") + row.cells[i];
        if (!row.fault.empty()) text += "!" + row.fault;
    }
    return text;
}

}  // namespace

TEST_CASE("rows end with any line end, and quotes hold separators, quotes and line ends", "[csv]") {
    CHECK(text_of("a,b\r\nc,d\ne,f\rg,h") == "1:a|b 2:c|d 3:e|f 4:g|h");
    CHECK(text_of("\"a,b\",\"c\"\"d\"\r\n\"e\r\nf\",g\nh,i") == "1:a,b|c\"d 2:e\r\nf|g 4:h|i");
    CHECK(text_of("a;\"b;c\";", ';') == "1:a|b;c|");
    CHECK(text_of("a,b\n\n\nc,d\n") == "1:a|b 4:c|d");
    CHECK(text_of("\xEF\xBB\xBF"
                  "a,b") == "1:a|b");
    CHECK(text_of("").empty());
    CHECK(text_of(",") == "1:|");
    CHECK(text_of("\"\"") == "");
}

TEST_CASE("a broken row says why, and those behind it are read", "[csv]") {
    CHECK(text_of("a\"b,c\nd,e") == "1:a\"b|c!a quote stands within a cell that is not in quotes 2:d|e");
    CHECK(text_of("\"a\"b,c\nd,e") == "1:a|c!something stands behind a closing quote 2:d|e");
    CHECK(text_of("a,b\n\"c,d\ne,f\n") == "1:a|b 2:c,d\ne,f\n!a quote is never closed");
    CHECK(text_of("\"") == "1:!a quote is never closed");
    CHECK(text_of("a,\xFF\nc,d") == "1:a|\xFF!a cell is not in UTF-8 2:c|d");
    CHECK(text_of(std::string_view("a,b\0c\nd,e", 9)).find("!a cell holds a NUL byte 2:d|e") != std::string::npos);
}

TEST_CASE("a cell of a mebibyte and a thousand columns are read whole", "[csv]") {
    const std::string long_cell(1024 * 1024, 'x');
    const auto rows = parse_csv("a," + long_cell + "\nb,c");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].cells[1] == long_cell);
    CHECK(parse_csv(std::string(1000, ',')).front().cells.size() == 1001);
}

}  // namespace charter::csv_table_test
