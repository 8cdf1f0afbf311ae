#include "generator/render/part_views.h"

#include <algorithm>
#include <array>

#include "generator/render/addresses.h"
#include "generator/render/case_subject.h"
#include "generator/render/tape.h"

namespace charter {
namespace {

void set_language(View& view, const Scope& scope, const std::string& language) {
    if (language == scope.language()) return;
    view.set("language", language);
    view.set("language_name", scope.words.text("language." + language));
}

// "mon" -> "Monday" in the page's language.
std::string weekday_name(const Words& words, std::string_view day) {
    static constexpr std::array<std::string_view, 7> days = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const auto at = std::find(days.begin(), days.end(), day);
    if (at == days.end()) return std::string(day);
    return words.text("date.weekday." + std::to_string(at - days.begin() + 1));
}

void set_tape(View& view, const Limit& limit) {
    const auto tape = tape_of(limit);
    if (!tape) return;
    view.object("tape", View().set("width", tape->width).set("path", tape->path).set("end", tape->end));
}

}  // namespace

View link_view(const Scope& scope, const Page& page) {
    View view;
    view.set("title", page.title).set("url", page.url);
    set_language(view, scope, page.language);
    return view;
}

bool can_complain_about(const Standard& standard) {
    if (standard.clock == Clock::Question || standard.clock == Clock::Objection) return false;
    return std::any_of(standard.applies_to.begin(), standard.applies_to.end(), [](Applies applies) {
        return applies != Applies::WrittenReasons && applies != Applies::AccessRequest;
    });
}

View card_view(const Scope& scope, const Standard& standard, const CardPlace& place) {
    View view;
    if (place.number > 0) view.set("number", std::to_string(place.number));
    if (!standard.principle.empty()) view.set("principle", word_for(scope.words, "principle.", standard.principle));
    view.flag("example", standard.status == PromiseStatus::Example);
    view.set("anchor", standard.id).set("level", "3");
    if (const Page* page = find_page_at(scope.site, text_in(standard.url, scope.language()))) {
        view.set("title", page->title).set("url", page->url);
        if (page->language != scope.language()) view.set("language", page->language);
        view.set("address", printed_address(scope.settings.base_url, page->url));
    }
    view.set("amount", std::to_string(standard.within.amount));
    view.set("unit", scope.words.limit_unit(standard.within));
    set_tape(view, standard.within);
    view.set("measured_by", text_in(standard.measured_by, scope.language()));
    if (standard.target_percent)
        view.set("target", scope.words.format("card.target", {{"percent", std::to_string(*standard.target_percent)}}));
    if (can_complain_about(standard) && !place.is_past)
        view.set("complain_url", lodge_url(scope.language(), subject_of(scope.site.catalogue, standard, place)));
    return view;
}

std::vector<View> card_views(const Scope& scope, const std::vector<std::string>& ids, std::string_view edition,
                             const CardPlace& place) {
    std::vector<View> cards;
    for (const std::string& id : ids) {
        const Standard* standard = find_standard_of(scope.site, edition, id);
        if (standard == nullptr) continue;
        CardPlace own = place;
        own.number = static_cast<int>(cards.size()) + 1;
        cards.push_back(card_view(scope, *standard, own));
    }
    return cards;
}

std::string clock_time(int minutes) {
    const auto two_digits = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
}

std::string hours_text(const Words& words, const HoursEntry& hours) {
    const auto dash = hours.days.find('-');
    const std::string opens = clock_time(hours.opens);
    const std::string closes = clock_time(hours.closes);
    const std::string first = weekday_name(words, std::string_view(hours.days).substr(0, dash));
    if (dash == std::string::npos)
        return words.format("hours.day", {{"day", first}, {"opens", opens}, {"closes", closes}});
    const std::string last = weekday_name(words, std::string_view(hours.days).substr(dash + 1));
    return words.format("hours.days", {{"first", first}, {"last", last}, {"opens", opens}, {"closes", closes}});
}

std::string name_of(const Scope& scope, const std::vector<Named>& names, std::string_view id) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const Named& named) { return named.id == id; });
    return found == names.end() ? std::string() : text_in(found->name, scope.language());
}

std::string word_for(const Words& words, std::string_view group, const std::string& id) {
    const std::string key = std::string(group).append(id);
    return words.has(key) ? words.text(key) : id;
}

}  // namespace charter
