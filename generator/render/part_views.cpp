#include "generator/render/part_views.h"

#include <algorithm>
#include <array>

#include "generator/render/addresses.h"
#include "generator/render/tape.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

// The site's languages, the page's own first.
std::vector<std::string> own_language_first(const Scope& scope) {
    std::vector<std::string> languages = scope.site.catalogue.languages;
    std::stable_partition(languages.begin(), languages.end(),
                          [&](const std::string& language) { return language == scope.language(); });
    return languages;
}

void set_language(View& view, const Scope& scope, const std::string& language) {
    if (language == scope.language()) return;
    view.set("language", language);
    view.set("language_name", scope.theme.words(language).text("ui.language-name"));
}

std::string clock_time(int minutes) {
    const auto two_digits = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
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

std::string address_without_scheme(const std::string& url) {
    const auto scheme = url.find("://");
    std::string shown = scheme == std::string::npos ? url : url.substr(scheme + 3);
    while (shown.ends_with('/')) shown.pop_back();
    return shown;
}

}  // namespace

View link_view(const Scope& scope, const Page& page) {
    View view;
    view.set("title", page.title).set("url", page.url);
    set_language(view, scope, page.language);
    return view;
}

bool can_complain_about(const Standard& standard) {
    return std::any_of(standard.applies_to.begin(), standard.applies_to.end(), [](Applies applies) {
        return applies != Applies::WrittenReasons && applies != Applies::AccessRequest;
    });
}

View card_view(const Scope& scope, const Standard& standard, const CardPlace& place) {
    View view;
    if (place.number > 0) view.set("number", std::to_string(place.number));
    if (!standard.principle.empty()) view.set("principle", scope.words.text("principle." + standard.principle));
    view.flag("example", standard.status == PromiseStatus::Example);
    view.set("anchor", standard.id);
    if (const Page* page = find_page_of(scope.site, PageKind::Standard, standard.id, scope.language())) {
        view.merge(link_view(scope, *page));
        view.set("address", printed_address(scope.settings.base_url, page->url));
    }
    view.set("amount", std::to_string(standard.within.amount));
    view.set("unit", scope.words.limit_unit(standard.within));
    set_tape(view, standard.within);
    view.set("measured_by", text_in(standard.measured_by, scope.language()));
    if (standard.target_percent)
        view.set("target", scope.words.format("card.target", {{"percent", std::to_string(*standard.target_percent)}}));
    if (can_complain_about(standard))
        view.set("complain_url", lodge_url(scope.language(), {{}, place.office, place.service, standard.id}));
    return view;
}

std::vector<View> card_views(const Scope& scope, const std::vector<std::string>& ids, std::string_view office,
                             std::string_view service) {
    std::vector<View> cards;
    for (const std::string& id : ids) {
        const Standard* standard = find_standard(scope.site.catalogue, id);
        if (standard == nullptr) continue;
        const int number = static_cast<int>(cards.size()) + 1;
        cards.push_back(card_view(scope, *standard, {number, office, service}));
    }
    return cards;
}

View emergency_view(const Scope& scope) {
    if (scope.site.emergency.empty()) return {};
    const std::vector<std::string> languages = own_language_first(scope);
    std::vector<View> headings;
    for (const std::string& language : languages)
        headings.push_back(
            View().set("language", language).set("text", scope.theme.words(language).text("emergency.heading")));
    std::vector<View> numbers;
    for (const EmergencyNumber& number : scope.site.emergency) {
        std::vector<View> texts;
        for (const std::string& language : languages)
            texts.push_back(View().set("language", language).set("text", text_in(number.title, language)));
        View view;
        set_phone(view, number.phone);
        numbers.push_back(view.list("texts", std::move(texts)));
    }
    View emergency;
    emergency.list("headings", std::move(headings)).list("numbers", std::move(numbers));
    return View().object("emergency", std::move(emergency));
}

std::vector<View> escalation_views(const Scope& scope) {
    std::vector<View> steps;
    for (const EscalationStep& step : scope.site.escalation) {
        View view;
        view.set("number", std::to_string(steps.size() + 1));
        view.set("title", text_in(step.title, scope.language())).set("when", text_in(step.when, scope.language()));
        set_phone(view, step.phone);
        view.set("email", step.email).set("url", step.url);
        if (!step.url.empty()) view.set("url_text", address_without_scheme(step.url));
        steps.push_back(std::move(view));
    }
    return steps;
}

View contact_view(const Scope& scope, const Channel& channel) {
    const std::string& language = scope.language();
    View view;
    view.set("title", text_in(channel.title, language)).set("kind", channel.kind).set("value", channel.value);
    if (channel.kind == "phone" || channel.kind == "call-back") view.set("link", telephone_link(channel.value));
    if (channel.kind == "sms") view.set("link", "sms:" + channel.value);
    if (channel.kind == "email") view.set("link", "mailto:" + channel.value);
    if (channel.kind == "online") view.set("link", channel.value);
    view.set("hours", text_in(channel.hours, language)).set("cost", text_in(channel.cost, language));
    if (!channel.checked.empty()) view.set("checked", month_text(scope.words, channel.checked));
    return view;
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

std::string month_text(const Words& words, std::string_view month) {
    const std::vector<std::string> parts = split(month, '-');
    if (parts.size() < 2 || parts[1].size() != 2) return std::string(month);
    const std::string number = parts[1].front() == '0' ? parts[1].substr(1) : parts[1];
    const std::string key = "date.month." + number;
    if (!words.has(key)) return std::string(month);
    return words.format("date.month-year", {{"month", words.text(key)}, {"year", parts[0]}});
}

std::string name_of(const Scope& scope, const std::vector<Named>& names, std::string_view id) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const Named& named) { return named.id == id; });
    return found == names.end() ? std::string() : text_in(found->name, scope.language());
}

void set_phone(View& view, std::string_view phone) {
    if (phone.empty()) return;
    view.set("phone", std::string(phone)).set("phone_link", telephone_link(phone));
}

}  // namespace charter
