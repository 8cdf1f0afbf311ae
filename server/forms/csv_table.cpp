// table = row *(end row) [end] ; end = CRLF / LF / CR
// row   = cell *(separator cell)
// cell  = '"' *(any / '""') '"'  /  *(any but separator, quote and end)
#include "server/forms/csv_table.h"

#include <algorithm>

#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

class CsvReader {
  public:
    CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    std::vector<CsvRow> read() {
        if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
        std::vector<CsvRow> rows;
        while (at_ < text_.size()) {
            CsvRow row = read_row();
            const bool is_blank = row.cells.size() == 1 && row.cells.front().empty() && row.fault.empty();
            if (!is_blank) rows.push_back(std::move(row));
        }
        return rows;
    }

  private:
    [[nodiscard]] bool is_end() const { return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r'; }

    CsvRow read_row() {
        CsvRow row;
        row.line = line_;
        row.cells.push_back(read_cell(row));
        while (at_ < text_.size() && text_[at_] == separator_) {
            ++at_;
            row.cells.push_back(read_cell(row));
        }
        pass_line_end();
        for (const std::string& cell : row.cells) check(row, cell);
        return row;
    }

    std::string read_cell(CsvRow& row) {
        if (at_ < text_.size() && text_[at_] == '"') return read_quoted(row);
        const std::size_t begin = at_;
        while (!is_end() && text_[at_] != separator_) ++at_;
        std::string cell(text_.substr(begin, at_ - begin));
        if (cell.find('"') != std::string::npos) blame(row, "a quote stands within a cell that is not in quotes");
        return cell;
    }

    std::string read_quoted(CsvRow& row) {
        std::string cell;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"') {
                ++at_;
                if (at_ >= text_.size() || text_[at_] != '"') return pass_rest(row, std::move(cell));
            }
            const bool is_line_end = text_[at_] == '\n' || (text_[at_] == '\r' && text_.substr(at_ + 1, 1) != "\n");
            line_ += is_line_end ? 1 : 0;
            cell += text_[at_];
        }
        blame(row, "a quote is never closed");
        return cell;
    }

    // Behind the closing quote nothing may stand.
    std::string pass_rest(CsvRow& row, std::string cell) {
        const std::size_t begin = at_;
        while (!is_end() && text_[at_] != separator_) ++at_;
        if (at_ > begin) blame(row, "something stands behind a closing quote");
        return cell;
    }

    void pass_line_end() {
        if (at_ >= text_.size()) return;
        at_ += text_.substr(at_, 2) == "\r\n" ? 2 : 1;
        ++line_;
    }

    static void check(CsvRow& row, const std::string& cell) {
        if (find_invalid_utf8(cell)) blame(row, "a cell is not in UTF-8");
        if (cell.find('\0') != std::string::npos) blame(row, "a cell holds a NUL byte");
    }
    static void blame(CsvRow& row, std::string_view fault) {
        if (row.fault.empty()) row.fault = fault;
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

}  // namespace

std::vector<CsvRow> parse_csv(std::string_view text, char separator) {
    return CsvReader(text, separator).read();
}

}  // namespace charter
