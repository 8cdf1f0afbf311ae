#include "generator/build/build.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/build/build_memory.h"
#include "generator/build/known_texts.h"
#include "generator/build/prepare.h"
#include "generator/content/read_content.h"
#include "generator/render/render_site.h"
#include "generator/shared/files.h"
#include "generator/shared/signature.h"
#include "generator/shared/time_zones.h"
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

bool checks_all(const BuildOptions& options) {
    return options.strict || options.profile == Profile::Publish;
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
        if (!file_.empty()) loading_ = std::async(std::launch::async, load_memory, file_);
    }
    // Nothing but an empty one if a program other than `program` read them.
    [[nodiscard]] const TextMemory& texts(std::string_view program) {
        static const TextMemory none;
        return memory().program == program ? memory().texts : none;
    }
    // The pages of the build that kept its memory in `file`; nullptr unless it was made with this `stamp`.
    [[nodiscard]] const PageMemory* pages(const fs::path& file, std::string_view stamp) {
        if (file.empty()) return nullptr;
        if (file != file_) {
            if (loading_.valid()) loading_.get();
            memory_ = load_memory(file);
            file_ = file;
        }
        return memory().pages.stamp == stamp ? &memory().pages : nullptr;
    }
    [[nodiscard]] bool is_of(const fs::path& file) const { return !file_.empty() && file == file_; }

  private:
    const BuildMemory& memory() {
        if (loading_.valid()) memory_ = loading_.get();
        return memory_;
    }

    fs::path file_;
    std::future<BuildMemory> loading_;
    BuildMemory memory_;
};

// The theme, loaded while the site is read.
using LookAhead = std::shared_future<std::shared_ptr<const LoadedTheme>>;

bool names_unread(const Diagnostics& diagnostics, const TextReading& reading) {
    if (diagnostics.empty() || reading.unread.empty()) return false;
    const std::vector<Diagnostic> found = diagnostics.sorted();
    return std::any_of(found.begin(), found.end(),
                       [&](const Diagnostic& each) { return reading.unread.contains(each.path); });
}

// One try at a build. It comes to nothing if it needs a text that was not read.
class Attempt {
  public:
    Attempt(const BuildOptions& options, Remembered& remembered, const LookAhead& look, Diagnostics& diagnostics)
        : options_(options), remembered_(remembered), look_(look), diagnostics_(diagnostics) {}

    void leave_known_texts() {
        reading_.before = [this] { return &remembered_.texts(program_stamp(options_.program)); };
    }

    std::optional<BuildOutcome> run() {
        SiteFiles files = read_content(options_.site, options_.jobs, reading_, diagnostics_);
        Prepared prepared = prepare(options_, std::move(files), checks_all(options_) ? Depth::Full : Depth::Needed,
                                    {nullptr, look_.get()}, diagnostics_);
        diagnostics_.remove_if([](const Diagnostic& found) { return found.severity == Severity::Advice; });
        outcome_.pages = prepared.site.pages.size();
        const bool has_unread = !reading_.unread.empty();
        if (has_unread && (!is_fit(options_, prepared, diagnostics_) || names_unread(diagnostics_, reading_)))
            return std::nullopt;
        if (!is_fit(options_, prepared, diagnostics_)) {
            // So that faults inside the texts are reported in the same run.
            draw(options_, prepared, {}, discard, diagnostics_);
            finish(prepared, diagnostics_);
            return outcome_;
        }
        return publish(prepared);
    }

  private:
    std::optional<BuildOutcome> publish(Prepared& prepared) {
        Publication publication = Publication::open(options_.out, options_.compression, options_.waiting);
        if (options_.fresh)
            publication.start_anew(files_stamp(options_));
        else
            publication.take_over(files_stamp(options_));
        Manifest manifest;
        BuildMemory memory;
        memory.program = program_stamp(options_.program);
        memory.pages.stamp = pages_stamp(options_, prepared.look->files.published);
        if (!draw_into(publication, prepared, manifest, memory.pages)) return std::nullopt;
        finish(prepared, diagnostics_);
        if (names_unread(diagnostics_, reading_)) return std::nullopt;
        if (!is_fit(options_, prepared, diagnostics_)) return outcome_;
        auto saving = std::async(std::launch::async, [&] {
            if (options_.now)
                memory.texts = texts_to_know(prepared.site, reading_, remembered_.texts(memory.program), memory.pages,
                                             diagnostics_, *options_.now);
            save_memory(publication.memory_file(), memory);
        });
        add_manifest(options_, prepared, manifest, publication);
        publication.publish();
        saving.get();
        outcome_.published = true;
        outcome_.files = publication.file_count();
        return outcome_;
    }

    // Draws what differs from the build before and takes over the rest. False if a text is missing.
    bool draw_into(Publication& publication, const Prepared& prepared, Manifest& manifest, PageMemory& after) {
        const fs::path file = publication.memory_file_before();
        const bool is_same_memory = remembered_.is_of(file);
        RenderOptions render;
        render.before = remembered_.pages(file, after.stamp);
        render.outlook = outlook_of(options_, prepared);
        std::atomic<bool> lacks_text = false;
        if (!reading_.unread.empty()) {
            if (!is_same_memory || render.before == nullptr || render.before->outlook != render.outlook) return false;
            render.unread = &reading_.unread;
            render.lacks_text = &lacks_text;
        }
        render.keep = [&](std::string_view path) { return publication.keep(path); };
        render.after = &after;
        render.page_sink = [&](std::string_view path, std::string_view html) { publication.add(path, html); };
        render.hashed = [&](std::string_view path, std::string_view hash) {
            manifest.add_hash(std::string(path), std::string(hash));
        };
        const Sink sink = [&](std::string_view path, std::string_view content) {
            publication.add(path, content);
            manifest.add(path, content);
        };
        draw(options_, prepared, render, sink, diagnostics_);
        return !lacks_text;
    }

    const BuildOptions& options_;
    Remembered& remembered_;
    const LookAhead& look_;
    Diagnostics& diagnostics_;
    TextReading reading_;
    BuildOutcome outcome_;
};

}  // namespace

BuildOutcome build_site(const BuildOptions& options, Diagnostics& diagnostics) {
    Remembered remembered(options);
    const auto zones = std::async(std::launch::async, know_time_zones);  // which the model needs
    const LookAhead look = std::async(std::launch::async, [&] { return look_ahead(options); });
    if (!options.fresh && !checks_all(options)) {
        Diagnostics found;
        Attempt quick(options, remembered, look, found);
        quick.leave_known_texts();
        if (const auto outcome = quick.run()) {
            diagnostics.merge(std::move(found));
            return *outcome;
        }
    }
    return Attempt(options, remembered, look, diagnostics).run().value();
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
