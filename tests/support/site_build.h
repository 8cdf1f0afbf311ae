// Builds a site into a folder of its own and reads back what was published.
#pragma once

#include <filesystem>
#include <string>

#include "generator/build/build.h"
#include "tests/support/golden.h"
#include "tests/support/temp_dir.h"

namespace charter {

struct SiteBuild {
    BuildOutcome outcome;
    std::string findings;  // as printed; empty if there are none
    FileTexts files;       // the published output, hidden folders left out
};

inline BuildOptions options_for(const std::filesystem::path& site, const std::filesystem::path& out) {
    BuildOptions options;
    options.site = site;
    options.out = out;
    options.program = std::filesystem::path(CHARTER_SOURCE_DIR) / "build" / "charter";
    options.compression = Compression::Off;
    options.jobs = 2;
    return options;
}

inline SiteBuild run_build(const BuildOptions& options) {
    SiteBuild build;
    Diagnostics diagnostics;
    build.outcome = build_site(options, diagnostics);
    if (!diagnostics.empty()) build.findings = to_text(diagnostics.sorted());
    if (std::filesystem::exists(options.out)) build.files = read_files(std::filesystem::canonical(options.out));
    return build;
}

inline SiteBuild run_build(const std::filesystem::path& site) {
    const TempDir folder;
    return run_build(options_for(site, folder / "out"));
}

inline std::filesystem::path source_path(std::string_view path) {
    return std::filesystem::path(CHARTER_SOURCE_DIR) / path;
}

}  // namespace charter
