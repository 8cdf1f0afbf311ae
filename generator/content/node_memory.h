// Memory for the nodes of Markdown trees. The library asks for thousands of small pieces for one page and gives them
// back together, so they come from blocks that are kept from page to page: a third of a page's time would otherwise go
// into allocating. Belongs to one thread.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace charter {

class NodeMemory {
  public:
    void begin_tree() { ++trees_; }
    // When the last tree is gone, every piece is free again.
    void end_tree();
    // Zeroed, as calloc() gives it; good for any type.
    [[nodiscard]] void* take(std::size_t size);
    // As realloc(): the old piece is given up, its bytes are in the new one.
    [[nodiscard]] void* resize(void* old, std::size_t size);

  private:
    struct Block {
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size = 0;
    };
    [[nodiscard]] std::byte* place_for(std::size_t size);

    std::vector<Block> blocks_;
    std::size_t block_ = 0;  // that is being filled
    std::size_t used_ = 0;   // of it
    std::size_t trees_ = 0;
};

}  // namespace charter
