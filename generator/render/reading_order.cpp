#include "generator/render/reading_order.h"

#include <vector>

namespace charter {

ReadingOrder::ReadingOrder(const Site& site) {
    for (const Page& index : site.pages) {
        if (!index.is_index) continue;
        const Page* previous = &index;
        for (const Page* chapter : children_of(site, index)) {
            if (chapter->kind != PageKind::Manual || chapter->language != index.language || chapter->is_index) continue;
            neighbours_[chapter].previous = previous;
            if (previous != &index) neighbours_[previous].next = chapter;
            previous = chapter;
        }
    }
}

Neighbours ReadingOrder::around(const Page& page) const {
    const auto found = neighbours_.find(&page);
    return found == neighbours_.end() ? Neighbours{} : found->second;
}

}  // namespace charter
