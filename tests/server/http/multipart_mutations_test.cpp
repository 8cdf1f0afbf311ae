// Bodies of forms with files with random damage, a bounded number in each run, and bodies that are nothing but one lure
// over and over. Reading ends, in whatever pieces the body comes; what is taken stands in the body and adds up to it;
// the memory it takes does not grow with the body.
#include <fmt/format.h>
#include <malloc.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "generator/shared/text.h"
#include "server/http/multipart.h"
#include "tests/support/random.h"
#include "tests/support/temp_dir.h"

namespace charter::multipart_mutations_test {
namespace {

constexpr std::string_view boundary = "edge-7";
constexpr std::string_view content_type = "multipart/form-data; boundary=edge-7";

// What means something in such a body.
const std::vector<std::string>& pieces() {
    static const std::vector<std::string> all = {
        "\r\n",
        "\r",
        "\n",
        "\r\n\r\n",
        "--edge-7",
        "\r\n--edge-7",
        "\r\n--edge-7\r\n",
        "\r\n--edge-7--\r\n",
        "--",
        "\r\n--edge-",
        "Content-Disposition: form-data; name=\"a\"\r\n\r\n",
        "Content-Disposition: form-data; name=\"photo\"; filename=\"x.jpg\"\r\n\r\n",
        "Content-Disposition: form-data; name=\"a\"; filename*=UTF-8''x\r\n\r\n",
        "Content-Disposition: attachment; name=\"a\"\r\n\r\n",
        "Content-Type: multipart/mixed; boundary=edge-8\r\n",
        "Content-Type: text/plain; charset=utf-16\r\n",
        "Content-Transfer-Encoding: base64\r\n",
        "name=\"",
        "filename=\"\"",
        "\"",
        ";",
        ":",
        "%22",
        "%0d%0a",
        "é",
        "\xff",
        std::string(1, '\0'),
        std::string(3000, 'x'),
        "\xe2\x80\xae"};
    return all;
}

std::string part(std::string_view head, std::string_view content) {
    return fmt::format("--{}\r\nContent-Disposition: form-data; {}\r\n\r\n{}\r\n", boundary, head, content);
}

std::string whole_form(Random& random) {
    std::string body;
    for (std::size_t parts = random.between(0, 6); parts > 0; --parts) {
        const std::string name = fmt::format("name=\"{}\"", random.between(0, 3));
        const std::string content(random.between(0, 300), 'c');
        body += random.between(0, 1) == 0 ? part(name, content) : part(name + "; filename=\"x.jpg\"", content);
    }
    return body + fmt::format("--{}--\r\n", boundary);
}

std::string damaged(std::string body, Random& random) {
    for (std::size_t changes = random.between(0, 4); changes > 0; --changes) {
        const std::size_t at = random.between(0, body.size());
        const std::size_t length = std::min(body.size() - at, random.between(1, 40));
        switch (random.between(0, 4)) {
            case 0:
                body.erase(at, length);
                break;
            case 1:
                body.insert(at, body.substr(at, length));
                break;
            case 2:
                body.insert(at, random.join(pieces(), random.between(1, 6)));
                break;
            case 3:
                body.resize(at);
                break;
            default:
                body.replace(at, length, random.pick(pieces()));
        }
    }
    return body;
}

using Parsed = std::variant<FormData, FormFault>;

Parsed read_in_pieces(const std::string& body, Random& random) {
    MultipartReader reader(boundary);
    const std::size_t longest = random.between(1, 400);
    for (std::size_t at = 0; at < body.size();) {
        const std::size_t size = random.between(1, longest);
        reader.feed(std::string_view(body).substr(at, size));
        at += size;
    }
    return reader.finish();
}

std::size_t count(std::string_view text, std::string_view wanted) {
    std::size_t found = 0;
    for (auto at = text.find(wanted); at != std::string_view::npos; at = text.find(wanted, at + 1)) ++found;
    return found;
}

// What was taken stands in the body, one after the other, each up to a boundary; none is left out but empty choices.
void check_adds_up(const FormData& form, const std::string& body) {
    const std::string delimiter = fmt::format("\r\n--{}", boundary);
    std::size_t taken = form.files.size();
    std::size_t text_size = 0;
    for (const auto& [name, values] : form.fields) {
        CHECK_FALSE(name.empty());
        CHECK_FALSE(find_invalid_utf8(name));
        taken += values.size();
        for (const std::string& value : values) {
            CHECK_FALSE(find_invalid_utf8(value));
            CHECK(value.find('\0') == std::string::npos);
            text_size += value.size();
        }
    }
    CHECK(taken <= form_fields_max);
    CHECK(text_size <= form_text_max);
    std::uint64_t end_of_last = 0;
    std::uint64_t file_size = 0;
    for (const FormFile& file : form.files) {
        CHECK(file.start > end_of_last);
        CHECK(file.start + file.size + delimiter.size() <= body.size());
        CHECK(body.compare(file.start + file.size, delimiter.size(), delimiter) == 0);
        CHECK(body.substr(file.start, file.size).find(delimiter) == std::string::npos);
        end_of_last = file.start + file.size;
        file_size += file.size;
    }
    CHECK(text_size + file_size < body.size());
    const std::size_t parts = count("\r\n" + body, delimiter) - 1;
    CHECK(taken <= parts);
    CHECK(parts - taken <= count(body, "filename=\"\""));
}

// Bytes that are in use, wherever the library keeps them.
std::size_t used_memory() {
    const auto now = mallinfo2();
    return now.uordblks + now.hblkhd;
}

}  // namespace

TEST_CASE("a damaged form is read to its end or refused, and what is taken adds up to it", "[multipart][mutations]") {
    const std::uint64_t seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const TempDir folder;
    SpoolFolder spools(folder.path(), 1);
    int accepted = 0;
    for (int round = 0; round < 4000; ++round) {
        const std::string body = damaged(whole_form(random), random);
        CAPTURE(body);
        const Parsed parsed = parse_form(content_type, body);
        CHECK((read_in_pieces(body, random) == parsed));
        if (round % 16 == 0) {
            const auto spool = spools.open();
            REQUIRE(spool);
            REQUIRE(spool->append(body));
            CHECK((parse_form(content_type, *spool) == parsed));
        }
        const auto* form = std::get_if<FormData>(&parsed);
        if (form == nullptr) continue;
        ++accepted;
        check_adds_up(*form, body);
    }
    CHECK(accepted > 400);  // else the damage is such that nothing is tried
}

TEST_CASE("no lure makes the reader slow or take memory", "[multipart][mutations]") {
    constexpr std::size_t body_size = std::size_t{8} * 1024 * 1024;
    constexpr std::size_t piece = std::size_t{64} * 1024;
    constexpr std::size_t memory_max = std::size_t{512} * 1024;
    const std::string opened = "--edge-7\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"x.jpg\"\r\n\r\n";
    const std::string field = "--edge-7\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
    for (const std::string& begin : {std::string(), std::string("--edge-7\r\n"), opened, field}) {
        for (const std::string& lure : pieces()) {
            CAPTURE(begin, lure);
            std::string bytes;
            while (bytes.size() < piece) bytes += lure;
            const auto started = std::chrono::steady_clock::now();
            MultipartReader reader(boundary);
            const std::size_t before = used_memory();
            std::size_t most = before;
            reader.feed(begin);
            for (std::size_t fed = 0; fed < body_size; fed += bytes.size()) {
                reader.feed(bytes);
                most = std::max(most, used_memory());
            }
            CHECK(most - before < memory_max);
            static_cast<void>(reader.finish());
            CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds(5));
        }
    }
}

}  // namespace charter::multipart_mutations_test
