// One checked site, as plain values: what every later stage reads. Made by build_model() from the texts of a folder,
// never changed afterwards; any thread. Pages point into `sources`, which the Site owns.
//
// A page exists once for each language that has it. The first language is the source: ids, numbers, dates and lists
// stand there alone, and a translated page carries the same values beside its own words. Office pages come from
// data/offices.yaml and need no file.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/plans.h"
#include "generator/shared/catalogue.h"
#include "generator/shared/comment_round.h"
#include "generator/shared/service.h"
#include "generator/shared/site_settings.h"
#include "generator/shared/source.h"
#include "generator/shared/synonyms.h"

namespace charter {

enum class PageKind { Page, Service, Standard, Charter, Manual, Office, Procedure, News };
[[nodiscard]] std::string_view key_of(PageKind kind);

// Source: the first language. Draft: `translation: draft`, shown to readers. Signed: a first-language reader has
// agreed.
enum class Translation { Source, Draft, Signed };

// A fact about the world that a source confirms, or an example.
enum class FactStatus { Confirmed, Example };

// Where a page that belongs to one edition stands among the others of its path.
enum class EditionPlace {
    InForce,  // at the plain address: the edition that counts
    Same,     // at the permanent address: the edition that counts
    Earlier,  // at the permanent address: another one counts now
    Coming    // at the permanent address: it counts from a later day
};

struct Page {
    std::string language;
    // In the language's tree, without ".md": "services/foster-care", "services/index", "index". At a permanent address
    // with its edition behind: "charters/metro-south/2025-26".
    std::string path;
    std::string url;      // "/en/services/foster-care/", "/en/services/", "/en/"
    std::string section;  // first folder of the path: "services"; empty for home and for pages beside it
    PageKind kind = PageKind::Page;
    bool is_index = false;  // index.md of its folder
    int weight = 0;         // lists are ordered by weight, then title
    Translation translation = Translation::Source;
    bool is_stale = false;  // the source changed after this translation was made
    bool draft = false;     // not published without --drafts
    std::string id;         // of a standard, service, charter or office
    std::string edition;    // at a permanent address: which one; else empty
    EditionPlace edition_place = EditionPlace::InForce;

    // Words, in this language.
    std::string title;
    std::string description;
    std::string owner;
    std::string measured_by;            // standard
    std::string change_note;            // standard, charter: why it promises less than the edition before
    std::string who;                    // service
    std::string cost;                   // service, charter
    std::vector<std::string> needs;     // service, charter
    std::vector<std::string> keywords;  // words it is looked for by and does not hold
    std::string redress;                // charter

    std::optional<Date> date;  // news
    std::optional<Date> reviewed;
    std::optional<Date> review_by;
    std::optional<Date> in_force_from;  // charter, standard
    std::optional<CommentDays> open_for_comment;
    CommentState comment_state = CommentState::Open;  // on the day the site is made for
    PromiseStatus status = PromiseStatus::Adopted;    // Example: the page says so
    std::vector<CaseKind> applies_to;                 // procedure
    std::vector<std::string> aliases;                 // paths that led here before

    std::optional<std::size_t> source;  // index in Site::sources; nothing for a page that has no file
    std::size_t body_begin = 0;         // where its Markdown begins
};

// What the register says of an office beyond the shared Office.
struct OfficeFacts {
    std::string office;  // id
    Localized area;
    std::vector<std::string> places;  // names of towns and suburbs it is found by, in any language
    Localized note;
    Localized access;  // for people with disabilities
    std::string fax;
    std::string checked;                           // "2018-09": when the facts were last checked; may be empty
    FactStatus status = FactStatus::Confirmed;     // Example: even the name is one
    Translation translation = Translation::Draft;  // of its texts in the other languages
};

// Opening hours as site.yaml gives them; times are minutes after midnight.
struct HoursEntry {
    std::string id;
    std::string days;  // "mon-fri", "mon-sun"
    int opens = 0;
    int closes = 0;
    FactStatus status = FactStatus::Confirmed;
    std::string checked;
};

// The steps of signing a document, in this order: it is supported, once or more often, then approved.
enum class SignOff { Supported, Approved };
[[nodiscard]] std::string_view key_of(SignOff step);

// One line of data/approvals.yaml: who signed which text. Roles, never persons.
struct Approval {
    std::string document;  // path in the first language: "charters/metro-south"
    std::string edition;   // of a charter or a standard; else empty
    SignOff step = SignOff::Approved;
    std::string role;  // its name in the first language
    Date on{};
    std::string hash;                        // of what was signed, as approved_hash() gives it
    std::string file;                        // where the paper is kept: "2/8/6/2"; may be empty
    std::string version = {};                // of a document without editions: "2.1"; may be empty
    std::optional<Date> in_force_from = {};  // of the last step: the day from which it was approved to count
};

// One line of data/editions.yaml: a text of an edition as it was when that was kept.
struct KeptText {
    std::string path;  // "editions/2025-26/en/charters/metro-south.md"
    std::string hash;  // as text_hash() gives it
    Span span;         // in data/editions.yaml
};

// An address that was given up: data/gone.yaml. Readers learn there why, and where to turn.
struct GoneAddress {
    std::string address;        // "/en/old/"
    std::optional<Date> since;  // a later day: it is not gone yet
    Localized reason;
    std::string see;    // address of the page to read instead; may be empty
    Span address_span;  // in data/gone.yaml
    Span see_span;
};

// The promises of one edition as its permanent addresses show them.
struct Edition {
    std::string year;  // "2025-26"
    std::vector<Standard> standards;
    std::vector<CharterEdition> charters;
};

struct Site {
    std::vector<Source> sources;  // every page's text, sorted by path
    Source settings;              // site.yaml, for the checks that read more of it
    std::vector<Source> data;     // data/*.yaml
    // Files with an error in what the model reads of them. What else they lack is not looked for: it may follow from
    // that.
    std::set<std::string, std::less<>> faulty;
    Catalogue catalogue;     // languages, regions, categories, standards, services, offices, charters, calendar
    Localized title_suffix;  // ends document titles; empty: the site's name
    Localized demo_notice;   // a line on top of every page; empty: none
    std::string theme;
    std::vector<std::string> rules;     // rule packs by name, as in rules/NAME.yaml
    std::string year_starts = "04-01";  // month and day on which an edition begins
    std::vector<Channel> channels;
    std::vector<EmergencyNumber> emergency;
    std::vector<OtherBody> escalation;
    std::vector<OtherBody> elsewhere;
    std::vector<EscalationRule> escalation_rules;
    std::vector<HoursEntry> hours;
    std::vector<OfficeFacts> office_facts;  // sorted by office
    std::vector<std::string> sensitive_categories;
    std::vector<std::string> menu;      // section names, "track", "lodge", "search"
    std::vector<std::string> featured;  // services on the home page
    Source addresses;                   // every address that was ever published, one on each line
    std::vector<GoneAddress> gone;      // sorted by address
    std::vector<SignOff> sign_off;      // the steps that make a document approved
    std::vector<Named> roles;           // those that sign, with their names in every language
    std::vector<Approval> approvals;    // in the order of the register
    std::vector<KeptText> kept_texts;   // of earlier editions, sorted by path
    std::vector<CalendarTask> tasks;    // the yearly cycle, in the order of the file
    IndicatorPlan plan;                 // no objectives: the site has none
    std::vector<Edition> editions;      // earlier, present and coming ones, sorted by year; promises sorted by id

    std::map<std::string, std::vector<Synonyms>> synonyms;  // of each language

    std::vector<Page> pages;       // sorted by language (in the site's order), then path
    std::vector<Source> pictures;  // other files beside the pages, to be published as they are

    // Which languages a source page is declared pending in: path -> languages, sorted.
    std::map<std::string, std::vector<std::string>, std::less<>> pending;
};

// nullptr if that language has no such page.
[[nodiscard]] const Page* find_page(const Site& site, std::string_view language, std::string_view path);
// The page at an address of the site, "/en/services/", with or without the slash at its end; nullptr if there is none.
[[nodiscard]] const Page* find_page_at(const Site& site, std::string_view url);
// The page of a standard, service, charter or office, in `language` or else in the first language; nullptr if there is
// none.
[[nodiscard]] const Page* find_page_of(const Site& site, PageKind kind, std::string_view id, std::string_view language);
// Every page below a folder of the language's tree ("services/"; "": all), in the order of their paths.
[[nodiscard]] std::vector<const Page*> pages_below(const Site& site, std::string_view language,
                                                   std::string_view folder);
// The pages listed on an index page: those of its folder and the index pages one folder below, by weight, then title.
// Pages that are pending in the index page's language are there in the first language.
[[nodiscard]] std::vector<const Page*> children_of(const Site& site, const Page& index);
[[nodiscard]] const std::string& source_language(const Site& site);
// A role's name in `language`, if the site's register has it; else as it is written.
[[nodiscard]] const std::string& role_text(const Site& site, const std::string& role, std::string_view language);
// False for pages that nobody mends any more, and for second drawings of a page: a frozen edition, and the permanent
// address of the edition that counts.
[[nodiscard]] bool is_worked_on(const Site& site, const Page& page);
// The page of the first language at this path says that its translation is still to come.
[[nodiscard]] bool is_pending(const Site& site, std::string_view path, std::string_view language);
// True if the page's file is faulty, or the one it translates.
[[nodiscard]] bool is_faulty(const Site& site, const Page& page);
// A page's path without the edition behind it.
[[nodiscard]] std::string_view plain_path(const Page& page);
// nullptr if there are none.
[[nodiscard]] const HoursEntry* find_hours(const Site& site, std::string_view id);
[[nodiscard]] const OfficeFacts* find_facts(const Site& site, std::string_view office);
// nullptr if there is no such edition.
[[nodiscard]] const Edition* find_edition(const Site& site, std::string_view year);
// The charter that a page shows, in the page's own edition; nullptr if it shows none.
[[nodiscard]] const CharterEdition* find_charter_of(const Site& site, const Page& page);
// A standard as it is promised on a page of `year`: in that edition, or where it has none of its own, in force; with ""
// the one in force. nullptr if there is none.
[[nodiscard]] const Standard* find_standard_of(const Site& site, std::string_view year, std::string_view id);

}  // namespace charter
