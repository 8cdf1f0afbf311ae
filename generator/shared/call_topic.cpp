// [{"topic": "street-children", "kind": "report", "service": "children-on-the-street"}]
#include "generator/shared/call_topic.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace charter {

const TopicCase* find_topic(const std::vector<TopicCase>& topics, CallTopic topic) {
    const auto found =
        std::find_if(topics.begin(), topics.end(), [&](const TopicCase& each) { return each.topic == topic; });
    return found == topics.end() ? nullptr : &*found;
}

std::string to_json(const std::vector<TopicCase>& topics) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const TopicCase& each : topics)
        json.push_back(
            {{"topic", key_in(call_topics, each.topic)}, {"kind", key_of(each.kind)}, {"service", each.service}});
    return json.dump(1) + "\n";
}

std::vector<TopicCase> parse_topics(std::string_view json) {
    try {
        std::vector<TopicCase> topics;
        for (const nlohmann::json& each : nlohmann::json::parse(json)) {
            const auto topic = find_in(call_topics, each.at("topic").get<std::string>());
            const auto kind = find_case_kind(each.at("kind").get<std::string>());
            if (!topic || !kind) throw std::runtime_error("topics.json: it holds an unknown topic or kind of case");
            topics.push_back({*topic, *kind, each.at("service").get<std::string>()});
        }
        return topics;
    } catch (const nlohmann::json::exception& fault) {
        throw std::runtime_error(std::string("topics.json: ") + fault.what());
    }
}

}  // namespace charter
