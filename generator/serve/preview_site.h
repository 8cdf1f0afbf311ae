// A site in memory as its editor has it now, drafts and coming editions taken in. After a change only the files that
// changed are read and only what hangs on them is made anew; pages are drawn when they are asked for, with the bytes
// that a build with --drafts publishes. What is wrong with the texts of all pages is found bit by bit in between.
//
// update() and check_some() by one thread; the rest by any thread while neither update() nor take_findings() runs.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "generator/build/prepare.h"
#include "generator/render/page_drawing.h"
#include "generator/serve/folder_watch.h"

namespace charter {

class PreviewSite {
  public:
    // Reads nothing yet. `now` is asked at each update: what counts today may not count tomorrow.
    PreviewSite(CheckOptions options, std::function<Instant()> now);

    // Takes in what changed; the first time, and while there is trouble, all is read. False if nothing is different;
    // `seen` (may be empty) is called once it is known that something is, before the work of it.
    bool update(const FolderChanges& changes, const std::function<void()>& seen = {});
    // Why the files could not be read, for its editor; there are no pages then. Else empty.
    [[nodiscard]] const std::string& trouble() const { return trouble_; }
    // Checks the texts of the files that changed, and of pages with mistakes: what can be said at once.
    void check_first();
    // Checks a few more pages. True while there are others.
    [[nodiscard]] bool check_some();
    // Makes what the checks have found so far the findings of the site. False if they are the same.
    bool take_findings();

    // Sorted.
    [[nodiscard]] const std::vector<Diagnostic>& findings() const { return findings_; }
    // True if an error keeps the site from being published. What is wrong with drafts alone does not.
    [[nodiscard]] bool has_errors() const { return has_errors_; }
    // The folders whose changes count.
    [[nodiscard]] std::vector<std::filesystem::path> folders() const;

    // False if there is trouble, or no theme that can be drawn with: then there are no pages and no files.
    [[nodiscard]] bool is_drawable() const { return drawing_ != nullptr; }
    // The site's, as it was given.
    [[nodiscard]] std::string folder() const { return options_.site.string(); }
    [[nodiscard]] const Site& site() const { return prepared_->site; }
    [[nodiscard]] const PageDrawing& drawing() const { return *drawing_; }
    [[nodiscard]] const Prepared& prepared() const { return *prepared_; }
    // The page at an address with its slash; nullptr if there is none.
    [[nodiscard]] const Page* find(std::string_view url) const;
    [[nodiscard]] std::string draw(const Page& page) const { return drawing_->draw(page).html; }
    // Any other published file by its path in the output: "assets/style.1a2b3c4d.css", "en/404.html".
    [[nodiscard]] std::optional<std::string> file(const std::string& path) const;

  private:
    // What was found when a page was drawn last.
    struct Checked {
        std::string file;  // of its text
        std::string outlook;
        std::string record;  // packed (page_memory.h)
        Diagnostics found;
    };
    struct Others {
        std::mutex lock;
        std::unordered_map<std::string, std::string> files;
        bool are_drawn = false;
    };

    struct Taken {
        SiteFiles files;
        std::shared_ptr<const LoadedTheme> look;  // nullptr: to be read again
        bool is_different = false;
    };

    void forget_checks();
    [[nodiscard]] Taken read_all();
    [[nodiscard]] Taken take_in(const FolderChanges& changes);
    void take_in_file(const std::string& path);
    void make(Taken taken);
    [[nodiscard]] std::set<std::string> errors_without_drafts();
    [[nodiscard]] bool keeps_from_publishing(const Diagnostic& found) const;
    void check(const Page& page);
    void finish_checks();
    void report_anchors(Diagnostics& found) const;
    void draw_others_once() const;

    CheckOptions options_;
    std::function<Instant()> now_;
    FileFindings file_findings_;
    DraftMemory drafts_;
    std::unique_ptr<Prepared> prepared_;  // nullptr before the first update
    std::unique_ptr<PageDrawing> drawing_;
    std::unique_ptr<Others> others_;
    Diagnostics found_in_model_;
    Diagnostics found_in_others_;
    std::set<std::string> files_of_drafts_;
    std::set<std::string> errors_without_drafts_;  // as text; empty if no draft has an error
    std::string outlook_;
    std::string trouble_;

    std::set<std::string> changed_;                     // files of pages, since the last check_first()
    std::unordered_map<std::string, Checked> checked_;  // address -> what was found on the page
    std::set<std::string> mistaken_;                    // addresses of pages on which something was found
    std::set<std::string> with_anchors_;                // addresses of pages that link to a place on a page
    std::size_t next_ = 0;                              // page to check
    std::vector<Diagnostic> findings_;
    bool has_errors_ = false;
};

}  // namespace charter
