// Every code of a finding is explained, and is shown by a whole small site.
#include <catch2/catch.hpp>
#include <filesystem>
#include <regex>
#include <set>
#include <string>

#include "generator/check/codes.h"
#include "generator/shared/files.h"

namespace charter::codes_test {
namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string>;

const fs::path root = CHARTER_SOURCE_DIR;

Names codes_in(const std::string& text, const std::regex& pattern) {
    Names codes;
    for (std::sregex_iterator at(text.begin(), text.end(), pattern); at != std::sregex_iterator(); ++at)
        codes.insert((*at)[1]);
    return codes;
}

// The first text in kebab-case that a call which reports a finding is given.
Names codes_in_sources() {
    static const std::regex call(
        "\\b(?:error|warning|add|add_to_file|file_error|refuse|report|advise)\\([^;\"]*(?:\"[^\"]*\"[^;\"]*)??"
        "\"([a-z0-9]+(?:-[a-z0-9]+)+)\"");
    Names codes;
    for (const std::string& file : list_files(root / "generator")) {
        if (!file.ends_with(".cpp")) continue;
        for (const std::string& code : codes_in(read_file(root / "generator" / file), call)) codes.insert(code);
    }
    return codes;
}

// What headers promise: "Code: alt-text." and "Codes: alt-text, dead-link."
Names codes_in_headers() {
    static const std::regex words("([a-z0-9]+(?:-[a-z0-9]+)+)");
    Names codes;
    for (const std::string& file : list_files(root / "generator")) {
        if (!file.ends_with(".h")) continue;
        const std::string text = std::regex_replace(read_file(root / "generator" / file), std::regex("\\n *// "), " ");
        static const std::regex list("Codes?: ((?:[a-z0-9-]+,? ?)+)");
        for (std::sregex_iterator at(text.begin(), text.end(), list); at != std::sregex_iterator(); ++at)
            for (const std::string& code : codes_in((*at)[1], words)) codes.insert(code);
    }
    return codes;
}

Names codes_in_expected() {
    static const std::regex printed(": (?:error|warning|advice): .*\\[([a-z0-9-]+)(?:/[a-z0-9-]+)?\\]\\n");
    Names codes;
    for (const std::string& file : list_files(root / "tests/sites_invalid"))
        if (file.ends_with("expected.txt"))
            for (const std::string& code : codes_in(read_file(root / "tests/sites_invalid" / file), printed))
                codes.insert(code);
    return codes;
}

}  // namespace

TEST_CASE("every code in the sources is explained", "[codes]") {
    Names used = codes_in_sources();
    CHECK(used.size() > 40);
    CHECK(codes_in_headers().size() > 30);
    used.merge(codes_in_headers());
    used.merge(codes_in_expected());
    for (const std::string& code : used) {
        CAPTURE(code);
        CHECK(find_code(code) != nullptr);
    }
}

TEST_CASE("every code that is explained is in use and shown by a site in tests/sites_invalid", "[codes]") {
    // A file of more than a megabyte is made by the test of reading, not kept; posters are not drawn when a site is
    // checked.
    const Names without_site = {"file-too-big", "poster-too-long"};
    const Names shown = codes_in_expected();
    for (const CodeEntry& entry : all_codes()) {
        const std::string code(entry.code);
        CAPTURE(code);
        if (without_site.contains(code)) continue;
        CHECK(fs::is_directory(root / "tests/sites_invalid" / code));
        CHECK(shown.contains(code));
    }
}

}  // namespace charter::codes_test
