#include "generator/edition_commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>

#include "generator/all_commands.h"
#include "generator/content/read_content.h"
#include "generator/editions/approve.h"
#include "generator/editions/edition_report.h"
#include "generator/editions/rehearse.h"
#include "generator/editions/republish.h"
#include "generator/editions/review.h"
#include "generator/model/address_book.h"
#include "generator/model/build_model.h"
#include "generator/shared/as_typed.h"
#include "generator/shared/files.h"

namespace charter {
namespace {

// What the commands were given.
struct EditionRequest {
    CheckOptions options;
    std::string year;
    std::string newer;
    std::filesystem::path published;
    std::string format = "text";
    std::string day;
    std::string next_day;
    ReviewRequest review;
    ApprovalRequest approval;
    std::string step = "approved";
};

// The same with a command in the sentence, to be pasted.
int refuse(ExitCode code, const std::string& sentence, const EditionRequest& asked) {
    return refuse(code, as_typed(sentence, asked.options.site.string()));
}

void add_site(CLI::App& command, EditionRequest& asked) {
    command.add_option("--site", asked.options.site, "The site's folder")
        ->required()
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
    command.add_option("--theme", asked.options.theme, "A theme's folder, as for build")
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");
}

// The commands in it are for this site.
void print_list(std::string_view title, const std::vector<std::string>& lines, const std::filesystem::path& site) {
    if (lines.empty()) return;
    fmt::print("{}\n", as_typed(title, site.string()));
    for (const std::string& line : lines) fmt::print("  {}\n", as_typed(line, site.string()));
}

int run_republish(const EditionRequest& asked) {
    Diagnostics diagnostics;
    const RepublishOutcome outcome = republish(asked.options, asked.year, asked.published, diagnostics);
    switch (outcome.result) {
        case RepublishResult::Opened:
            print_list("Kept as the edition " + outcome.present + ":", outcome.frozen, asked.options.site);
            print_list("Opened as drafts of " + outcome.next + ":", outcome.opened, asked.options.site);
            print_list("To decide before " + outcome.next + " can count:", outcome.decisions, asked.options.site);
            fmt::print("{}", as_typed(fmt::format("Then see what was changed:\n  charter diff {} {}\nand sign each "
                                                  "charter:\n  {}\n",
                                                  outcome.present, outcome.next, outcome.how_to_sign),
                                      asked.options.site.string()));
            return Done;
        case RepublishResult::AlreadyOpen:
            fmt::print("The edition {} is open already; nothing was changed.\n", asked.year);
            return Done;
        case RepublishResult::NotNext:
            if (outcome.present.empty())
                return refuse(WrongUsage, "site.yaml names no edition; write for example edition: \"2026-27\"");
            return refuse(WrongUsage, fmt::format("the edition after {} is {}", outcome.present, outcome.next));
        case RepublishResult::SiteFails:
            print_errors(diagnostics, asked.options.site);
            return refuse(ContentErrors, "the site has errors; mend them first. Nothing was changed");
        case RepublishResult::NotApproved:
            print_list("Not approved as they stand:", outcome.decisions, asked.options.site);
            return refuse(ContentErrors,
                          fmt::format("the edition {} is not approved as a whole; have these pages signed, or put "
                                      "back what was signed: charter check says what each one lacks. Nothing was "
                                      "changed",
                                      outcome.present),
                          asked);
    }
    return Done;
}

int run_rehearse(const EditionRequest& asked) {
    Diagnostics diagnostics;
    const Rehearsal rehearsal = rehearse(asked.options, diagnostics);
    const std::string site = asked.options.site.string();
    switch (rehearsal.result) {
        case RehearsalResult::NoEditions:
            fmt::print("{}: it has no editions, so there is nothing to republish\n", site);
            return Done;
        case RehearsalResult::UnderWay:
            fmt::print("{}: the edition {} is being drafted and signed; approve it before the next is rehearsed\n",
                       site, rehearsal.present);
            return Done;
        case RehearsalResult::Ready:
            for (const std::string& sentence : rehearsal.done) fmt::print("{}\n", sentence);
            fmt::print("{}: ready to republish as {}\n", site, rehearsal.next);
            return Done;
        case RehearsalResult::Failed:
            break;
    }
    print_findings(diagnostics, asked.options.site);
    print_list("What went wrong:", rehearsal.wrong, asked.options.site);
    return refuse(ContentErrors,
                  fmt::format("{} cannot be republished as {}; it was left as it is", site, rehearsal.next));
}

int run_reviewed(EditionRequest& asked, Date today) {
    const Date present = asked.options.today.value_or(today);
    asked.options.today.reset();
    asked.review.on = parse_date(asked.day).value_or(present);
    asked.review.next = parse_date(asked.next_day);
    if (present < asked.review.on)
        return refuse(WrongUsage,
                      fmt::format("{} is still to come; note a review when it is done", to_iso(asked.review.on)));
    Diagnostics diagnostics;
    const ReviewOutcome outcome = record_review(asked.options, asked.review, diagnostics);
    switch (outcome.result) {
        case ReviewResult::Recorded:
            print_list(fmt::format("Reviewed on {}:", to_iso(asked.review.on)), outcome.reviewed, asked.options.site);
            fmt::print("{} files were changed\n", outcome.changed.size());
            return Done;
        case ReviewResult::UnknownDocument:
            return refuse(WrongUsage, outcome.hint.empty()
                                          ? fmt::format("there is no page \"{}\"", outcome.unknown)
                                          : fmt::format("there is no page \"{}\"; did you mean \"{}\"?",
                                                        outcome.unknown, outcome.hint));
        case ReviewResult::NextNotLater:
            return refuse(WrongUsage, fmt::format("the next review must come after {}", to_iso(asked.review.on)));
        case ReviewResult::SiteFails:
            print_errors(diagnostics, asked.options.site);
            return refuse(ContentErrors, "the site has errors; mend them first. Nothing was changed");
    }
    return Done;
}

int run_approve(EditionRequest& asked, Date today) {
    asked.approval.step = asked.step == "supported" ? SignOff::Supported : SignOff::Approved;
    asked.approval.today = asked.options.today.value_or(today);
    asked.options.today.reset();  // it says when people sign, not which edition counts
    asked.approval.on = parse_date(asked.day).value_or(*asked.approval.today);
    Diagnostics diagnostics;
    const ApprovalOutcome outcome = approve(asked.options, asked.approval, diagnostics);
    const std::string& document = asked.approval.document;
    switch (outcome.result) {
        case ApprovalResult::Recorded:
        case ApprovalResult::Complete:
            fmt::print("{}: {} by {} on {}, text {}\n", document, key_of(asked.approval.step), outcome.role,
                       to_iso(asked.approval.on), outcome.hash);
            print_list("Changed:", outcome.changed, asked.options.site);
            print_list("Still drafts, for no charter names them; have each signed by itself: charter approve PAGE",
                       outcome.loose, asked.options.site);
            return Done;
        case ApprovalResult::UnknownDocument:
            return refuse(WrongUsage,
                          outcome.hint.empty()
                              ? fmt::format("there is no page \"{}\"", document)
                              : fmt::format("there is no page \"{}\"; did you mean \"{}\"?", document, outcome.hint));
        case ApprovalResult::UnknownRole:
            return refuse(WrongUsage, fmt::format("data/roles.yaml has no role \"{}\"; write one of it: {}",
                                                  asked.approval.role, outcome.hint));
        case ApprovalResult::StepMissing:
            return refuse(ContentErrors,
                          fmt::format("{} has {} of the supporters that sign_off in site.yaml asks for; record the "
                                      "others first: charter approve {} --step supported --role ROLE",
                                      document, outcome.hint, document),
                          asked);
        case ApprovalResult::RoleSignedStep:
            return refuse(WrongUsage, fmt::format("{} has {} this text already; another role must take this step",
                                                  outcome.role, outcome.hint));
        case ApprovalResult::OutOfOrder:
            return refuse(WrongUsage, fmt::format("{} was signed on {} already; a later step cannot have an earlier "
                                                  "day: give the right one with --on",
                                                  document, outcome.hint));
        case ApprovalResult::DayToCome:
            return refuse(WrongUsage, fmt::format("{} is still to come; record a signature when it is there",
                                                  to_iso(asked.approval.on)));
        case ApprovalResult::OutsideEdition:
            return refuse(WrongUsage, fmt::format("{} is no day of this edition, whose year is {}; give one of these "
                                                  "days with --in-force-from",
                                                  asked.approval.in_force_from, outcome.hint));
        case ApprovalResult::AlreadyRecorded:
            fmt::print("{}: recorded already for this text; nothing was changed\n", document);
            return Done;
        case ApprovalResult::SiteFails:
            print_errors(diagnostics, asked.options.site);
            return refuse(ContentErrors, "the site has errors; mend them first. Nothing was changed");
    }
    return Done;
}

// The site as its editors see it, drafts in place, or as it stands on a day.
std::optional<Site> read_site(const EditionRequest& asked, const EditionChoice& choice) {
    Diagnostics diagnostics;
    Site site = build_model(read_content(asked.options.site, asked.options.jobs, diagnostics), asked.options.jobs,
                            diagnostics, choice);
    if (!diagnostics.has_errors()) return site;
    print_findings(diagnostics, asked.options.site);
    return std::nullopt;
}

int run_diff(const EditionRequest& asked) {
    const auto site = read_site(asked, {std::nullopt, true});
    if (!site) return ContentErrors;
    const auto before = promises_of(*site, asked.year);
    const auto after = promises_of(*site, asked.newer);
    if (!before || !after) {
        std::string years;
        for (const std::string& year : edition_years(*site)) years += (years.empty() ? "" : ", ") + year;
        return refuse(WrongUsage,
                      fmt::format("there is no edition {}; there are: {}", before ? asked.newer : asked.year, years));
    }
    if (asked.newer < asked.year)
        return refuse(WrongUsage,
                      fmt::format("{} comes before {}; write charter diff {} {}", asked.newer, asked.year, asked.newer,
                                  asked.year),
                      asked);
    const std::vector<Change> changes = changes_between(*site, *before, *after);
    fmt::print("{}", asked.format == "csv" ? changes_csv(changes) : changes_text(changes));
    return Done;
}

int run_as_of(const EditionRequest& asked) {
    const auto day = parse_date(asked.day);
    if (!day) return refuse(WrongUsage, fmt::format("\"{}\" is not a day; write for example 2026-03-31", asked.day));
    const auto site = read_site(asked, {day, false});
    if (!site) return ContentErrors;
    fmt::print("{}", in_force_text(*site));
    return Done;
}

// Those of today: what counts from a later day has its plain address from then on.
int run_addresses(const EditionRequest& asked, Date today) {
    const auto site = read_site(asked, {today, false});
    if (!site) return ContentErrors;
    const std::string text = with_present_addresses(*site);
    const std::string& before = site->addresses.text;
    if (text == before) {
        fmt::print("{}: nothing new\n", site->addresses.path);
        return Done;
    }
    write_file_atomically(asked.options.site / site->addresses.path, text);
    const auto lines = [](const std::string& each) { return std::count(each.begin(), each.end(), '\n'); };
    fmt::print("{}: {} addresses, {} of them new\n", site->addresses.path, lines(text), lines(text) - lines(before));
    return Done;
}

const CLI::Validator& a_day() {
    static const CLI::Validator day(
        [](std::string& text) {
            return parse_date(text) ? std::string() : "\"" + text + "\" is not a day; write for example 2026-06-15";
        },
        "YYYY-MM-DD");
    return day;
}

}  // namespace

std::function<std::optional<int>()> add_edition_commands(CLI::App& app, std::filesystem::path program, Date today) {
    const auto asked = std::make_shared<EditionRequest>();
    asked->options.program = std::move(program);
    CLI::App* republishing = app.add_subcommand(
        "republish", "Keep this year's charters and standards as an edition and open the next year's as drafts");
    republishing->add_option("YEAR", asked->year, "The next financial year, for example 2027-28")->required();
    add_site(*republishing, *asked);
    republishing
        ->add_option("--published", asked->published,
                     "The site as published; its manifest is kept with the edition, and the next one names it")
        ->check(CLI::ExistingDirectory)
        ->type_name("FOLDER");

    CLI::App* approving = app.add_subcommand("approve", "Record that a role supported or approved a document");
    ApprovalRequest& approval = asked->approval;
    approving->add_option("DOCUMENT", approval.document, "The page's path, for example charters/metro-south")
        ->required();
    add_site(*approving, *asked);
    approving->add_option("--role", approval.role, "Who signs: a role, never a person's name")->required();
    approving->add_option("--step", asked->step, "What it does")
        ->check(CLI::IsMember({"supported", "approved"}))
        ->capture_default_str()
        ->type_name("");
    approving->add_option("--on", asked->day, "The day it was signed; without it, today")->check(a_day());
    approving->add_option("--file", approval.file, "Where the signed paper is kept, for example 2/8/6/2");
    approving->add_option("--version", approval.version, "Of a page without editions, for example 2.1");
    approving
        ->add_option("--in-force-from", approval.in_force_from,
                     "With the last step: the day from which the charter counts")
        ->check(a_day());

    add_day_option(
        *approving, "--today", [asked](Date day) { asked->options.today = day; },
        "Stand on this day: nothing can be signed later");

    CLI::App* reviewing =
        app.add_subcommand("reviewed", "Record that pages were read and still hold, and when to read them again");
    reviewing
        ->add_option("PAGE", asked->review.documents,
                     "Pages by their paths, for example rights/privacy; with / behind, all of a folder: services/")
        ->required();
    add_site(*reviewing, *asked);
    reviewing->add_option("--on", asked->day, "The day of the review; without it, today")->check(a_day());
    reviewing
        ->add_option("--next", asked->next_day,
                     "The day of the next one; without it, each page's day, moved on by whole years")
        ->check(a_day());

    add_day_option(
        *reviewing, "--today", [asked](Date day) { asked->options.today = day; },
        "Stand on this day: no review can be later");

    CLI::App* comparing = app.add_subcommand("diff", "What one edition promises differently from another");
    comparing->add_option("OLD", asked->year, "An edition, for example 2025-26")->required();
    comparing->add_option("NEW", asked->newer, "A later one")->required();
    add_site(*comparing, *asked);
    comparing->add_option("--format", asked->format, "How changes are printed")
        ->check(CLI::IsMember({"text", "csv"}))
        ->capture_default_str()
        ->type_name("");

    CLI::App* finding = app.add_subcommand("as-of", "Which edition of each charter counts on a day");
    finding->add_option("DAY", asked->day, "For example 2026-03-31")->required();
    add_site(*finding, *asked);

    CLI::App* rehearsing = app.add_subcommand(
        "rehearse", "Try on a copy whether the site can be republished, and say what keeps it from that");
    add_site(*rehearsing, *asked);
    add_day_option(
        *rehearsing, "--today", [asked](Date day) { asked->options.today = day; },
        "The day to judge reviews, editions and waivers for; without it, nothing depends on the day");

    CLI::App* registering = app.add_subcommand(
        "addresses", "Add the site's addresses to data/addresses.txt, so that none of them dies unnoticed");
    add_site(*registering, *asked);

    return [=]() -> std::optional<int> {
        if (registering->parsed()) return run_addresses(*asked, today);
        if (rehearsing->parsed()) return run_rehearse(*asked);
        if (republishing->parsed()) return run_republish(*asked);
        if (approving->parsed()) return run_approve(*asked, today);
        if (reviewing->parsed()) return run_reviewed(*asked, today);
        if (comparing->parsed()) return run_diff(*asked);
        if (finding->parsed()) return run_as_of(*asked);
        return std::nullopt;
    };
}

}  // namespace charter
