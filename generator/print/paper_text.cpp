#include "generator/print/paper_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "generator/render/addresses.h"

namespace charter {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> picture_types = {{{".png", "image/png"},
                                                                                         {".jpg", "image/jpeg"},
                                                                                         {".jpeg", "image/jpeg"},
                                                                                         {".gif", "image/gif"},
                                                                                         {".webp", "image/webp"},
                                                                                         {".svg", "image/svg+xml"}}};

std::string picture_address(std::string_view url, const PaperLinks& links) {
    if (!url.starts_with('/')) return std::string(url);
    const auto picture = std::find_if(links.site.pictures.begin(), links.site.pictures.end(),
                                      [&](const Source& each) { return each.path == url.substr(1); });
    const auto type = std::find_if(picture_types.begin(), picture_types.end(),
                                   [&](const auto& each) { return url.ends_with(each.first); });
    if (picture == links.site.pictures.end() || type == picture_types.end())
        return absolute_url(links.site.catalogue.base_url, url);
    return "data:" + std::string(type->second) + ";base64," + base64(picture->text);
}

// The value of an attribute called `name` as it stands on paper.
std::string paper_value(std::string_view name, std::string_view value, const PaperLinks& links) {
    if (name == "id") return links.prefix + std::string(value);
    if (name == "href") return paper_address(value, links);
    return picture_address(value, links);
}

// Where in a tag the value of the next id, href or src begins; npos if there is none.
std::size_t find_value(std::string_view tag, std::size_t from, std::string_view& name) {
    std::size_t first = std::string_view::npos;
    for (const std::string_view each : {"id", "href", "src"}) {
        const std::string opening = " " + std::string(each) + "=\"";
        const std::size_t at = tag.find(opening, from);
        if (at == std::string_view::npos || at + opening.size() >= first) continue;
        first = at + opening.size();
        name = each;
    }
    return first;
}

void append_tag(std::string& out, std::string_view tag, const PaperLinks& links) {
    std::size_t done = 0;
    std::string_view name;
    for (std::size_t at = find_value(tag, 0, name); at != std::string_view::npos; at = find_value(tag, done, name)) {
        const std::size_t end = std::min(tag.find('"', at), tag.size());
        out.append(tag.substr(done, at - done)).append(paper_value(name, tag.substr(at, end - at), links));
        done = end;
    }
    out.append(tag.substr(done));
}

}  // namespace

std::string base64(std::string_view bytes) {
    static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::size_t present = std::min<std::size_t>(3, bytes.size() - at);
        unsigned group = 0;
        for (std::size_t i = 0; i < 3; ++i)
            group = group << 8U | (i < present ? static_cast<unsigned char>(bytes[at + i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i) text += i > present ? '=' : digits[group >> (18U - 6U * i) & 63U];
    }
    return text;
}

std::string paper_address(std::string_view url, const PaperLinks& links) {
    if (url.starts_with('#')) return "#" + links.prefix + std::string(url.substr(1));
    if (!url.starts_with('/')) return std::string(url);
    const std::size_t hash = std::min(url.find('#'), url.size());
    const auto place = links.places.find(url.substr(0, hash));
    if (place == links.places.end()) return absolute_url(links.site.catalogue.base_url, url);
    const std::string_view anchor = url.substr(std::min(hash + 1, url.size()));
    return "#" + place->second + (anchor.empty() ? "" : "-" + std::string(anchor));
}

// Quotes and angle brackets stand in our HTML as themselves only around and inside tags.
std::string text_for_paper(std::string_view html, const PaperLinks& links) {
    std::string out;
    std::size_t done = 0;
    for (std::size_t begin = html.find('<'); begin != std::string_view::npos; begin = html.find('<', done)) {
        const std::size_t close = html.find('>', begin);
        const std::size_t end = close == std::string_view::npos ? html.size() : close + 1;
        out.append(html.substr(done, begin - done));
        append_tag(out, html.substr(begin, end - begin), links);
        done = end;
    }
    out.append(html.substr(done));
    return out;
}

}  // namespace charter
