#include "generator/serve/serve.h"

#include <fmt/format.h>

#include <exception>
#include <thread>

#include "generator/serve/preview.h"
#include "server/http/listener.h"
#include "server/http/stop_signal.h"
#include "server/staff/secrets.h"
#include "server/uploads/photo_program.h"

namespace charter {
namespace {

ListenHooks hooks_of(Preview& preview, const ServeOptions& options) {
    ListenHooks hooks;
    hooks.handle = [&preview](const Request& request) { return preview.answer(request); };
    hooks.takes_files = [&preview](std::string_view path) { return preview.takes_files(path); };
    hooks.open_spool = [&preview] { return preview.open_spool(); };
    hooks.log = options.log;
    hooks.new_reference = [] { return random_hex(4); };
    hooks.now = options.now;
    return hooks;
}

}  // namespace

void serve_preview(const ServeOptions& options) {
    StopSignal::block();
    ready_secrets();
    const auto photos = photo_program_path();
    if (!PhotoProgram(photos).is_there())
        options.log(fmt::format("{} is missing: the forms keep no photos until it is there", photos.string()));
    Preview preview({options.check, options.now, options.published, photos});
    ListenSettings settings;
    settings.port = options.port;
    Listener listener = Listener::open(settings, hooks_of(preview, options));
    const auto stop = [&] {
        preview.stop();
        listener.stop();
    };
    std::exception_ptr failure;
    {
        const StopSignal signal(stop);
        std::thread follower([&] {
            try {
                preview.follow();
            } catch (const std::exception&) {
                failure = std::current_exception();
            }
            listener.stop();
        });
        options.ready(fmt::format("http://127.0.0.1:{}/", listener.port()));
        listener.run();
        preview.stop();
        follower.join();
    }
    if (failure) std::rethrow_exception(failure);
}

}  // namespace charter
