// The whole path from a site's folder to its published output: read, check, draw, publish.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "generator/check/profile.h"
#include "generator/check/translation_work.h"
#include "generator/model/site.h"
#include "generator/shared/calendar.h"
#include "generator/shared/diagnostics.h"
#include "generator/shared/parallel.h"
#include "generator/write/publish.h"

namespace charter {

// How the draw goes on; called from several threads, often.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

struct CheckOptions {
    std::filesystem::path site;
    std::filesystem::path theme;    // a theme's folder; empty: the one that site.yaml names
    std::filesystem::path program;  // the running program, beside which themes are looked for too; may be empty
    std::string base_url;           // instead of the one in site.yaml; may be empty
    unsigned jobs = available_jobs();
    bool drafts = false;  // pages with `draft: true` too, and editions that are to come
    Profile profile = Profile::Draft;
    std::optional<Date> today;   // for editions, reviews and waivers; without it, the day of `now` where the site is
    std::optional<Instant> now;  // without both, nothing depends on the day
    Progress progress;           // may be empty
};

struct BuildOptions : CheckOptions {
    std::filesystem::path out;
    bool strict = false;  // warnings too keep a build from being published
    Compression compression = Compression::Auto;
    std::string sign_key;  // a secret key of signature.h, to sign the manifest with; may be empty
    bool fresh = false;    // draw and write everything, whatever the build before left; the same bytes either way
    std::function<void()> waiting;  // called if another build of the same output is under way; may be empty
};

struct BuildOutcome {
    bool published = false;
    std::size_t pages = 0;
    std::size_t files = 0;  // written; compressed copies are not counted
};

// Publishes if nothing is wrong; else what is published stays as it is. The world's failures throw, as in publish.h
// and files.h. Findings are without advice; a strict build and one in the publish profile check as much as
// check_site(), any other leaves out what needs a second reading of the texts.
[[nodiscard]] BuildOutcome build_site(const BuildOptions& options, Diagnostics& diagnostics);

// Every finding, nothing written. The site as it was checked.
Site check_site(const CheckOptions& options, Diagnostics& diagnostics);

// What translators have before them, as text or JSON; nothing is drawn. Findings are those of reading the site.
enum class ReportFormat { Text, Json };
[[nodiscard]] std::string list_translations(const CheckOptions& options, ReportFormat format, Diagnostics& diagnostics);

}  // namespace charter
