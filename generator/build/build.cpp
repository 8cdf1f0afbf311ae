#include "generator/build/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/build/page_memory_file.h"
#include "generator/build/prepare.h"
#include "generator/content/read_content.h"
#include "generator/render/render_site.h"
#include "generator/shared/files.h"
#include "generator/shared/signature.h"
#include "generator/write/manifest.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

Prepared prepare(const CheckOptions& options, Depth depth, Diagnostics& diagnostics) {
    SiteFiles files = read_content(options.site, options.jobs, diagnostics);
    return prepare(options, std::move(files), depth, {}, diagnostics);
}

void draw(const CheckOptions& options, const Prepared& prepared, RenderOptions render, const Sink& sink,
          Diagnostics& diagnostics) {
    if (!prepared.drawable) return;
    std::atomic<std::size_t> done = 0;
    render.jobs = options.jobs;
    if (options.progress) render.drawn = [&] { options.progress(++done, prepared.site.pages.size()); };
    render_site(prepared.site, prepared.look->theme, prepared.look->files.published, render, sink, diagnostics);
    if (!prepared.samples.empty()) sink(".server/samples.yaml", prepared.samples);
}

// When all is drawn and nothing more will be found.
void finish(Prepared& prepared, Diagnostics& diagnostics) {
    prepared.waivers.apply(diagnostics);
    prepared.waivers.report(prepared.site.settings, diagnostics);
}

bool is_fit(const BuildOptions& options, const Prepared& prepared, const Diagnostics& diagnostics) {
    return prepared.drawable && (options.strict ? diagnostics.is_clean() : !diagnostics.has_errors());
}

// The newest edition before this one whose manifest was kept.
ManifestHead manifest_head(const fs::path& folder, const Catalogue& catalogue) {
    ManifestHead head{catalogue.site_id, catalogue.edition, {}, {}};
    const fs::path editions = folder / "editions";
    if (!fs::is_directory(editions)) return head;
    for (const auto& entry : fs::directory_iterator(editions)) {
        const std::string year = entry.path().filename().string();
        const fs::path file = entry.path() / manifest_path;
        if (year >= catalogue.edition || year <= head.previous_edition || !fs::is_regular_file(file)) continue;
        head.previous_edition = year;
        head.previous_root = manifest_root(read_file(file));
    }
    return head;
}

void add_manifest(const BuildOptions& options, const Prepared& prepared, const Manifest& manifest,
                  Publication& publication) {
    const std::string text = manifest.text(manifest_head(options.site, prepared.site.catalogue));
    publication.add(manifest_path, text);
    if (!options.sign_key.empty()) publication.add(manifest_signature_path, sign(text, options.sign_key) + "\n");
}

void discard(std::string_view /*path*/, std::string_view /*content*/) {}

// Names this very program: a newer one may draw otherwise.
std::string program_stamp(const fs::path& program) {
    std::error_code error;  // without a file there is nothing to tell programs apart by but the text here
    const auto size = fs::file_size(program, error);
    if (error) return "charter";
    return fmt::format("charter {} {}", size, fs::last_write_time(program).time_since_epoch().count());
}

std::string files_stamp(const BuildOptions& options) {
    return fmt::format("{} {}", program_stamp(options.program),
                       options.compression == Compression::Off ? "plain" : "packed");
}

std::string pages_stamp(const BuildOptions& options, const ThemeFiles& theme) {
    std::string files;
    for (const Source& file : theme.files) files += fmt::format("{} {}\n{}\n", file.path, file.text.size(), file.text);
    return fmt::format("{} {}", program_stamp(options.program), content_hash(files));
}

// What the build before remembered, read while the site is. That build may be gone by the time it counts.
class Remembered {
  public:
    explicit Remembered(const BuildOptions& options) {
        if (options.fresh) return;
        file_ = Publication::find_memory_file(options.out);
        if (!file_.empty()) memory_ = std::async(std::launch::async, load_page_memory, file_);
    }
    // Nothing unless it was kept in `file` by a program and for a theme with this `stamp`.
    [[nodiscard]] PageMemory take(const fs::path& file, std::string_view stamp) {
        PageMemory memory;
        if (memory_.valid()) memory = memory_.get();
        if (file.empty()) return {};
        if (file != file_) memory = load_page_memory(file);
        return memory.stamp == stamp ? std::move(memory) : PageMemory();
    }

  private:
    fs::path file_;
    std::future<PageMemory> memory_;
};

// Draws what differs from the build before and takes over the rest. What the next build is to remember of it.
PageMemory draw_into(Publication& publication, const BuildOptions& options, const Prepared& prepared,
                     Remembered& remembered, Manifest& manifest, Diagnostics& diagnostics) {
    if (options.fresh)
        publication.start_anew(files_stamp(options));
    else
        publication.take_over(files_stamp(options));
    PageMemory after;
    after.stamp = pages_stamp(options, prepared.look->files.published);
    const PageMemory before = remembered.take(publication.memory_file_before(), after.stamp);
    RenderOptions render;
    render.before = &before;
    render.keep = [&](std::string_view path) { return publication.keep(path); };
    render.after = &after;
    render.page_sink = [&](std::string_view path, std::string_view html) { publication.add(path, html); };
    render.hashed = [&](std::string_view path, const std::string& hash) { manifest.add_hash(std::string(path), hash); };
    render.outlook = outlook_of(options, prepared);
    const Sink sink = [&](std::string_view path, std::string_view content) {
        publication.add(path, content);
        manifest.add(path, content);
    };
    draw(options, prepared, render, sink, diagnostics);
    return after;
}

}  // namespace

BuildOutcome build_site(const BuildOptions& options, Diagnostics& diagnostics) {
    Remembered remembered(options);
    const bool checks_all = options.strict || options.profile == Profile::Publish;
    Prepared prepared = prepare(options, checks_all ? Depth::Full : Depth::Needed, diagnostics);
    const auto is_advice = [](const Diagnostic& found) { return found.severity == Severity::Advice; };
    diagnostics.remove_if(is_advice);
    BuildOutcome outcome;
    outcome.pages = prepared.site.pages.size();
    if (!is_fit(options, prepared, diagnostics)) {
        draw(options, prepared, {}, discard,
             diagnostics);  // so that faults inside the texts are reported in the same run
        finish(prepared, diagnostics);
        return outcome;
    }
    Publication publication = Publication::open(options.out, options.compression, options.waiting);
    Manifest manifest;
    const PageMemory memory = draw_into(publication, options, prepared, remembered, manifest, diagnostics);
    finish(prepared, diagnostics);
    if (!is_fit(options, prepared, diagnostics)) return outcome;
    auto saving = std::async(std::launch::async, save_page_memory, publication.memory_file(), std::cref(memory));
    add_manifest(options, prepared, manifest, publication);
    publication.publish();
    saving.get();
    outcome.published = true;
    outcome.files = publication.file_count();
    return outcome;
}

Site check_site(const CheckOptions& options, Diagnostics& diagnostics) {
    Prepared prepared = prepare(options, Depth::Full, diagnostics);
    draw(options, prepared, {}, discard, diagnostics);
    finish(prepared, diagnostics);
    return std::move(prepared.site);
}

std::string list_translations(const CheckOptions& options, ReportFormat format, Diagnostics& diagnostics) {
    const Site site = read_site(options, read_content(options.site, options.jobs, diagnostics), nullptr, diagnostics);
    const std::vector<TranslationWork> work = translation_work(site);
    return format == ReportFormat::Json ? to_json(site, work) : to_text(site, work);
}

}  // namespace charter
