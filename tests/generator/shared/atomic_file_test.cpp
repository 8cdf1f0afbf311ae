#include "generator/shared/atomic_file.h"

#include <catch2/catch.hpp>
#include <system_error>

#include "generator/shared/files.h"
#include "generator/shared/mapped_file.h"
#include "tests/support/temp_dir.h"

namespace charter::atomic_file_test {

TEST_CASE("a file written in pieces appears when it is whole", "[atomic file]") {
    const TempDir dir;
    const auto path = dir / "new/list.txt";
    {
        AtomicFile file(path);
        file.write("one ");
        CHECK_FALSE(std::filesystem::exists(path));
        file.write("two");
        file.commit();
    }
    CHECK(read_file(path) == "one two");
    CHECK(MappedFile(path).bytes() == "one two");
    { AtomicFile(path).write("half"); }
    CHECK(read_file(path) == "one two");
    CHECK(list_files(dir / "new").size() == 1);
    CHECK_THROWS_AS(AtomicFile(path / "below-a-file"), std::system_error);
}

TEST_CASE("a file that is not there maps as no bytes", "[mapped file]") {
    const TempDir dir;
    CHECK(MappedFile(dir / "none").bytes().empty());
    CHECK(MappedFile(dir / ".").bytes().empty());
    write_file_atomically(dir / "empty", "");
    CHECK(MappedFile(dir / "empty").bytes().empty());
    write_file_atomically(dir / "some", "text");
    MappedFile one(dir / "some");
    const std::string_view bytes = one.bytes();
    MappedFile other;
    other = std::move(one);
    CHECK(other.bytes() == "text");
    CHECK(bytes.data() == other.bytes().data());
}

}  // namespace charter::atomic_file_test
