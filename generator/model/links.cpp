#include "generator/model/links.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "generator/model/address_slips.h"
#include "generator/model/renamed_pages.h"
#include "generator/model/server_addresses.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

// Files at the root of every published site that no author wrote.
constexpr std::array<std::string_view, 5> root_addresses = {"/", "/catalogue.json", "/sitemap.xml", "/robots.txt",
                                                            "/404.html"};

// A link's parts: "path?query#anchor".
struct Parts {
    std::string path;  // percent-decoded
    std::string_view query;
    std::string anchor;  // percent-decoded, without the #
};

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
        if (low < 0) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

Parts parts_of(std::string_view target) {
    const std::size_t hash = std::min(target.find('#'), target.size());
    const std::string_view before = target.substr(0, hash);
    const std::size_t mark = std::min(before.find('?'), before.size());
    return {percent_decoded(before.substr(0, mark)), before.substr(mark),
            percent_decoded(target.substr(std::min(target.size(), hash + 1)))};
}

bool has_scheme(std::string_view target) {
    const std::size_t end = target.find_first_of(":/?#");
    return end != std::string_view::npos && end > 0 && target[end] == ':';
}

std::string_view folder_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1);
}

std::string_view file_name_of(std::string_view path) {
    return path.substr(folder_of(path).size());
}

// `relative` as seen from `folder` ("a/b/" or ""), without "." and ".."; nothing if it leaves the tree.
std::optional<std::string> joined(std::string_view folder, std::string_view relative) {
    std::vector<std::string> parts;
    for (const std::string_view text : {folder, relative}) {
        for (std::string& part : split(text, '/')) {
            if (part.empty() || part == ".") continue;
            if (part != "..") {
                parts.push_back(std::move(part));
            } else {
                if (parts.empty()) return std::nullopt;
                parts.pop_back();
            }
        }
    }
    std::string path;
    for (const std::string& part : parts) path += (path.empty() ? "" : "/") + part;
    return path;
}

// How many parts of the paths are the same, from the end: 2 of "a/procedures/reports" and "procedures/reports".
std::ptrdiff_t parts_alike(std::string_view one, std::string_view other) {
    const std::vector<std::string> parts = split(one, '/');
    const std::vector<std::string> others = split(other, '/');
    return std::mismatch(parts.rbegin(), parts.rend(), others.rbegin(), others.rend()).first - parts.rbegin();
}

// How to write a link from a page to the file of another.
std::string relative_path(std::string_view from, std::string_view to) {
    std::string_view folder = folder_of(from);
    std::size_t common = 0;
    for (std::size_t i = 0; i < folder.size() && i < to.size() && folder[i] == to[i]; ++i) {
        if (folder[i] == '/') common = i + 1;
    }
    folder.remove_prefix(common);
    std::string path;
    for (auto steps = std::count(folder.begin(), folder.end(), '/'); steps > 0; --steps) path += "../";
    return path + std::string(to.substr(common)) + ".md";
}

// Of two names of very different length neither is meant for the other; leaving these out keeps a site full of dead
// links quick to check.
std::optional<std::string> nearest_of(std::string_view wanted, const std::vector<std::string_view>& names) {
    constexpr std::size_t most = 400;
    std::vector<std::string> near;
    for (const std::string_view name : names) {
        const std::size_t difference =
            name.size() > wanted.size() ? name.size() - wanted.size() : wanted.size() - name.size();
        if (difference <= std::max<std::size_t>(1, wanted.size() / 3) && near.size() < most) near.emplace_back(name);
    }
    return nearest_name(wanted, near);
}

}  // namespace

struct LinkIndex::Request {
    const Page& from;
    const Source& source;
    const MarkdownLink& link;
    Parts parts;
    std::vector<AnchorUse>& uses;
    Diagnostics& diagnostics;

    // A frozen page is not mended: what it leads to may be gone, and then its words stand without a link.
    [[nodiscard]] bool is_frozen() const { return source.path.starts_with("editions/"); }

    LinkTarget refuse(std::string_view code, std::string message, std::string hint = {}) const {
        if (!is_frozen()) diagnostics.error(source, link.span, code, std::move(message), std::move(hint));
        return {};
    }
    LinkTarget refuse_dead(std::string hint) const {
        return refuse("dead-link",
                      fmt::format("the {} \"{}\" {}", link.is_image ? "picture" : "link", link.target,
                                  link.is_image ? "is not there" : "leads nowhere"),
                      std::move(hint));
    }
};

namespace {

// "http://", "mailto:", "//": the beginning of an address, without the address.
bool names_nothing(std::string_view target) {
    const std::size_t start = has_scheme(target) ? target.find(':') + 1 : 0;
    return target.find_first_not_of("/ ?#", start) == std::string_view::npos;
}

// The site's address without the slash at its end.
std::string_view base_of(const Site& site) {
    std::string_view base = site.catalogue.base_url;
    while (base.ends_with('/')) base.remove_suffix(1);
    return base;
}

bool is_own_address(const Site& site, std::string_view target) {
    const std::string_view base = base_of(site);
    return !base.empty() && target.starts_with(base) && target.substr(base.size()).starts_with('/');
}

// "www.example.org" and "help@example.org" are taken for files.
std::string hint_for_address_of_others(std::string_view target) {
    if (target.starts_with("www.")) return fmt::format("did you mean \"https://{}\"?", target);
    const std::size_t at = target.find('@');
    const bool is_mail = at != std::string_view::npos && at > 0 && target.find('.', at) != std::string_view::npos &&
                         target.find('/') == std::string_view::npos;
    return is_mail ? fmt::format("did you mean \"mailto:{}\"?", target) : std::string();
}

}  // namespace

LinkIndex::LinkIndex(const Site& site) : site_(site), renamed_(renamed_pages(site)) {
    addresses_.reserve(site.pages.size());
    for (const Page& page : site.pages) {
        addresses_.emplace(page.url, &page);
        if (page.language == source_language(site) && !page.is_index)
            file_names_.emplace(file_name_of(page.path), &page);
        if (page.edition_place == EditionPlace::Coming)
            coming_.emplace(std::pair{page.language, plain_path(page)}, &page);
    }
    for (const Page& page : site.pages) {
        for (const std::string& alias : page.aliases) addresses_.emplace(alias, &page);
    }
    for (const Source& picture : site.pictures) pictures_.emplace(picture.path, "/" + picture.path);
}

LinkTarget LinkIndex::resolve(const Page& from, const Source& source, const MarkdownLink& link,
                              std::vector<AnchorUse>& uses, Diagnostics& diagnostics) const {
    const std::string_view target = link.target;
    const Request request{from, source, link, parts_of(target), uses, diagnostics};
    if (target.empty())
        return request.refuse_dead("write where it leads, for example [your rights](../rights/index.md)");
    if (!is_safe_link(target))
        return request.refuse("unsafe-link", fmt::format("the link \"{}\" may not be followed", target),
                              "link to a page, or to an address that begins with https:, mailto: or tel:");
    if (has_scheme(target) || target.starts_with("//")) {
        if (link.is_image && !is_own_address(site_, target) && !names_nothing(target))
            return request.refuse(
                "picture-elsewhere",
                fmt::format("the picture \"{}\" is on another server, which would learn of every reader", target),
                "put the file beside this page and name it here, or link to it: [words](address)");
        if (names_nothing(target))
            return request.refuse_dead(
                "write the whole address, for example https://www.example.org or tel:0800000000");
        if (target.starts_with("//"))
            return request.refuse("unsafe-link",
                                  fmt::format("the link \"{}\" leads to another site, and does not say how", target),
                                  fmt::format("write https:{}; for a page of this site, begin with one /", target));
        return resolve_whole_address(request);
    }
    if (target.front() == '#') return lead_to(request, from);
    if (target.front() == '/') return resolve_address(request);
    if (!link.is_image && request.parts.path.ends_with(".md")) return resolve_page(request);
    return resolve_picture(request);
}

LinkTarget LinkIndex::lead_to(const Request& request, const Page& target) const {
    const Parts& parts = request.parts;
    std::string url = &target == &request.from && parts.path.empty() ? std::string() : target.url;
    url += parts.query;
    if (!parts.anchor.empty()) {
        if (!request.is_frozen()) request.uses.push_back({&target, &request.source, request.link.span, parts.anchor});
        url += "#" + parts.anchor;
    }
    if (url.empty()) url = target.url;
    return {std::move(url), target.language == request.from.language ? std::string() : target.language};
}

// "https://charter.example.org/en/rights/": an address of another site, or one of this site in full.
LinkTarget LinkIndex::resolve_whole_address(const Request& request) const {
    const std::string_view target = request.link.target;
    const bool is_own = is_own_address(site_, target);
    Parts parts = is_own ? parts_of(target.substr(base_of(site_).size())) : Parts();
    const bool is_page = is_own && file_name_of(parts.path).find('.') == std::string_view::npos;
    if (std::string hint = hint_for_broken_address(target); !hint.empty()) return request.refuse_dead(std::move(hint));
    if (!is_page || request.link.is_image) return {std::string(target), {}};
    return resolve_address(
        {request.from, request.source, request.link, std::move(parts), request.uses, request.diagnostics});
}

LinkTarget LinkIndex::resolve_address(const Request& request) const {
    const std::string& path = request.parts.path;
    const bool is_elsewhere = std::find(root_addresses.begin(), root_addresses.end(), path) != root_addresses.end() ||
                              is_server_address(site_.catalogue.languages, path);
    if (is_elsewhere && !request.link.is_image) return {std::string(request.link.target), {}};
    if (const std::string* picture = find_picture(path.substr(1))) return {*picture, {}};
    const std::string url = path.ends_with('/') ? path : path + "/";
    const auto found = addresses_.find(url);
    if (found == addresses_.end() || request.link.is_image) return request.refuse_dead(hint_for_address(request, url));
    return lead_to(request, *found->second);
}

LinkTarget LinkIndex::resolve_page(const Request& request) const {
    const std::optional<std::string> file = joined(folder_of(plain_path(request.from)), request.parts.path);
    if (!file) return request.refuse_dead(hint_for_other_language(request));
    const std::string path = file->substr(0, file->size() - std::string_view(".md").size());
    const std::string in_edition = path + "/" + request.from.edition;
    const Page* target = nullptr;
    for (const std::string& wanted : {in_edition, path}) {
        for (const std::string& language : {request.from.language, source_language(site_)})
            if (target == nullptr) target = find_page(site_, language, wanted);
    }
    for (const std::string& language : {request.from.language, source_language(site_)}) {
        const auto coming = target == nullptr ? coming_.find({language, path}) : coming_.end();
        if (coming != coming_.end()) target = coming->second;
    }
    if (target == nullptr) return request.refuse_dead(hint_for_page(request, path));
    return lead_to(request, *target);
}

const std::string* LinkIndex::find_picture(const std::string& path) const {
    const auto found = pictures_.find(path);
    return found == pictures_.end() ? nullptr : &found->second;
}

LinkTarget LinkIndex::resolve_picture(const Request& request) const {
    const std::optional<std::string> file = joined(folder_of(plain_path(request.from)), request.parts.path);
    if (file) {
        for (const std::string& language : {request.from.language, source_language(site_)}) {
            if (const std::string* url = find_picture(language + "/" + *file)) return {*url, {}};
        }
        for (const std::string& path : {*file, *file + "/index"}) {
            if (find_page(site_, source_language(site_), path) != nullptr && !request.link.is_image)
                return request.refuse_dead(fmt::format("write \"{}\"", relative_path(request.from.path, path)));
        }
    }
    if (!request.link.is_image) {
        if (std::string hint = hint_for_spelling(request); !hint.empty()) return request.refuse_dead(std::move(hint));
        if (std::string hint = hint_for_address_of_others(request.link.target); !hint.empty())
            return request.refuse_dead(std::move(hint));
    }
    return request.refuse_dead("write the path of a file that is there, as seen from this one");
}

// "../../af/rights/index.md" and "/af/rights/index.md": files of another language are named by their addresses.
std::string LinkIndex::hint_for_other_language(const Request& request) const {
    std::string_view path = request.parts.path;
    while (path.starts_with("../")) path.remove_prefix(3);
    if (path.starts_with('/')) path.remove_prefix(1);
    const Page* page = find_file(path);
    if (page != nullptr) return fmt::format("did you mean \"{}\"?", page->url);
    if (site_.catalogue.languages.size() < 2) return "it leaves the pages of the site";
    return fmt::format(
        "it leaves the pages of this language; a page of another one is named by its address, for "
        "example /{}/rights/",
        site_.catalogue.languages.back());
}

// The page of "af/rights/index.md".
const Page* LinkIndex::find_file(std::string_view file) const {
    const std::size_t slash = file.find('/');
    if (slash == std::string_view::npos || !file.ends_with(".md")) return nullptr;
    return find_page(site_, file.substr(0, slash), file.substr(slash + 1, file.size() - slash - 4));
}

// What was meant by a path with capitals, turned slashes or another ending: "..\\Rights\\Index.md", "privacy.html".
std::string LinkIndex::hint_for_spelling(const Request& request) const {
    std::string path = to_lower(request.parts.path);
    std::replace(path.begin(), path.end(), '\\', '/');
    for (const std::string_view ending : {".md", ".html", ".htm", ".markdown"}) {
        if (!path.ends_with(ending)) continue;
        const std::string stem = path.substr(0, path.size() - ending.size());
        const auto file = joined(folder_of(plain_path(request.from)), stem);
        const bool is_there = file && find_page(site_, source_language(site_), *file) != nullptr;
        if (is_there) return fmt::format("did you mean \"{}\"?", relative_path(request.from.path, *file));
    }
    return {};
}

std::string LinkIndex::hint_for_page(const Request& request, const std::string& path) const {
    if (std::string hint = hint_for_spelling(request); !hint.empty()) return hint;
    const auto [begin, end] = file_names_.equal_range(file_name_of(path));
    if (begin != end) {
        // The one with the most folders alike; of several the smallest path, so that the hint does not hang on the
        // order of the map.
        const auto is_less = [&](const auto& a, const auto& b) {
            const std::ptrdiff_t alike_a = parts_alike(path, a.second->path);
            const std::ptrdiff_t alike_b = parts_alike(path, b.second->path);
            return alike_a != alike_b ? alike_a > alike_b : a.second->path < b.second->path;
        };
        const Page& moved = *std::min_element(begin, end, is_less)->second;
        return fmt::format("did you mean \"{}\"?", relative_path(request.from.path, moved.path));
    }
    if (const auto renamed = renamed_.find(path); renamed != renamed_.end())
        return fmt::format("did you mean \"{}\"?", relative_path(request.from.path, renamed->second));
    const std::string_view folder = folder_of(path);
    std::vector<std::string_view> beside;
    for (const Page* page : pages_below(site_, source_language(site_), folder)) beside.push_back(page->path);
    if (const std::optional<std::string> nearest = nearest_of(path, beside))
        return fmt::format("did you mean \"{}\"?", relative_path(request.from.path, *nearest));
    return fmt::format("there is no {}/{}.md", source_language(site_), path);
}

std::string LinkIndex::hint_for_address(const Request& request, const std::string& url) const {
    const std::string with_language = "/" + request.from.language + url;
    if (addresses_.contains(with_language)) return fmt::format("did you mean \"{}\"?", with_language);
    if (const Page* page = find_file(std::string_view(url).substr(1, url.size() - 2)))
        return fmt::format("did you mean \"{}\"?", page->url);
    const std::vector<std::string>& languages = site_.catalogue.languages;
    const std::string_view path = std::string_view(url).substr(1, url.size() - 2);  // without the slashes around it
    const std::string_view language = path.substr(0, path.find('/'));
    const std::string_view within = path.substr(std::min(path.size(), language.size() + 1));
    std::vector<std::string_view> beside;
    if (std::find(languages.begin(), languages.end(), language) != languages.end()) {
        for (const Page* page : pages_below(site_, language, folder_of(within))) beside.push_back(page->url);
    }
    const std::optional<std::string> nearest = nearest_of(url, beside);
    return nearest ? fmt::format("did you mean \"{}\"?", *nearest)
                   : "write the path of the page's .md file, as seen from this one";
}

void AnchorCheck::add(const Page& page, std::vector<std::string> ids, std::vector<AnchorUse> uses) {
    ids_[&page] = std::move(ids);
    for (AnchorUse& use : uses) uses_.push_back(std::move(use));
}

namespace {

// What there is to choose from.
std::string hint_for_place(std::vector<std::string> ids) {
    constexpr std::size_t most = 12;
    std::erase(ids, "main");  // of every page
    std::sort(ids.begin(), ids.end());
    std::string list;
    for (std::size_t i = 0; i < std::min(most, ids.size()); ++i) list += (i > 0 ? ", " : "") + ids[i];
    if (list.empty()) return "that page has no headings to lead to; leave out the # and what follows";
    return "the places there are " + list + (ids.size() > most ? " and more" : "");
}

}  // namespace

void AnchorCheck::report(Diagnostics& diagnostics) const {
    for (const AnchorUse& use : uses_) {
        const auto page = ids_.find(use.target);
        static const std::vector<std::string> none;
        const std::vector<std::string>& ids = page == ids_.end() ? none : page->second;
        if (std::find(ids.begin(), ids.end(), use.anchor) != ids.end()) continue;
        const std::string where = use.target->source ? site_.sources[*use.target->source].path : use.target->url;
        if (site_.faulty.contains(where)) continue;  // it may stand behind the fault
        const std::optional<std::string> nearest = nearest_name(use.anchor, ids);
        diagnostics.error(*use.source, use.span, "dead-anchor",
                          fmt::format("there is no place \"{}\" in {}", use.anchor, where),
                          nearest ? fmt::format("did you mean \"{}\"?", *nearest) : hint_for_place(ids));
    }
}

}  // namespace charter
