// The commands of the yearly cycle as an editor types them: exit codes, and every sentence that is printed.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "tests/generator/editions/yearly_cycle.h"
#include "tests/support/program.h"

namespace charter::edition_commands_test {
namespace {

namespace fs = std::filesystem;

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

class TownByCommand {
  public:
    [[nodiscard]] ProgramRun run(const std::string& arguments) const {
        return run_program("charter", arguments + " --site " + site_.options.site.string() + " --theme " +
                                          site_.options.theme.string());
    }
    // Of a command that draws nothing.
    [[nodiscard]] ProgramRun run_plain(const std::string& arguments) const {
        return run_program("charter", arguments + " --site " + site_.options.site.string());
    }
    // The beginning of a command as messages print it.
    [[nodiscard]] std::string typed(const std::string& command) const {
        return std::string(CHARTER_BINARY_DIR) + "/charter " + command + " --site " + site_.options.site.string();
    }
    // Builds into `out()`.
    [[nodiscard]] ProgramRun build(const std::string& more = "", const std::string& today = "2026-11-28") const {
        return run("build --compress off --today " + today + " --out " + out().string() + " " + more);
    }
    [[nodiscard]] ProgramRun verify(const std::string& more = "") const {
        return run_program("charter", "verify " + out().string() + " " + more);
    }
    [[nodiscard]] fs::path out() const { return folder_ / "public"; }
    [[nodiscard]] fs::path beside(std::string_view name) const { return folder_ / name; }
    [[nodiscard]] const YearlyCycle& site() const { return site_; }

  private:
    YearlyCycle site_;
    TempDir folder_;
};

void replace_in(const TownByCommand& town, const std::string& path, std::string_view old, std::string_view fresh) {
    std::string text = town.site().text_of(path);
    const auto at = text.find(old);
    REQUIRE(at != std::string::npos);
    town.site().put(path, text.replace(at, old.size(), fresh));
}

}  // namespace

TEST_CASE("republish says what it kept, what it opened and what is to decide", "[commands]") {
    const TownByCommand town;
    const ProgramRun later = town.run("republish 2029-30");
    CHECK(later.code == 2);
    CHECK(later.errors == "charter: the edition after 2026-27 is 2027-28\n");
    const ProgramRun opened = town.run("republish 2027-28");
    CHECK(opened.code == 0);
    CHECK(opened.errors.empty());
    CHECK(holds(opened.output, "Kept as the edition 2026-27:\n  editions/2026-27/en/charters/town.md\n"));
    CHECK(holds(opened.output, "Opened as drafts of 2027-28:\n  en/charters/town.md\n"));
    CHECK(holds(opened.output, "Then see what was changed:\n  " + town.typed("diff") + " 2026-27 2027-28\n"));
    CHECK(holds(opened.output, " --step supported --role ROLE, then " + town.typed("approve") + " charters/NAME "));
    CHECK(town.run("republish 2027-28").output == "The edition 2027-28 is open already; nothing was changed.\n");
}

TEST_CASE("a check ends by telling of mistakes in the drafts alone", "[commands]") {
    const TownByCommand town;
    CHECK_FALSE(holds(town.run("check --today 2027-05-01").output, "draft"));
    REQUIRE(town.run("republish 2027-28").code == 0);
    replace_in(town, "en/standards/answer.md", "25 working days", "30 working days");
    const ProgramRun plain = town.run("check --today 2027-05-01");
    CHECK(plain.code == 0);
    CHECK(holds(plain.output, ": the draft of 2027-28 has 1 error and "));
    CHECK(holds(plain.output, " of its own: " + town.typed("check") + " --drafts shows them\n"));
    const ProgramRun all = town.run("check --drafts --today 2027-05-01");
    CHECK(all.code == 1);
    CHECK_FALSE(holds(all.output, "of its own"));
    for (const std::string format : {"json", "sarif"})
        CHECK_FALSE(holds(town.run("check --today 2027-05-01 --format " + format).output, "of its own"));
}

TEST_CASE("a draft whose translations are not up to date keeps nobody from publishing", "[commands]") {
    const TownByCommand town;
    REQUIRE(town.run("republish 2027-28").code == 0);
    replace_in(town, "en/standards/answer.md", "How.", "How, in other words.");
    CHECK(town.build("--profile publish --strict").code == 0);
    CHECK(holds(town.run("check --drafts --today 2026-11-28").errors, "af/standards/answer.md:4:9: warning: "));
}

TEST_CASE("a promise is dropped from the next year and counts until then", "[commands]") {
    const TownByCommand town;
    std::string other(standard);
    other.replace(other.find("id: answer"), 10, "id: visit\ntranslations: {af: pending}");
    town.site().put("en/standards/visit.md", other);
    replace_in(town, "en/charters/town.md", "[answer]", "[answer, visit]");
    CHECK(town.site().sign(SignOff::Supported, "Director", "2026-06-16") == ApprovalResult::Recorded);
    CHECK(town.site().sign(SignOff::Approved, "Mayor", "2026-06-16") == ApprovalResult::Complete);
    CHECK(town.run_plain("translations --accept charters/town").code == 0);
    REQUIRE(town.run("addresses").code == 0);
    REQUIRE(town.run("republish 2027-28").code == 0);
    fs::remove(town.site().options.site / "en/standards/visit.md");
    replace_in(town, "en/charters/town.md", "[answer, visit]\n", "[answer]\nchange_note: We have fewer people.\n");
    replace_in(town, "af/charters/town.md", "translation:", "change_note: Ons is minder.\ntranslation:");
    town.site().put("data/gone.yaml",
                    "- address: /en/standards/visit/\n  since: 2027-07-01\n  reason: {en: We stopped, af: Ons het.}\n");
    CHECK(town.build("--profile publish").code == 0);
    CHECK(holds(slurp(town.out() / "en/charters/town/index.html"), "/en/standards/visit/"));
    CHECK(fs::exists(town.out() / "en/standards/visit/index.html"));
    CHECK(town.run("check --drafts --today 2026-11-28").code == 0);

    CHECK(town.site().sign(SignOff::Supported, "Director", "2026-11-20") == ApprovalResult::Recorded);
    CHECK(town.site().sign(SignOff::Approved, "Mayor", "2026-11-20") == ApprovalResult::Complete);
    CHECK(town.run_plain("translations --accept charters/town").code == 0);
    CHECK(town.build("--profile publish").code == 0);
    CHECK(holds(slurp(town.out() / "en/charters/town/index.html"), "/en/standards/visit/"));
    CHECK(town.run("check --profile publish --today 2027-07-01").errors.empty());
    CHECK(town.build("--profile publish", "2027-07-01").code == 0);
    CHECK_FALSE(holds(slurp(town.out() / "en/charters/town/index.html"), "/en/standards/visit/"));
    CHECK(holds(slurp(town.out() / "en/standards/visit/index.html"), "We stopped"));
    CHECK(holds(slurp(town.out() / "en/changes.atom"), "We have fewer people."));
    CHECK(holds(slurp(town.out() / "af/changes.atom"), "Ons is minder."));
}

TEST_CASE("diff names each change, as text and as a table, and the editions that there are", "[commands]") {
    const TownByCommand town;
    REQUIRE(town.run("republish 2027-28").code == 0);
    CHECK(town.run("diff 2026-27 2027-28").code == 0);
    replace_in(town, "en/standards/answer.md", "25 working days", "20 working days");
    const ProgramRun text = town.run("diff 2026-27 2027-28");
    CHECK(text.code == 0);
    CHECK(holds(text.output, "25 working days -> 20 working days\n"));
    CHECK(town.run("diff 2026-27 2027-28 --format csv").output ==
          "standard,charter,field,before,after,effect,note\r\n"
          "answer,,within,25 working days,20 working days,stronger,\r\n");
    const ProgramRun backwards = town.run("diff 2027-28 2026-27");
    CHECK(backwards.code == 2);
    CHECK(backwards.errors ==
          "charter: 2026-27 comes before 2027-28; write " + town.typed("diff") + " 2026-27 2027-28\n");
    const ProgramRun unknown = town.run("diff 2024-25 2027-28");
    CHECK(unknown.code == 2);
    CHECK(unknown.errors == "charter: there is no edition 2024-25; there are: 2026-27, 2027-28\n");
}

TEST_CASE("approve records each step once and says which is missing", "[commands]") {
    const TownByCommand town;
    REQUIRE(town.run("republish 2027-28").code == 0);
    const ProgramRun early = town.run("approve charters/town --role Mayor --on 2027-06-15 --today 2027-06-30");
    CHECK(early.code == 1);
    CHECK(early.errors ==
          "charter: charters/town has 0 of 1 of the supporters that sign_off in site.yaml asks for; record the others "
          "first: " +
              town.typed("approve") + " charters/town --step supported --role ROLE\n");
    const ProgramRun mistyped = town.run("approve charters/twon --role Mayor");
    CHECK(mistyped.code == 2);
    CHECK(mistyped.errors == "charter: there is no page \"charters/twon\"; did you mean \"charters/town\"?\n");
    CHECK(town.run("approve charters/nope --role Mayor").errors == "charter: there is no page \"charters/nope\"\n");
    CHECK(town.run("approve charters/town --role Mayor --on yesterday").code == 2);
    const std::string support =
        "approve charters/town --step supported --role Director --on 2027-06-10 --today 2027-06-30";
    CHECK(holds(town.run(support).output, "charters/town: supported by Director on 2027-06-10, text "));
    CHECK(holds(town.run(support).output, "recorded already for this text; nothing was changed"));
    const ProgramRun last = town.run(
        "approve charters/town --role Mayor --on 2027-06-15 --today 2027-06-30 "
        "--in-force-from 2027-07-01 --file 2/8");
    CHECK(last.code == 0);
    CHECK(holds(last.output, "Changed:\n  en/charters/town.md\n"));
    CHECK(holds(town.site().text_of("en/charters/town.md"), "approved: {role: Mayor, on: 2027-06-15}"));
    CHECK(holds(town.site().text_of("data/approvals.yaml"), "  in_force_from: 2027-07-01\n"));
    // The same role may sign once more, for another day: then its promises count from that day too.
    const std::string again = "approve charters/town --role Mayor --on 2027-06-16 --today 2027-06-30 --in-force-from ";
    CHECK(holds(town.run(again + "2027-07-01").output, "recorded already for this text; nothing was changed"));
    CHECK(town.run(again + "2027-09-01").code == 0);
    CHECK(holds(town.site().text_of("en/charters/town.md"), "approved: {role: Mayor, on: 2027-06-16}"));
    for (const std::string path : {"en/charters/town.md", "en/standards/answer.md", "data/approvals.yaml"})
        CHECK(holds(town.site().text_of(path), "in_force_from: 2027-09-01"));
    CHECK(holds(town.run("as-of 2027-07-01").output, "town  2026-27"));
    CHECK(town.run("check --profile publish --today 2027-06-30").code == 0);
    CHECK(town.run(again + "2027-07-01").code == 0);
    const ProgramRun day = town.run("as-of 2027-06-30");
    CHECK(day.code == 0);
    CHECK(holds(day.output, "town  2026-27"));
    CHECK(holds(town.run("as-of 2027-07-01").output, "town  2027-28"));
    CHECK(town.run("as-of soon").code == 2);
}

TEST_CASE("the publish profile publishes nothing of a charter that was altered after it was signed", "[commands]") {
    const TownByCommand town;
    REQUIRE(town.build("--profile publish").code == 0);
    const std::string published = slurp(town.out() / "en/charters/town/index.html");
    town.site().put("en/charters/town.md", town.site().text_of("en/charters/town.md") + "And more.\n");
    const ProgramRun refused = town.build("--profile publish");
    CHECK(refused.code == 1);
    CHECK(holds(refused.errors,
                "en/charters/town.md:1:1: error: this text, or a promise it names, is not what was "
                "approved [altered-after-approval]"));
    CHECK(slurp(town.out() / "en/charters/town/index.html") == published);
    CHECK(town.run("check --profile publish --today 2026-11-28").code == 1);
    CHECK(town.run("check --today 2026-11-28").code == 0);
}

TEST_CASE("a title that promises another time than the clock keeps a site from being published", "[commands]") {
    const TownByCommand town;
    replace_in(town, "en/standards/answer.md", "title: We answer", "title: We answer within 10 working days");
    const std::string told = ": the title promises 10, the clock counts 25 working days [limit-differs]";
    CHECK(holds(town.run("check --today 2026-11-28").errors, "warning" + told));
    CHECK(holds(town.run("check --profile publish --today 2026-11-28").errors, "error" + told));
}

TEST_CASE("verify names each file that differs from what was published", "[commands]") {
    const TownByCommand town;
    REQUIRE(town.build().code == 0);
    const ProgramRun whole = town.verify();
    CHECK(whole.code == 0);
    CHECK(holds(whole.output, ": every file is as it was published, root "));
    spill(town.out() / "en/index.html", "altered");
    fs::remove(town.out() / "en/charters/town/index.html");
    spill(town.out() / "more.html", "more");
    const ProgramRun altered = town.verify();
    CHECK(altered.code == 1);
    CHECK(altered.output ==
          "en/charters/town/index.html: missing\nen/index.html: altered\nmore.html: not part of the published site\n");
    CHECK(run_program("charter", "verify " + town.beside("nowhere").string()).code == 2);
}

TEST_CASE("keys are made once, and only the right one fits the signature", "[commands]") {
    const TownByCommand town;
    const std::string key = town.beside("key").string();
    CHECK(run_program("charter", "keys " + key).code == 0);
    CHECK((fs::status(key).permissions() & fs::perms::mask) == (fs::perms::owner_read | fs::perms::owner_write));
    const ProgramRun again = run_program("charter", "keys " + key);
    CHECK(again.code == 2);
    CHECK(again.errors == "charter: " + key + " exists already; a key is not replaced\n");
    REQUIRE(town.build().code == 0);
    CHECK(holds(town.verify("--key " + key + ".pub").errors, "is not signed"));
    REQUIRE(town.build("--sign-key " + key).code == 0);
    CHECK(town.verify("--key " + key + ".pub").code == 0);
    const std::string other = town.beside("other").string();
    REQUIRE(run_program("charter", "keys " + other).code == 0);
    const ProgramRun wrong = town.verify("--key " + other + ".pub");
    CHECK(wrong.code == 1);
    CHECK(holds(wrong.errors, "the manifest was not signed with the key of " + other + ".pub"));
}

TEST_CASE("addresses are noted once, and a build in which one would die fails", "[commands]") {
    const TownByCommand town;
    const ProgramRun noted = town.run("addresses");
    CHECK(noted.code == 0);
    CHECK(holds(noted.output, " of them new\n"));
    CHECK(town.run("addresses").output == "data/addresses.txt: nothing new\n");
    fs::rename(town.site().options.site / "en/standards", town.site().options.site / "en/promises");
    fs::rename(town.site().options.site / "af/standards", town.site().options.site / "af/promises");
    const ProgramRun dead = town.build();
    CHECK(dead.code == 1);
    CHECK(holds(dead.errors, "[dead-address]"));
}

TEST_CASE("rehearse tries the next edition on a copy and leaves the site as it is", "[commands]") {
    const TownByCommand town;
    const auto before = town.site().everything();
    const ProgramRun ready = town.run("rehearse --today 2026-11-28");
    INFO(ready.errors);
    CHECK(ready.code == 0);
    CHECK(holds(ready.output, ": ready to republish as 2027-28\n"));
    CHECK(town.site().everything() == before);
    town.site().put("en/charters/town.md", town.site().text_of("en/charters/town.md") + "And more.\n");
    const ProgramRun refused = town.run("rehearse --today 2026-11-28");
    CHECK(refused.code == 1);
    CHECK(holds(refused.errors, "[altered-after-approval]"));
    CHECK(holds(refused.output, "What went wrong:\n  the site cannot be published as it is now\n"));
}

TEST_CASE("a document is signed by a role of the register and by no other", "[commands]") {
    const TownByCommand town;
    town.site().put("data/roles.yaml", "- id: mayor\n  title: {en: Mayor, af: Burgemeester}\n");
    replace_in(town, "en/charters/town.md", "We promise.", "We promise more.");
    const auto before = town.site().everything();
    const ProgramRun unknown = town.run("approve charters/town --step supported --role Meyor");
    CHECK(unknown.code == 2);
    CHECK(unknown.errors == "charter: data/roles.yaml has no role \"Meyor\"; write one of it: Mayor\n");
    CHECK(town.site().everything() == before);
    for (const std::string role : {"mayor", "Burgemeester", "Mayor"}) {
        const ProgramRun signed_by = town.run("approve charters/town --step supported --role " + role);
        CHECK(signed_by.code == 0);
        CHECK((holds(signed_by.output, "supported by Mayor on ") || holds(signed_by.output, "recorded already")));
    }
}

TEST_CASE("approve refuses days and roles that cannot be", "[commands]") {
    const TownByCommand town;
    REQUIRE(town.run("republish 2027-28").code == 0);
    const auto sign = [&](const std::string& rest) {
        return town.run("approve charters/town --today 2027-06-30 " + rest);
    };
    REQUIRE(sign("--step supported --role Director --on 2027-06-10").code == 0);
    const auto before = town.site().everything();
    const auto [rest, said] = GENERATE(table<std::string, std::string>({
        {"--role Director", "Director has supported this text already; another role must take this step"},
        {"--role Mayor --on 2027-07-01", "2027-07-01 is still to come; record a signature when it is there"},
        {"--role Mayor --on 2027-06-09",
         "charters/town was signed on 2027-06-10 already; a later step cannot have an earlier day: give the right one "
         "with --on"},
        {"--role Mayor --in-force-from 2026-07-01",
         "2026-07-01 is no day of this edition, whose year is 2027-04-01 to 2028-03-31; give one of these days with "
         "--in-force-from"},
        {"--role Mayor --in-force-from 2028-04-01",
         "2028-04-01 is no day of this edition, whose year is 2027-04-01 to 2028-03-31; give one of these days with "
         "--in-force-from"},
    }));
    const ProgramRun refused = sign(rest);
    CHECK(refused.code == 2);
    CHECK(refused.errors == "charter: " + said + "\n");
    CHECK(town.site().everything() == before);
    const ProgramRun early = town.run_plain("reviewed charters/ --on 2027-07-01 --today 2027-06-30");
    CHECK(early.errors == "charter: 2027-07-01 is still to come; note a review when it is done\n");
}

TEST_CASE("a command that errors stop prints these alone", "[commands]") {
    const TownByCommand town;
    town.site().put("en/more.md",
                    "---\ntitle: More\ntranslations: {af: pending}\n---\n[dead](gone.md)\n\n![](a.pdf)\n");
    for (const std::string command : {"approve charters/town --role Mayor", "republish 2027-28"}) {
        const ProgramRun stopped = town.run(command);
        CHECK(stopped.code == 1);
        CHECK(holds(stopped.errors, "[dead-link]"));
        CHECK_FALSE(holds(stopped.errors, "[alt-text]"));
        CHECK(holds(stopped.errors, ": " + town.typed("check") + " lists "));
        CHECK(holds(stopped.errors, "the site has errors; mend them first. Nothing was changed\n"));
    }
}

TEST_CASE("a review is recorded by one command", "[commands]") {
    const TownByCommand town;
    const ProgramRun done = town.run_plain("reviewed charters/ --on 2027-05-02 --today 2027-05-02");
    CHECK(done.code == 0);
    CHECK(done.output == "Reviewed on 2027-05-02:\n  en/charters/town.md\n2 files were changed\n");
    const ProgramRun unknown = town.run_plain("reviewed charters/twon --on 2027-05-02 --today 2027-05-02");
    CHECK(unknown.code == 2);
    CHECK(unknown.errors == "charter: there is no page \"charters/twon\"; did you mean \"charters/town\"?\n");
    CHECK(town.run_plain("reviewed charters/town --on 2027-05-02 --today 2027-05-02 --next 2027-05-01").code == 2);
}

TEST_CASE("a translation that was brought up to date is accepted by one command", "[commands]") {
    const TownByCommand town;
    const std::string before = town.site().text_of("af/charters/town.md");
    // It named the whole file.
    CHECK(town.run_plain("translations --accept charters/town").output ==
          "af/charters/town.md: says what its original says now\n");
    const ProgramRun fresh = town.run_plain("translations --accept charters/town");
    CHECK(fresh.output == "charters/town: up to date already; nothing was changed\n");
    replace_in(town, "en/charters/town.md", "We promise.", "We promise more.");
    CHECK(holds(town.run_plain("translations").output, "1 stale"));
    const ProgramRun accepted = town.run_plain("translations --accept charters/town --language af");
    CHECK(accepted.code == 0);
    CHECK(accepted.output == "af/charters/town.md: says what its original says now\n");
    CHECK(holds(town.run_plain("translations").output, "0 stale"));
    const std::string after = town.site().text_of("af/charters/town.md");
    CHECK(after.size() == before.size());
    CHECK(after.substr(after.find("---\n", 4)) == before.substr(before.find("---\n", 4)));
}

TEST_CASE("a translation whose figures differ is not accepted", "[commands]") {
    const TownByCommand town;
    replace_in(town, "en/charters/town.md", "We promise.", "We promise 30 days.");
    replace_in(town, "af/charters/town.md", "Hoe.", "Ons belowe 25 dae.");
    const std::string before = town.site().text_of("af/charters/town.md");
    const ProgramRun refused = town.run_plain("translations --accept charters/town");
    CHECK(refused.code == 1);
    CHECK(holds(refused.errors, "only there 30; only here 25 [translation-differs]"));
    CHECK(holds(refused.errors, "charter: charters/town: mend the figures first"));
    CHECK(town.site().text_of("af/charters/town.md") == before);
    replace_in(town, "af/charters/town.md", "25", "30");
    CHECK(town.run_plain("translations --accept charters/town").code == 0);
}

TEST_CASE("accepting a translation that is not there changes nothing and says why", "[commands]") {
    const TownByCommand town;
    const auto before = town.site().everything();
    const ProgramRun unknown = town.run_plain("translations --accept charters/twon");
    CHECK(unknown.code == 2);
    CHECK(unknown.errors ==
          "charter: there is no page \"charters/twon\" in the first language; did you mean \"charters/town\"?\n");
    const ProgramRun language = town.run_plain("translations --accept charters/town --language xh");
    CHECK(language.code == 2);
    CHECK(language.errors == "charter: charters/town has no translation in xh (it has: af); write it first\n");
    CHECK(town.run_plain("translations --language af").code == 2);
    CHECK(town.site().everything() == before);
}

TEST_CASE("check tells what publishing would change of a built site", "[commands]") {
    const TownByCommand town;
    REQUIRE(town.build().code == 0);
    const std::string against = "check --today 2026-11-28 --against " + town.out().string();
    CHECK(holds(town.run(against).output,
                "No promise, date, office, service, charter, contact, address or translation would change. Other words "
                "may.\n"));
    replace_in(town, "en/standards/answer.md", "25 working days", "20 working days");
    const ProgramRun changed = town.run(against);
    CHECK(holds(changed.output, "Promises that change:\n"));
    CHECK(holds(changed.output, "We answer: open cases keep 25 working days\n"));
}

TEST_CASE("a table of comments is made of what the server keeps, which may be nothing", "[commands]") {
    const TempDir folder;
    const std::string data = (folder / "data").string();
    const ProgramRun none = run_program("charterd", "comments --data " + data);
    CHECK(none.code == 3);
    CHECK(holds(none.errors, "there is no"));
    REQUIRE(run_program("charterd", "user add clerk --role administrator --data " + data).code == 0);
    const ProgramRun empty = run_program("charterd", "comments --data " + data);
    CHECK(empty.code == 0);
    CHECK(empty.output == "page,received_at,language,comment,name,email\r\n");
    const std::string table = (folder / "comments.csv").string();
    CHECK(run_program("charterd", "comments --data " + data + " --csv " + table).output == table + ": 0 comments\n");
    CHECK(slurp(table) == "\xEF\xBB\xBFpage,received_at,language,comment,name,email\r\n");
    CHECK((fs::status(table).permissions() & fs::perms::mask) == (fs::perms::owner_read | fs::perms::owner_write));
}

}  // namespace charter::edition_commands_test
