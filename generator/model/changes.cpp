#include "generator/model/changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "generator/content/places.h"
#include "generator/shared/keys.h"

namespace charter {
namespace {

constexpr Keys<ChangeEffect, 5> effect_keys = {{{ChangeEffect::Stronger, "stronger"},
                                                {ChangeEffect::Weaker, "weaker"},
                                                {ChangeEffect::Changed, "changed"},
                                                {ChangeEffect::New, "new"},
                                                {ChangeEffect::Removed, "removed"}}};
constexpr Keys<ChangeField, 8> field_keys = {{{ChangeField::Whole, "promise"},
                                              {ChangeField::Within, "within"},
                                              {ChangeField::Target, "target"},
                                              {ChangeField::AppliesTo, "applies_to"},
                                              {ChangeField::Clock, "clock"},
                                              {ChangeField::Status, "status"},
                                              {ChangeField::Title, "title"},
                                              {ChangeField::Text, "text"}}};

// How long a limit lasts for the person who waits, in minutes, so that "5 days" and "5 working days" can be compared:
// five working days in seven, eight and a half working hours in a day of a working week.
double minutes_of(const Limit& limit) {
    constexpr double hour = 60;
    constexpr double day = 24 * hour;
    constexpr double working_day = day * 7 / 5;
    constexpr double hours_of_working_day = 8.5;
    switch (limit.unit) {
        case LimitUnit::Minutes:
            return limit.amount;
        case LimitUnit::Hours:
            return limit.amount * hour;
        case LimitUnit::WorkingHours:
            return limit.amount * working_day / hours_of_working_day;
        case LimitUnit::Days:
            return limit.amount * day;
        case LimitUnit::WorkingDays:
            return limit.amount * working_day;
    }
    return limit.amount;
}

// More time is a gift where the clock runs for the citizen: to answer our question, to say it is not solved.
bool runs_for_citizen(const Standard& standard) {
    return standard.clock == Clock::Question || standard.clock == Clock::Objection;
}

ChangeEffect effect_of_more(double before, double after, bool more_is_better) {
    if (before == after) return ChangeEffect::Changed;
    return (after > before) == more_is_better ? ChangeEffect::Stronger : ChangeEffect::Weaker;
}

std::string joined_keys(const std::vector<Applies>& kinds) {
    std::string text;
    for (const Applies kind : kinds) text.append(text.empty() ? "" : ", ").append(key_of(kind));
    return text;
}

ChangeEffect effect_on_scope(const Standard& before, const Standard& after) {
    const std::set<Applies> old(before.applies_to.begin(), before.applies_to.end());
    const std::set<Applies> now(after.applies_to.begin(), after.applies_to.end());
    const bool keeps_all = std::includes(now.begin(), now.end(), old.begin(), old.end());
    const bool adds_none = std::includes(old.begin(), old.end(), now.begin(), now.end());
    if (keeps_all && adds_none) return ChangeEffect::Changed;
    return keeps_all ? ChangeEffect::Stronger : ChangeEffect::Weaker;
}

std::string percent_text(const std::optional<int>& percent) {
    return percent ? fmt::format("{}%", *percent) : std::string();
}

template <typename Item>
const Item* find_id(const std::vector<Item>& items, const std::string& id) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

class Comparison {
  public:
    enum class WithoutPage { LeftOut, Kept };
    explicit Comparison(const Site& site, WithoutPage without_page = WithoutPage::LeftOut)
        : site_(site), keeps_all_(without_page == WithoutPage::Kept) {}

    void compare(const Standard& before, const Standard& after) {
        const bool more_time_is_better = runs_for_citizen(after);
        if (before.within != after.within)
            add(after, ChangeField::Within,
                effect_of_more(minutes_of(before.within), minutes_of(after.within), more_time_is_better),
                to_text(before.within), to_text(after.within));
        if (before.target_percent != after.target_percent)
            add(after, ChangeField::Target,
                effect_of_more(before.target_percent.value_or(0), after.target_percent.value_or(0), true),
                percent_text(before.target_percent), percent_text(after.target_percent));
        const std::set<Applies> old(before.applies_to.begin(), before.applies_to.end());
        if (old != std::set<Applies>(after.applies_to.begin(), after.applies_to.end()))
            add(after, ChangeField::AppliesTo, effect_on_scope(before, after), joined_keys(before.applies_to),
                joined_keys(after.applies_to));
        if (before.clock != after.clock)
            add(after, ChangeField::Clock, ChangeEffect::Changed, std::string(key_of(before.clock)),
                std::string(key_of(after.clock)));
        if (before.status != after.status)
            add(after, ChangeField::Status, ChangeEffect::Changed, std::string(key_of(before.status)),
                std::string(key_of(after.status)));
        compare_words(before, after);
    }

    void add_whole(const Standard& standard, ChangeEffect effect) {
        const std::string limit = to_text(standard.within);
        const bool is_new = effect == ChangeEffect::New;
        add(standard, ChangeField::Whole, effect, is_new ? std::string() : limit, is_new ? limit : std::string());
    }

    void compare(const CharterEdition& before, const CharterEdition& after) {
        const auto holds = [](const CharterEdition& charter, const std::string& id) {
            return std::find(charter.standards.begin(), charter.standards.end(), id) != charter.standards.end();
        };
        for (const std::string& id : after.standards)
            if (!holds(before, id)) add_entry(after, id, ChangeEffect::New);
        for (const std::string& id : before.standards)
            if (!holds(after, id)) add_entry(after, id, ChangeEffect::Removed);
    }

    std::vector<Change> take() { return std::move(changes_); }

  private:
    [[nodiscard]] const Page* page_at(const Localized& urls) const {
        return find_page_at(site_, text_in(urls, source_language(site_)));
    }
    [[nodiscard]] std::string_view text_of(const Page* page) const {
        if (page == nullptr || !page->source) return {};
        return std::string_view(site_.sources[*page->source].text).substr(page->body_begin);
    }
    void compare_words(const Standard& before, const Standard& after) {
        const std::string& language = source_language(site_);
        const std::string& old_title = text_in(before.title, language);
        const std::string& title = text_in(after.title, language);
        if (old_title != title) add(after, ChangeField::Title, ChangeEffect::Changed, old_title, title);
        const bool same_text = text_of(page_at(before.url)) == text_of(page_at(after.url)) &&
                               text_in(before.measured_by, language) == text_in(after.measured_by, language);
        if (!same_text) add(after, ChangeField::Text, ChangeEffect::Changed, {}, {});
    }
    void add(const Standard& standard, ChangeField field, ChangeEffect effect, std::string before, std::string after) {
        const Page* page = page_at(standard.url);
        if (page == nullptr && !keeps_all_) return;
        changes_.push_back({effect, field, standard.id, {}, std::move(before), std::move(after), page});
    }
    void add_entry(const CharterEdition& charter, const std::string& standard, ChangeEffect effect) {
        const Page* page = page_at(charter.url);
        if (page == nullptr && !keeps_all_) return;
        changes_.push_back({effect, ChangeField::Whole, standard, charter.id, {}, {}, page});
    }

    const Site& site_;
    bool keeps_all_;
    std::vector<Change> changes_;
};

std::vector<Change> compare_all(Comparison comparison, const EditionPromises& before, const EditionPromises& after) {
    std::set<std::string> ids;
    for (const Standard& standard : *before.standards) ids.insert(standard.id);
    for (const Standard& standard : *after.standards) ids.insert(standard.id);
    for (const std::string& id : ids) {
        const Standard* old = find_id(*before.standards, id);
        const Standard* now = find_id(*after.standards, id);
        if (old != nullptr && now != nullptr) comparison.compare(*old, *now);
        if (old == nullptr) comparison.add_whole(*now, ChangeEffect::New);
        if (now == nullptr) comparison.add_whole(*old, ChangeEffect::Removed);
    }
    for (const CharterEdition& charter : *after.charters) {
        const CharterEdition* old = find_id(*before.charters, charter.id);
        if (old != nullptr) comparison.compare(*old, charter);
    }
    return comparison.take();
}

// The edition before `year` that the site has; nothing if it is the first.
std::optional<EditionPromises> edition_before(const Site& site, const std::string& year) {
    std::optional<EditionPromises> found;
    for (const Edition& edition : site.editions)
        if (edition.year < year && !edition.standards.empty()) found = promises_of(site, edition.year);
    return found;
}

// Where the page says what it promises now: the field that changed, or, if it is gone, the promise's name.
Span place_of(const Change& change, const Source& source) {
    const std::string_view field = change.charter.empty() ? key_of(change.field) : "standards";
    return field_place(source, has_field(source, field) ? field : "id");
}

bool lessens(const Change& change) {
    return change.effect == ChangeEffect::Weaker || (change.effect == ChangeEffect::Removed && !change.charter.empty());
}

}  // namespace

std::string_view key_of(ChangeEffect effect) {
    return key_in(effect_keys, effect);
}

std::string_view key_of(ChangeField field) {
    return key_in(field_keys, field);
}

std::optional<EditionPromises> promises_of(const Site& site, std::string_view year) {
    if (year == site.catalogue.edition)
        return EditionPromises{std::string(year), &site.catalogue.standards, &site.catalogue.charters};
    const Edition* edition = find_edition(site, year);
    if (edition == nullptr) return std::nullopt;
    return EditionPromises{edition->year, &edition->standards, &edition->charters};
}

std::vector<std::string> edition_years(const Site& site) {
    std::set<std::string> years;
    for (const Edition& edition : site.editions) years.insert(edition.year);
    if (!site.catalogue.edition.empty()) years.insert(site.catalogue.edition);
    return {years.begin(), years.end()};
}

std::vector<Change> changes_between(const Site& site, const EditionPromises& before, const EditionPromises& after) {
    return compare_all(Comparison(site), before, after);
}

std::vector<Change> changes_since(const Site& site, const Catalogue& published) {
    return compare_all(Comparison(site, Comparison::WithoutPage::Kept),
                       {published.edition, &published.standards, &published.charters},
                       {site.catalogue.edition, &site.catalogue.standards, &site.catalogue.charters});
}

void check_changes(const Site& site, Diagnostics& diagnostics) {
    const auto now = promises_of(site, site.catalogue.edition);
    const auto before = edition_before(site, site.catalogue.edition);
    if (!now || !before) return;
    for (const Change& change : changes_between(site, *before, *now)) {
        if (is_faulty(site, *change.page)) continue;  // what it promises may not be what was meant
        if (!lessens(change) || !change.page->source || !change.page->change_note.empty()) continue;
        const std::string what =
            change.charter.empty()
                ? fmt::format("this promise is weaker than in {}: {} was \"{}\" and is {}", before->year,
                              key_of(change.field), change.before,
                              change.after.empty() ? "gone" : fmt::format("\"{}\"", change.after))
                : fmt::format("this charter leaves out \"{}\", which it promised in {}", change.standard, before->year);
        const Source& source = site.sources[*change.page->source];
        diagnostics.error(source, place_of(change, source), "weaker-without-note", what,
                          "say why in its header, for example change_note: We have fewer people at this desk");
    }
}

}  // namespace charter
