#include "generator/editions/other_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "generator/shared/contains.h"
#include "generator/shared/keys.h"

namespace charter {
namespace {

constexpr Keys<ChangedPart, 6> part_keys = {{{ChangedPart::Calendar, "calendar"},
                                             {ChangedPart::Body, "body"},
                                             {ChangedPart::Charter, "charter"},
                                             {ChangedPart::Office, "office"},
                                             {ChangedPart::Service, "service"},
                                             {ChangedPart::Contact, "contact"}}};

// One thing that people are told of an item, as text that can be compared.
struct Fact {
    std::string field;
    std::string what;
    std::vector<std::string> values;  // in each language of the site, the first one first; or one for all
    std::string consequence;          // of a change to this value
    std::string shown = {};           // in place of the one value, where that is an id
    std::vector<std::pair<std::string, std::string>> things = {};  // of a list: id and title of each
    bool is_list = false;
};

// What is compared of one office, service, ...: the same facts in the same order on both sides, but for those that only
// one side has, such as a declared day.
struct Item {
    std::string id;
    std::string title;
    std::vector<Fact> facts;
    std::string when_new;
    std::string when_gone;
};

class Facts {
  public:
    Facts(const std::vector<std::string>& languages, std::vector<Fact>& into) : languages_(languages), into_(into) {}

    Facts& text(std::string field, std::string what, std::string value, std::string consequence = {}) {
        into_.push_back({std::move(field), std::move(what), {std::move(value)}, std::move(consequence)});
        return *this;
    }
    // Compared by id, shown by name.
    Facts& named(std::string field, std::string what, std::string id, std::string name, std::string consequence = {}) {
        text(std::move(field), std::move(what), std::move(id), std::move(consequence));
        into_.back().shown = std::move(name);
        return *this;
    }
    Facts& list(std::string field, std::string what, std::vector<std::pair<std::string, std::string>> things,
                std::string consequence = {}) {
        text(std::move(field), std::move(what), {}, std::move(consequence));
        into_.back().things = std::move(things);
        into_.back().is_list = true;
        return *this;
    }
    Facts& words(std::string field, std::string what, const Localized& value) {
        std::vector<std::string> values;
        for (const std::string& language : languages_) {
            const auto found = value.find(language);
            values.push_back(found == value.end() ? std::string() : found->second);
        }
        into_.push_back({std::move(field), std::move(what), std::move(values), {}});
        return *this;
    }

  private:
    const std::vector<std::string>& languages_;
    std::vector<Fact>& into_;
};

std::string joined(const std::vector<std::string>& texts) {
    return fmt::format("{}", fmt::join(texts, ", "));
}

std::string time_text(int minute) {
    return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
}

std::string hours_of(const OpeningHours& hours) {
    return fmt::format("{} to {}", time_text(hours.opens), time_text(hours.closes));
}

// One side of the comparison: the site as it is published, or as it would be.
class Side {
  public:
    Side(const Catalogue& catalogue, const std::vector<std::string>& languages)
        : catalogue_(catalogue), languages_(languages) {}

    [[nodiscard]] std::vector<Item> calendar() const {
        Item item{{}, "The calendar", {}, {}, {}};
        Facts facts(languages_, item.facts);
        facts.text("calendar", "the public holidays that count",
                   catalogue_.calendar_rule == CalendarRule::SouthAfrica ? "South Africa's" : "none",
                   "Working days are counted otherwise.");
        facts.text("timezone", "the time zone", catalogue_.timezone, "Days begin and end at another moment.");
        facts.text("opening_hours", "the opening hours of offices", hours_of(catalogue_.opening_hours),
                   "Promises in working hours count in these, and nothing is moved outside them.");
        for (const Holiday& day : catalogue_.declared_days) {
            const auto name = day.names.find(languages_.front());
            const std::string text = name == day.names.end() ? std::string() : name->second;
            facts.text(to_iso(day.date), to_iso(day.date), "a holiday" + (text.empty() ? "" : ": " + text),
                       "What is lodged from now on is counted with it. Open cases keep their date until charterd "
                       "recalculate is run.");
        }
        return {std::move(item)};
    }

    [[nodiscard]] std::vector<Item> hours() const {
        std::vector<Item> items;
        for (const NamedHours& hours : catalogue_.hours) {
            Item& item = items.emplace_back(Item{hours.id, fmt::format("The hours \"{}\"", hours.id), {}, {}, {}});
            Facts(languages_, item.facts)
                .text("days", "the days", hours.days)
                .text("times", "from when to when", hours_of({hours.opens, hours.closes}),
                      "Every office that names them shows them so.");
        }
        return items;
    }

    [[nodiscard]] std::vector<Item> body() const {
        Item item{{}, "The site", {}, {}, {}};
        Facts facts(languages_, item.facts);
        facts.words("name", "its name", catalogue_.name)
            .words("body", "the name of the body", catalogue_.body)
            .text("base_url", "its address", catalogue_.base_url, "Posters and QR codes in print lead to the old one.")
            .text("languages", "its languages", joined(catalogue_.languages))
            .text("edition", "its edition", catalogue_.edition);
        for (const RetentionClass& each : catalogue_.retention)
            facts.text(fmt::format("retention {}", key_of(each.kind)),
                       fmt::format("how long a case is kept ({})", key_of(each.kind)), years_text(each.years),
                       "It holds for cases that have ended too.");
        if (catalogue_.calls_kept_years)
            facts.text("calls", "how long the after-hours log is kept", years_text(*catalogue_.calls_kept_years));
        return {std::move(item)};
    }

    [[nodiscard]] std::vector<Item> charters() const {
        std::vector<Item> items;
        for (const CharterEdition& charter : catalogue_.charters) {
            const std::string office = office_name(charter.office);
            const std::string from = charter.in_force_from ? to_iso(*charter.in_force_from) : std::string();
            Item& item = items.emplace_back(Item{
                charter.id,
                text_in(charter.title, languages_.front()),
                {},
                fmt::format("Cases sent to {} come under its promises{}{}.", office, from.empty() ? "" : " from ",
                            from),
                fmt::format("Cases sent to {} come under the promises of the whole body alone. Open cases keep what "
                            "they were promised.",
                            office)});
            Facts(languages_, item.facts)
                .words("title", "its title", charter.title)
                .named("office", "its office", charter.office, office,
                       "New cases of that office come under it; open ones keep theirs.")
                .text("in_force_from", "the day from which it counts", from)
                .list("services", "its services", services_of(charter.services));
        }
        return items;
    }

    [[nodiscard]] std::vector<Item> offices() const {
        std::vector<Item> items;
        for (const Office& office : catalogue_.offices) {
            Item& item = items.emplace_back(Item{office.id, office_name(office.id), {}, {}, office_gone});
            Facts(languages_, item.facts)
                .named("closed", "whether it is open",
                       office.closed ? fmt::format("closed {}", office.successor) : "open", openness_of(office),
                       office.closed ? closing_text(office) : "")
                .words("name", "its name", office.name)
                .words("address", "its address", office.address)
                .text("phone", "its telephone number", office.phone)
                .text("email", "its e-mail address", office.email)
                .named("hours", "its opening hours", office.hours, hours_named(office.hours))
                .text("type", "what kind of office it is", office.type)
                .named("region", "its region", office.region, name_in(catalogue_.regions, office.region),
                       "Its open cases are then seen by the staff of that region.")
                .named("parent", "the office above it", office.parent,
                       office.parent.empty() ? std::string() : office_name(office.parent));
        }
        return items;
    }

    [[nodiscard]] std::vector<Item> services() const {
        std::vector<Item> items;
        for (const Service& service : catalogue_.services) {
            Item& item = items.emplace_back(
                Item{service.id, text_in(service.title, languages_.front()), {}, {}, "Nobody can lodge about it."});
            Facts facts(languages_, item.facts);
            facts.words("title", "its name", service.title)
                .words("summary", "what it is", service.summary)
                .words("cost", "what it costs", service.cost);
            Localized needs;
            for (const auto& [language, things] : service.needs) needs[language] = joined(things);
            facts.words("needs", "what to bring", needs);
            facts
                .list("standards", "its promises", standards_of(service.standards),
                      "It holds for cases that are lodged from now on.")
                .list("offices", "the offices that give it", offices_of(service.offices))
                .named("category", "its category", service.category, name_in(catalogue_.categories, service.category))
                .text("not_ours", "who gives it", service.not_ours ? "somebody else" : "we do")
                .text("sensitive", "whether cases about it are sealed", service.sensitive ? "sealed" : "not sealed",
                      "It holds for cases that are lodged from now on.");
        }
        return items;
    }

  private:
    static constexpr const char* office_gone =
        "Nobody can lodge at it. While it has open cases, close it instead: closed: true, and a successor.";

    [[nodiscard]] std::string office_name(const std::string& id) const {
        const Office* office = find_office(catalogue_, id);
        return office == nullptr ? id : text_in(office->name, languages_.front());
    }
    [[nodiscard]] std::string openness_of(const Office& office) const {
        if (!office.closed) return "open";
        return office.successor.empty() ? "closed, and no other office is named"
                                        : fmt::format("closed, people are sent to {}", office_name(office.successor));
    }
    // Who takes over is what receiving_office() of the server says.
    [[nodiscard]] static std::string closing_text(const Office& office) {
        return office.successor.empty() ? "Nobody can lodge at it, and no office takes its open cases over."
                                        : "Nobody can lodge at it. That office takes its open cases over.";
    }
    [[nodiscard]] std::string name_in(const std::vector<Named>& all, const std::string& id) const {
        const auto found = std::find_if(all.begin(), all.end(), [&](const Named& each) { return each.id == id; });
        return found == all.end() ? id : text_in(found->name, languages_.front());
    }
    [[nodiscard]] std::string hours_named(const std::string& id) const {
        for (const NamedHours& hours : catalogue_.hours)
            if (hours.id == id) return fmt::format("{}, {}", hours.days, hours_of({hours.opens, hours.closes}));
        return id;
    }

    using Things = std::vector<std::pair<std::string, std::string>>;
    [[nodiscard]] Things offices_of(const std::vector<std::string>& ids) const {
        if (ids.empty()) return {{{}, "every office"}};
        Things things;
        for (const std::string& id : ids) things.emplace_back(id, office_name(id));
        return things;
    }
    [[nodiscard]] Things services_of(const std::vector<std::string>& ids) const {
        return titled(ids, [&](const std::string& id) { return find_service(catalogue_, id); });
    }
    [[nodiscard]] Things standards_of(const std::vector<std::string>& ids) const {
        return titled(ids, [&](const std::string& id) { return find_standard(catalogue_, id); });
    }
    template <typename Find>
    [[nodiscard]] Things titled(const std::vector<std::string>& ids, const Find& find) const {
        Things things;
        for (const std::string& id : ids) {
            const auto* found = find(id);
            things.emplace_back(id, found == nullptr ? id : text_in(found->title, languages_.front()));
        }
        return things;
    }
    static std::string years_text(int years) { return fmt::format("{} {}", years, years == 1 ? "year" : "years"); }

    const Catalogue& catalogue_;
    const std::vector<std::string>& languages_;
};

std::vector<Item> items_of(const std::vector<OtherBody>& bodies, const std::vector<std::string>& languages) {
    std::vector<Item> items;
    for (const OtherBody& body : bodies) {
        Item& item = items.emplace_back(Item{body.id, text_in(body.title, languages.front()), {}, {}, {}});
        Facts(languages, item.facts)
            .words("title", "its name", body.title)
            .words("when", "when people turn to it", body.when)
            .text("phone", "its telephone number", body.phone)
            .text("email", "its e-mail address", body.email)
            .text("url", "its address on the internet", body.url);
    }
    return items;
}

std::vector<Item> items_of(const std::vector<EmergencyNumber>& numbers, const std::vector<std::string>& languages) {
    std::vector<Item> items;
    for (const EmergencyNumber& number : numbers) {
        const std::string title = text_in(number.title, languages.front());
        Item& item = items.emplace_back(Item{title, title, {}, {}, {}});
        Facts(languages, item.facts)
            .text("phone", "its telephone number for emergencies", number.phone)
            .words("title", "its name", number.title);
    }
    return items;
}

std::vector<Item> items_of(const std::vector<Channel>& channels, const std::vector<std::string>& languages) {
    std::vector<Item> items;
    for (const Channel& channel : channels) {
        Item& item = items.emplace_back(Item{channel.id, text_in(channel.title, languages.front()), {}, {}, {}});
        Facts(languages, item.facts)
            .words("title", "its name", channel.title)
            .text("value", "where it leads", channel.value)
            .words("hours", "its hours", channel.hours)
            .words("cost", "what it costs", channel.cost)
            .text("main", "whether every page shows it", channel.main ? "shown" : "not shown");
    }
    return items;
}

Item escalation_item(const std::vector<EscalationRule>& rules) {
    std::vector<std::string> texts;
    texts.reserve(rules.size());
    for (const EscalationRule& rule : rules)
        texts.push_back(
            fmt::format("{} to {}", key_in(escalation_moments, rule.when), key_in(escalation_levels, rule.to)));
    Item item{"escalation_rules", "Cases that wait", {}, {}, {}};
    item.facts.push_back({"escalation_rules",
                          "when they go to the next level by themselves",
                          {joined(texts)},
                          "It holds for open cases too."});
    return item;
}

const Item* find_item(const std::vector<Item>& items, const std::string& id) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

const Fact* find_fact(const Item& item, const std::string& field) {
    const auto found =
        std::find_if(item.facts.begin(), item.facts.end(), [&](const Fact& fact) { return fact.field == field; });
    return found == item.facts.end() ? nullptr : &*found;
}

// The things of a list that the other one lacks.
std::string titles_without(const Fact* list, const Fact* other) {
    std::vector<std::string> titles;
    if (list == nullptr) return {};
    for (const auto& [id, title] : list->things) {
        const auto is_same = [&, wanted = std::string_view(id)](const auto& thing) { return thing.first == wanted; };
        if (other == nullptr || std::none_of(other->things.begin(), other->things.end(), is_same))
            titles.push_back(title);
    }
    return joined(titles);
}

// Shown in the first language in which the values differ; the others are named.
void compare_fact(OtherChange change, const Fact* before, const Fact* after, const std::vector<std::string>& languages,
                  std::vector<OtherChange>& changes) {
    const Fact& known = after != nullptr ? *after : *before;
    change.field = known.field;
    change.what = known.what;
    change.consequence = known.consequence;
    if (known.is_list) {
        change.is_list = true;
        change.before = titles_without(before, after);
        change.after = titles_without(after, before);
        if (!change.before.empty() || !change.after.empty()) changes.push_back(std::move(change));
        return;
    }
    std::vector<std::string> differing;
    for (std::size_t at = 0; at < known.values.size(); ++at) {
        const std::string old = before == nullptr ? std::string() : before->values[at];
        const std::string now = after == nullptr ? std::string() : after->values[at];
        if (old == now) continue;
        if (differing.empty()) change.before = old;
        if (differing.empty()) change.after = now;
        differing.push_back(languages[at]);
    }
    if (differing.empty()) return;
    if (before != nullptr && !before->shown.empty()) change.before = before->shown;
    if (after != nullptr && !after->shown.empty()) change.after = after->shown;
    if (differing.front() != languages.front() || differing.size() > 1)
        change.what += fmt::format(" ({})", joined(differing));
    changes.push_back(std::move(change));
}

void compare_item(ChangedPart part, const Item& before, const Item& after, const std::vector<std::string>& languages,
                  std::vector<OtherChange>& changes) {
    OtherChange change;
    change.part = part;
    change.id = after.id;
    change.title = after.title;
    for (const Fact& now : after.facts) compare_fact(change, find_fact(before, now.field), &now, languages, changes);
    for (const Fact& old : before.facts)
        if (find_fact(after, old.field) == nullptr) compare_fact(change, &old, nullptr, languages, changes);
}

void compare(ChangedPart part, const std::vector<Item>& before, const std::vector<Item>& after,
             const std::vector<std::string>& languages, std::vector<OtherChange>& changes) {
    for (const Item& now : after)
        if (const Item* old = find_item(before, now.id)) compare_item(part, *old, now, languages, changes);
    for (const Item& now : after)
        if (find_item(before, now.id) == nullptr)
            changes.push_back({part, now.id, now.title, {}, {}, {}, "new", now.when_new});
    for (const Item& old : before)
        if (find_item(after, old.id) == nullptr)
            changes.push_back({part, old.id, old.title, {}, {}, "published", {}, old.when_gone});
}

std::string list_text(const OtherChange& change) {
    std::vector<std::string> parts;
    if (!change.after.empty()) parts.push_back("takes in " + change.after);
    if (!change.before.empty()) parts.push_back("leaves out " + change.before);
    return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace

std::string_view key_of(ChangedPart part) {
    return key_in(part_keys, part);
}

std::vector<OtherChange> other_changes(const Site& site, const Catalogue& published,
                                       const std::optional<SiteSettings>& settings) {
    // A language that is new has no words to compare yet; that it is new is one change of its own.
    std::vector<std::string> languages = site.catalogue.languages;
    std::erase_if(languages, [&](const std::string& language) {
        return language != source_language(site) && !contains(published.languages, language);
    });
    const Side before(published, languages);
    const Side after(site.catalogue, languages);
    std::vector<OtherChange> changes;
    const auto compare_items = [&](ChangedPart part, const std::vector<Item>& old, const std::vector<Item>& now) {
        compare(part, old, now, languages, changes);
    };
    compare_items(ChangedPart::Calendar, before.calendar(), after.calendar());
    if (!published.hours.empty()) compare_items(ChangedPart::Calendar, before.hours(), after.hours());
    compare_items(ChangedPart::Body, before.body(), after.body());
    compare_items(ChangedPart::Charter, before.charters(), after.charters());
    compare_items(ChangedPart::Office, before.offices(), after.offices());
    compare_items(ChangedPart::Service, before.services(), after.services());
    if (!settings) return changes;
    compare_items(ChangedPart::Body, {escalation_item(settings->escalation_rules)},
                  {escalation_item(site.escalation_rules)});
    const auto compare_lists = [&](const auto& old, const auto& now) {
        compare_items(ChangedPart::Contact, items_of(old, languages), items_of(now, languages));
    };
    compare_lists(settings->emergency, site.emergency);
    compare_lists(settings->channels, site.channels);
    compare_lists(settings->escalation, site.escalation);
    compare_lists(settings->elsewhere, site.elsewhere);
    return changes;
}

std::string to_text(const OtherChange& change) {
    std::string text = change.title;
    const auto shown = [](const std::string& value) { return value.empty() ? std::string("none") : value; };
    if (change.field.empty())
        text += change.before.empty() ? " is new" : " is gone";
    else if (change.is_list)
        text += fmt::format(": {}, {}", change.what, list_text(change));
    else
        text += fmt::format(": {}, {} → {}", change.what, shown(change.before), shown(change.after));
    if (!change.consequence.empty()) text += "\n" + change.consequence;
    return text;
}

}  // namespace charter
