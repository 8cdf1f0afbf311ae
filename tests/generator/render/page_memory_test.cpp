#include "generator/render/page_memory.h"

#include <catch2/catch.hpp>
#include <string>

namespace charter::page_memory_test {
namespace {

PageRecord record_of_a_page() {
    PageRecord record;
    record.text = std::string_view("\0\x01 text", 7);
    record.inputs = "inputs";
    record.asks = "asks";
    record.answers = "answers";
    record.anchors = {{"/en/a/", "first", {3, 9}}, {"/en/b/", "", {70'000, 70'010}}};
    record.ids = "top\nfirst\n";
    record.output = "0123";
    return record;
}

}  // namespace

TEST_CASE("a page's record comes back as it was packed", "[page memory]") {
    const std::string packed = pack(record_of_a_page());
    CHECK(unpack(packed) == record_of_a_page());
    const std::string nothing = pack({});
    CHECK(unpack(nothing) == PageRecord());
}

TEST_CASE("a record that was cut off is one that no page has", "[page memory]") {
    const std::string whole = pack(record_of_a_page());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const PageRecord read = unpack(std::string_view(whole).substr(0, size));
        INFO(size);
        CHECK(read != record_of_a_page());
        CHECK((read == PageRecord() || read.anchors.size() < 2));
    }
}

}  // namespace charter::page_memory_test
