#include "server/cases/after_hours.h"

#include "generator/shared/keys.h"

namespace charter {
namespace {

constexpr Keys<CallTopic, 7> topics = {{{CallTopic::Information, "information"},
                                        {CallTopic::Complaint, "complaint"},
                                        {CallTopic::ChildInDanger, "child-in-danger"},
                                        {CallTopic::StreetChildren, "street-children"},
                                        {CallTopic::Violence, "violence"},
                                        {CallTopic::OlderPerson, "older-person"},
                                        {CallTopic::Other, "other"}}};

}  // namespace

bool is_erased(const AfterHoursCall& call) {
    return call.words.empty();
}

bool is_urgent(CallTopic topic) {
    return topic == CallTopic::ChildInDanger || topic == CallTopic::StreetChildren || topic == CallTopic::Violence;
}

std::string_view key_of(CallTopic topic) {
    return key_in(topics, topic);
}
std::optional<CallTopic> find_call_topic(std::string_view key) {
    return find_in(topics, key);
}
const std::vector<CallTopic>& all_call_topics() {
    static const std::vector<CallTopic> values = values_in(topics);
    return values;
}

}  // namespace charter
