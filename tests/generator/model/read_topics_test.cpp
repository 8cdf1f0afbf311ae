#include <catch2/catch.hpp>

#include "generator/model/read_topics.h"
#include "tests/generator/model/site_files.h"

namespace charter::read_topics_test {
namespace {

FileTexts site_with(std::string topics) {
    return {{"en/index.md", "---\ntitle: Home\n---\nWelcome.\n"}, {"data/topics.yaml", std::move(topics)}};
}

}  // namespace

TEST_CASE("what a case of a call is, is read as it is written", "[topics]") {
    Diagnostics diagnostics;
    const Site site = checked_site(site_with("- {topic: violence, kind: report}\n"), diagnostics);
    CHECK(to_text(diagnostics.sorted()) == "0 errors, 0 warnings\n");
    CHECK(topics_of(site) == std::vector<TopicCase>{{CallTopic::Violence, CaseKind::Report, ""}});
}

TEST_CASE("mistakes in the topics of calls are found at their place", "[topics]") {
    const auto finds = [](const std::string& topics, const std::string& finding) {
        const std::string findings = findings_of(site_with(topics));
        CAPTURE(findings);
        CHECK(findings.find(finding) != std::string::npos);
    };
    finds("- {topic: violence}\n", "\"kind\" is missing [missing-field]");
    finds("- {topic: fire, kind: report}\n", "data/topics.yaml:1:11: error: ");
    finds("- {topic: violence, kind: alarm}\n", "data/topics.yaml:1:27: error: ");
    finds("- {topic: violence, kind: report, service: shelter}\n", "[unknown-service]");
    finds("- {topic: other, kind: report}\n- {topic: other, kind: enquiry}\n", "data/topics.yaml:2:11: error: ");
    finds("- {topic: other, kind: report, servise: x}\n", "data/topics.yaml:1:32: error: ");
}

}  // namespace charter::read_topics_test
