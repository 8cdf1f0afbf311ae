// The words that content uses for the values of its fields, as tables of value and key.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "generator/model/site.h"
#include "generator/shared/keys.h"
#include "generator/shared/service.h"

namespace charter {

constexpr Keys<PageKind, 8> page_kinds = {{{PageKind::Page, "page"},
                                           {PageKind::Service, "service"},
                                           {PageKind::Standard, "standard"},
                                           {PageKind::Charter, "charter"},
                                           {PageKind::Manual, "manual"},
                                           {PageKind::Office, "office"},
                                           {PageKind::Procedure, "procedure"},
                                           {PageKind::News, "news"}}};
constexpr Keys<FactStatus, 2> fact_statuses = {
    {{FactStatus::Confirmed, "confirmed"}, {FactStatus::Example, "example"}}};
constexpr Keys<Translation, 2> translation_states = {{{Translation::Draft, "draft"}, {Translation::Signed, "signed"}}};
constexpr Keys<PromiseStatus, 2> promise_statuses = {
    {{PromiseStatus::Adopted, "adopted"}, {PromiseStatus::Example, "example"}}};

constexpr Keys<SignOff, 2> sign_off_steps = {{{SignOff::Supported, "supported"}, {SignOff::Approved, "approved"}}};

// The tables that service.h keeps to itself.
template <typename Value>
using KeyTable = std::vector<std::pair<Value, std::string_view>>;
[[nodiscard]] const KeyTable<CaseKind>& case_kind_keys();
[[nodiscard]] const KeyTable<Applies>& applies_keys();
[[nodiscard]] const KeyTable<Clock>& clock_keys();

}  // namespace charter
