#include "generator/shared/csv.h"

namespace charter {

std::string csv_field(std::string_view text) {
    constexpr std::string_view begin_of_formula = "=+-@\t\r";
    std::string safe(text);
    if (!text.empty() && begin_of_formula.find(text.front()) != std::string_view::npos) safe.insert(0, 1, '\'');
    if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
    std::string out = "\"";
    for (const char c : safe) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + "\"";
}

std::string csv_line(const std::vector<std::string>& fields) {
    std::string line;
    for (const std::string& field : fields) {
        if (&field != &fields.front()) line += ',';
        line += csv_field(field);
    }
    return line + "\r\n";
}

}  // namespace charter
