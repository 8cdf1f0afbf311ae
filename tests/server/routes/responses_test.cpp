// The texts that staff begin with, of the first site: each in every language, with a name and without one.
#include "server/pages/responses.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "generator/model/read_responses.h"
#include "tests/server/pages/default_theme.h"
#include "tests/server/routes/desk_server.h"

namespace charter::responses_test {
namespace {

const std::vector<std::string> site_languages = {"en", "af", "xh"};

std::vector<ResponseTemplate> responses_of_the_site() {
    const Source source{"data/responses.yaml", slurp(source_path("content/western-cape-dsd/data/responses.yaml"))};
    Diagnostics diagnostics;
    auto responses = read_responses(source, parse_yaml(source, diagnostics), site_languages, diagnostics);
    CAPTURE(to_text(diagnostics.sorted()));
    REQUIRE(diagnostics.empty());
    return responses;
}

// Received on Wednesday 25 November: we confirm it by Monday 30, and answer it by 4 January.
Case case_of(const std::string& language, const std::string& name) {
    Lodging lodging = complaint();
    lodging.office = "north-1";
    lodging.language = language;
    lodging.contact.name = name;
    return begin_case(some_reference(), usual_terms(),
                      lodge_event(lodging, *usual_terms(), complainant(), morning, std::nullopt));
}

class Filling {
  public:
    std::string fill(const ResponseTemplate& response, const Case& now) const {
        return fill_response({default_theme(), site_->settings, catalogue_, "en", morning, false, std::nullopt},
                             response, now);
    }
    std::string fill(const std::string& text, const Case& now) const {
        return fill(ResponseTemplate{"own", "answer", {}, {{"en", "Own"}}, {{"en", text}}}, now);
    }

  private:
    static Catalogue in_three_languages(Catalogue catalogue) {
        catalogue.languages = site_languages;
        return catalogue;
    }
    PublishedSite published_{built_town()};
    std::shared_ptr<const Published> site_ = published_.current();
    Catalogue catalogue_ = in_three_languages(site_->catalogue);
};

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("every text to begin with reads well in every language, with a name and without one", "[responses]") {
    const Filling filling;
    for (const ResponseTemplate& response : responses_of_the_site())
        for (const std::string& language : site_languages)
            for (const std::string name : {"", "Thandi Mbeki"}) {
                const std::string text = filling.fill(response, case_of(language, name));
                CAPTURE(response.id, language, name, text);
                const bool greets = has(text, name.empty() ? "Good day." : "Dear Thandi Mbeki.") ||
                                    has(text, name.empty() ? "Goeie dag." : "Beste Thandi Mbeki.") ||
                                    has(text, name.empty() ? "Molo." : "Molo Thandi Mbeki.");
                CHECK(greets);
                for (const std::string_view slip : {"{", "}", "Dear.", "Beste.", "  ", " ,"})
                    CHECK_FALSE(has(text, slip));
                // A value brings its own beginning: "ukwi-iOfisi", "ngo-uLwesithathu".
                for (const std::string_view prefix : {"-i", "-u", "-I", "-U", "-O"})
                    CHECK_FALSE((language == "xh" && has(text, prefix)));
            }
}

TEST_CASE("a text says the last day of the clock that it is about", "[responses]") {
    const Filling filling;
    const Case now = case_of("en", "");
    CHECK(filling.fill("We will answer you by {answer_by}.", now) == "We will answer you by Monday 4 January 2027.");
    CHECK(filling.fill("We will confirm it by {acknowledge_by}.", now) ==
          "We will confirm it by Monday 30 November 2026.");
}

TEST_CASE("a sentence without its value is left out, the others stay", "[responses]") {
    const Filling filling;
    const Case now = case_of("en", "");
    CHECK(filling.fill("Dear {name}. It is about {service}. We look into it.", now) == "We look into it.");
    CHECK(filling.fill("No review runs. It is decided by {review_by}.", now) == "No review runs.");
    CHECK(filling.fill("Thank you, {name}.", case_of("en", "Ann")) == "Thank you, Ann.");
}

}  // namespace charter::responses_test
