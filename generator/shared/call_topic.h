// What a call to the after-hours line is about, and what a case of such a call is, from a site's data/topics.yaml.
// Published by the generator in .server/topics.json, read by the case desk. Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/keys.h"
#include "generator/shared/service.h"

namespace charter {

// A child on the street is referred, whatever the hour.
enum class CallTopic { Information, Complaint, ChildInDanger, StreetChildren, Violence, OlderPerson, Other };

inline constexpr Keys<CallTopic, 7> call_topics = {{{CallTopic::Information, "information"},
                                                    {CallTopic::Complaint, "complaint"},
                                                    {CallTopic::ChildInDanger, "child-in-danger"},
                                                    {CallTopic::StreetChildren, "street-children"},
                                                    {CallTopic::Violence, "violence"},
                                                    {CallTopic::OlderPerson, "older-person"},
                                                    {CallTopic::Other, "other"}}};

inline constexpr Keys<CaseKind, 5> topic_kinds = {{{CaseKind::Enquiry, "enquiry"},
                                                   {CaseKind::Report, "report"},
                                                   {CaseKind::Complaint, "complaint"},
                                                   {CaseKind::Compliment, "compliment"},
                                                   {CaseKind::Suggestion, "suggestion"}}};

// Before anybody has looked into it.
struct TopicCase {
    CallTopic topic = CallTopic::Other;
    CaseKind kind = CaseKind::Report;
    std::string service{};  // may be empty
    bool operator==(const TopicCase&) const = default;
};

// nullptr if the site says nothing of it.
[[nodiscard]] const TopicCase* find_topic(const std::vector<TopicCase>& topics, CallTopic topic);

[[nodiscard]] std::string to_json(const std::vector<TopicCase>& topics);
// Throws std::runtime_error naming what is wrong.
[[nodiscard]] std::vector<TopicCase> parse_topics(std::string_view json);

}  // namespace charter
