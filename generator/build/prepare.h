// A site with everything that is known before its first page is drawn, for whoever draws it: build.cpp once, the
// preview again and again.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "generator/build/build.h"
#include "generator/build/find_theme.h"
#include "generator/check/waivers.h"
#include "generator/content/read_content.h"
#include "generator/model/draft_memory.h"
#include "generator/model/site.h"
#include "generator/shared/theme.h"

namespace charter {

struct LoadedTheme {
    std::filesystem::path folder;
    std::vector<std::string> languages;
    SiteTheme files;
    Theme theme;
    Diagnostics faults;
};

// What the time before left and did not change since; both may be null.
struct Kept {
    DraftMemory* drafts = nullptr;
    std::shared_ptr<const LoadedTheme> look;  // used if it is the site's theme in the site's languages
};

struct Prepared {
    Site site;
    std::shared_ptr<const LoadedTheme> look;  // nullptr: the site names a theme that is not there
    CheckAim aim;
    Waivers waivers;
    std::string samples;    // data/samples.yaml as it stands, for a demonstration's database; empty if there is none
    bool drawable = false;  // there is a theme without faults, so that pages can be drawn
};

// The model alone, without drafts unless they are asked for.
[[nodiscard]] Site read_site(const CheckOptions& options, SiteFiles files, DraftMemory* memory,
                             Diagnostics& diagnostics);

// The theme that site.yaml names now, for Kept; nullptr if that cannot be told. What is wrong is told by prepare().
[[nodiscard]] std::shared_ptr<const LoadedTheme> look_ahead(const CheckOptions& options);

// All but the drawing. `depth`: how much is checked.
[[nodiscard]] Prepared prepare(const CheckOptions& options, SiteFiles files, Depth depth, const Kept& kept,
                               Diagnostics& diagnostics);

// What the pages can know of each other, and of this run.
[[nodiscard]] std::string outlook_of(const CheckOptions& options, const Prepared& prepared);

}  // namespace charter
