#include "generator/shared/stems.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace charter::stems_test {
namespace {

struct Family {
    std::string language;
    std::vector<std::string> forms;
};

}  // namespace

TEST_CASE("forms of one word have one stem", "[search]") {
    const auto family = GENERATE(values<Family>({
        {"en", {"service", "services"}},
        {"en", {"complaint", "complaints", "complain", "complaining"}},
        {"en", {"adopt", "adoption", "adopting", "adopted"}},
        {"en", {"child", "children"}},
        {"en", {"person", "persons", "people"}},
        {"en", {"apply", "applies", "applied", "applying"}},
        {"en", {"abuse", "abused", "abusing", "abuses"}},
        {"en", {"stop", "stopped", "stopping", "stops"}},
        {"en", {"crèche", "crèches"}},
        {"en", {"box", "boxes"}},
        {"af", {"klagte", "klagtes"}},
        {"af", {"diens", "dienste"}},
        {"af", {"kantoor", "kantore"}},
        {"af", {"kind", "kinders"}},
        {"af", {"gesin", "gesinne"}},
        {"af", {"reg", "regte"}},
        {"af", {"skool", "skole"}},
        {"xh",
         {"isikhalazo", "izikhalazo", "nesikhalazo", "ngesikhalazo", "kwisikhalazo", "esikhalazweni", "ukukhalaza",
          "yesikhalazo", "zezikhalazo", "ndikhalaza", "uyakhalaza", "isikhalaz"}},
        {"xh", {"inkonzo", "iinkonzo", "neenkonzo", "yeenkonzo", "kwiinkonzo", "ngenkonzo", "weenkonzo"}},
        {"xh", {"iofisi", "iiofisi", "ofisi", "kwiofisi", "eofisini", "neofisi", "yeofisi"}},
        {"xh", {"umntwana", "abantwana", "nomntwana", "babantwana", "lwabantwana", "ngomntwana", "kubantwana"}},
        {"xh", {"isibonelelo", "izibonelelo", "sesibonelelo", "kwizibonelelo", "nezibonelelo"}},
        {"xh", {"umsebenzi", "imisebenzi", "emsebenzini", "ngomsebenzi"}},
        {"xh", {"utywala", "notywala", "ngotywala", "lotywala"}},
        {"xh", {"ulutsha", "lolutsha", "nolutsha"}},
        {"xh", {"imali", "iimali", "yemali", "nemali"}},
        {"xh", {"ukhuseleko", "lokhuseleko", "ekhuselekileyo", "okhuselekileyo"}},
        {"xh", {"ukukhubazeka", "abakhubazekileyo", "okhubazekileyo"}},
        {"xh", {"langa", "elanga", "kwalanga", "yaselanga"}},
        {"xh", {"umntu", "abantu", "nomntu", "babantu"}},
    }));
    const std::string stem = stem_of(family.language, family.forms.front());
    for (const std::string& form : family.forms) {
        CAPTURE(family.language, form);
        CHECK(stem_of(family.language, form) == stem);
    }
}

TEST_CASE("words that only look alike keep apart", "[search]") {
    CHECK(stem_of("en", "bus") == "bus");
    CHECK(stem_of("en", "address") == "address");
    CHECK(stem_of("en", "red") != stem_of("en", "ring"));
    CHECK(stem_of("en", "sing") == "sing");
    CHECK(stem_of("af", "hof") != stem_of("af", "hoofde"));
    CHECK(stem_of("xh", "lungisa") == stem_of("xh", "ukulungisa"));
    CHECK(stem_of("xh", "umthetho") != stem_of("xh", "umntu"));
}

TEST_CASE("no stem is empty, and other languages keep their words", "[search]") {
    for (const std::string language : {"en", "af", "xh", "fr"})
        for (const std::string word :
             {"a", "s", "e", "es", "ing", "ed", "ies", "uku", "ini", "isi", "aba", "ii", "n", "1"}) {
            CAPTURE(language, word);
            CHECK_FALSE(stem_of(language, word).empty());
        }
    CHECK(stem_of("fr", "services") == "services");
}

TEST_CASE("common words are known in each language and in no other", "[search]") {
    CHECK(is_common_word("en", "the"));
    CHECK(is_common_word("af", "hoe"));
    CHECK(is_common_word("xh", "njani"));
    CHECK_FALSE(is_common_word("en", "child"));
    CHECK_FALSE(is_common_word("fr", "the"));
}

}  // namespace charter::stems_test
