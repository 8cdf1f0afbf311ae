#include "server/serve.h"

#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "server/handlers/visit.h"
#include "server/http/listener.h"
#include "server/http/stop_signal.h"
#include "server/routes.h"
#include "server/store/absent_officers.h"
#include "server/store/account_store.h"
#include "server/store/attempt_store.h"
#include "server/store/audit_store.h"
#include "server/store/case_store.h"
#include "server/store/draft_store.h"
#include "server/store/escalation_sweep.h"
#include "server/store/file_store.h"
#include "server/store/staff_store.h"
#include "server/store/trusted_clock.h"
#include "server/system_clock.h"

namespace charter {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr milliseconds tick{500};
constexpr std::size_t uploads_at_once = 16;  // forms with files, each up to 26 MiB on the disk while it is read
constexpr int ticks_between_flushes = 2;     // counters of tries
constexpr int ticks_between_sweeps = 120;    // windows, drafts, sessions

seconds steady_now() {
    return std::chrono::duration_cast<seconds>(std::chrono::steady_clock::now().time_since_epoch());
}

std::shared_ptr<spdlog::logger> make_log() {
    auto log = std::make_shared<spdlog::logger>("charterd", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    log->set_pattern("%Y-%m-%dT%H:%M:%S%z %l %v");
    log->flush_on(spdlog::level::info);
    return log;
}

// What happens without being asked. One thread; a fault is logged and tried again at the next turn.
class Timer {
  public:
    Timer(App& app, spdlog::logger& log)
        : app_(app),
          log_(log),
          clock_(app.store.cases().trusted_time(), system_now(), steady_now()),
          escalation_(app.store.cases(), app.store.staff()),
          thread_([this] { run(); }) {}
    ~Timer() {
        {
            const std::lock_guard hold(lock_);
            stopping_ = true;
        }
        wake_.notify_one();
        thread_.join();
    }
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;

  private:
    void run() {
        std::unique_lock hold(lock_);
        for (int turn = 0; !stopping_; ++turn) {
            hold.unlock();
            guarded(turn);
            hold.lock();
            wake_.wait_for(hold, tick, [this] { return stopping_; });
        }
    }

    void guarded(int turn) {
        try {
            pick_up_build();
            if (turn % ticks_between_flushes == 0) {
                app_.store.attempts().forget_expired(system_now());
                app_.store.audit().flush();
            }
            if (turn % ticks_between_sweeps == 0) sweep();
        } catch (const std::exception& fault) {
            log_.error("timer: {}", fault.what());
        }
    }

    void pick_up_build() {
        const auto result = app_.site.refresh();
        if (result.outcome == PublishedSite::Refresh::Loaded) log_.info("serving the new build");
        if (result.outcome == PublishedSite::Refresh::Failed)
            log_.error("the new build cannot be served, the old one stays: {}", result.trouble);
    }

    void sweep() {
        const Instant now = system_now();
        const Instant trusted = clock_.advance(now, steady_now());
        CaseStore& cases = app_.store.cases();
        cases.remember_trusted_time(trusted);
        const auto site = app_.site.current();
        const std::size_t closed = cases.close_ended_windows(calendar_of(site->catalogue), trusted, now);
        if (closed > 0) log_.info("{} windows ended", closed);
        const std::size_t released = release_cases(cases, app_.store.staff(), site->catalogue, now);
        if (released > 0) log_.info("{} cases have no officer any more", released);
        const std::size_t brought = escalation_.run(site->catalogue, site->settings.escalation_rules, trusted, now);
        if (brought > 0) log_.info("{} cases were brought to the next level", brought);
        cases.forget_expired(now);
        app_.store.drafts().forget_expired(now);
        app_.store.files().forget_expired();
        app_.store.staff().forget_expired(now);
        app_.store.accounts().forget_expired(now);
    }

    App& app_;
    spdlog::logger& log_;
    TrustedClock clock_;
    EscalationSweep escalation_;
    std::mutex lock_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

ListenSettings listen_settings(const SettingValues& settings) {
    const ListenAddress address = parse_listen(settings.at("listen"));
    ListenSettings listen;
    listen.host = address.host;
    listen.port = address.port;
    listen.workers = parse_count("workers", settings.at("workers"));
    if (settings.at("proxy") == "forwarded")
        listen.proxy = ProxyTrust::Forwarded;
    else if (settings.at("proxy") != "none")
        throw SettingsError(fmt::format("--proxy {}: write none or forwarded", settings.at("proxy")));
    return listen;
}

ListenHooks hooks(App& app, SpoolFolder& spool, spdlog::logger& log) {
    ListenHooks hooks;
    hooks.takes_files = [&app](std::string_view path) { return takes_files(path, app); };
    hooks.open_spool = [&spool] { return spool.open(); };
    hooks.handle = [&app](const Request& request) { return answer(request, app); };
    hooks.failure_page = [&app](const Request& request, const Failure& failure) {
        return error_response(*app.site.current(), request, failure.status, app.kind == DatabaseKind::Demo,
                              failure.reference);
    };
    hooks.logged_path = [&app](std::string_view path) { return logged_path(path, app); };
    hooks.log = [&log](std::string_view line) { log.warn("{}", line); };
    hooks.new_reference = [] { return random_hex(4); };
    return hooks;
}

// Without charter-photo all else works, so its lack is told and no more.
std::shared_ptr<PhotoProgram> photo_program(spdlog::logger& log) {
    const auto path = photo_program_path();
    auto photos = std::make_shared<PhotoProgram>(path);
    if (!photos->is_there()) log.error("{} is missing: photos cannot be kept until it is there", path.string());
    return photos;
}

const std::string& needed(const SettingValues& settings, const std::string& name) {
    const std::string& value = settings.at(name);
    if (value.empty()) throw SettingsError(fmt::format("--{} is missing; see charterd settings", name));
    return value;
}

}  // namespace

int serve(const SettingValues& settings) {
    StopSignal::block();
    ready_secrets();
    const auto log = make_log();
    PublishedSite site(needed(settings, "site"));
    StoreSettings store_settings;
    store_settings.folder = needed(settings, "data");
    store_settings.kind = parse_flag("demo", settings.at("demo")) ? DatabaseKind::Demo : DatabaseKind::Real;
    const auto store = Store::open(store_settings);
    App app{site,
            *store,
            system_now,
            store_settings.kind,
            parse_roles("second-factor", settings.at("second-factor")),
            photo_program(*log)};
    SpoolFolder spool(store->files().folder(), uploads_at_once);
    Listener listener = Listener::open(listen_settings(settings), hooks(app, spool, *log));
    {
        const Timer timer(app, *log);
        const StopSignal signal([&listener] { listener.stop(); });
        log->info("serving {} on port {}", settings.at("site"), listener.port());
        listener.run();
        log->info("stopping");
    }
    store->attempts().forget_expired(system_now());
    store->audit().flush();
    store->stop();
    return 0;
}

}  // namespace charter
