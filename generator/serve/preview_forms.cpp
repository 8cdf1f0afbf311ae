#include "generator/serve/preview_forms.h"

#include <atomic>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "generator/render/render_site.h"
#include "generator/render/search_content.h"
#include "generator/shared/parallel.h"
#include "server/handlers/visit.h"
#include "server/routes.h"
#include "server/staff/secrets.h"
#include "server/store/store.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t uploads_at_once = 4;  // one editor looks at the forms

// What charterd reads of a published site; pages and pictures come from the preview itself.
bool is_for_server(std::string_view path) {
    return path == "catalogue.json" || path.starts_with(".server/") || path.ends_with("404.html");
}

void write(const fs::path& path, std::string_view content) {
    fs::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

StoreSettings store_settings(const fs::path& folder) {
    StoreSettings settings;
    settings.folder = folder;
    settings.kind = DatabaseKind::Demo;
    return settings;
}

// The moment at which `day` has the time of day that it is now, where the site is.
Instant on_day(Date day, Instant now, const Calendar& calendar) {
    return calendar.instant_of(day, calendar.local_minute(now)) + now.time_since_epoch() % std::chrono::minutes(1);
}

// The server over one folder.
struct Running {
    Running(const fs::path& site, const fs::path& data, const FormSettings& settings)
        : published(site),
          store(Store::open(store_settings(data))),
          app{published,
              *store,
              [this, now = settings.now, today = settings.today] {
                  return today ? on_day(*today, now(), calendar_of(published.current()->catalogue)) : now();
              },
              DatabaseKind::Demo,
              {},
              std::make_shared<PhotoProgram>(settings.photo_program)} {}

    PublishedSite published;
    std::unique_ptr<Store> store;
    App app;
};

}  // namespace

struct PreviewForms::Inside {
    explicit Inside(FormSettings given)
        : settings(std::move(given)), folder(settings.folder), spool(folder, uploads_at_once) {}

    const FormSettings settings;
    const fs::path folder;
    SpoolFolder spool;
    std::mutex lock;
    std::string version;
    bool has_search = false;
    int number = 0;
    std::unique_ptr<Running> running;
    std::atomic<const App*> shown{nullptr};  // that of `running`, for who must not wait for the lock

    [[nodiscard]] fs::path build(int which) const { return folder / "builds" / std::to_string(which); }

    void write_build(const PreviewSite& site, bool with_search) {
        const Sink sink = [&](std::string_view path, std::string_view content) {
            if (is_for_server(path)) write(build(number) / path, content);
        };
        Diagnostics reported_by_checks;
        draw_others(site.site(), site.drawing(), site.prepared().look->files.published, sink, reported_by_checks);
        if (with_search)
            write(build(number) / ".server/search.sqlite",
                  draw_search_index(site.site(), site.drawing(), available_jobs()));
    }

    void switch_to_build() {
        const fs::path next = folder / "next";
        fs::remove(next);
        fs::create_directory_symlink(build(number), next);
        fs::rename(next, folder / "site");
        if (!running) {
            running = std::make_unique<Running>(folder / "site", folder / "data", settings);
            shown = &running->app;
            return;
        }
        const auto result = running->published.refresh();
        if (result.outcome == PublishedSite::Refresh::Failed) throw std::runtime_error(result.trouble);
    }
};

PreviewForms::PreviewForms(FormSettings settings) : inside_(std::make_unique<Inside>(std::move(settings))) {}

PreviewForms::~PreviewForms() = default;

void PreviewForms::show(const PreviewSite& site, const std::string& version, bool with_search) {
    Inside& in = *inside_;
    const std::lock_guard hold(in.lock);
    const bool wants_search = with_search && has_search(site.site());
    if (in.version == version && (in.has_search || !wants_search)) return;
    ++in.number;
    in.write_build(site, wants_search);
    in.switch_to_build();
    in.version = version;
    in.has_search = wants_search;
    fs::remove_all(in.build(in.number - 1));  // nobody opens a file of it by name any more
}

Response PreviewForms::answer(const Request& request) {
    return charter::answer(request, inside_->running->app);
}

// Until something was shown nobody knows the languages of the addresses: a form that an earlier preview drew may be
// sent to this one.
bool PreviewForms::takes_files(std::string_view path) const {
    const App* app = inside_->shown;
    return app == nullptr || charter::takes_files(path, *app);
}

std::shared_ptr<SpoolFile> PreviewForms::open_spool() {
    return inside_->spool.open();
}

}  // namespace charter
