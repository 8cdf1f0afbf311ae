#include "generator/content/places.h"

#include "generator/content/front_matter.h"
#include "generator/shared/text.h"
#include "generator/shared/yaml.h"

namespace charter {
namespace {

Span place_in(const YamlValue& fields, std::string_view key) {
    const YamlEntry* entry = fields.type == YamlValue::Type::Map ? fields.find(key) : nullptr;
    if (entry == nullptr) return top_of_file;
    return entry->value.type == YamlValue::Type::Text ? entry->value.span : entry->key_span;
}

}  // namespace

Span field_place(const Source& source, std::string_view key) {
    Diagnostics reported_before;
    return place_in(parse_front_matter(source, reported_before).fields, key);
}

Span inner_field_place(const Source& source, std::string_view key, std::string_view inner) {
    Diagnostics reported_before;
    const FrontMatter front = parse_front_matter(source, reported_before);
    const YamlEntry* outer = front.fields.find(key);
    const YamlEntry* entry =
        outer == nullptr || outer->value.type != YamlValue::Type::Map ? nullptr : outer->value.find(inner);
    return entry == nullptr ? place_in(front.fields, key) : entry->key_span;
}

Span setting_place(const Source& source, std::string_view key) {
    Diagnostics reported_before;
    return place_in(parse_yaml(source, reported_before), key);
}

Span setting_item_place(const Source& source, std::string_view key, std::string_view item) {
    Diagnostics reported_before;
    const YamlValue fields = parse_yaml(source, reported_before);
    if (const YamlEntry* entry = fields.find(key)) {
        for (const YamlValue& each : entry->value.items)
            if (each.text == item) return each.span;
    }
    return place_in(fields, key);
}

bool has_field(const Source& source, std::string_view key) {
    Diagnostics reported_before;
    const FrontMatter front = parse_front_matter(source, reported_before);
    const YamlEntry* entry = front.fields.find(key);
    if (entry == nullptr) return false;
    const YamlValue& value = entry->value;
    return !trim(value.text).empty() || !value.items.empty() || !value.entries.empty();
}

}  // namespace charter
