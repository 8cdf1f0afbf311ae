#include "generator/model/content_keys.h"

#include <initializer_list>

namespace charter {
namespace {

template <typename Value>
KeyTable<Value> table_of(std::initializer_list<Value> values) {
    KeyTable<Value> table;
    for (const Value value : values) table.emplace_back(value, key_of(value));
    return table;
}

}  // namespace

const KeyTable<CaseKind>& case_kind_keys() {
    static const auto table = table_of(
        {CaseKind::Enquiry, CaseKind::Report, CaseKind::Complaint, CaseKind::Compliment, CaseKind::Suggestion});
    return table;
}

const KeyTable<Applies>& applies_keys() {
    static const auto table = table_of({Applies::Enquiry, Applies::Report, Applies::Complaint, Applies::Compliment,
                                        Applies::Suggestion, Applies::WrittenReasons, Applies::AccessRequest});
    return table;
}

const KeyTable<Clock>& clock_keys() {
    static const auto table = table_of({Clock::Acknowledge, Clock::Resolve, Clock::Review, Clock::Refer,
                                        Clock::Question, Clock::Objection, Clock::Measured});
    return table;
}

}  // namespace charter
