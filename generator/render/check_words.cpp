#include "generator/render/check_words.h"

#include "generator/model/content_keys.h"

namespace charter {
namespace {

// With what each group of keys is completed.
void add_group(std::vector<std::string>& keys, const std::string& group, const std::vector<std::string>& names) {
    for (const std::string& name : names) keys.push_back(group + name);
}

template <typename Value>
std::vector<std::string> names_of(const KeyTable<Value>& table) {
    std::vector<std::string> names;
    for (const auto& entry : table) names.emplace_back(entry.second);
    return names;
}

}  // namespace

std::vector<std::string> page_word_keys(const Site& site) {
    std::vector<std::string> keys = {"ui.ask",
                                     "ui.example",
                                     "feed.title",
                                     "change.why",
                                     "ui.home",
                                     "card.target",
                                     "emergency.heading",
                                     "hours.days",
                                     "hours.day",
                                     "date.month-year",
                                     "office.description",
                                     "not-found.title",
                                     "group.head-office",
                                     "group.other-offices"};
    add_group(keys, "gap.", {"address", "phone", "email", "hours", "region"});
    add_group(keys, "menu.", {"track", "lodge", "search"});
    add_group(keys, "counted.", {"working-days", "days", "working-hours", "hours", "minutes"});
    add_group(keys, "office-type.", {"head", "directorate", "regional", "local", "service-centre", "mobile"});
    add_group(keys, "data.type.", {"id", "text", "number", "yes-no", "month", "time", "url", "list"});
    add_group(keys, "calendar.", {"title", "months", "by", "any", "every.month", "every.quarter"});
    add_group(keys, "plot.", {"year-both", "year-target", "unknown", "source"});
    add_group(keys, "reported.", {"annually", "quarterly", "twice-a-year"});
    add_group(keys, "group.clock.", names_of(clock_keys()));
    add_group(keys, "applies.", names_of(applies_keys()));
    add_group(keys, "language.", site.catalogue.languages);
    add_group(keys, "principle.", site.catalogue.principles);
    return keys;
}

void check_words(const Site& site, const Theme& theme, Diagnostics& diagnostics) {
    for (const std::string& key : page_word_keys(site))
        for (const std::string& language : site.catalogue.languages) {
            if (theme.words(language).has(key)) continue;
            diagnostics.file_error(
                "i18n/" + language + ".yaml", "missing-word",
                "the pages of this site need the word \"" + key + "\", which the theme does not have",
                "add it to the theme, or to a copy of the theme's file at theme/i18n/" + language +
                    ".yaml in the site's folder");
            break;
        }
}

}  // namespace charter
