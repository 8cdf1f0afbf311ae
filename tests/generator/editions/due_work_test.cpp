#include "generator/editions/due_work.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "generator/model/build_model.h"

namespace charter::due_work_test {
namespace {

Site town() {
    SiteFiles files;
    files.site_id = "town";
    files.settings = {"site.yaml", "name: Town\nbase_url: https://town.example\nlanguages: [en]\ncalendar: za\n"};
    files.data = {{"data/calendar.yaml",
                   "- id: review\n  title: Review the plan\n  months: [september]\n  page: plan\n"
                   "- id: watch\n  title: Watch the line\n  every: month\n"
                   "- id: train\n  title: Train staff\n  months: [july, august, september]\n"
                   "- id: publish\n  title: Publish it\n  months: [october]\n"
                   "- id: any\n  title: At any time\n"}};
    files.pages = {{"en/index.md", "---\ntitle: Home\n---\nWelcome.\n"},
                   {"en/late.md", "---\ntitle: Late\nreview_by: 2026-08-31\n---\nText.\n"},
                   {"en/plan.md", "---\ntitle: Plan\nreview_by: 2026-09-30\n---\nText.\n"},
                   {"en/soon.md", "---\ntitle: Soon\nreview_by: 2026-10-01\n---\nText.\n"}};
    Diagnostics diagnostics;
    Site site = build_model(files, 1, diagnostics);
    INFO(to_text(diagnostics.sorted()));
    REQUIRE(diagnostics.empty());
    return site;
}

}  // namespace

TEST_CASE("what is due on a day is the work of its month, with the last working day, and the reviews", "[due]") {
    const Site site = town();
    const Date day = *parse_date("2026-09-10");
    CHECK(to_text(site, due_work(site, day), day) ==
          "Due on 2026-09-10:\n"
          "  by 2026-09-30  Review the plan (plan)\n"
          "  by 2026-09-30  Watch the line\n"
          "  by 2026-09-30  Train staff\n"
          "Pages to review:\n"
          "  by 2026-08-31  en/late.md: Late (late)\n"
          "  by 2026-09-30  en/plan.md: Plan\n"
          "Begins next month:\n"
          "  by 2026-10-30  Publish it\n");
    CHECK(how_to_note_reviews(due_work(site, day)) ==
          "When each was read and still holds:\n  charter reviewed late plan\n");
    CHECK(how_to_note_reviews(due_work(site, day), day) ==
          "When each was read and still holds:\n  charter reviewed late plan --today 2026-09-10\n");
    // In August the training goes on until September, and the holiday at its end does not matter.
    const Date august = *parse_date("2026-08-01");
    const DueWork due = due_work(site, august);
    REQUIRE(due.now.size() == 2);
    CHECK(to_iso(due.now[0].by) == "2026-08-31");
    CHECK(to_iso(due.now[1].by) == "2026-09-30");
}

TEST_CASE("programs read what is due as JSON", "[due]") {
    const Site site = town();
    const Date day = *parse_date("2026-10-31");
    const auto json = nlohmann::json::parse(to_json(site, due_work(site, day), day));
    CHECK(json["today"] == "2026-10-31");
    REQUIRE(json["now"].size() == 2);
    CHECK(json["now"][0]["id"] == "watch");
    CHECK(json["now"][1]["by"] == "2026-10-30");
    CHECK(json["reviews"].size() == 3);
    CHECK(json["reviews"][0]["late"] == true);
}

TEST_CASE("a site without a calendar has nothing due", "[due]") {
    const Site site;
    const Date day = *parse_date("2026-10-31");
    CHECK(how_to_note_reviews(DueWork{}) == "");
    CHECK(to_text(site, DueWork{}, day) == "Nothing is due on 2026-10-31.\n");
}

}  // namespace charter::due_work_test
