#include "generator/serve/preview_site.h"

#include <algorithm>
#include <utility>

#include "generator/build/own_findings.h"
#include "generator/check/waivers.h"
#include "generator/model/build_model.h"
#include "generator/render/render_site.h"
#include "generator/shared/files.h"

namespace charter {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t pages_at_once = 4;     // between two looks at what changed
constexpr std::size_t mistaken_pages = 100;  // looked at again at once

bool is_same(const Diagnostic& one, const Diagnostic& other) {
    return to_text({one}) == to_text({other});
}

// `path` without `folder` before it; nothing if it is not below it.
std::optional<std::string> path_below(const fs::path& folder, const std::string& path) {
    const std::string start = folder.string() + "/";
    if (!path.starts_with(start)) return std::nullopt;
    return path.substr(start.size());
}

// The files of the site at a path, which may be a folder's, as they were read.
std::vector<std::string> known_files(const SiteFiles& files, const std::string& path) {
    std::vector<std::string> known = {path};
    const std::string below = path + "/";
    for (const auto* list : {&files.pages, &files.data, &files.pictures}) {
        const auto is_before = [](const Source& file, const std::string& wanted) { return file.path < wanted; };
        for (auto file = std::lower_bound(list->begin(), list->end(), below, is_before);
             file != list->end() && file->path.starts_with(below); ++file)
            known.push_back(file->path);
    }
    return known;
}

void note(std::set<std::string>& urls, const std::string& url, bool is_in) {
    if (is_in)
        urls.insert(url);
    else
        urls.erase(url);
}

bool is_page_file(std::string_view path) {
    return path.ends_with(".md");
}

}  // namespace

PreviewSite::PreviewSite(CheckOptions options, std::function<Instant()> now)
    : options_(std::move(options)), now_(std::move(now)) {
    options_.drafts = true;
    options_.site = fs::absolute(options_.site).lexically_normal();
    if (!options_.site.has_filename()) options_.site = options_.site.parent_path();
}

std::vector<fs::path> PreviewSite::folders() const {
    std::vector<fs::path> folders = {options_.site};
    if (prepared_ && prepared_->look) folders.push_back(prepared_->look->folder);
    return folders;
}

void PreviewSite::forget_checks() {
    checked_.clear();
    mistaken_.clear();
    with_anchors_.clear();
}

PreviewSite::Taken PreviewSite::read_all() {
    drawing_.reset();  // it looks into the site
    file_findings_.clear();
    drafts_.forget_all();
    forget_checks();
    return {read_content(options_.site, options_.jobs, file_findings_), nullptr, true};
}

void PreviewSite::take_in_file(const std::string& path) {
    if (!is_page_file(path) && (path == "site.yaml" || path.starts_with("data/"))) drafts_.forget_all();
    if (!is_page_file(path)) return;
    drafts_.forget(path);
    changed_.insert(path);
}

PreviewSite::Taken PreviewSite::take_in(const FolderChanges& changes) {
    Taken taken{{}, prepared_->look, false};
    const fs::path theme = taken.look ? taken.look->folder : fs::path();
    drawing_.reset();  // it looks into the site
    taken.files = take_files(std::move(prepared_->site));
    std::vector<std::string> files;
    for (const std::string& path : changes.paths) {
        const auto in_site = path_below(options_.site, path);
        const bool is_of_theme = !theme.empty() && path_below(theme, path);
        if (is_of_theme || !taken.look ||
            (in_site && (in_site->starts_with("theme/") || in_site->starts_with("themes/")))) {
            taken.look = nullptr;
            taken.is_different = true;
            forget_checks();  // what was drawn with another theme says nothing
        }
        if (!in_site) continue;
        if (in_site->starts_with("rules/")) taken.is_different = true;
        for (std::string& file : known_files(taken.files, *in_site)) files.push_back(std::move(file));
    }
    const std::vector<std::string> different = read_again(options_.site, files, taken.files, file_findings_);
    for (const std::string& file : different) take_in_file(file);
    taken.is_different = taken.is_different || !different.empty();
    return taken;
}

void PreviewSite::make(Taken taken) {
    Diagnostics found;
    report_files(taken.files, file_findings_, found);
    options_.now = now_();
    prepared_ = std::make_unique<Prepared>(
        prepare(options_, std::move(taken.files), Depth::Needed, {&drafts_, std::move(taken.look)}, found));
    found_in_model_ = std::move(found);
    files_of_drafts_ = files_of_drafts(prepared_->site);
    errors_without_drafts_ = errors_without_drafts();
    found_in_others_ = {};
    others_ = std::make_unique<Others>();
    next_ = 0;
    outlook_ = outlook_of(options_, *prepared_);
    if (prepared_->drawable) drawing_ = std::make_unique<PageDrawing>(prepared_->site, prepared_->look->theme);
}

// The site is put together once more without its drafts, of the pages as they were just read, but only if a draft has
// an error that may keep it from being published.
std::set<std::string> PreviewSite::errors_without_drafts() {
    std::set<std::string> errors;
    const auto is_of_draft = [&](const Diagnostic& found) {
        return found.severity == Severity::Error && files_of_drafts_.contains(found.path);
    };
    const std::vector<Diagnostic> found = found_in_model_.sorted();
    if (std::none_of(found.begin(), found.end(), is_of_draft)) return errors;
    CheckOptions published = options_;
    published.drafts = false;
    SiteFiles files = take_files(Site(prepared_->site));
    Diagnostics without_drafts;
    report_files(files, file_findings_, without_drafts);
    const Prepared unused =
        prepare(published, std::move(files), Depth::Needed, {&drafts_, prepared_->look}, without_drafts);
    for (const Diagnostic& each : without_drafts.sorted())
        if (each.severity == Severity::Error) errors.insert(to_text({each}));
    return errors;
}

bool PreviewSite::keeps_from_publishing(const Diagnostic& found) const {
    if (found.severity != Severity::Error) return false;
    return !files_of_drafts_.contains(found.path) || errors_without_drafts_.contains(to_text({found}));
}

bool PreviewSite::update(const FolderChanges& changes, const std::function<void()>& seen) {
    try {
        const bool needs_all = !prepared_ || !trouble_.empty() || changes.is_everything;
        Taken taken = needs_all ? read_all() : take_in(changes);
        const bool is_different = taken.is_different;
        if (is_different && seen) seen();
        make(std::move(taken));
        trouble_.clear();
        return is_different;
    } catch (const std::exception& failure) {
        // A folder that cannot be read may be readable soon: the editor is told, and everything is read anew then.
        drawing_.reset();
        prepared_ = std::make_unique<Prepared>();
        const bool is_new = trouble_ != failure.what();
        trouble_ = failure.what();
        return is_new;
    }
}

void PreviewSite::check(const Page& page) {
    const Site& site = prepared_->site;
    const std::string file = page.source ? site.sources[*page.source].path : std::string();
    Checked& checked = checked_[page.url];
    const bool may_be_same = checked.found.empty() && checked.file == file && !checked.record.empty();
    const Outlook outlook = checked.outlook == outlook_ ? Outlook::Same : Outlook::Other;
    checked.outlook = outlook_;
    if (may_be_same && drawing_->same_as(page, unpack(checked.record), outlook)) return;
    DrawnPage drawn = drawing_->draw(page);
    checked = {file, outlook_, std::move(drawn.record), std::move(drawn.diagnostics)};
    note(mistaken_, page.url, !checked.found.empty());
    note(with_anchors_, page.url, !drawn.uses.empty());
}

void PreviewSite::check_first() {
    const std::set<std::string> changed = std::exchange(changed_, {});
    if (!drawing_) return;
    const Site& site = prepared_->site;
    std::set<std::size_t> sources;
    for (std::size_t at = 0; at < site.sources.size() && sources.size() < changed.size(); ++at)
        if (changed.contains(site.sources[at].path)) sources.insert(at);
    for (const Page& page : site.pages)
        if (page.source && sources.contains(*page.source)) check(page);
    std::size_t looked_at = 0;
    for (const std::string& url : std::set<std::string>(mistaken_)) {
        const Page* page = find(url);
        const bool is_new = page != nullptr && !(page->source && sources.contains(*page->source));
        if (is_new && looked_at++ < mistaken_pages) check(*page);
    }
}

bool PreviewSite::check_some() {
    if (!drawing_) return false;
    const std::vector<Page>& pages = prepared_->site.pages;
    if (next_ >= pages.size()) return false;
    const std::size_t end = std::min(pages.size(), next_ + pages_at_once);
    for (; next_ < end; ++next_) check(pages[next_]);
    if (next_ == pages.size()) finish_checks();
    return next_ < pages.size();
}

void PreviewSite::finish_checks() {
    const auto is_gone = [&](const std::string& url) { return find(url) == nullptr; };
    std::erase_if(checked_, [&](const auto& entry) { return is_gone(entry.first); });
    std::erase_if(mistaken_, is_gone);
    std::erase_if(with_anchors_, is_gone);
    const Sink discard = [](std::string_view /*path*/, std::string_view /*content*/) {};
    found_in_others_ = {};
    draw_others(prepared_->site, *drawing_, prepared_->look->files.published, discard, found_in_others_);
}

void PreviewSite::report_anchors(Diagnostics& found) const {
    const Site& site = prepared_->site;
    AnchorCheck dead(site);
    for (const std::string& url : with_anchors_) {
        const Page* page = find(url);
        const Checked& checked = checked_.at(url);
        // Another file may have this address now: it has not been looked at yet.
        if (page == nullptr || !page->source || site.sources[*page->source].path != checked.file) continue;
        std::vector<AnchorUse> uses;
        const PageRecord record = unpack(checked.record);
        for (const AnchorAsk& anchor : record.anchors) {
            const auto target = checked_.find(std::string(anchor.url));
            const Page* target_page = find(anchor.url);
            if (target == checked_.end() || target_page == nullptr) continue;  // not drawn yet, or gone
            std::vector<std::string> ids = ids_of(unpack(target->second.record));
            if (std::find(ids.begin(), ids.end(), anchor.anchor) != ids.end()) continue;
            uses.push_back({target_page, &site.sources[*page->source], anchor.span, std::string(anchor.anchor)});
            dead.add(*target_page, std::move(ids), {});
        }
        if (!uses.empty()) dead.add(*page, ids_of(record), std::move(uses));
    }
    dead.report(found);
}

bool PreviewSite::take_findings() {
    Diagnostics found = found_in_model_;
    if (drawing_) {
        found.merge(found_in_others_);
        for (const std::string& url : mistaken_)
            if (find(url) != nullptr) found.merge(checked_.at(url).found);
        report_anchors(found);
    }
    prepared_->waivers.apply(found);
    prepared_->waivers.report(prepared_->site.settings, found);
    found.remove_if([](const Diagnostic& each) { return each.severity == Severity::Advice; });
    std::vector<Diagnostic> sorted = found.sorted();
    const bool is_as_before = std::equal(sorted.begin(), sorted.end(), findings_.begin(), findings_.end(), is_same);
    findings_ = std::move(sorted);
    has_errors_ = !trouble_.empty() || std::any_of(findings_.begin(), findings_.end(), [this](const Diagnostic& each) {
        return keeps_from_publishing(each);
    });
    return !is_as_before;
}

const Page* PreviewSite::find(std::string_view url) const {
    const Page* page = find_page_at(prepared_->site, url);
    return page != nullptr && page->url == url ? page : nullptr;
}

std::optional<std::string> PreviewSite::file(const std::string& path) const {
    for (const Source& asset : drawing_->assets().files)
        if (asset.path == path) return asset.text;
    const std::vector<Source>& pictures = prepared_->site.pictures;
    const auto is_before = [](const Source& file, const std::string& wanted) { return file.path < wanted; };
    const auto picture = std::lower_bound(pictures.begin(), pictures.end(), path, is_before);
    if (picture != pictures.end() && picture->path == path) return picture->text;
    const std::lock_guard hold(others_->lock);
    draw_others_once();
    const auto found = others_->files.find(path);
    if (found == others_->files.end()) return std::nullopt;
    return found->second;
}

void PreviewSite::draw_others_once() const {
    if (others_->are_drawn) return;
    Diagnostics reported_by_checks;
    const Sink sink = [&](std::string_view path, std::string_view content) { others_->files.emplace(path, content); };
    draw_others(prepared_->site, *drawing_, prepared_->look->files.published, sink, reported_by_checks);
    others_->are_drawn = true;
}

}  // namespace charter
