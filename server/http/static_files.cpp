#include "server/http/static_files.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "generator/shared/text.h"
#include "server/http/accept_header.h"
#include "server/http/content_coding.h"
#include "server/http/site_folder.h"

namespace charter {
namespace {

constexpr std::string_view index_name = "index.html";
constexpr std::string_view missing_name = "404.html";
constexpr std::string_view binary_type = "application/octet-stream";
constexpr std::string_view html_type = "text/html; charset=utf-8";

// The path below the build, without its leading slash, or nothing if no file may have it.
std::optional<std::string> inner_path(std::string_view path) {
    if (!path.starts_with('/') || path.find('\\') != std::string_view::npos) return std::nullopt;
    std::string inner(path.substr(1));
    if (inner.empty() || inner.ends_with('/')) inner += index_name;
    const auto names = split(inner, '/');
    const auto is_hidden = [](const std::string& name) { return name.empty() || name.starts_with('.'); };
    const bool is_copy = inner.ends_with(".br") || inner.ends_with(".gz");
    if (is_copy || std::any_of(names.begin(), names.end(), is_hidden)) return std::nullopt;
    return inner;
}

// If-None-Match compares weakly, since a proxy may have weakened our tag.
bool is_known(std::string_view if_none_match, std::string_view etag) {
    const auto tags = split(if_none_match, ',');
    return std::any_of(tags.begin(), tags.end(), [etag](const std::string& entry) {
        std::string_view tag = trim(entry);
        if (tag.starts_with("W/")) tag.remove_prefix(2);
        return tag == etag || tag == "*";
    });
}

}  // namespace

std::string_view content_type_of(std::string_view path) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 21> types = {{
        {".html", html_type},
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".json", "application/json"},
        {".xml", "application/xml"},
        {".atom", "application/atom+xml"},
        {".ics", "text/calendar; charset=utf-8"},
        {".txt", "text/plain; charset=utf-8"},
        {".csv", "text/csv; charset=utf-8"},
        {".md", "text/markdown; charset=utf-8"},
        {".webmanifest", "application/manifest+json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".jpeg", "image/jpeg"},
        {".gif", "image/gif"},
        {".webp", "image/webp"},
        {".avif", "image/avif"},
        {".ico", "image/x-icon"},
        {".pdf", "application/pdf"},
        {".woff2", "font/woff2"},
    }};
    const auto found =
        std::find_if(types.begin(), types.end(), [path](const auto& type) { return path.ends_with(type.first); });
    return found == types.end() ? binary_type : found->second;
}

bool is_hashed_asset(std::string_view path) {
    const auto ending = path.rfind('.');
    const auto name = path.substr(0, ending);
    const auto dot = name.rfind('.');
    if (!path.starts_with("assets/") || ending == std::string_view::npos || dot == std::string_view::npos) return false;
    const auto hash = name.substr(dot + 1);
    return hash.size() >= 8 && hash.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

struct StaticFiles::Inside {
    SiteFolder folder;
    std::vector<std::string> languages;

    struct Choice {
        std::shared_ptr<const SiteFile> file;
        Coding coding = Coding::None;
    };
    // The copy of a file that the client takes and that exists; no file if there is none at all.
    [[nodiscard]] Choice choose(const std::string& path, const Request& request) const;
    [[nodiscard]] Response answer(const std::string& path, const Choice& choice) const;
};

StaticFiles::Inside::Choice StaticFiles::Inside::choose(const std::string& path, const Request& request) const {
    Offered offered;
    offered.brotli = offered.gzip = is_text(content_type_of(path));
    const std::string& accepted = header_of(request, "accept-encoding");
    for (Coding coding = choose_coding(accepted, offered); coding != Coding::None;
         coding = choose_coding(accepted, offered)) {
        if (auto file = folder.find(path + (coding == Coding::Brotli ? ".br" : ".gz"))) return {file, coding};
        (coding == Coding::Brotli ? offered.brotli : offered.gzip) = false;
    }
    return {folder.find(path), Coding::None};
}

Response StaticFiles::Inside::answer(const std::string& path, const Choice& choice) const {
    Response response;
    response.content_type = content_type_of(path);
    response.body = choice.file->bytes;
    response.caching = is_hashed_asset(path) ? Caching::Immutable : Caching::Revalidate;
    if (is_text(response.content_type)) response.headers.emplace_back("Vary", "Accept-Encoding");
    if (choice.coding != Coding::None) response.headers.emplace_back("Content-Encoding", key_of(choice.coding));
    return response;
}

StaticFiles::StaticFiles(const std::filesystem::path& build, std::vector<std::string> languages,
                         std::size_t cache_bytes)
    : inside_(new Inside{SiteFolder(build, cache_bytes), std::move(languages)}) {}

StaticFiles::~StaticFiles() = default;

Response StaticFiles::serve(const Request& request) const {
    const auto path = inner_path(request.path);
    if (!path || path->ends_with(missing_name)) return not_found(request);
    if (request.path.ends_with(index_name))
        return moved(encode_path(std::string_view(request.path).substr(0, request.path.size() - index_name.size())));
    const auto choice = inside_->choose(*path, request);
    if (!choice.file) {
        const bool is_folder = inside_->folder.has(*path + "/" + std::string(index_name));
        return is_folder ? moved(encode_path(request.path) + "/") : not_found(request);
    }
    Response response = inside_->answer(*path, choice);
    response.headers.emplace_back("ETag", choice.file->etag);
    if (!is_known(header_of(request, "if-none-match"), choice.file->etag)) return response;
    response.status = 304;
    response.headers.emplace_back("Content-Length", std::to_string(response.body.size()));
    response.body.clear();
    response.content_type.clear();
    return response;
}

Response StaticFiles::not_found(const Request& request) const {
    const std::string_view path = request.path;
    const auto first = path.substr(std::min<std::size_t>(1, path.size()));
    const std::string language(first.substr(0, first.find('/')));
    const bool is_language =
        std::find(inside_->languages.begin(), inside_->languages.end(), language) != inside_->languages.end();
    const std::string shown =
        is_language ? language : choose_language(header_of(request, "accept-language"), inside_->languages);
    std::string page = shown + "/" + std::string(missing_name);
    auto choice = inside_->choose(page, request);
    if (!choice.file) {
        page = missing_name;
        choice = inside_->choose(page, request);
    }
    if (!choice.file) return plain_text("There is nothing at this address.\n", 404);
    Response response = inside_->answer(page, choice);
    response.status = 404;
    response.caching = Caching::NoStore;
    return response;
}

}  // namespace charter
