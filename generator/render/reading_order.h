// The chapters of each manual in the order they are read: by weight, then title, beginning at the manual's index page.
// Made once from a Site, which must outlive it; any thread.
#pragma once

#include <unordered_map>

#include "generator/model/site.h"

namespace charter {

struct Neighbours {
    const Page* previous = nullptr;
    const Page* next = nullptr;
};

class ReadingOrder {
  public:
    explicit ReadingOrder(const Site& site);
    // Both nullptr for a page that is no chapter.
    [[nodiscard]] Neighbours around(const Page& page) const;

  private:
    std::unordered_map<const Page*, Neighbours> neighbours_;
};

}  // namespace charter
