// [{"id": "sorry", "step": "answer", "kinds": ["complaint"], "title": {"en": ...}, "text": {"en": ...}}]
#include "generator/shared/response_template.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace charter {
namespace {

std::vector<CaseKind> kinds_in(const nlohmann::json& json) {
    std::vector<CaseKind> kinds;
    for (const nlohmann::json& each : json) {
        const auto kind = find_case_kind(each.get<std::string>());
        if (!kind) throw std::runtime_error("responses.json: it holds an unknown kind of case");
        kinds.push_back(*kind);
    }
    return kinds;
}

}  // namespace

std::vector<std::string> placeholders_in(std::string_view text) {
    std::vector<std::string> names;
    for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open)) {
        const std::size_t close = text.find('}', ++open);
        names.emplace_back(text.substr(open, close == std::string_view::npos ? close : close - open));
        if (close == std::string_view::npos) break;
        open = close;
    }
    return names;
}

std::string to_json(const std::vector<ResponseTemplate>& responses) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const ResponseTemplate& response : responses) {
        nlohmann::ordered_json kinds = nlohmann::ordered_json::array();
        for (const CaseKind kind : response.kinds) kinds.push_back(key_of(kind));
        json.push_back({{"id", response.id},
                        {"step", response.step},
                        {"kinds", kinds},
                        {"title", response.title},
                        {"text", response.text}});
    }
    return json.dump(1) + "\n";
}

std::vector<ResponseTemplate> parse_responses(std::string_view json) {
    try {
        std::vector<ResponseTemplate> responses;
        for (const nlohmann::json& each : nlohmann::json::parse(json))
            responses.push_back({each.at("id").get<std::string>(), each.at("step").get<std::string>(),
                                 kinds_in(each.at("kinds")), each.at("title").get<Localized>(),
                                 each.at("text").get<Localized>()});
        return responses;
    } catch (const nlohmann::json::exception& fault) {
        throw std::runtime_error(std::string("responses.json: ") + fault.what());
    }
}

}  // namespace charter
