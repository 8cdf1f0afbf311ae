#include "server/handlers/published.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "generator/shared/diagnostics.h"
#include "generator/shared/files.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

// Nothing if there is no such file: a build of an earlier version.
template <typename Value>
Value read_json(const fs::path& path) {
    if (!fs::exists(path)) return {};
    try {
        return nlohmann::json::parse(read_file(path)).get<Value>();
    } catch (const nlohmann::json::exception& fault) {
        throw std::runtime_error(fmt::format("{}: {}", path.string(), fault.what()));
    }
}

Theme read_published_theme(const fs::path& folder, const std::vector<std::string>& languages) {
    Diagnostics diagnostics;
    Theme theme = Theme::load(read_theme(folder, folder.string() + "/"), languages, diagnostics);
    if (diagnostics.has_errors())
        throw std::runtime_error(
            fmt::format("the theme of this build does not fit this server:\n{}", to_text(diagnostics.sorted())));
    return theme;
}

}  // namespace

std::shared_ptr<const Published> load_published(const fs::path& site) {
    std::error_code error;
    const fs::path folder = fs::canonical(site, error);
    if (error)
        throw std::runtime_error(
            fmt::format("there is no published site at {}; build it with: charter build --site "
                        "content/NAME --out {}",
                        site.string(), site.string()));
    auto published = std::make_shared<Published>();
    published->folder = folder;
    published->catalogue = parse_catalogue(read_file(folder / "catalogue.json"));
    published->settings = parse_site_settings(read_file(folder / ".server" / "site.json"));
    published->theme = read_published_theme(folder / ".server" / "theme", published->catalogue.languages);
    published->redirects = read_json<decltype(published->redirects)>(folder / ".server" / "redirects.json");
    published->gone = read_json<decltype(published->gone)>(folder / ".server" / "gone.json");
    if (const fs::path rounds = folder / ".server" / "comments.json"; fs::exists(rounds))
        published->rounds = parse_comment_rounds(read_file(rounds));
    if (const fs::path duty = folder / ".server" / "duty.json"; fs::exists(duty))
        published->roster = parse_duty_roster(read_file(duty));
    if (const fs::path topics = folder / ".server" / "topics.json"; fs::exists(topics))
        published->topics = parse_topics(read_file(topics));
    if (const fs::path responses = folder / ".server" / "responses.json"; fs::exists(responses))
        published->responses = parse_responses(read_file(responses));
    published->files = std::make_unique<StaticFiles>(folder, published->catalogue.languages);
    if (const fs::path index = folder / ".server" / "search.sqlite"; fs::exists(index))
        published->search = SearchIndex::open(index);
    return published;
}

PublishedSite::PublishedSite(fs::path site) : site_(std::move(site)), current_(load_published(site_)) {
    tried_ = current_->folder;
}

std::shared_ptr<const Published> PublishedSite::current() const {
    const std::lock_guard hold(lock_);
    return current_;
}

PublishedSite::RefreshResult PublishedSite::refresh() {
    std::error_code error;
    const fs::path folder = fs::canonical(site_, error);
    if (error || folder == tried_) return {};
    tried_ = folder;
    try {
        auto loaded = load_published(site_);
        const std::lock_guard hold(lock_);
        current_ = std::move(loaded);
    } catch (const std::exception& fault) {
        return {Refresh::Failed, fault.what()};
    }
    return {Refresh::Loaded, {}};
}

}  // namespace charter
