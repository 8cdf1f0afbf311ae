// One made-up case from its lodging to where it stands today: everything in it follows from a seed, its number and the
// day. Steps are taken by the rules of workflow.h alone, so that no case is in a state that it could not have reached.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <vector>

#include "generator/shared/catalogue.h"
#include "server/cases/workflow.h"
#include "server/demo/demo_random.h"
#include "server/demo/demo_texts.h"
#include "server/store/case_store.h"
#include "server/store/staff_store.h"

namespace charter {

// Who can take steps: an account for each open office, the head office's last.
struct DemoStaff {
    std::vector<StaffMember> members;

    // Who can take a step that the role may take, as near to the office as there is one.
    [[nodiscard]] const StaffMember& nearest(const Catalogue& catalogue, const std::string& office, Role role) const;
};

// What all cases of a demonstration are made from. The references must outlive it.
struct DemoWorld {
    const Catalogue& catalogue;
    const DemoTexts& texts;
    const DemoStaff& staff;
    Instant from;  // the first case comes in then
    Instant until;
    std::uint64_t seed = 1;
    std::uint64_t cases = 0;
};

class DemoHistories {
  public:
    explicit DemoHistories(const DemoWorld& world);

    // The n-th of the world's cases, from 0, to be asked for in order: they come in one after the other. Throws
    // std::logic_error if the rules refuse a step: that is a fault of this code. One thread.
    [[nodiscard]] CaseHistory make(std::uint64_t number);

  private:
    using TermsKey = std::tuple<CaseKind, std::string, std::string, std::size_t>;

    std::shared_ptr<const Terms> terms_for(const Lodging& lodging, Date day);

    DemoWorld world_;
    Calendar calendar_;
    std::vector<const Office*> offices_;    // that are open
    std::vector<const Service*> services_;  // that are ours
    std::vector<std::string> languages_;    // with texts
    std::map<TermsKey, std::shared_ptr<const Terms>> terms_;
    std::unordered_set<std::string> references_;  // of a million cases some come twice
};

}  // namespace charter
