#include "generator/render/server_files.h"

#include "generator/model/read_duty.h"
#include "generator/model/read_responses.h"
#include "generator/model/read_topics.h"

#include <map>
#include <nlohmann/json.hpp>

namespace charter {
namespace {

// In quotes, as nginx reads a word that may hold spaces, braces or a dollar sign.
std::string map_word(const std::string& address) {
    std::string word = "\"";
    for (const char c : address) {
        if (c == '"' || c == '\\') word += '\\';
        word += c;
    }
    return word + "\"";
}

}  // namespace

std::string redirects_json(const Site& site) {
    nlohmann::json redirects = nlohmann::json::object();
    for (const Page& page : site.pages)
        for (const std::string& alias : page.aliases) redirects[alias] = page.url;
    return redirects.dump(1) + "\n";
}

// For nginx: map $uri $moved { include redirects.map; }
std::string redirects_map(const Site& site) {
    std::map<std::string, std::string> moves;
    for (const Page& page : site.pages)
        for (const std::string& alias : page.aliases) moves[alias] = page.url;
    std::string text;
    for (const auto& [from, to] : moves) text += map_word(from) + " " + map_word(to) + ";\n";
    return text;
}

std::string gone_json(const Site& site) {
    nlohmann::json gone = nlohmann::json::array();
    for (const GoneAddress& each : site.gone) gone.push_back(each.address);
    return gone.dump(1) + "\n";
}

std::vector<CommentRound> comment_rounds(const Site& site) {
    std::vector<CommentRound> rounds;
    for (const Page& page : site.pages) {
        if (page.language != source_language(site) || !page.open_for_comment || !is_worked_on(site, page)) continue;
        CommentRound round{page.path, {}, {}, *page.open_for_comment};
        for (const std::string& language : site.catalogue.languages) {
            const Page* own = find_page(site, language, page.path);
            if (own == nullptr) own = &page;  // pending in that language: its readers get the first one's
            round.title[language] = own->title;
            round.url[language] = own->url;
        }
        rounds.push_back(std::move(round));
    }
    return rounds;
}

std::vector<std::pair<std::string, std::string>> server_files(const Site& site, const SiteSettings& settings,
                                                              const ThemeFiles& theme) {
    std::vector<std::pair<std::string, std::string>> files;
    files.emplace_back(".server/site.json", to_json(settings));
    files.emplace_back(".server/redirects.json", redirects_json(site));
    files.emplace_back(".server/redirects.map", redirects_map(site));
    files.emplace_back(".server/gone.json", gone_json(site));
    files.emplace_back(".server/comments.json", to_json(comment_rounds(site)));
    files.emplace_back(".server/duty.json", to_json(duty_roster_of(site)));
    files.emplace_back(".server/topics.json", to_json(topics_of(site)));
    files.emplace_back(".server/responses.json", to_json(responses_of(site)));
    for (const Source& file : theme.files)
        if (!file.path.starts_with("assets/")) files.emplace_back(".server/theme/" + file.path, file.text);
    return files;
}

}  // namespace charter
