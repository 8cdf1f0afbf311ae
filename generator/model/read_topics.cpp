// The file:
//   - {topic: street-children, kind: report, service: children-on-the-street}
#include "generator/model/read_topics.h"

#include <fmt/format.h>

#include <algorithm>

#include "generator/model/fields.h"

namespace charter {
namespace {

void read_topic(Fields& fields, References* references, std::vector<TopicCase>& topics) {
    fields.require("topic", "write what the call is about, for example topic: street-children");
    fields.require("kind", "write what a case of it is, for example kind: report");
    const auto topic = fields.choice("topic", call_topics);
    const auto kind = fields.choice("kind", topic_kinds);
    const auto service = fields.text_at("service");
    if (references != nullptr) static_cast<void>(references->add(ReferenceKind::Service, fields.source(), service));
    fields.report_unknown();
    if (!topic || !kind) return;
    if (find_topic(topics, *topic) != nullptr)
        fields.error(fields.value("topic")->span, "duplicate-id",
                     fmt::format("the topic \"{}\" stands here twice", key_in(call_topics, *topic)),
                     "leave one of the two out");
    topics.push_back({*topic, *kind, service.value_or(TextAt{}).text});
}

}  // namespace

std::vector<TopicCase> read_topics(const Source& source, const YamlValue& yaml, References* references,
                                   Diagnostics& diagnostics) {
    std::vector<TopicCase> topics;
    if (yaml.type != YamlValue::Type::List) {
        if (yaml.type != YamlValue::Type::Null)
            diagnostics.error(source, yaml.span, "bad-field", fmt::format("{} must be a list", source.path),
                              "begin each entry with a hyphen");
        return topics;
    }
    for (const YamlValue& item : yaml.items) {
        if (item.type != YamlValue::Type::Map) {
            diagnostics.error(source, item.span, "bad-field", "an entry must hold fields",
                              "write for example - {topic: violence, kind: report}");
            continue;
        }
        Fields fields(source, item, diagnostics);
        read_topic(fields, references, topics);
    }
    return topics;
}

std::vector<TopicCase> topics_of(const Site& site) {
    const auto source = std::find_if(site.data.begin(), site.data.end(),
                                     [](const Source& each) { return each.path == "data/topics.yaml"; });
    if (source == site.data.end()) return {};
    Diagnostics told_before;
    const YamlValue yaml = parse_yaml(*source, told_before);
    return read_topics(*source, yaml, nullptr, told_before);
}

}  // namespace charter
