#include "generator/render/page_views.h"

#include <catch2/catch.hpp>

#include "generator/render/case_subject.h"
#include "generator/render/section_groups.h"
#include "tests/generator/render/site_fixture.h"

namespace charter::page_views_test {
namespace {

std::vector<Source> town() {
    const auto standard = [](const std::string& id, const std::string& clock, const std::string& applies) {
        return Source{"en/standards/" + id + ".md",
                      page_text({"title: Promise " + id, "kind: standard", "id: " + id, "applies_to: [" + applies + "]",
                                 "clock: " + clock, "within: 3 working days", "target: 90%", "principle: redress",
                                 "status: example", "measured_by: Counted from day 1."})};
    };
    return {
        {"site.yaml", town_settings + "hours:\n  office: {days: mon-fri, opens: \"08:00\", closes: \"15:30\", status: "
                                      "example}\n  sunday: {days: sun, opens: \"09:00\", closes: \"10:00\", status: "
                                      "confirmed}\n"},
        {"data/regions.yaml", "- id: north\n  name: North\n- id: south\n  name: South\n"},
        {"data/categories.yaml", "- id: water\n  title: Water\n- id: streets\n  title: Streets\n"},
        {"data/offices.yaml",
         "- {id: far, name: Far office, type: local, status: confirmed}\n"
         "- {id: south-local, name: South local, type: local, region: south, parent: south, status: confirmed}\n"
         "- {id: south, name: South office, type: regional, region: south, parent: hall, hours: sunday, phone: 021 "
         "000 0000, status: confirmed}\n"
         "- {id: hall, name: Hall, type: head, address: 1 Main Street, phone: \"0800 1\", email: a@b.example, hours: "
         "office, status: confirmed, checked: \"2026-09\"}\n"},
        {"en/index.md", page_text({"title: Home"})},
        {"en/offices/index.md", page_text({"title: Offices"})},
        {"en/standards/index.md", page_text({"title: Promises"})},
        standard("answer", "resolve", "complaint"),
        standard("confirm", "acknowledge", "complaint, enquiry"),
        standard("reasons", "measured", "written-reasons"),
        {"en/services/index.md", page_text({"title: Services"})},
        {"en/services/lights.md", page_text({"title: Lights", "kind: service", "id: lights", "category: streets",
                                             "standards: [answer]", "offices: all"})},
        {"en/services/pipes.md", page_text({"title: Pipes", "kind: service", "id: pipes", "category: water",
                                            "standards: [answer]", "offices: [hall]"})},
        {"en/charters/index.md", page_text({"title: Charters"})},
        {"en/charters/south.md",
         page_text({"title: South promises", "kind: charter", "id: south", "office: south", "edition: 2026-27",
                    "standards: [confirm, answer, reasons]", "services: [pipes]"})},
        {"en/manual/index.md", page_text({"title: Manual"})},
        {"en/manual/two.md", page_text({"title: Second", "kind: manual", "weight: 20"})},
        {"en/manual/one.md", page_text({"title: First", "kind: manual", "weight: 10"})},
        {"en/manual/three.md", page_text({"title: Third", "kind: manual", "weight: 30"})},
        {"en/news/index.md", page_text({"title: News"})},
        {"en/news/a.md", page_text({"title: Older", "kind: news", "date: 2026-01-02"})},
        {"en/news/b.md", page_text({"title: Newer", "kind: news", "date: 2026-11-02"})},
    };
}

View view_of(const SiteFixture& fixture, std::string_view path) {
    return page_view(fixture.scope(), fixture.page(path), {}, ReadingOrder(fixture.site()));
}

// "Title: item, item; ..."
std::string groups_of(const View& view) {
    std::string text;
    for (const View& group : view.items().find("groups")->second.views)
        text += text_of(group, "title") + ": " + texts_of(group, "items", "title") + "; ";
    return text;
}

const View& object_of(const View& view, std::string_view name) {
    const auto found = view.items().find(name);
    REQUIRE(found != view.items().end());
    return found->second.views.front();
}

}  // namespace

TEST_CASE("a section lists its pages in the groups that a reader looks for") {
    const SiteFixture fixture(town());
    CHECK(groups_of(view_of(fixture, "services/index")) == "Water: Pipes; Streets: Lights; ");
    CHECK(groups_of(view_of(fixture, "news/index")) == ": Newer, Older; ");
    const Words& words = fixture.scope().words;
    CHECK(groups_of(view_of(fixture, "offices/index")) == words.text("group.head-office") +
                                                              ": Hall; South: South office, South local; " +
                                                              words.text("group.other-offices") + ": Far office; ");
    CHECK(groups_of(view_of(fixture, "standards/index")) ==
          words.text("group.clock.acknowledge") + ": Promise confirm; " + words.text("group.clock.resolve") +
              ": Promise answer; " + words.text("group.clock.measured") + ": Promise reasons; ");
}

TEST_CASE("a charter shows its promises in its own order, each leading to a complaint about it at that office") {
    const SiteFixture fixture(town());
    const View view = view_of(fixture, "charters/south");
    CHECK(texts_of(view, "cards", "number") == "1, 2, 3");
    CHECK(texts_of(view, "cards", "anchor") == "confirm, answer, reasons");
    CHECK(texts_of(view, "cards", "amount") == "3, 3, 3");
    CHECK(texts_of(view, "cards", "complain_url") ==
          "/en/lodge/?office=south&service=pipes&standard=confirm, "
          "/en/lodge/?office=south&service=pipes&standard=answer, -");
    CHECK(texts_of(view, "cards", "address") ==
          "town.example/en/standards/confirm/, town.example/en/standards/answer/, town.example/en/standards/reasons/");
    CHECK(texts_of(view, "services", "title") == "Pipes");
}

TEST_CASE("a service page leads to a complaint about that service") {
    const SiteFixture fixture(town());
    const View view = view_of(fixture, "services/lights");
    CHECK(texts_of(view, "cards", "complain_url") == "/en/lodge/?service=lights&standard=answer");
    CHECK(text_of(view, "complain_url") == "/en/lodge/?service=lights");
    CHECK(text_of(view, "ask_url") == "/en/lodge/?kind=enquiry&service=lights");
    CHECK(flag_of(view, "every_office"));
    CHECK_FALSE(flag_of(view_of(fixture, "services/pipes"), "every_office"));
    const View pipes = view_of(fixture, "services/pipes");
    CHECK(texts_of(pipes, "offices", "title") == "Hall");
    CHECK(texts_of(pipes, "cards", "complain_url") == "/en/lodge/?office=hall&service=pipes&standard=answer");
    CHECK(text_of(pipes, "complain_url") == "/en/lodge/?office=hall&service=pipes");
}

TEST_CASE("a case from a card is about what only one of can be meant") {
    Catalogue catalogue;
    Standard standard;
    standard.id = "answer";
    const auto subject = [&](const CardPlace& place) {
        return lodge_url("en", subject_of(catalogue, standard, place));
    };
    CHECK(subject({}) == "/en/lodge/?standard=answer");
    const auto office = [](const std::string& id, bool closed) {
        Office made;
        made.id = id;
        made.closed = closed;
        return made;
    };
    catalogue.offices = {office("gone", true), office("hall", false), office("yard", false)};
    const auto service = [](const std::string& id, std::vector<std::string> offices) {
        Service made;
        made.id = id;
        made.standards = {"answer"};
        made.offices = std::move(offices);
        return made;
    };
    catalogue.services = {service("lights", {"gone"}), service("roads", {"hall", "yard"}), service("water", {"yard"})};
    CHECK(subject({}) == "/en/lodge/?standard=answer");
    CHECK(subject({0, {}, "water"}) == "/en/lodge/?office=yard&service=water&standard=answer");
    CHECK(subject({0, {}, "roads"}) == "/en/lodge/?service=roads&standard=answer");
    CHECK(subject({0, {}, "lights"}) == "/en/lodge/?service=lights&standard=answer");

    CharterEdition charter;
    charter.office = "hall";
    charter.standards = {"answer"};
    charter.services = {"roads", "water"};
    CHECK(subject({0, {}, {}, &charter}) == "/en/lodge/?office=hall&standard=answer");
    charter.services = {"roads", "other"};
    CHECK(subject({0, {}, {}, &charter}) == "/en/lodge/?office=hall&standard=answer");  // others name it elsewhere
    catalogue.services[0].standards = catalogue.services[2].standards = {};
    CHECK(subject({0, {}, {}, &charter}) == "/en/lodge/?office=hall&service=roads&standard=answer");
    catalogue.services[0].standards = catalogue.services[2].standards = {"answer"};
    charter.services = {"other"};
    CHECK(subject({0, {}, {}, &charter}) == "/en/lodge/?office=hall&service=other&standard=answer");

    catalogue.charters = {charter};
    CHECK(subject({}) == "/en/lodge/?office=hall&standard=answer");
    charter.office = "yard";
    catalogue.charters.push_back(charter);
    CHECK(subject({}) == "/en/lodge/?standard=answer");
    catalogue.services.resize(1);
    CHECK(subject({}) == "/en/lodge/?service=lights&standard=answer");
    standard.clock = Clock::Acknowledge;  // of every case
    CHECK(subject({}) == "/en/lodge/?standard=answer");
    CHECK(subject({0, {}, "lights"}) == "/en/lodge/?service=lights&standard=answer");
}

TEST_CASE("nobody complains about a window of time that is the citizen's own") {
    Standard standard;
    standard.applies_to = {Applies::Complaint};
    for (const Clock clock : {Clock::Acknowledge, Clock::Resolve, Clock::Review, Clock::Refer, Clock::Measured}) {
        standard.clock = clock;
        CHECK(can_complain_about(standard));
    }
    for (const Clock clock : {Clock::Question, Clock::Objection}) {
        standard.clock = clock;
        CHECK_FALSE(can_complain_about(standard));
    }
}

TEST_CASE("a standard's page names the charters and services that promise it") {
    const SiteFixture fixture(town());
    const View view = view_of(fixture, "standards/answer");
    CHECK(texts_of(view, "charters", "title") == "South promises");
    CHECK(texts_of(view, "services", "title") == "Lights, Pipes");
    CHECK(text_of(view, "complain_url") == "/en/lodge/?office=south&standard=answer");
    CHECK(text_of(view_of(fixture, "standards/reasons"), "complain_url").empty());
}

TEST_CASE("what is not known of an office is said in words") {
    const SiteFixture fixture(town());
    const Words& words = fixture.scope().words;
    CHECK(texts_of(view_of(fixture, "offices/far"), "gaps", "text") ==
          words.text("gap.address") + ", " + words.text("gap.phone") + ", " + words.text("gap.email") + ", " +
              words.text("gap.hours") + ", " + words.text("gap.region"));
    CHECK(texts_of(view_of(fixture, "offices/hall"), "gaps", "text").empty());
    CHECK(text_of(object_of(view_of(fixture, "charters/south"), "office"), "gap") == words.text("gap.address"));
}

TEST_CASE("an office shows its hours, when its facts were checked, and the charter it follows") {
    const SiteFixture fixture(town());
    const View hall = view_of(fixture, "offices/hall");
    CHECK(text_of(hall, "hours") == "Monday to Friday, 08:00 to 15:30");
    CHECK(flag_of(hall, "hours_example"));
    CHECK(text_of(hall, "checked") == "September 2026");
    CHECK(hall.items().find("charter") == hall.items().end());
    const View local = view_of(fixture, "offices/south-local");
    CHECK(text_of(object_of(local, "charter"), "title") == "South promises");
    CHECK(text_of(object_of(local, "parent"), "url") == "/en/offices/south/");
    CHECK(text_of(view_of(fixture, "offices/south"), "hours") == "Sunday, 09:00 to 10:00");
}

TEST_CASE("a manual is read from its index page to its last chapter by weight") {
    const SiteFixture fixture(town());
    const ReadingOrder order(fixture.site());
    const auto title = [](const Page* page) { return page == nullptr ? std::string("-") : page->title; };
    const auto around = [&](std::string_view path) {
        const Neighbours neighbours = order.around(fixture.page(path));
        return title(neighbours.previous) + " < > " + title(neighbours.next);
    };
    CHECK(around("manual/one") == "Manual < > Second");
    CHECK(around("manual/two") == "First < > Third");
    CHECK(around("manual/three") == "Second < > -");
    CHECK(around("manual/index") == "- < > -");
    CHECK(around("news/a") == "- < > -");
}

TEST_CASE("every view says only what the shape of its layout declares") {
    const SiteFixture fixture(town());
    const ReadingOrder order(fixture.site());
    for (const Page& page : fixture.site().pages) {
        CAPTURE(page.path);
        View view = page_view(fixture.scope(), page, {}, order);
        view.merge(chrome_view(fixture.settings(), chrome_of(fixture.scope(), page), fixture.scope().words));
        CHECK(violations(view, layout_shapes().find(layout_of(page))->second).empty());
    }
}

}  // namespace charter::page_views_test
