#include "generator/check/terms.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "generator/content/places.h"
#include "generator/model/fields.h"
#include "generator/shared/text.h"
#include "generator/shared/yaml.h"

namespace charter {
namespace {

bool is_term_byte(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

// Where `word` stands as a word of its own.
std::size_t find_word(std::string_view text, std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !is_term_byte(text[at - 1])) && (end == text.size() || !is_term_byte(text[end]))) return at;
    }
    return std::string_view::npos;
}

void read_term(Fields& fields, const Site& site, std::set<std::string>& ids, Terms& terms) {
    const std::vector<std::string>& languages = site.catalogue.languages;
    fields.require("id", "give every term an id of its own");
    fields.require("term", "write the word in each language");
    const std::optional<TextAt> id = fields.id("id");
    if (id && !ids.insert(id->text).second)
        fields.error(id->span, "duplicate-id", fmt::format("the id \"{}\" is used twice", id->text));
    const Localized term = fields.localized("term", languages);
    for (const std::string_view for_editors : {"confidence", "meaning"}) static_cast<void>(fields.text(for_editors));
    if (std::optional<Fields> avoid = fields.inside("avoid")) {
        for (const YamlEntry& entry : avoid->map().entries) {
            if (std::find(languages.begin(), languages.end(), entry.key) == languages.end())
                fields.error(entry.key_span, "unknown-language",
                             fmt::format("\"{}\" is not a language of this site", entry.key),
                             hint_of_names(entry.key, languages));
            for (const std::string& word : avoid->texts(entry.key))
                if (!word.empty()) terms[entry.key].push_back({to_lower(word), text_in(term, entry.key)});
        }
    }
    fields.report_unknown();
}

}  // namespace

Terms read_terms(const Site& site, Diagnostics& diagnostics) {
    Terms terms;
    const auto file = std::find_if(site.data.begin(), site.data.end(),
                                   [](const Source& source) { return source.path == "data/terms.yaml"; });
    if (file == site.data.end()) return terms;
    Diagnostics reported_before;
    const YamlValue yaml = parse_yaml(*file, reported_before);
    if (reported_before.has_errors() || yaml.type == YamlValue::Type::Null) return terms;
    if (yaml.type != YamlValue::Type::List) {
        diagnostics.error(*file, yaml.span, "bad-field", "data/terms.yaml must be a list",
                          "begin each entry with a hyphen");
        return terms;
    }
    std::set<std::string> ids;
    for (const YamlValue& item : yaml.items) {
        if (item.type != YamlValue::Type::Map) {
            diagnostics.error(*file, item.span, "bad-field", "an entry must hold fields",
                              "write for example - id: case");
            continue;
        }
        Fields fields(*file, item, diagnostics);
        read_term(fields, site, ids, terms);
    }
    return terms;
}

void check_terms(const Source& source, const TextParts& text, const std::vector<AvoidedWord>& words,
                 Diagnostics& diagnostics) {
    constexpr std::size_t slack = 80;
    std::vector<bool> found(words.size());
    const auto search = [&](std::string_view part, Span span) {
        const std::string small = to_lower(part);
        for (std::size_t at = 0; at < words.size(); ++at) {
            if (found[at] || find_word(small, words[at].word) == std::string_view::npos) continue;
            found[at] = true;
            // The marks in a text make it longer in the file than it reads.
            const std::string written =
                to_lower(std::string_view(source.text).substr(span.begin, 2 * part.size() + slack));
            const std::size_t place = find_word(written, words[at].word);
            if (place != std::string::npos) span = {span.begin + place, span.begin + place + words[at].word.size()};
            diagnostics.add(Severity::Advice, source, span, "avoided-word",
                            fmt::format("\"{}\" is not the word that this site uses", words[at].word),
                            fmt::format("write \"{}\"", words[at].better));
        }
    };
    for (const TextHeading& heading : text.headings) search(heading.text, heading.span);
    for (const Sentence& sentence : text.sentences) search(sentence.text, sentence.span);
}

}  // namespace charter
