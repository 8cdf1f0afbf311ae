// A small reader of our own HTML for tests: its tags and their attributes, strictly as the theme writes them.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace charter {

struct HtmlTag {
    std::string name;  // "/a" for an end tag
    std::map<std::string, std::string> attributes;
};

inline bool is_html_blank(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

inline std::string unescape_html(std::string text) {
    const std::vector<std::pair<std::string, std::string>> references = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
    for (const auto& [reference, character] : references)
        for (auto at = text.find(reference); at != std::string::npos; at = text.find(reference, at + 1))
            text.replace(at, reference.size(), character);
    return text;
}

// Reads one tag that begins at `at` ("<a href=x>") and moves `at` behind it.
inline HtmlTag read_tag(std::string_view html, std::size_t& at) {
    HtmlTag tag;
    ++at;
    const auto skip_blanks = [&] {
        while (at < html.size() && is_html_blank(html[at])) ++at;
    };
    const auto read_until = [&](std::string_view ends) {
        const auto begin = at;
        while (at < html.size() && !is_html_blank(html[at]) && ends.find(html[at]) == std::string_view::npos) ++at;
        return std::string(html.substr(begin, at - begin));
    };
    tag.name = read_until(">");
    for (skip_blanks(); at < html.size() && html[at] != '>'; skip_blanks()) {
        const std::string name = read_until("=>");
        std::string value;
        if (at < html.size() && html[at] == '=') {
            ++at;
            const char quote = at < html.size() ? html[at] : '>';
            if (quote == '"' || quote == '\'') {
                const auto end = std::min(html.find(quote, at + 1), html.size());
                value = html.substr(at + 1, end - at - 1);
                at = std::min(end + 1, html.size());
            } else {
                value = read_until(">");
            }
        }
        tag.attributes.emplace(name, unescape_html(std::move(value)));
    }
    ++at;
    return tag;
}

inline std::vector<HtmlTag> read_tags(std::string_view html) {
    std::vector<HtmlTag> tags;
    for (auto at = html.find('<'); at != std::string_view::npos && at < html.size(); at = html.find('<', at)) {
        if (html.substr(at, 4) == "<!--") {
            at = html.find("-->", at);
            if (at == std::string_view::npos) break;
            continue;
        }
        tags.push_back(read_tag(html, at));
        if (at >= html.size()) break;
    }
    return tags;
}

}  // namespace charter
