// Reads typed values from the fields of one YAML map and tells the author what is wrong with each. A field that was
// never asked for is unknown. Used by everything that reads settings, registers and header blocks; keeps references to
// what it was made from.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/shared/calendar.h"
#include "generator/shared/diagnostics.h"
#include "generator/shared/service.h"
#include "generator/shared/yaml.h"

namespace charter {

struct TextAt {
    std::string text;
    Span span;
};

// "write a, b or c"; with the nearest first if one is near: "did you mean "a"? ...".
[[nodiscard]] std::string hint_of_names(std::string_view written, const std::vector<std::string>& names);

// An en dash or an em dash, which some editors' programs put in the place of a hyphen.
[[nodiscard]] bool has_long_dash(std::string_view text);

class Fields {
    template <typename Table>
    using ValueOf = typename Table::value_type::first_type;

  public:
    // `map` must be a Map.
    Fields(const Source& source, const YamlValue& map, Diagnostics& diagnostics)
        : source_(source), map_(map), diagnostics_(diagnostics) {}

    // Each gives nothing (or "" or an empty list) if the field is absent or empty, and also, with a finding, if it is
    // something else than was asked for. Codes: bad-field, bad-date, bad-id.
    [[nodiscard]] const YamlValue* value(std::string_view key);
    [[nodiscard]] std::string text(std::string_view key);
    [[nodiscard]] std::optional<TextAt> text_at(std::string_view key);
    [[nodiscard]] std::vector<TextAt> texts_at(std::string_view key);
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    // A list in which each name stands once. Code besides: duplicate-id, at the second.
    [[nodiscard]] std::vector<TextAt> names_at(std::string_view key);
    [[nodiscard]] bool flag(std::string_view key);
    [[nodiscard]] std::optional<int> whole_number(std::string_view key);
    [[nodiscard]] std::optional<Date> date(std::string_view key);
    [[nodiscard]] std::optional<TextAt> id(std::string_view key);
    // "07:30" in minutes after midnight.
    [[nodiscard]] std::optional<int> time(std::string_view key);
    // A number to call, "021 000 0000", "+27 21 000 0000" or "*120*1#"; an address of e-mail.
    [[nodiscard]] std::string phone(std::string_view key);
    [[nodiscard]] std::string email(std::string_view key);
    // One text for all languages (it is then kept under the first), or a map with one for each of them.
    // Codes: missing-translation, unknown-language.
    [[nodiscard]] Localized localized(std::string_view key, const std::vector<std::string>& languages);
    // The fields of a map inside.
    [[nodiscard]] std::optional<Fields> inside(std::string_view key);
    // The fields of each map of a list.
    [[nodiscard]] std::vector<Fields> list(std::string_view key);

    // One of a table of keys: a range of pairs of value and key.
    template <typename Table>
    [[nodiscard]] auto choice(std::string_view key, const Table& table) -> std::optional<ValueOf<Table>> {
        const std::optional<TextAt> written = text_at(key);
        if (!written) return std::nullopt;
        return chosen(key, *written, table);
    }
    template <typename Table>
    [[nodiscard]] auto choices(std::string_view key, const Table& table) -> std::vector<ValueOf<Table>> {
        std::vector<ValueOf<Table>> values;
        for (const TextAt& written : texts_at(key)) {
            if (const auto value = chosen(key, written, table)) values.push_back(*value);
        }
        return values;
    }

    // The field must be there; report_unknown() says so if it is not.
    void require(std::string_view key, std::string_view hint);
    // Every field that was required and is missing, and every field nobody asked for: one finding where the one is the
    // other, mistyped. Codes: missing-field (at the map), unknown-field.
    void report_unknown();
    // The fields nobody asked for that stand for one that was asked for and is not there: what was written, what was
    // meant.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> mistyped() const;
    void error(Span span, std::string_view code, std::string message, std::string hint = {});
    void warning(Span span, std::string_view code, std::string message, std::string hint = {});

    [[nodiscard]] const Source& source() const { return source_; }
    [[nodiscard]] const YamlValue& map() const { return map_; }
    [[nodiscard]] Span key_span(std::string_view key) const;

  private:
    [[nodiscard]] std::string list_of_fields() const;
    [[nodiscard]] std::optional<TextAt> scalar(std::string_view key, const YamlValue& value);
    void report_choice(std::string_view key, const TextAt& written, const std::vector<std::string>& names);
    template <typename Table>
    [[nodiscard]] auto chosen(std::string_view key, const TextAt& written, const Table& table)
        -> std::optional<ValueOf<Table>> {
        std::vector<std::string> names;
        for (const auto& [value, name] : table) {
            if (name == written.text) return value;
            names.emplace_back(name);
        }
        report_choice(key, written, names);
        return std::nullopt;
    }

    const Source& source_;
    const YamlValue& map_;
    Diagnostics& diagnostics_;
    std::vector<std::string> asked_;
    std::vector<std::pair<std::string, std::string>> missing_;  // key, hint
};

}  // namespace charter
