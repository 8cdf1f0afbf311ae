#include "generator/build/prepare.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <system_error>
#include <utility>

#include "generator/build/drafts.h"
#include "generator/check/check_site_content.h"
#include "generator/model/build_model.h"
#include "generator/model/check_model.h"
#include "generator/model/left_language.h"
#include "generator/model/references.h"
#include "generator/model/settings.h"
#include "generator/render/check_words.h"
#include "generator/render/outlook.h"
#include "generator/shared/files.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

std::string find_samples(const SiteFiles& files) {
    const auto found = std::find_if(files.data.begin(), files.data.end(),
                                    [](const Source& file) { return file.path == "data/samples.yaml"; });
    return found == files.data.end() ? std::string() : found->text;
}

std::optional<fs::path> theme_folder(const CheckOptions& options, const Site& site, Diagnostics& diagnostics) {
    if (!options.theme.empty()) return options.theme;
    auto theme = find_theme(options.site, site.theme, options.program);
    if (!theme)
        diagnostics.file_error(
            "site.yaml", "unknown-theme", "there is no theme \"" + site.theme + "\"",
            "put it into a folder themes/" + site.theme + " above the site's folder, or give its folder with --theme");
    return theme;
}

CheckAim aim_of(const CheckOptions& options, const Site& site, Depth depth) {
    CheckAim aim{options.profile, depth, options.today, options.jobs};
    if (!aim.today && options.now) aim.today = calendar_of(site.catalogue).local_date(*options.now);
    return aim;
}

std::shared_ptr<const LoadedTheme> load_look(const fs::path& folder, const fs::path& site,
                                             const std::vector<std::string>& languages,
                                             const std::shared_ptr<const LoadedTheme>& kept) {
    if (kept && kept->folder == folder && kept->languages == languages) return kept;
    auto look = std::make_shared<LoadedTheme>();
    look->folder = folder;
    look->languages = languages;
    look->files = read_site_theme(folder, site);
    look->theme = Theme::load(look->files.shown, languages, look->faults);
    return look;
}

}  // namespace

Site read_site(const CheckOptions& options, SiteFiles files, DraftMemory* memory, Diagnostics& diagnostics) {
    Site site =
        build_model(std::move(files), options.jobs, diagnostics, {options.today, options.drafts, options.now}, memory);
    if (!options.drafts) drop_drafts(site);
    check_model(site, diagnostics);
    if (!options.base_url.empty()) site.catalogue.base_url = options.base_url;
    return site;
}

std::shared_ptr<const LoadedTheme> look_ahead(const CheckOptions& options) {
    try {
        Diagnostics told_later;
        References unused;
        Site site;
        site.catalogue.languages = {"en"};  // if site.yaml names none, only the pages' folders do
        read_settings({"site.yaml", read_file(options.site / "site.yaml")}, site, unused, told_later);
        const auto folder = theme_folder(options, site, told_later);
        return folder ? load_look(*folder, options.site, site.catalogue.languages, nullptr) : nullptr;
    } catch (const std::system_error&) {
        return nullptr;  // it is read again in its turn
    }
}

namespace {

Prepared prepare_whole(const CheckOptions& options, SiteFiles files, Depth depth, const Kept& kept,
                       Diagnostics& diagnostics) {
    Prepared prepared;
    prepared.samples = find_samples(files);
    prepared.site = read_site(options, std::move(files), kept.drafts, diagnostics);
    prepared.aim = aim_of(options, prepared.site, depth);
    const std::vector<Source> packs = read_rule_packs(options.site, prepared.site, options.program, diagnostics);
    check_site_content(prepared.site, read_rules(packs, diagnostics), prepared.aim, diagnostics);
    settle_left_languages(prepared.site, diagnostics);
    prepared.waivers = Waivers::read(prepared.site.settings, prepared.aim, diagnostics);
    prepared.waivers.apply(diagnostics);
    const auto folder = theme_folder(options, prepared.site, diagnostics);
    if (!folder) return prepared;
    prepared.look = load_look(*folder, options.site, prepared.site.catalogue.languages, kept.look);
    Diagnostics faults = prepared.look->faults;
    if (!faults.has_errors()) check_words(prepared.site, prepared.look->theme, faults);
    prepared.drawable = !faults.has_errors() && !prepared.site.pages.empty();
    diagnostics.merge(std::move(faults));
    return prepared;
}

}  // namespace

Prepared prepare(const CheckOptions& options, SiteFiles files, Depth depth, const Kept& kept,
                 Diagnostics& diagnostics) {
    const bool has_settings = !trim(files.settings.text).empty();
    Diagnostics findings;
    Prepared prepared = prepare_whole(options, std::move(files), depth, kept, findings);
    if (has_settings)
        diagnostics.merge(std::move(findings));
    else  // that was told when the folder was read, and all else may only follow from it
        prepared.drawable = false;
    return prepared;
}

std::string outlook_of(const CheckOptions& options, const Prepared& prepared) {
    const std::string day = prepared.aim.today ? to_iso(*prepared.aim.today) : "no day";
    return outlook_of(prepared.site, fmt::format("{} {}", day, options.drafts ? "drafts" : "published"));
}

}  // namespace charter
