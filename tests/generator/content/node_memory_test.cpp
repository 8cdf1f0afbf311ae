#include "generator/content/node_memory.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

namespace charter::node_memory_test {

TEST_CASE("pieces are zeroed, aligned, never shared, and keep their bytes when they grow", "[node memory]") {
    NodeMemory memory;
    std::mt19937 random(7);
    for (int tree = 0; tree < 3; ++tree) {
        memory.begin_tree();
        struct Piece {
            unsigned char* bytes;
            std::size_t size;
            unsigned char filling;
        };
        std::vector<Piece> pieces;
        const auto is_whole = [](const Piece& piece) {
            return std::all_of(piece.bytes, piece.bytes + piece.size,
                               [&](unsigned char byte) { return byte == piece.filling; });
        };
        for (int i = 0; i < 2000; ++i) {
            const std::size_t size = random() % 50 == 0 ? random() % 600000 : random() % 200;
            Piece piece{static_cast<unsigned char*>(memory.take(size)), size, 0};
            REQUIRE(reinterpret_cast<std::uintptr_t>(piece.bytes) % alignof(std::max_align_t) == 0);
            REQUIRE(is_whole(piece));
            piece.filling = static_cast<unsigned char>(1 + i % 255);
            std::memset(piece.bytes, piece.filling, size);
            if (i % 5 == 0) {
                auto* grown = static_cast<unsigned char*>(memory.resize(piece.bytes, size * 2));
                piece.bytes = grown;
            }
            pieces.push_back(piece);
        }
        CHECK(std::all_of(pieces.begin(), pieces.end(), is_whole));
        memory.end_tree();
    }
}

TEST_CASE("pieces stay while any tree is there, and are used again when all are gone", "[node memory]") {
    NodeMemory memory;
    memory.begin_tree();
    void* first = memory.take(10);
    memory.begin_tree();
    memory.end_tree();
    CHECK(memory.take(10) != first);
    memory.end_tree();
    memory.begin_tree();
    CHECK(memory.take(10) == first);
    memory.end_tree();
}

}  // namespace charter::node_memory_test
