#include "server/cases/after_hours.h"

namespace charter {
bool is_erased(const AfterHoursCall& call) {
    return call.words.empty();
}

bool is_urgent(CallTopic topic) {
    return topic == CallTopic::ChildInDanger || topic == CallTopic::StreetChildren || topic == CallTopic::Violence;
}

std::string_view key_of(CallTopic topic) {
    return key_in(call_topics, topic);
}
std::optional<CallTopic> find_call_topic(std::string_view key) {
    return find_in(call_topics, key);
}
const std::vector<CallTopic>& all_call_topics() {
    static const std::vector<CallTopic> values = values_in(call_topics);
    return values;
}

}  // namespace charter
