#include "server/http/form_data.h"

#include <catch2/catch.hpp>

#include "server/http/message.h"
#include "tests/support/random.h"

namespace charter::form_data_test {
namespace {

constexpr std::string_view url_encoded = "application/x-www-form-urlencoded";
constexpr std::string_view multipart = "multipart/form-data; boundary=XX";

// "a=1,2; b=x" with line ends shown, or the fault's reason.
std::string describe(const std::variant<FormData, FormFault>& parsed, std::string_view body = {}) {
    if (const auto* fault = std::get_if<FormFault>(&parsed)) return std::string(reason_of(*fault));
    std::string text;
    for (const auto& [name, values] : std::get<FormData>(parsed).fields) {
        text += (text.empty() ? "" : "; ") + name + "=";
        for (std::size_t at = 0; at < values.size(); ++at) text += (at == 0 ? "" : ",") + values[at];
    }
    for (const FormFile& file : std::get<FormData>(parsed).files)
        text += "; file " + file.field + " " + file.name + " " + file.content_type + " " +
                std::string(body.substr(file.start, file.size));
    return text;
}

std::string parse(std::string_view type, std::string_view body) {
    return describe(parse_form(type, body), body);
}

std::string part(std::string_view head, std::string_view content) {
    return "--XX\r\n" + std::string(head) + "\r\n\r\n" + std::string(content) + "\r\n";
}

std::string field(std::string_view name, std::string_view content) {
    return part("Content-Disposition: form-data; name=\"" + std::string(name) + "\"", content);
}

const std::string end = "--XX--\r\n";

std::string encode_url(const FieldMap& fields) {
    std::string text;
    for (const auto& [name, values] : fields) {
        for (const std::string& value : values)
            text += (text.empty() ? "" : "&") + encode_query_value(name) + "=" + encode_query_value(value);
    }
    return text;
}

std::string encode_multipart(const FieldMap& fields, const std::string& boundary) {
    std::string text;
    for (const auto& [name, values] : fields) {
        for (const std::string& value : values)
            text +=
                "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }
    return text + "--" + boundary + "--\r\n";
}

FieldMap random_fields(Random& random) {
    const std::vector<std::string> pieces = {"a",  "Z", " ", "+",    "%",      "&",       "=",        "\n", "-",
                                             "\"", "é", "ʼ", "नमस्ते", "\u202E", "--bound", "<script>", ";",  "\t"};
    FieldMap fields;
    const std::size_t count = random.between(0, 6);
    for (std::size_t at = 0; at < count; ++at) {
        const std::string name = "f" + std::to_string(random.between(0, 3));
        fields[name].push_back(random.join(pieces, random.between(0, 12)));
    }
    return fields;
}

}  // namespace

TEST_CASE("signs that show nothing and that a terminal would obey are left out", "[form-data]") {
    const auto form = parse_form("application/x-www-form-urlencoded", "text=one%07%1B%5B2Jtwo%7F%0D%0Athree%09four");
    REQUIRE(std::holds_alternative<FormData>(form));
    CHECK(std::get<FormData>(form).fields.at("text").front() == "one[2Jtwo\nthree\tfour");
}

TEST_CASE("a URL-encoded form gives its fields decoded, repeated ones in order", "[form-data]") {
    auto [body, expected] = GENERATE(table<std::string, std::string>({
        {"", ""},
        {"a=1", "a=1"},
        {"a=1&b=2&a=3", "a=1,3; b=2"},
        {"a", "a="},
        {"a=", "a="},
        {"a=b=c", "a=b=c"},
        {"&&a=1&", "a=1"},
        {"a=1+2%2B3", "a=1 2+3"},
        {"caf%C3%A9=%E2%9C%93", "café=✓"},
        {"a=1%0D%0A2%0a3", "a=1\n2\n3"},
        {"a=%E2%80%AE", "a=\u202E"},
    }));
    CAPTURE(body);
    CHECK(parse(url_encoded, body) == expected);
}

TEST_CASE("a broken URL-encoded form is refused whole, with the reason", "[form-data]") {
    auto [body, status, expected] = GENERATE(table<std::string, int, std::string>({
        {"a=%", 400, "the form is malformed"},
        {"a=%4", 400, "the form is malformed"},
        {"a=%zz", 400, "the form is malformed"},
        {"=1", 400, "the form is malformed"},
        {"a=1&b=%C3", 400, "the form is not UTF-8"},
        {"a=%C0%AF", 400, "the form is not UTF-8"},
        {"a=%ED%A0%80", 400, "the form is not UTF-8"},
        {"%FF=1", 400, "the form is not UTF-8"},
        {"a=%00", 400, "the form holds a NUL or a lone carriage return"},
        {"a=x%0Dy", 400, "the form holds a NUL or a lone carriage return"},
        {"a=x%0D", 400, "the form holds a NUL or a lone carriage return"},
    }));
    CAPTURE(body);
    const auto parsed = parse_form(url_encoded, body);
    REQUIRE(std::holds_alternative<FormFault>(parsed));
    CHECK(describe(parsed) == expected);
    CHECK(status_of(std::get<FormFault>(parsed)) == status);
}

TEST_CASE("the type of the body decides, and only UTF-8 forms are read", "[form-data]") {
    auto [type, body, expected] = GENERATE(table<std::string, std::string, std::string>({
        {"application/x-www-form-urlencoded; charset=UTF-8", "a=1", "a=1"},
        {"Application/X-WWW-Form-URLEncoded;charset=\"utf-8\"", "a=1", "a=1"},
        {"application/x-www-form-urlencoded; charset=iso-8859-1", "a=1",
         "the body is in a character set other than UTF-8"},
        {"text/plain", "a=1", "the body is of a type that no form sends"},
        {"application/json", "{}", "the body is of a type that no form sends"},
        {"", "a=1", "the body is of a type that no form sends"},
        {"", "", ""},
        {"multipart/form-data", "--XX--\r\n", "the form is malformed"},
        {"multipart/form-data; boundary=\"\"", "----\r\n", "the form is malformed"},
        {"multipart/form-data; boundary=XX; boundary=YY", "--XX--", "the body is of a type that no form sends"},
    }));
    CAPTURE(type, body);
    CHECK(parse(type, body) == expected);
}

TEST_CASE("a multipart form gives its fields and files", "[form-data]") {
    auto [body, expected] = GENERATE(table<std::string, std::string>({
        {end, ""},
        {"--XX--", ""},
        {field("a", "1") + end, "a=1"},
        {field("a", "") + end, "a="},
        {field("a", "1") + field("b", "2") + field("a", "3") + end, "a=1,3; b=2"},
        {field("a", "x\r\ny\nz") + end, "a=x\ny\nz"},
        {field("a", "\r\n--X\r\n") + end, "a=\n--X\n"},
        {field("say %22hi%22", "1") + end, "say \"hi\"=1"},
        {field("say \\\"hi\\\"", "1") + end, "say \"hi\"=1"},
        {part("content-disposition: form-data; name=a\r\nContent-Type: text/plain; charset=utf-8", "é") + end, "a=é"},
        {part("Content-Disposition: form-data; name=\"p\"; filename=\"C:\\x.png\"\r\nContent-Type: image/png",
              std::string("\x89\0P", 3)) +
             end,
         "; file p C:\\x.png image/png " + std::string("\x89\0P", 3)},
        {part("Content-Disposition: form-data; name=\"p\"; filename=\"\"\r\nContent-Type: application/octet-stream",
              "") +
             end,
         ""},
    }));
    CAPTURE(body);
    CHECK(parse(multipart, body) == expected);
}

TEST_CASE("a malformed multipart form is refused whole", "[form-data]") {
    const std::string malformed = "the form is malformed";
    auto [body, expected] = GENERATE_COPY(table<std::string, std::string>({
        {"", malformed},
        {"a=1", malformed},
        {field("a", "1"), malformed},
        {field("a", "1") + "--XX-", malformed},
        {field("a", "1") + "--XX", malformed},
        {field("a", "1") + "--XXY\r\n" + field("b", "2") + end, malformed},
        {"preamble\r\n" + field("a", "1") + end, malformed},
        {field("a", "1") + end + "more", malformed},
        {"--XX\nContent-Disposition: form-data; name=a\n\n1\n--XX--\n", malformed},
        {part("Content-Disposition: form-data", "1") + end, malformed},
        {part("Content-Disposition: form-data; name=\"\"", "1") + end, malformed},
        {part("Content-Disposition: form-data; name=\"a", "1") + end, malformed},
        {part("Content-Disposition: form-data; name=a; name=b", "1") + end, malformed},
        {part("Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b", "1") + end,
         malformed},
        {part("Content-Disposition: attachment; name=a", "1") + end, malformed},
        {part("Content-Disposition: form-data; name=a; filename*=UTF-8''x", "1") + end, malformed},
        {part("Content-Type: text/plain", "1") + end, malformed},
        {part("no colon here", "1") + end, malformed},
        {part("Content-Disposition: form-data; name=a\r\nContent-Type: multipart/mixed; boundary=YY", "1") + end,
         malformed},
        {part("Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64", "1") + end, malformed},
        {part("Content-Disposition: form-data; name=a\r\nX: " + std::string(3000, 'x'), "1") + end, malformed},
        {part("Content-Disposition: form-data; name=a\r\nContent-Type: text/plain; charset=utf-16", "1") + end,
         "the body is in a character set other than UTF-8"},
        {field("a", "\xff") + end, "the form is not UTF-8"},
        {field("a", std::string("x\0y", 3)) + end, "the form holds a NUL or a lone carriage return"},
        {field("a%0D", "1") + end, "the form holds a NUL or a lone carriage return"},
    }));
    CAPTURE(body);
    CHECK(parse(multipart, body) == expected);
}

TEST_CASE("a form of 32 fields is read and one of 33 is not", "[form-data]") {
    std::string pairs, parts;
    for (std::size_t at = 0; at < form_fields_max; ++at) {
        pairs += "&a=1";
        parts += field("a", "1");
    }
    CHECK(std::get<FormData>(parse_form(url_encoded, pairs)).fields.at("a").size() == form_fields_max);
    CHECK(std::get<FormData>(parse_form(multipart, parts + end)).fields.at("a").size() == form_fields_max);
    CHECK(std::get<FormFault>(parse_form(url_encoded, pairs + "&b=1")) == FormFault::TooManyFields);
    CHECK(std::get<FormFault>(parse_form(multipart, parts + field("b", "1") + end)) == FormFault::TooManyFields);
}

TEST_CASE("what is encoded and read again is the same", "[form-data][property]") {
    const auto seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    for (int round = 0; round < 200; ++round) {
        const FieldMap fields = random_fields(random);
        const std::string boundary = "bound" + std::to_string(random.between(0, 1000000000)) + "ary";
        const auto from_url = parse_form(url_encoded, encode_url(fields));
        const auto from_parts =
            parse_form("multipart/form-data; boundary=" + boundary, encode_multipart(fields, boundary));
        REQUIRE(std::holds_alternative<FormData>(from_url));
        REQUIRE(std::holds_alternative<FormData>(from_parts));
        REQUIRE(std::get<FormData>(from_url).fields == fields);
        REQUIRE(std::get<FormData>(from_parts).fields == fields);
    }
}

TEST_CASE("any change to a form gives a form of well-formed text or a fault, never anything else",
          "[form-data][property]") {
    const auto seed = property_seed();
    CAPTURE(seed);
    Random random(seed);
    const std::vector<std::string> splices = {"\r\n", "--XX", "--XX--",
                                              "%",    "\xff", std::string(1, '\0'),
                                              "\"",   ";",    "Content-Disposition: form-data; name=\"q\"",
                                              "&",    "=",    "\r",
                                              "%0D"};
    for (int round = 0; round < 2000; ++round) {
        const FieldMap fields = random_fields(random);
        const bool as_parts = random.between(0, 1) == 1;
        std::string body = as_parts ? encode_multipart(fields, "XX") : encode_url(fields);
        for (std::size_t change = random.between(1, 4); change > 0; --change) {
            const std::size_t at = random.between(0, body.size());
            body.erase(at, random.between(0, 5));
            body.insert(std::min(at, body.size()), random.pick(splices));
        }
        const auto parsed = parse_form(as_parts ? multipart : url_encoded, body);
        const auto* form = std::get_if<FormData>(&parsed);
        if (form == nullptr) continue;
        for (const auto& [name, values] : form->fields) {
            REQUIRE_FALSE(name.empty());
            for (const std::string& value : values)
                REQUIRE(value.find_first_of(std::string("\0\r", 2)) == std::string::npos);
        }
    }
}

}  // namespace charter::form_data_test
