// [{"page": "about/policy", "title": {"en": ...}, "url": {"en": ...}, "from": "2026-11-01", "until": "2026-12-15"}]
#include "generator/shared/comment_round.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace charter {
namespace {

Date day_in(const nlohmann::json& round, const char* key) {
    const auto day = parse_date(round.at(key).get<std::string>());
    if (!day) throw std::runtime_error(std::string("comments.json: ") + key + " is no day");
    return *day;
}

}  // namespace

CommentState state_on(const CommentDays& days, Date day) {
    if (day < days.from) return CommentState::Coming;
    return day <= days.until ? CommentState::Open : CommentState::Closed;
}

const CommentRound* find_round(const std::vector<CommentRound>& rounds, std::string_view page) {
    const auto found = std::find_if(rounds.begin(), rounds.end(), [&](const auto& each) { return each.page == page; });
    return found == rounds.end() ? nullptr : &*found;
}

std::string comment_path(std::string_view page) {
    return page.empty() ? "comment/" : "comment/?page=" + std::string(page);
}

std::string to_json(const std::vector<CommentRound>& rounds) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const CommentRound& round : rounds)
        json.push_back({{"page", round.page},
                        {"title", round.title},
                        {"url", round.url},
                        {"from", to_iso(round.days.from)},
                        {"until", to_iso(round.days.until)}});
    return json.dump(1) + "\n";
}

std::vector<CommentRound> parse_comment_rounds(std::string_view json) {
    try {
        std::vector<CommentRound> rounds;
        for (const nlohmann::json& round : nlohmann::json::parse(json))
            rounds.push_back({round.at("page").get<std::string>(),
                              round.at("title").get<Localized>(),
                              round.at("url").get<Localized>(),
                              {day_in(round, "from"), day_in(round, "until")}});
        return rounds;
    } catch (const nlohmann::json::exception& fault) {
        throw std::runtime_error(std::string("comments.json: ") + fault.what());
    }
}

}  // namespace charter
