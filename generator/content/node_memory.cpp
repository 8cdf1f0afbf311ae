#include "generator/content/node_memory.h"

#include <algorithm>
#include <cstring>

namespace charter {
namespace {

constexpr std::size_t header = alignof(std::max_align_t);  // before each piece: its size
constexpr std::size_t usual_block = std::size_t{256} * 1024;
constexpr std::size_t kept_blocks = 4;

}  // namespace

void NodeMemory::end_tree() {
    if (--trees_ > 0) return;
    if (blocks_.size() > kept_blocks) blocks_.resize(kept_blocks);
    block_ = 0;
    used_ = 0;
}

void* NodeMemory::take(std::size_t size) {
    const std::size_t whole = header + (size + header - 1) / header * header;
    std::byte* piece = place_for(whole);
    std::memset(piece, 0, whole);
    std::memcpy(piece, &size, sizeof size);
    return piece + header;
}

void* NodeMemory::resize(void* old, std::size_t size) {
    if (old == nullptr) return take(size);
    std::size_t old_size = 0;
    std::memcpy(&old_size, static_cast<std::byte*>(old) - header, sizeof old_size);
    if (size <= old_size) return old;
    void* moved = take(size);
    std::memcpy(moved, old, old_size);
    return moved;
}

std::byte* NodeMemory::place_for(std::size_t size) {
    while (block_ < blocks_.size() && used_ + size > blocks_[block_].size) {
        ++block_;
        used_ = 0;
    }
    if (block_ == blocks_.size()) {
        const std::size_t wanted = std::max(size, usual_block);
        blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(wanted), wanted});
    }
    std::byte* place = blocks_[block_].bytes.get() + used_;
    used_ += size;
    return place;
}

}  // namespace charter
