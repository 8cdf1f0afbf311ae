#include "generator/editions/rehearse.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "generator/content/read_content.h"
#include "generator/editions/republish.h"
#include "generator/model/address_book.h"
#include "generator/model/build_model.h"
#include "generator/model/changes.h"
#include "generator/shared/files.h"
#include "generator/shared/temp_folder.h"
#include "generator/write/manifest.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

// The folders in which themes and rule packs are looked for stand above the copy as they do above the site.
void link_from_above(const fs::path& site, const fs::path& scratch) {
    for (const std::string name : {"themes", "rules"}) {
        for (fs::path folder = site; folder != folder.root_path(); folder = folder.parent_path()) {
            if (!fs::is_directory(folder / name)) continue;
            fs::create_directory_symlink(folder / name, scratch / name);
            break;
        }
    }
}

fs::path copy_of(const fs::path& site, const fs::path& scratch) {
    const fs::path original = fs::canonical(site);
    link_from_above(original, scratch);
    fs::path copy = scratch / "content" / original.filename();
    fs::create_directories(copy.parent_path());
    fs::copy(original, copy, fs::copy_options::recursive);
    return copy;
}

Site site_of(const CheckOptions& options, const EditionChoice& choice) {
    Diagnostics told_by_the_build;
    return build_model(read_content(options.site, options.jobs, told_by_the_build), options.jobs, told_by_the_build,
                       choice);
}

class Rehearsing {
  public:
    Rehearsing(const CheckOptions& options, Diagnostics& diagnostics) : options_(options), diagnostics_(diagnostics) {
        options_.site = copy_of(options.site, scratch_.path());
    }

    Rehearsal run() {
        const Site before = site_of(options_, {std::nullopt, true});
        outcome_.present = before.catalogue.edition;
        if (outcome_.present.empty() || before.catalogue.charters.empty()) return ended(RehearsalResult::NoEditions);
        outcome_.next = edition_after(outcome_.present);
        if (has_draft_charter(before)) return ended(RehearsalResult::UnderWay);
        const bool ready = publish("before", Profile::Publish) && keep_addresses(before) && open_next() &&
                           publish("after", Profile::Draft) && promises_the_same() && opens_once();
        return ended(ready ? RehearsalResult::Ready : RehearsalResult::Failed);
    }

  private:
    [[nodiscard]] fs::path out(const std::string& name) const { return scratch_.path() / "public" / name; }

    static bool has_draft_charter(const Site& site) {
        return std::any_of(site.pages.begin(), site.pages.end(), [](const Page& page) {
            return page.kind == PageKind::Charter && page.edition.empty() && page.draft;
        });
    }

    Rehearsal ended(RehearsalResult result) {
        outcome_.result = result;
        return std::move(outcome_);
    }
    bool did(std::string sentence) {
        outcome_.done.push_back(std::move(sentence));
        return true;
    }
    bool failed(std::string sentence) {
        outcome_.wrong.push_back(std::move(sentence));
        return false;
    }

    // The site of today as readers get it; the site that is opened as its editors will see it.
    bool publish(const std::string& name, Profile profile) {
        BuildOptions build;
        static_cast<CheckOptions&>(build) = options_;
        build.profile = profile;
        build.strict = profile == Profile::Publish;
        build.drafts = profile == Profile::Draft;
        build.out = out(name);
        build.compression = Compression::Off;
        const BuildOutcome outcome = build_site(build, diagnostics_);
        const std::string_view what = build.drafts ? "with the drafts of the next edition" : "as it is now";
        if (!outcome.published) return failed(fmt::format("the site cannot be published {}", what));
        const std::vector<Found> differences = verify_folder(out(name));
        if (!differences.empty())
            return failed(fmt::format("{} is not as the manifest says", differences.front().path));
        return did(fmt::format("published {}: {} pages, each file as the manifest says", what, outcome.pages));
    }

    // From here on a build in which one of them dies is an error.
    bool keep_addresses(const Site& site) {
        write_file_atomically(options_.site / site.addresses.path, with_present_addresses(site));
        return true;
    }

    bool open_next() {
        const RepublishOutcome opened = republish(options_, outcome_.next, out("before"), diagnostics_);
        if (opened.result == RepublishResult::NotApproved) {
            for (const std::string& charter : opened.decisions)
                failed(fmt::format("{} is not approved as it stands", charter));
            return false;
        }
        if (opened.result != RepublishResult::Opened)
            return failed(fmt::format("the edition {} cannot be opened", outcome_.next));
        return did(fmt::format("opened {}: {} files kept under editions/{}, {} drafts, {} decisions to take",
                               outcome_.next, opened.frozen.size(), outcome_.present, opened.opened.size(),
                               opened.decisions.size()));
    }

    bool promises_the_same() {
        const Site after = site_of(options_, {std::nullopt, true});
        const auto present = promises_of(after, outcome_.present);
        const auto next = promises_of(after, outcome_.next);
        if (!present || !next) return failed("one of the two editions has no address of its own");
        const std::vector<Change> changes = changes_between(after, *present, *next);
        if (!changes.empty())
            return failed(fmt::format("{} promises something else in {} before anyone has edited it",
                                      changes.front().standard, outcome_.next));
        return did(fmt::format("{} promises what {} does until someone edits it, and every address of today lives",
                               outcome_.next, outcome_.present));
    }

    bool opens_once() {
        if (republish(options_, outcome_.next, out("before"), diagnostics_).result != RepublishResult::AlreadyOpen)
            return failed("opening the edition a second time changes something");
        return did("opening it a second time changes nothing");
    }

    TempFolder scratch_{"rehearsal"};
    CheckOptions options_;  // of the copy
    Diagnostics& diagnostics_;
    Rehearsal outcome_;
};

}  // namespace

Rehearsal rehearse(const CheckOptions& options, Diagnostics& diagnostics) {
    return Rehearsing(options, diagnostics).run();
}

}  // namespace charter
