#include "server/forms/import_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "generator/shared/keys.h"
#include "generator/shared/text.h"
#include "generator/shared/yaml.h"
#include "server/forms/rules.h"

namespace charter {
namespace {

// Of the capture form; the reason for a later record and the consent's default are the import's own.
constexpr std::array<std::string_view, 22> import_fields = {
    "channel",   "received_date",  "received_time", "source_date",   "kind",     "service",
    "standard",  "office",         "description",   "place",         "when",     "anonymous",
    "name",      "phone",          "email",         "contact_by",    "language", "consent",
    "on_behalf", "about_official", "later_reason",  "office_consent"};
constexpr Keys<DateOrder, 3> date_orders = {{{DateOrder::YearMonthDay, "year-month-day"},
                                             {DateOrder::DayMonthYear, "day-month-year"},
                                             {DateOrder::MonthDayYear, "month-day-year"}}};

bool is_field(std::string_view name) {
    return std::find(import_fields.begin(), import_fields.end(), name) != import_fields.end();
}
bool is_date(std::string_view field) {
    return field == "received_date" || field == "source_date";
}

class MappingReader {
  public:
    MappingReader(const Source& file, Diagnostics& diagnostics) : file_(file), diagnostics_(diagnostics) {}

    ImportMapping read() {
        const YamlValue yaml = parse_yaml(file_, diagnostics_);
        if (yaml.type != YamlValue::Type::Map) {
            if (!diagnostics_.has_errors())
                diagnostics_.error(file_, yaml.span, "bad-field", "the mapping must hold fields, one on each line",
                                   "write for example source: call-centre");
            return mapping_;
        }
        for (const YamlEntry& entry : yaml.entries) read_entry(entry);
        need(yaml, "source", !mapping_.source.empty());
        need(yaml, "reference", !mapping_.reference_column.empty());
        need(yaml, "columns", !mapping_.columns.empty());
        return std::move(mapping_);
    }

  private:
    void read_entry(const YamlEntry& entry) {
        if (entry.key == "source") {
            mapping_.source = text(entry);
        } else if (entry.key == "reference") {
            mapping_.reference_column = text(entry);
        } else if (entry.key == "separator") {
            read_separator(entry);
        } else if (entry.key == "dates") {
            const auto order = find_in(date_orders, text(entry));
            if (!order) wrong(entry, "write year-month-day, day-month-year or month-day-year");
            mapping_.dates = order.value_or(DateOrder::YearMonthDay);
        } else if (entry.key == "columns") {
            mapping_.columns = texts_by_field(entry);
        } else if (entry.key == "always") {
            mapping_.always = texts_by_field(entry);
        } else if (entry.key == "values") {
            read_values(entry);
        } else {
            diagnostics_.error(file_, entry.key_span, "unknown-field",
                               fmt::format("a mapping has no field \"{}\"", entry.key),
                               "write source, reference, separator, dates, columns, values or always");
        }
    }

    void read_separator(const YamlEntry& entry) {
        const std::string sign = text(entry);
        if (sign == "," || sign == ";" || sign == "\t" || sign == "|")
            mapping_.separator = sign.front();
        else
            wrong(entry, "write \",\" or \";\" or \"|\" or a tabulator in quotes");
    }

    void read_values(const YamlEntry& entry) {
        if (!is_map(entry)) return;
        for (const YamlEntry& field : entry.value.entries) {
            if (!is_known(field) || !is_map(field)) continue;
            for (const YamlEntry& word : field.value.entries) mapping_.values[field.key][word.key] = text(word);
        }
    }

    std::map<std::string, std::string, std::less<>> texts_by_field(const YamlEntry& entry) {
        std::map<std::string, std::string, std::less<>> texts;
        if (!is_map(entry)) return texts;
        for (const YamlEntry& field : entry.value.entries) {
            if (is_known(field)) texts.emplace(field.key, text(field));
        }
        return texts;
    }

    bool is_known(const YamlEntry& field) {
        if (is_field(field.key)) return true;
        diagnostics_.error(file_, field.key_span, "unknown-field",
                           fmt::format("the capture form has no field \"{}\"", field.key),
                           fmt::format("write one of {}", fmt::join(import_fields, ", ")));
        return false;
    }
    bool is_map(const YamlEntry& entry) {
        if (entry.value.type == YamlValue::Type::Map) return true;
        wrong(entry, "write fields in it, each on its own line");
        return false;
    }
    std::string text(const YamlEntry& entry) {
        if (entry.value.type == YamlValue::Type::Text) return entry.value.text;
        wrong(entry, "write one text");
        return {};
    }
    void wrong(const YamlEntry& entry, std::string hint) {
        diagnostics_.error(file_, entry.value.span, "bad-field", fmt::format("\"{}\" holds something else", entry.key),
                           std::move(hint));
    }
    void need(const YamlValue& yaml, std::string_view key, bool is_there) {
        if (!is_there && yaml.find(key) == nullptr)
            diagnostics_.error(file_, {yaml.span.begin, yaml.span.begin}, "missing-field",
                               fmt::format("the mapping lacks \"{}\"", key));
    }

    const Source& file_;
    Diagnostics& diagnostics_;
    ImportMapping mapping_;
};

std::string date_hint(DateOrder order) {
    const std::string_view example = order == DateOrder::YearMonthDay   ? "2026-11-27"
                                     : order == DateOrder::DayMonthYear ? "27-11-2026"
                                                                        : "11-27-2026";
    return fmt::format("write the day like {}, {} as the mapping says", example, key_in(date_orders, order));
}

// "27/11/2026" in the order of the export as "2026-11-27"; anything else as it stands, for the form to refuse.
std::string in_our_order(const std::string& written, DateOrder order) {
    if (order == DateOrder::YearMonthDay) return written;
    std::string even = written;
    std::replace_if(
        even.begin(), even.end(), [](char sign) { return sign == '/' || sign == '.'; }, '-');
    const std::vector<std::string> parts = split(even, '-');
    if (parts.size() != 3 || parts[2].size() != 4) return written;
    const std::string& day = order == DateOrder::DayMonthYear ? parts[0] : parts[1];
    const std::string& month = order == DateOrder::DayMonthYear ? parts[1] : parts[0];
    return fmt::format("{}-{:0>2}-{:0>2}", parts[2], month, day);
}

// Makes captures of the rows under one head.
class TableReader {
  public:
    TableReader(const ImportMapping& mapping, const CaptureRules& rules, const CsvRow& head)
        : mapping_(mapping), rules_(rules), head_(head) {}

    ImportedTable read(std::span<const CsvRow> rows) {
        if (!find_columns()) return std::move(table_);
        for (const CsvRow& row : rows) read_row(row);
        return std::move(table_);
    }

  private:
    void blame(std::size_t line, std::string column, std::string text) {
        table_.faults.push_back({line, std::move(column), std::move(text), std::nullopt});
    }

    [[nodiscard]] std::optional<std::size_t> place_of(std::string_view column) const {
        const auto found = std::find_if(head_.cells.begin(), head_.cells.end(),
                                        [&](const std::string& cell) { return trim(cell) == column; });
        if (found == head_.cells.end()) return std::nullopt;
        return static_cast<std::size_t>(found - head_.cells.begin());
    }

    bool find_columns() {
        const auto find = [&](const std::string& column) -> std::size_t {
            if (const auto place = place_of(column)) return *place;
            blame(head_.line, column, "the file has no such column");
            return 0;
        };
        if (!head_.fault.empty()) blame(head_.line, "", head_.fault);
        reference_at_ = find(mapping_.reference_column);
        for (const auto& [field, column] : mapping_.columns) places_[field] = find(column);
        return table_.faults.empty();
    }

    void read_row(const CsvRow& row) {
        if (!row.fault.empty()) {
            blame(row.line, "", row.fault);
            return;
        }
        if (row.cells.size() != head_.cells.size()) {
            blame(row.line, "",
                  fmt::format("it has {} cells, and the head has {}", row.cells.size(), head_.cells.size()));
            return;
        }
        const std::size_t before = table_.faults.size();
        unread_.clear();
        const std::string reference = one_line(row.cells[reference_at_]);
        if (reference.empty()) blame(row.line, mapping_.reference_column, "their reference is missing");
        if (!reference.empty() && !seen_.insert(reference).second)
            blame(row.line, mapping_.reference_column, "their reference stands in an earlier row too");
        FieldMap sent = fields_of(row);
        sent.insert_or_assign("source_reference", std::vector<std::string>{reference});
        Answers answers;
        auto [capture, errors] = take_capture(sent, answers, rules_);
        for (FieldError& error : errors) {
            if (unread_.contains(error.field)) continue;  // it is told already what is wrong with it
            std::string column = column_of(error.field);
            if (is_date(error.field) && error.key.ends_with(".malformed")) {
                blame(row.line, std::move(column), date_hint(mapping_.dates));
                continue;
            }
            table_.faults.push_back({row.line, std::move(column), {}, std::move(error)});
        }
        if (table_.faults.size() > before) return;
        if (!capture.later) capture.later = LaterRecord{rules_.now, value_of(sent, "later_reason")};
        table_.rows.push_back({row.line, reference, std::move(capture)});
    }

    FieldMap fields_of(const CsvRow& row) {
        FieldMap sent = {{"later_reason", {fmt::format("Imported from {}", mapping_.source)}}};
        for (const auto& [field, value] : mapping_.always)
            sent.insert_or_assign(field, std::vector<std::string>{value});
        for (const auto& [field, place] : places_) {
            std::string value = ours(row, field, row.cells[place]);
            if (field == "received_date") split_moment(sent, value);
            if (!value.empty()) sent.insert_or_assign(field, std::vector<std::string>{std::move(value)});
        }
        if (const auto time = sent.find("received_time"); time != sent.end()) drop_seconds(time->second.front());
        return sent;
    }

    // Their word, as ours. What they left empty stays so; a word that the mapping does not have is a fault, so that
    // nothing is guessed.
    std::string ours(const CsvRow& row, const std::string& field, const std::string& theirs) {
        const std::string word(trim(theirs));
        const auto words = mapping_.values.find(field);
        if (words != mapping_.values.end() && !word.empty()) {
            const auto found = words->second.find(word);
            if (found != words->second.end()) return found->second;
            unread_.insert(field);
            blame(row.line, column_of(field), fmt::format("the mapping has no value for \"{}\"", shortened(word)));
            return {};
        }
        if (!is_date(field)) return field == "description" ? theirs : word;
        const std::size_t end = word.find_first_of(" T");
        return in_our_order(word.substr(0, end), mapping_.dates) +
               (end == std::string::npos ? std::string() : " " + word.substr(end + 1));
    }

    static void drop_seconds(std::string& time) {
        if (std::count(time.begin(), time.end(), ':') == 2) time.resize(time.rfind(':'));
    }

    // "2026-11-27 14:20:05" in one column is the day and the time.
    static void split_moment(FieldMap& sent, std::string& value) {
        const std::size_t end = value.find(' ');
        if (end == std::string::npos) return;
        sent.emplace("received_time", std::vector<std::string>{value.substr(end + 1)});
        value.resize(end);
    }

    static std::string shortened(const std::string& word) {
        constexpr std::size_t longest = 40;
        if (word.size() <= longest) return word;
        std::size_t end = longest;
        while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) --end;
        return word.substr(0, end) + "...";
    }

    [[nodiscard]] std::string column_of(std::string_view field) const {
        if (field == "source_reference") return mapping_.reference_column;
        const auto found = mapping_.columns.find(field);
        return found == mapping_.columns.end() ? std::string(field) : found->second;
    }

    const ImportMapping& mapping_;
    const CaptureRules& rules_;
    const CsvRow& head_;
    std::size_t reference_at_ = 0;
    std::map<std::string, std::size_t, std::less<>> places_;
    std::set<std::string> seen_;    // references of the rows before
    std::set<std::string> unread_;  // fields of this row
    ImportedTable table_;
};

}  // namespace

ImportMapping read_mapping(const Source& file, Diagnostics& diagnostics) {
    return MappingReader(file, diagnostics).read();
}

ImportedTable read_import(std::string_view csv, const ImportMapping& mapping, const CaptureRules& rules) {
    const std::vector<CsvRow> rows = parse_csv(csv, mapping.separator);
    if (rows.empty()) return {{}, {{1, "", "the file holds no table", std::nullopt}}};
    return TableReader(mapping, rules, rows.front()).read(std::span(rows).subspan(1));
}

}  // namespace charter
