// The file:
//   en:
//     - words: [pension, old age grant]     what people type
//       also: [social grants]               what is looked for too
//       danger: true                        who types it may be in danger: the emergency numbers come first
#include "generator/model/read_synonyms.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/model/fields.h"

namespace charter {
namespace {

void read_entry(Fields& fields, std::vector<Synonyms>& into) {
    fields.require("words", "write what people type, for example words: [pension]");
    Synonyms synonyms{fields.texts("words"), {}, fields.flag("danger")};
    if (!synonyms.danger) fields.require("also", "write what the pages call it, for example also: [social grants]");
    synonyms.also = fields.texts("also");
    fields.report_unknown();
    if (!synonyms.words.empty() && (synonyms.danger || !synonyms.also.empty())) into.push_back(std::move(synonyms));
}

}  // namespace

void read_synonyms(const Source& source, const YamlValue& yaml, Site& site, Diagnostics& diagnostics) {
    if (yaml.type == YamlValue::Type::Null) return;
    if (yaml.type != YamlValue::Type::Map) {
        diagnostics.error(source, yaml.span, "bad-field",
                          fmt::format("{} must have a list for each language", source.path),
                          "write for example en: and below it - words: [pension]");
        return;
    }
    const std::vector<std::string>& languages = site.catalogue.languages;
    Fields fields(source, yaml, diagnostics);
    for (const YamlEntry& entry : yaml.entries) {
        if (std::find(languages.begin(), languages.end(), entry.key) == languages.end()) {
            fields.error(entry.key_span, "unknown-language", fmt::format("the site has no language \"{}\"", entry.key),
                         hint_of_names(entry.key, languages));
            continue;
        }
        for (Fields& item : fields.list(entry.key)) read_entry(item, site.synonyms[entry.key]);
    }
}

}  // namespace charter
