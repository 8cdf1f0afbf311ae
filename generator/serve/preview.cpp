#include "generator/serve/preview.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include "generator/model/server_addresses.h"
#include "generator/shared/text.h"
#include "server/http/static_files.h"
#include "server/staff/secrets.h"

namespace charter {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::seconds longest_wait{25};
constexpr milliseconds until_retry{1000};  // of a site that could not be read
constexpr milliseconds between_looks{std::chrono::hours(1)};
constexpr std::string_view html_type = "text/html; charset=utf-8";

// As on the published site, and besides the one script, which asks for changes.
constexpr std::string_view preview_policy =
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'";

Response answer_text(std::string_view type, std::string body, Caching caching = Caching::NoStore) {
    Response response;
    response.caching = caching;
    response.content_type = type;
    response.body = std::move(body);
    return response;
}

Response with_policy(Response response) {
    response.headers.emplace_back("Content-Security-Policy", preview_policy);
    return response;
}

Response nothing() {
    Response response;
    response.status = 204;
    return response;
}

// A style sheet, a picture: what a page asks for, rather than a person.
bool is_of_page(std::string_view path) {
    const std::string_view name = path.substr(path.rfind('/') + 1);
    return name.find('.') != std::string_view::npos && !name.ends_with(".html");
}

bool wants_page_anyway(const Request& request) {
    return value_of(request.query, "preview") == "anyway";
}

// The path of a file in the output, or nothing if it is never served.
std::optional<std::string> output_file(std::string_view path) {
    std::string file(path.substr(1));
    if (file.empty() || file.ends_with('/')) file += "index.html";
    for (const std::string& name : split(file, '/'))
        if (name.empty() || name.starts_with('.')) return std::nullopt;
    return file;
}

// Another name that leads here belongs to a page elsewhere, which is not to read what is not published yet.
bool names_this_machine(const Request& request) {
    const std::string host = to_lower(header_of(request, "host"));
    if (host.empty()) return true;  // an old program, and no browser
    const std::size_t end = host.starts_with('[') ? host.find(']') + 1 : host.find(':');
    const std::string_view name = std::string_view(host).substr(0, end);
    return name == "localhost" || name == "127.0.0.1" || name == "[::1]";
}

bool is_search(std::string_view path) {
    return path.find("/search") != std::string_view::npos || path.find("/offices/find") != std::string_view::npos;
}

}  // namespace

Preview::Preview(PreviewSettings settings)
    : published_(std::move(settings.published)),
      site_(settings.check, settings.now),
      forms_({folder_.path(), settings.now, settings.check.today, std::move(settings.photo_program)}),
      started_(fmt::format("{}-{}", settings.now().time_since_epoch().count(), random_hex(4))) {
    if (!published_.empty())
        static_cast<void>(read_published(published_));  // else it is told now, not at the first click
    watch_folders();                                    // before the site is read, so that nothing is missed
    take({});
}

std::string Preview::version() {
    const std::lock_guard hold(version_lock_);
    return fmt::format("{}-{}", started_, number_);
}

void Preview::watch_folders() {
    for (const auto& folder : site_.folders()) watch_.add(folder);
}

void Preview::announce() {
    {
        const std::lock_guard hold(version_lock_);
        ++number_;
    }
    changed_.notify_all();
}

void Preview::take(const FolderChanges& changes) {
    {
        const std::lock_guard hold(site_lock_);
        bool is_announced = false;
        // The browser asks for the page while it is made, and is answered when the site is free again.
        const bool is_different = site_.update(changes, [&] {
            announce();
            is_announced = true;
        });
        site_.check_first();
        const bool is_found = site_.take_findings();
        if (!is_announced && (is_different || is_found)) announce();
    }
    watch_folders();  // the site may have another theme now
}

void Preview::show_findings() {
    {
        const std::lock_guard hold(site_lock_);
        if (!site_.take_findings()) return;
    }
    announce();
}

void Preview::follow() {
    bool is_checking = true;
    while (true) {
        if (is_checking) {
            is_checking = site_.check_some();
            if (!is_checking) show_findings();
        }
        const bool has_trouble = !site_.trouble().empty();
        const FolderChanges changes = watch_.wait(is_checking   ? milliseconds(0)
                                                  : has_trouble ? until_retry
                                                                : between_looks);
        {
            const std::lock_guard hold(version_lock_);
            if (stopping_) return;
        }
        if (changes.empty() && !has_trouble) continue;
        take(changes);
        is_checking = true;
    }
}

void Preview::stop() noexcept {
    {
        const std::lock_guard hold(version_lock_);
        stopping_ = true;
    }
    changed_.notify_all();
    watch_.stop();
}

Response Preview::answer_changes(const Request& request) {
    const std::string& since = value_of(request.query, "since");
    std::unique_lock hold(version_lock_);
    const auto current = [this] { return fmt::format("{}-{}", started_, number_); };
    changed_.wait_for(hold, longest_wait, [&] { return stopping_ || current() != since; });
    return plain_text(stopping_ ? since : current());
}

bool Preview::is_covered(const Request& request) const {
    if (!site_.has_errors() || !is_reading(request) || is_of_page(request.path)) return false;
    return !site_.is_drawable() || !wants_page_anyway(request);
}

Response Preview::cover(const Request& request, const std::string& version) const {
    const std::string anyway = site_.is_drawable() ? encode_path(request.path) + "?preview=anyway" : std::string();
    return with_policy(html(findings_page(site_, version, anyway, has_published()), 500));
}

Response Preview::answer_form(const Request& request, const std::string& version) {
    std::string marks;
    {
        const std::shared_lock hold(site_lock_);
        if (!site_.is_drawable()) return plain_text("The site has mistakes: reload the page to see them.\n", 503);
        forms_.show(site_, version, is_search(request.path));
        marks = marks_of(site_, nullptr, has_published());
    }
    Response response = forms_.answer(request);
    // Reloading the answer to a form would send it again.
    if (response.content_type != html_type || request.method != "GET") return response;
    response.body = with_preview(std::move(response.body), version, marks);
    return with_policy(std::move(response));
}

Response Preview::answer_from_site(const Request& request, const std::string& version) const {
    if (!is_reading(request)) return plain_text("Only forms are sent.\n", 405);
    const auto decorated = [&](std::string body, const Page* page, int status) {
        return with_policy(
            html(with_preview(std::move(body), version, marks_of(site_, page, has_published())), status));
    };
    if (!site_.is_drawable()) return plain_text("There is nothing at this address.\n", 404);
    if (const Page* page = site_.find(request.path)) return decorated(site_.draw(*page), page, 200);
    if (!request.path.ends_with('/') && site_.find(request.path + "/") != nullptr)
        return redirect(encode_path(request.path) + "/");
    const auto name = output_file(request.path);
    if (auto file = name ? site_.file(*name) : std::nullopt) {
        if (content_type_of(*name) == html_type) return decorated(std::move(*file), nullptr, 200);
        return answer_text(content_type_of(*name), std::move(*file),
                           is_hashed_asset(*name) ? Caching::Immutable : Caching::NoStore);
    }
    if (request.path == "/favicon.ico") return nothing();  // browsers ask for it unbidden
    const std::string_view path = request.path;
    const std::string language(path.substr(1, std::min(path.find('/', 1), path.size()) - 1));
    auto missing = site_.file(language + "/404.html");
    if (!missing) missing = site_.file("404.html");
    return decorated(missing.value_or(std::string()), nullptr, 404);
}

Against Preview::has_published() const {
    return published_.empty() ? Against::Nothing : Against::Published;
}

// Read anew each time: it may have been published again meanwhile.
Response Preview::answer_consequences(const Request& request, const std::string& version) const {
    if (!site_.trouble().empty()) return with_policy(html(findings_page(site_, version, {}, has_published())));
    const Consequences found = consequences_of(site_.site(), read_published(published_));
    const Page* page = site_.find(value_of(request.query, "from"));
    return with_policy(html(consequences_page(found, version, page == nullptr ? "/" : page->url)));
}

Response Preview::answer(const Request& request) {
    if (!names_this_machine(request))
        return plain_text("The preview is for this machine alone: open it by the address that charter serve told.\n",
                          400);
    if (request.path == preview_script_path)
        return answer_text("text/javascript; charset=utf-8", std::string(preview_script()), Caching::Immutable);
    if (request.path == preview_style_path)
        return answer_text("text/css; charset=utf-8", std::string(preview_style()), Caching::Immutable);
    if (request.path == preview_changes_path) return answer_changes(request);
    const std::string now = version();  // before the site is looked at: a change in between reloads once too often
    bool is_form = false;
    {
        const std::shared_lock hold(site_lock_);
        if (request.path == preview_findings_path)
            return with_policy(html(findings_page(site_, now, {}, has_published())));
        if (request.path == preview_since_path && !published_.empty()) return answer_consequences(request, now);
        if (is_covered(request)) return cover(request, now);
        is_form = site_.is_drawable() && is_server_address(site_.site().catalogue.languages, request.path);
        if (!is_form) return answer_from_site(request, now);
    }
    return answer_form(request, now);
}

}  // namespace charter
