#include "generator/shared/contact_views.h"

#include <algorithm>

#include "generator/shared/text.h"

namespace charter {
namespace {

std::vector<std::string> own_language_first(const SiteSettings& settings, std::string_view language) {
    std::vector<std::string> languages = settings.languages;
    std::stable_partition(languages.begin(), languages.end(), [&](const std::string& one) { return one == language; });
    return languages;
}

std::string without_scheme(const std::string& url) {
    const auto scheme = url.find("://");
    std::string address = scheme == std::string::npos ? url : url.substr(scheme + 3);
    if (address.ends_with('/')) address.pop_back();
    return address;
}

std::string link_of(const Channel& channel) {
    if (channel.kind == "phone" || channel.kind == "call-back") return telephone_link(channel.value);
    if (channel.kind == "sms") return "sms:" + channel.value;
    if (channel.kind == "email") return "mailto:" + channel.value;
    return channel.kind == "online" ? channel.value : "";
}

}  // namespace

View emergency_view(const SiteSettings& settings, const Theme& theme, std::string_view language) {
    if (settings.emergency.empty()) return {};
    const std::vector<std::string> languages = own_language_first(settings, language);
    std::vector<View> headings;
    for (const std::string& one : languages)
        headings.emplace_back().set("language", one).set("text", theme.words(one).text("emergency.heading"));
    std::vector<View> numbers;
    for (const EmergencyNumber& number : settings.emergency) {
        std::vector<View> texts;
        for (const std::string& one : languages)
            texts.emplace_back().set("language", one).set("text", text_in(number.title, one));
        View& view = numbers.emplace_back();
        set_phone(view, number.phone);
        view.list("texts", std::move(texts));
    }
    View emergency;
    emergency.list("headings", std::move(headings)).list("numbers", std::move(numbers));
    return View().object("emergency", std::move(emergency));
}

std::vector<View> body_views(const std::vector<OtherBody>& bodies, std::string_view language) {
    std::vector<View> steps;
    for (const OtherBody& step : bodies) {
        View view;
        view.set("number", std::to_string(steps.size() + 1))
            .set("title", text_in(step.title, language))
            .set("when", text_in(step.when, language))
            .set("email", step.email)
            .set("url", step.url)
            .set("url_text", without_scheme(step.url));
        set_phone(view, step.phone);
        steps.push_back(std::move(view));
    }
    return steps;
}

View contact_view(const Channel& channel, const Words& words) {
    View view;
    view.set("title", text_in(channel.title, words.language()))
        .set("kind", channel.kind)
        .set("value", channel.value)
        .set("link", link_of(channel))
        .set("hours", text_in(channel.hours, words.language()))
        .set("cost", text_in(channel.cost, words.language()));
    if (!channel.checked.empty()) view.set("checked", month_text(words, channel.checked));
    return view;
}

std::string month_text(const Words& words, std::string_view month) {
    const std::vector<std::string> parts = split(month, '-');
    if (parts.size() < 2 || parts[1].size() != 2) return std::string(month);
    const std::string key = "date.month." + (parts[1].front() == '0' ? parts[1].substr(1) : parts[1]);
    if (!words.has(key)) return std::string(month);
    return words.format("date.month-year", {{"month", words.text(key)}, {"year", parts[0]}});
}

void set_phone(View& view, std::string_view phone) {
    if (phone.empty()) return;
    view.set("phone", std::string(phone)).set("phone_link", telephone_link(phone));
}

}  // namespace charter
