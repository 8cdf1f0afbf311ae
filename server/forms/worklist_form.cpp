#include "server/forms/worklist_form.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "generator/shared/text.h"
#include "server/forms/rules.h"
#include "server/http/message.h"

namespace charter {
namespace {

constexpr std::size_t longest_question = 100;
constexpr std::size_t shortest_beginning = 3;
constexpr std::size_t reference_symbols = 9;

constexpr std::array<std::pair<std::string_view, std::string WorklistFields::*>, 9> worklist_fields = {
    {{"view", &WorklistFields::view},
     {"filter_office", &WorklistFields::office},
     {"filter_region", &WorklistFields::region},
     {"filter_officer", &WorklistFields::officer},
     {"filter_service", &WorklistFields::service},
     {"filter_channel", &WorklistFields::channel},
     {"filter_kind", &WorklistFields::kind},
     {"filter_state", &WorklistFields::state},
     {"sought", &WorklistFields::sought}}};

bool in_scope(const CaseScope& scope, std::string_view office) {
    return scope.every_office || std::binary_search(scope.offices.begin(), scope.offices.end(), office);
}

std::vector<std::string> offices_of_region(const WorklistRules& rules, std::string_view region) {
    std::vector<std::string> offices;
    for (const Office& office : rules.catalogue.offices) {
        if (office.region == region && in_scope(rules.scope, office.id)) offices.push_back(office.id);
    }
    return offices;
}

class FilterReader {
  public:
    FilterReader(const WorklistFields& fields, const WorklistRules& rules) : fields_(fields), rules_(rules) {}

    Checked<WorklistFilter> read() {
        WorklistFilter& filter = checked_.value;
        filter.languages = rules_.catalogue.languages;
        if (const auto view = read_key("view", fields_.view, find_worklist_view)) filter.view = *view;
        filter.channel = read_key("filter_channel", fields_.channel, find_case_channel);
        filter.kind = read_key("filter_kind", fields_.kind, find_case_kind);
        filter.state = read_key("filter_state", fields_.state, find_state);
        filter.assignee =
            read_key("filter_officer", fields_.officer, [this](std::string_view id) { return officer(id); });
        filter.service =
            read_key("filter_service", fields_.service, [this](std::string_view id) { return service(id); });
        filter.after = read_key("after", fields_.after, parse_worklist_place);
        read_offices();
        return std::move(checked_);
    }

  private:
    template <typename Find>
    auto read_key(std::string_view field, const std::string& typed, const Find& find) -> decltype(find(typed)) {
        if (typed.empty()) return std::nullopt;
        auto value = find(typed);
        if (!value) fail(field);
        return value;
    }

    void fail(std::string_view field) { checked_.errors.push_back({std::string(field), "error.filter.unknown", {}}); }

    [[nodiscard]] std::optional<StaffId> officer(std::string_view id) const {
        for (const StaffId known : rules_.officers) {
            if (std::to_string(known.value) == id) return known;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<std::string> service(std::string_view id) const {
        return find_service(rules_.catalogue, id) == nullptr ? std::nullopt : std::optional(std::string(id));
    }

    // A region and an office of it leave the office; of another region, nothing.
    void read_offices() {
        std::optional<std::vector<std::string>>& offices = checked_.value.offices;
        if (!fields_.region.empty()) {
            offices = offices_of_region(rules_, fields_.region);
            if (offices->empty()) fail("filter_region");
        }
        if (fields_.office.empty()) return;
        const bool is_known =
            find_office(rules_.catalogue, fields_.office) != nullptr && in_scope(rules_.scope, fields_.office);
        if (!is_known) fail("filter_office");
        const bool fits = !offices || std::find(offices->begin(), offices->end(), fields_.office) != offices->end();
        offices = is_known && fits ? std::vector{fields_.office} : std::vector<std::string>{};
    }

    const WorklistFields& fields_;
    const WorklistRules& rules_;
    Checked<WorklistFilter> checked_{};
};

bool has_digit(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// The symbols of the first part of a reference, all of its alphabet. Words can look like that too.
std::string beginning_of(std::string_view typed) {
    std::string symbols;
    for (const char c : typed) {
        if (c == ' ' || c == '-' || c == '.') continue;
        const char symbol = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (reference_alphabet.find(symbol) == std::string_view::npos) return {};
        symbols += symbol;
    }
    return symbols.size() >= shortest_beginning && symbols.size() < reference_symbols ? symbols : std::string();
}

}  // namespace

WorklistFields read_worklist_fields(const FieldMap& sent) {
    WorklistFields fields;
    for (const auto& [name, member] : worklist_fields) fields.*member = value_of(sent, name);
    fields.after = value_of(sent, "after");
    return fields;
}

std::vector<std::pair<std::string_view, std::string>> address_values(const WorklistFields& fields) {
    std::vector<std::pair<std::string_view, std::string>> values;
    values.reserve(worklist_fields.size());
    for (const auto& [name, member] : worklist_fields) values.emplace_back(name, fields.*member);
    return values;
}

std::string query_of(const WorklistFields& fields) {
    std::string query;
    for (const auto& [name, value] : address_values(fields)) {
        if (value.empty()) continue;
        if (!query.empty()) query += '&';
        query.append(name).append("=").append(encode_query_value(value));
    }
    return query;
}

Checked<WorklistFilter> check_worklist(const WorklistFields& fields, const WorklistRules& rules) {
    return FilterReader(fields, rules).read();
}

Checked<WorklistQuestion> read_question(std::string_view typed) {
    Checked<WorklistQuestion> checked{};
    const std::string text = one_line(typed);
    limit_length("asked", text, longest_question, checked.errors);
    if (text.empty() || !checked.errors.empty()) return checked;
    if (const auto email = normal_email(text)) {
        checked.value.email = *email;
        return checked;
    }
    if (const auto phone = normal_phone(text)) {
        checked.value.phone = *phone;
        return checked;
    }
    auto parsed = CaseReference::parse(text);
    if (auto* reference = std::get_if<CaseReference>(&parsed)) {
        checked.value.reference = std::move(*reference);
        return checked;
    }
    if (std::get<TypedFault>(parsed) == TypedFault::Mistyped && has_digit(text)) {
        checked.errors.push_back(field_error("asked", "mistyped"));
        return checked;
    }
    checked.value.reference_beginning = beginning_of(text);
    checked.value.words = text;
    return checked;
}

}  // namespace charter
