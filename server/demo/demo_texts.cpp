#include "server/demo/demo_texts.h"

#include <array>

namespace charter {
namespace {

constexpr std::array<std::string_view, 16> list_names = {
    "openings", "events", "effects", "wishes", "questions", "thanks",    "ideas",   "places",
    "whens",    "person", "asks",    "notes",  "answers",   "referrals", "replies", "disputes"};

}  // namespace

std::string DemoTexts::add(const YamlValue& entry) {
    Lists lists;
    for (const std::string_view name : list_names) {
        const YamlEntry* list = entry.find(name);
        if (list == nullptr || list->value.items.empty()) return std::string(name);
        std::vector<std::string>& sentences = lists[std::string(name)];
        for (const YamlValue& item : list->value.items) sentences.push_back(item.text);
    }
    languages_[entry.find("texts")->value.text] = std::move(lists);
    return {};
}

const std::string& DemoTexts::sentence(std::string_view language, std::string_view list, DemoRandom& random) const {
    return random.pick(languages_.find(language)->second.find(list)->second);
}

std::string DemoTexts::description(std::string_view language, CaseKind kind, DemoRandom& random) const {
    const auto say = [&](std::string_view list) { return sentence(language, list, random); };
    std::string text = say("openings");
    switch (kind) {
        case CaseKind::Enquiry:
            return text + " " + say("questions");
        case CaseKind::Compliment:
            return text + " " + say("thanks");
        case CaseKind::Suggestion:
            return text + " " + say("ideas");
        case CaseKind::Complaint:
        case CaseKind::Report:
            break;
    }
    text += " " + say("events");
    if (random.chance(70)) text += " " + say("effects");
    if (random.chance(80)) text += " " + say("wishes");
    return text;
}

}  // namespace charter
