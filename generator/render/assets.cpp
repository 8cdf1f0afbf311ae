#include "generator/render/assets.h"

#include <map>

#include "generator/shared/files.h"

namespace charter {
namespace {

constexpr std::size_t hash_digits = 8;

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool is_style_sheet(std::string_view path) {
    return path.ends_with(".css");
}

// Where a text in quotes that begins at `begin` ends; the end of the style sheet if it never does.
std::size_t end_of_quoted(std::string_view css, std::size_t begin) {
    for (std::size_t at = begin + 1; at < css.size(); ++at) {
        if (css[at] == '\\')
            ++at;
        else if (css[at] == css[begin])
            return at + 1;
    }
    return css.size();
}

// "style.css" -> "style.1a2b3c4d.css"
std::string hashed_name(const std::string& name, std::string_view content) {
    const auto slash = name.rfind('/');
    const auto dot = name.rfind('.');
    const bool has_ending = dot != std::string::npos && (slash == std::string::npos || dot > slash);
    const std::string hash = "." + content_hash(content).substr(0, hash_digits);
    return has_ending ? name.substr(0, dot) + hash + name.substr(dot) : name + hash;
}

// `published`: name in the theme -> name in the output.
std::string with_published_names(std::string css, const std::map<std::string, std::string>& published) {
    for (const auto& [name, hashed] : published) {
        const std::string from = "url(" + name + ")";
        for (auto at = css.find(from); at != std::string::npos; at = css.find(from, at + 1))
            css.replace(at, from.size(), "url(" + hashed + ")");
    }
    return css;
}

}  // namespace

std::string minify_css(std::string_view css) {
    std::string out;
    bool blank = false;
    const auto put = [&](std::string_view text) {
        const auto joins = [](char c) { return c == '{' || c == '}' || c == ';' || c == ','; };
        const bool needed = blank && !out.empty() && !joins(out.back()) && out.back() != ':' && !joins(text.front());
        if (needed) out += ' ';
        if (text.front() == '}' && !out.empty() && out.back() == ';') out.pop_back();
        blank = false;
        out += text;
    };
    for (std::size_t at = 0; at < css.size();) {
        if (css.substr(at, 2) == "/*") {
            const auto end = css.find("*/", at + 2);
            at = end == std::string_view::npos ? css.size() : end + 2;
            blank = true;
        } else if (is_blank(css[at])) {
            blank = true;
            ++at;
        } else {
            const std::size_t end = css[at] == '"' || css[at] == '\'' ? end_of_quoted(css, at) : at + 1;
            put(css.substr(at, end - at));
            at = end;
        }
    }
    return out;
}

PublishedAssets publish_assets(const std::vector<Source>& assets) {
    PublishedAssets result;
    std::map<std::string, std::string> published;
    const auto publish = [&](const std::string& name, std::string content) {
        const std::string hashed = hashed_name(name, content);
        published.emplace(name, hashed);
        if (name == "style.css") result.style_url = "/assets/" + hashed;
        result.files.push_back({"assets/" + hashed, std::move(content)});
    };
    for (const Source& asset : assets)
        if (!is_style_sheet(asset.path)) publish(asset.path, asset.text);
    const std::map<std::string, std::string> pictures = published;
    for (const Source& asset : assets)
        if (is_style_sheet(asset.path)) publish(asset.path, with_published_names(minify_css(asset.text), pictures));
    return result;
}

}  // namespace charter
