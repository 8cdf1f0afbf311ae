#include "generator/render/change_feed.h"

#include <algorithm>
#include <optional>

#include "generator/model/changes.h"
#include "generator/model/read_calendar.h"
#include "generator/render/addresses.h"
#include "generator/render/edition_views.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

// Oldest first; an edition that is still to come has not changed anything.
std::vector<std::string> years_that_count(const Site& site) {
    std::vector<std::string> years = edition_years(site);
    std::erase_if(years, [&](const std::string& year) { return site.catalogue.edition < year; });
    return years;
}

// The day on which an edition began to count: the first of its charters, else the financial year.
Date first_day_of_edition(const Site& site, const EditionPromises& edition) {
    std::optional<Date> first;
    for (const CharterEdition& charter : *edition.charters)
        if (charter.in_force_from && (!first || *charter.in_force_from < *first)) first = charter.in_force_from;
    if (first) return *first;
    const std::optional<int> year = first_year_of(edition.year);
    return year ? first_day_of(site, *year, months_of_year(site).front()) : Date{};
}

std::string element(std::string_view name, std::string_view text) {
    return "<" + std::string(name) + ">" + escape_html(text) + "</" + std::string(name) + ">";
}

std::string instant(Date day) {
    return to_iso(Instant{day});
}

// The entries of one feed under way, and the latest day in it.
class Feed {
  public:
    Feed(const Scope& scope, Date latest) : scope_(scope), latest_(latest) {}

    void add_edition(const EditionPromises& before, const EditionPromises& after) {
        const Date day = first_day_of_edition(scope_.site, after);
        for (const ChangeGroup& group : grouped_changes(scope_, before, after)) {
            if (group.effect == ChangeEffect::Changed) continue;
            for (const ChangedPromise& promise : group.promises) add_entry(after.year, group.effect, promise, day);
        }
    }

    [[nodiscard]] std::string take() const {
        const std::string self = absolute_url(scope_.settings.base_url, feed_url(scope_.language()));
        const Localized& author = scope_.settings.body.empty() ? scope_.settings.name : scope_.settings.body;
        const std::string title =
            scope_.words.text("feed.title") + " - " + text_in(scope_.settings.name, scope_.language());
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"" +
               scope_.language() + "\">\n" + element("id", self) + "\n" + element("title", title) + "\n" +
               element("updated", instant(latest_)) + "\n<author>" +
               element("name", text_in(author, scope_.language())) + "</author>\n<link rel=\"self\" href=\"" +
               escape_html(self) + "\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"" +
               escape_html(absolute_url(scope_.settings.base_url, "/" + scope_.language() + "/")) + "\"/>\n" +
               entries_ + "</feed>\n";
    }

  private:
    void add_entry(const std::string& year, ChangeEffect effect, const ChangedPromise& promise, Date day) {
        const Page& page = *promise.page;
        day = page.in_force_from.value_or(day);
        latest_ = std::max(latest_, day);
        const std::string& label = title_of(scope_, effect);
        std::string text = label + ".";
        for (const std::string& line : promise.lines) text += "\n" + line;
        if (!promise.note.empty()) text += "\n" + scope_.words.text("change.why") + " " + promise.note;
        const std::string key(key_of(effect));
        const std::string id = absolute_url(scope_.settings.base_url, feed_url(scope_.language())) + "#" + year + "-" +
                               key + "-" + slug(plain_path(page));
        const std::string link = escape_html(absolute_url(scope_.settings.base_url, page.url));
        entries_ += "<entry>\n" + element("id", id) + "\n" + element("title", page.title) + "\n" +
                    element("updated", instant(day)) + "\n<link rel=\"alternate\" type=\"text/html\" href=\"" + link +
                    "\"/>\n<category term=\"" + key + "\" label=\"" + escape_html(label) +
                    "\"/>\n<content type=\"text\">" + escape_html(text) + "</content>\n</entry>\n";
    }

    const Scope& scope_;
    Date latest_;
    std::string entries_;
};

}  // namespace

bool has_feed(const Site& site) {
    return years_that_count(site).size() > 1;
}

std::string feed_url(std::string_view language) {
    return "/" + std::string(language) + "/changes.atom";
}

std::string change_feed(const Scope& scope) {
    const std::vector<std::string> years = years_that_count(scope.site);
    if (years.size() < 2) return {};
    Feed feed(scope, first_day_of_edition(scope.site, *promises_of(scope.site, years.back())));
    for (std::size_t at = years.size() - 1; at > 0; --at)
        feed.add_edition(*promises_of(scope.site, years[at - 1]), *promises_of(scope.site, years[at]));
    return feed.take();
}

}  // namespace charter
