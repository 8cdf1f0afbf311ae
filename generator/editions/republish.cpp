#include "generator/editions/republish.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "generator/content/read_content.h"
#include "generator/editions/edit_header.h"
#include "generator/editions/loose_standards.h"
#include "generator/editions/year_later.h"
#include "generator/model/approvals.h"
#include "generator/model/build_model.h"
#include "generator/model/short_hash.h"
#include "generator/model/words_hash.h"
#include "generator/shared/calendar.h"
#include "generator/shared/files.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kept_list = "data/editions.yaml";
constexpr std::string_view kept_list_head =
    "# The texts of each edition as they were when it was kept; written by: charter republish.\n";

bool has_edition(const Page& page) {
    return page.kind == PageKind::Charter || page.kind == PageKind::Standard;
}

// The files of the tree that belong to an edition, with their pages; those of the first language first.
struct EditionFile {
    std::string path;      // "en/charters/metro-south.md"
    std::string original;  // the file it translates; its own path in the first language
    PageKind kind = PageKind::Charter;
    std::string text;
    bool is_up_to_date = false;  // of a translation
    std::string hash;            // what its `source` says once the change notes are gone
};

std::string hash_without_note(Page page, std::string_view text) {
    page.change_note.clear();
    return words_hash(page, text);
}

std::vector<EditionFile> edition_files(const Site& site, const std::string& present) {
    std::vector<EditionFile> files;
    for (const Page& page : site.pages) {
        if (!has_edition(page) || !page.source || !page.edition.empty()) continue;
        const Source& source = site.sources[*page.source];
        const Page& original = *find_page(site, source_language(site), page.path);
        // What it was made from; an interrupted run may have opened the original already.
        const Page* kept = find_page(site, source_language(site), fmt::format("{}/{}", page.path, present));
        const Page& before = kept == nullptr ? original : *kept;
        const std::string hash = header_field(source.text, HeaderKind::Page, "source").value_or("");
        files.push_back({source.path, source_language(site) + "/" + page.path + ".md", page.kind, source.text,
                         is_made_from(hash, before, site.sources[*before.source].text),
                         hash_without_note(original, site.sources[*original.source].text)});
    }
    std::stable_sort(files.begin(), files.end(), [](const EditionFile& a, const EditionFile& b) {
        return (a.path != a.original) < (b.path != b.original);
    });
    return files;
}

std::string with_year_later(const std::string& text, std::string_view key) {
    const auto day = parse_date(header_field(text, HeaderKind::Page, key).value_or(""));
    return day ? with_header_field(text, HeaderKind::Page, key, to_iso(year_later(*day))) : text;
}

// A page of the present edition as the draft of the next.
std::string opened_text(const EditionFile& file, const std::string& next, const std::string& in_force_from) {
    std::string text = file.text;
    if (file.kind == PageKind::Charter) {
        text = with_header_field(text, HeaderKind::Page, "edition", next);
        text = without_header_field(text, HeaderKind::Page, "approved");
    }
    const bool has_day = header_field(text, HeaderKind::Page, "in_force_from").has_value();
    if (has_day)
        text = with_year_later(text, "in_force_from");
    else if (!in_force_from.empty())
        text = with_header_field(text, HeaderKind::Page, "in_force_from", in_force_from);
    text = with_year_later(text, "review_by");
    text = without_header_field(text, HeaderKind::Page, "change_note");
    return with_header_field(text, HeaderKind::Page, "draft", "true");
}

// A translation says from which text it was made: one that was up to date still is.
std::string opened_translation(const EditionFile& file) {
    const std::string text = without_header_field(file.text, HeaderKind::Page, "change_note");
    return file.is_up_to_date ? with_header_field(text, HeaderKind::Page, "source", file.hash) : text;
}

// The first day on which a charter of the next edition counts: standards count with it.
std::string first_day(const Site& site) {
    std::optional<Date> first;
    for (const CharterEdition& charter : site.catalogue.charters)
        if (charter.in_force_from && (!first || *charter.in_force_from < *first)) first = charter.in_force_from;
    return first ? to_iso(year_later(*first)) : std::string();
}

std::vector<std::string> unapproved(const Site& site) {
    std::vector<std::string> paths;
    for (const Page& page : site.pages) {
        const CharterEdition* charter = page.edition.empty() ? find_charter_of(site, page) : nullptr;
        if (charter == nullptr || page.language != source_language(site)) continue;
        if (page.draft || !counts_as_approved(site, page)) paths.push_back(page.path);
    }
    for (std::string& path : loose_drafts(site)) paths.push_back(std::move(path));
    return paths;
}

std::vector<std::string> decisions_for(const Site& site, const std::string& next) {
    std::vector<std::string> decisions;
    const std::string& language = source_language(site);
    for (const Page& page : site.pages) {
        if (page.language != language || !page.edition.empty() || !page.source) continue;
        if (page.kind == PageKind::Charter)
            decisions.push_back(fmt::format("{}: read it, decide from which day it counts, and have it signed",
                                            site.sources[*page.source].path));
        if (page.kind == PageKind::Standard && page.status == PromiseStatus::Example)
            decisions.push_back(fmt::format("{}: its time is an example; decide it for {}, then write status: adopted",
                                            site.sources[*page.source].path, next));
        if (is_loose_standard(site, page))
            decisions.push_back(fmt::format("{}: no charter names it; have it signed by itself: charter approve {}",
                                            site.sources[*page.source].path, page.path));
    }
    return decisions;
}

// Writes only what is not there yet, so that a second run goes on where the first one stopped.
class Opening {
  public:
    Opening(fs::path site, std::string present, std::string next)
        : site_(std::move(site)), present_(std::move(present)), next_(std::move(next)) {}

    void freeze(const std::vector<EditionFile>& files, RepublishOutcome& outcome) const {
        for (const EditionFile& file : files) {
            const std::string target = "editions/" + present_ + "/" + file.path;
            if (fs::exists(site_ / target)) continue;
            write_file_atomically(site_ / target, file.text);
            outcome.frozen.push_back(target);
        }
    }

    // Notes the texts that were kept, so that nobody changes them unnoticed.
    void list_kept(const std::vector<EditionFile>& files, RepublishOutcome& outcome) const {
        const std::string year_line = fmt::format("- edition: \"{}\"\n", present_);
        const fs::path list = site_ / kept_list;
        std::string text = fs::exists(list) ? read_file(list) : std::string(kept_list_head);
        if (text.find(year_line) != std::string::npos) return;
        if (!text.ends_with('\n')) text += '\n';
        text += year_line + "  texts:\n";
        std::vector<std::string> paths;
        paths.reserve(files.size());
        for (const EditionFile& file : files) paths.push_back(file.path);
        std::sort(paths.begin(), paths.end());
        for (const std::string& path : paths)
            text += fmt::format("    {}: \"{}\"\n", path,
                                text_hash(read_file(site_ / fmt::format("editions/{}/{}", present_, path))));
        write_file_atomically(list, text);
        outcome.frozen.emplace_back(kept_list);
    }

    void keep_manifest(const fs::path& published, RepublishOutcome& outcome) const {
        const std::string target = "editions/" + present_ + "/manifest.txt";
        if (fs::exists(site_ / target)) return;
        write_file_atomically(site_ / target, read_file(published / "manifest.txt"));
        outcome.frozen.push_back(target);
    }

    void open(const std::vector<EditionFile>& files, const std::string& in_force_from,
              RepublishOutcome& outcome) const {
        for (const EditionFile& file : files) {
            const bool is_open = header_field(file.text, HeaderKind::Page, "draft") == "true";
            if (file.path != file.original)
                replace(file, opened_translation(file), outcome);
            else if (!is_open)
                replace(file, opened_text(file, next_, in_force_from), outcome);
        }
    }

  private:
    void replace(const EditionFile& file, const std::string& text, RepublishOutcome& outcome) const {
        if (text == file.text) return;
        write_file_atomically(site_ / file.path, text);
        outcome.opened.push_back(file.path);
    }

    fs::path site_;
    std::string present_;
    std::string next_;
};

}  // namespace

std::string edition_after(std::string_view year) {
    int first = 0;
    std::from_chars(year.data(), year.data() + std::min<std::size_t>(year.size(), 4), first);
    return fmt::format("{}-{:02}", first + 1, (first + 2) % 100);
}

RepublishOutcome republish(const CheckOptions& options, std::string_view year, const fs::path& published,
                           Diagnostics& diagnostics) {
    RepublishOutcome outcome;
    const SiteFiles files = read_content(options.site, options.jobs, diagnostics);
    outcome.present = header_field(files.settings.text, HeaderKind::Settings, "edition").value_or("");
    outcome.next = edition_after(outcome.present);
    if (outcome.present == year) {
        outcome.result = RepublishResult::AlreadyOpen;
        return outcome;
    }
    if (outcome.present.empty() || outcome.next != year) {
        outcome.result = RepublishResult::NotNext;
        return outcome;
    }
    const std::string frozen = "editions/" + outcome.present;
    const bool goes_on = fs::exists(options.site / frozen);  // an earlier run was interrupted
    check_site(options, diagnostics);
    if (diagnostics.has_errors()) {
        outcome.result = RepublishResult::SiteFails;
        return outcome;
    }
    Diagnostics known;  // the same findings once more
    const Site site = build_model(files, options.jobs, known, {std::nullopt, true});
    outcome.decisions = goes_on ? std::vector<std::string>() : unapproved(site);
    if (!outcome.decisions.empty()) {
        outcome.result = RepublishResult::NotApproved;
        return outcome;
    }
    const Opening opening(options.site, outcome.present, outcome.next);
    const std::vector<EditionFile> own = edition_files(site, outcome.present);
    if (!published.empty()) opening.keep_manifest(published, outcome);
    opening.freeze(own, outcome);
    opening.list_kept(own, outcome);
    opening.open(own, first_day(site), outcome);
    outcome.decisions = decisions_for(site, outcome.next);
    outcome.how_to_sign = how_to_sign(site, "charters/NAME");
    write_file_atomically(options.site / "site.yaml", with_header_field(files.settings.text, HeaderKind::Settings,
                                                                        "edition", "\"" + outcome.next + "\""));
    return outcome;
}

}  // namespace charter
