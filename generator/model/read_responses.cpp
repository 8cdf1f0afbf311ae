// The file:
//   - id: sorry
//     step: answer                 acknowledge, ask, answer, refer, take-back, decide or mark-duplicate
//     kinds: [complaint]           without it, every kind
//     title: {en: We are sorry}
//     text: {en: "We are sorry about {service}."}
#include "generator/model/read_responses.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "generator/model/fields.h"
#include "generator/shared/keys.h"

namespace charter {
namespace {

constexpr std::array<std::pair<CaseKind, std::string_view>, 5> kinds = {{{CaseKind::Enquiry, "enquiry"},
                                                                         {CaseKind::Report, "report"},
                                                                         {CaseKind::Complaint, "complaint"},
                                                                         {CaseKind::Compliment, "compliment"},
                                                                         {CaseKind::Suggestion, "suggestion"}}};
constexpr auto steps = [] {
    std::array<std::pair<std::size_t, std::string_view>, response_steps.size()> numbered;
    for (std::size_t i = 0; i < numbered.size(); ++i) numbered[i] = {i, response_steps[i]};
    return numbered;
}();

// What stands in braces is filled in at the case desk; a name that nothing fills in would be sent as it is.
void check_placeholders(Fields& fields, const Localized& text) {
    const std::vector<std::string> known(response_placeholders.begin(), response_placeholders.end());
    for (const auto& [language, words] : text) {
        for (const std::string& name : placeholders_in(words)) {
            if (std::find(known.begin(), known.end(), name) != known.end()) continue;
            fields.error(fields.value("text")->span, "unknown-placeholder",
                         fmt::format("nothing fills in \"{{{}}}\" ({})", name, language), hint_of_names(name, known));
        }
    }
}

ResponseTemplate read_entry(Fields& fields, const std::vector<std::string>& languages) {
    ResponseTemplate response;
    fields.require("id", "give every text an id of its own");
    fields.require("step", "write acknowledge, ask, answer, refer, take-back, decide or mark-duplicate");
    fields.require("title", "write what the officer chooses it by");
    fields.require("text", "write the words, with {name} and the like where values belong");
    response.id = fields.id("id").value_or(TextAt{}).text;
    if (const auto step = fields.choice("step", steps)) response.step = response_steps.at(*step);
    response.kinds = fields.choices("kinds", kinds);
    response.title = fields.localized("title", languages);
    response.text = fields.localized("text", languages);
    check_placeholders(fields, response.text);
    fields.report_unknown();
    return response;
}

}  // namespace

std::vector<ResponseTemplate> read_responses(const Source& source, const YamlValue& yaml,
                                             const std::vector<std::string>& languages, Diagnostics& diagnostics) {
    std::vector<ResponseTemplate> responses;
    if (yaml.type != YamlValue::Type::List) {
        if (yaml.type != YamlValue::Type::Null)
            diagnostics.error(source, yaml.span, "bad-field", fmt::format("{} must be a list", source.path),
                              "begin each entry with a hyphen");
        return responses;
    }
    for (const YamlValue& item : yaml.items) {
        if (item.type != YamlValue::Type::Map) {
            diagnostics.error(source, item.span, "bad-field", "an entry must hold fields",
                              "write for example - id: sorry");
            continue;
        }
        Fields fields(source, item, diagnostics);
        ResponseTemplate response = read_entry(fields, languages);
        const bool is_known = std::any_of(responses.begin(), responses.end(),
                                          [&](const ResponseTemplate& each) { return each.id == response.id; });
        if (is_known && !response.id.empty())
            fields.error(fields.value("id")->span, "duplicate-id",
                         fmt::format("the id \"{}\" is used twice", response.id), "give one of the two another id");
        responses.push_back(std::move(response));
    }
    return responses;
}

std::vector<ResponseTemplate> responses_of(const Site& site) {
    const auto source = std::find_if(site.data.begin(), site.data.end(),
                                     [](const Source& each) { return each.path == "data/responses.yaml"; });
    if (source == site.data.end()) return {};
    Diagnostics told_before;
    const YamlValue yaml = parse_yaml(*source, told_before);
    return read_responses(*source, yaml, site.catalogue.languages, told_before);
}

}  // namespace charter
