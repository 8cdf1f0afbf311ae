// Forms with files, as they come: in pieces, and from a file.
#include "server/http/multipart.h"

#include <fcntl.h>

#include <catch2/catch.hpp>

#include "server/http/form_file.h"
#include "tests/support/random.h"
#include "tests/support/temp_dir.h"

namespace charter::multipart_test {
namespace {

constexpr std::string_view type = "multipart/form-data; boundary=XX";

std::string field(std::string_view name, std::string_view text) {
    return "--XX\r\nContent-Disposition: form-data; name=\"" + std::string(name) + "\"\r\n\r\n" + std::string(text) +
           "\r\n";
}

std::string file(std::string_view name, std::string_view bytes) {
    return "--XX\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"" + std::string(name) +
           "\"\r\nContent-Type: image/jpeg\r\n\r\n" + std::string(bytes) + "\r\n";
}

const std::string end = "--XX--\r\n";

std::string describe(const std::variant<FormData, FormFault>& parsed, std::string_view body) {
    if (const auto* fault = std::get_if<FormFault>(&parsed)) return std::string(reason_of(*fault));
    std::string text;
    for (const auto& [name, values] : std::get<FormData>(parsed).fields)
        for (const std::string& value : values) text += name + "=" + value + ";";
    for (const FormFile& each : std::get<FormData>(parsed).files)
        text += each.field + ":" + each.name + "=" + std::string(body.substr(each.start, each.size)) + ";";
    return text;
}

std::string whole(const std::string& body) {
    MultipartReader reader("XX");
    reader.feed(body);
    return describe(reader.finish(), body);
}

std::string in_pieces(const std::string& body, Random& random, std::size_t longest) {
    MultipartReader reader("XX");
    for (std::size_t at = 0; at < body.size();) {
        const std::size_t size = random.between(1, longest);
        reader.feed(std::string_view(body).substr(at, size));
        at += size;
    }
    return describe(reader.finish(), body);
}

std::string random_bytes_with_lures(Random& random) {
    static const std::vector<std::string> pieces = {
        "\r\n",  "\r\n--", "\r\n--X", "--XX", "\r", "\n", "-", "\r\n\r\n", std::string("\0\xff", 2),
        "photo", "XX--",   "a"};
    std::string bytes = random.join(pieces, random.between(0, 40));
    for (auto at = bytes.find("\r\n--XX"); at != std::string::npos; at = bytes.find("\r\n--XX")) bytes.erase(at, 3);
    if (bytes.starts_with("--XX")) bytes.erase(0, 1);
    return bytes;
}

std::shared_ptr<SpoolFile> spooled(SpoolFolder& folder, std::string_view body) {
    auto spool = folder.open();
    REQUIRE(spool);
    REQUIRE(spool->append(body));
    return spool;
}

}  // namespace

TEST_CASE("a form means the same in whatever pieces it comes", "[multipart][property]") {
    const auto seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    for (int round = 0; round < 400; ++round) {
        const std::string bytes = random_bytes_with_lures(random);
        const std::string body = field("a", "1") + file("x.jpg", bytes) + field("b", "2") + end;
        const std::string expected = "a=1;b=2;photo:x.jpg=" + bytes + ";";
        REQUIRE(whole(body) == expected);
        REQUIRE(in_pieces(body, random, 1) == expected);
        REQUIRE(in_pieces(body, random, 50) == expected);
    }
}

TEST_CASE("any change to a form with files is the same fault or form in whatever pieces, and no file leaves the body",
          "[multipart][property]") {
    const auto seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const std::vector<std::string> splices = {"\r\n",         "--XX", "--XX--",     "\xff", std::string(1, '\0'),
                                              "\"",           ";",    "\r",         "%0D",  "\r\n\r\n",
                                              "\r\n--XX\r\n", ":",    "filename=x", "="};
    for (int round = 0; round < 3000; ++round) {
        std::string body = field("a", "1") + file("x.jpg", random_bytes_with_lures(random)) + file("", "") + end;
        for (std::size_t change = random.between(1, 4); change > 0; --change) {
            const std::size_t at = random.between(0, body.size());
            body.erase(at, random.between(0, 5));
            body.insert(std::min(at, body.size()), random.pick(splices));
        }
        MultipartReader reader("XX");
        reader.feed(body);
        const auto parsed = reader.finish();
        REQUIRE(in_pieces(body, random, random.between(1, 30)) == describe(parsed, body));
        const auto* form = std::get_if<FormData>(&parsed);
        if (form == nullptr) continue;
        for (const FormFile& each : form->files) {
            REQUIRE(each.start + each.size <= body.size());
            REQUIRE(each.name.find_first_of(std::string("\0\r", 2)) == std::string::npos);
        }
    }
}

TEST_CASE("a malformed form with files keeps nothing", "[multipart]") {
    const std::string malformed = "the form is malformed";
    const auto [body, expected] = GENERATE_COPY(table<std::string, std::string>({
        {file("x", "1"), malformed},                     // no end
        {file("x", "1") + "--XX--\r\nmore", malformed},  // more behind the end
        {file("x", "1") + "--XX\r\n--XX--", malformed},  // a part without a head
        {"--XX\r\nContent-Disposition: form-data; name=a\r\n--XX: b\r\n\r\n1\r\n" + end, malformed},
        {"--XX\r\nContent-Disposition: form-data; name=a\r\n\r\n--XX--\r\n", malformed},
        {"--XX\r\nContent-Disposition: form-data; name=a; filename=b; filename=c\r\n\r\n1\r\n" + end, malformed},
        {"--XX\r\nContent-Disposition: form-data; name=a; filename=b\r\nContent-Type: multipart/mixed\r\n\r\n1\r\n" +
             end,
         malformed},
        {file("x\xff", "1") + end, "the form is not UTF-8"},
        {file("x%00", "1") + end, "photo:x%00=1;"},
        {file("../../etc/passwd", "1") + end, "photo:../../etc/passwd=1;"},  // a name is a text, never a path
        {field("a", std::string(form_text_max + 1, 'x')) + end, "the text of the form is too long"},
    }));
    CAPTURE(body.substr(0, 200));
    CHECK(whole(body) == expected);
}

TEST_CASE("a form has at most 32 parts, empty ones counted", "[multipart]") {
    std::string parts;
    for (std::size_t i = 0; i < form_fields_max; ++i) parts += file("", "");
    CHECK(whole(parts + end).empty());
    CHECK(whole(parts + file("", "") + end) == "the form has too many fields");
    std::string many;
    for (int i = 0; i < 1025; ++i) many += file("x", "1");
    CHECK(whole(many + end) == "the form has too many fields");
}

TEST_CASE("a form in a file gives its files' bytes", "[multipart]") {
    const TempDir folder;
    SpoolFolder spools(folder.path(), 1);
    const std::string bytes(300'000, '\x89');
    Request request;
    request.spool = spooled(spools, field("a", "1") + file("x.jpg", bytes) + end);
    const auto parsed = parse_form(type, *request.spool);
    REQUIRE(std::holds_alternative<FormData>(parsed));
    const FormFile& found = std::get<FormData>(parsed).files.at(0);
    CHECK(found.size == bytes.size());
    CHECK(first_bytes(request, found, 4) == bytes.substr(0, 4));
    SpoolFolder copies(folder.path(), 1);
    const std::filesystem::path copy = folder / "copy";
    spill(copy, "");
    Descriptor out(::open(copy.c_str(), O_WRONLY | O_CLOEXEC));
    CHECK(copy_to(request, found, out.number()));
    CHECK(slurp(copy) == bytes);
    // The same from memory.
    request.body = field("a", "1") + file("x.jpg", bytes) + end;
    request.spool.reset();
    CHECK(first_bytes(request, found, 400'000) == bytes);
}

TEST_CASE("a spool leaves no name behind, and there are only so many", "[multipart]") {
    const TempDir folder;
    SpoolFolder spools(folder.path(), 2);
    auto one = spooled(spools, "1");
    const auto two = spools.open();
    CHECK(two);
    CHECK(spools.open() == nullptr);
    CHECK(std::filesystem::is_empty(folder.path()));
    one.reset();
    CHECK(spools.open());
    SpoolFolder nowhere(folder / "not there", 1);
    CHECK(nowhere.open() == nullptr);
    CHECK(nowhere.open() == nullptr);  // a failure does not use up the place
}

}  // namespace charter::multipart_test
