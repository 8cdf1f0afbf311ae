#include "generator/render/blocks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "generator/model/fields.h"
#include "generator/model/references.h"
#include "generator/render/calendar_views.h"
#include "generator/render/change_feed.h"
#include "generator/render/draw.h"
#include "generator/render/edition_views.h"
#include "generator/render/indicator_views.h"
#include "generator/render/open_data.h"
#include "generator/render/part_views.h"
#include "generator/shared/contact_views.h"

namespace charter {
namespace {

const std::vector<std::string>& block_names() {
    static const std::vector<std::string> names = {"standard", "contact",    "emergency", "escalation",
                                                   "changes",  "editions",   "register",  "data",
                                                   "calendar", "indicators", "retention"};
    return names;
}

template <typename Item>
std::vector<std::string> ids_of(const std::vector<Item>& items) {
    std::vector<std::string> ids;
    ids.reserve(items.size());
    for (const Item& item : items) ids.push_back(item.id);
    return ids;
}

std::string quoted(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

// The office or service that a page is about, so that a complaint from a card in its text knows it.
CardPlace place_of_card(const Site& site, const Page& page) {
    CardPlace place;
    if (page.kind == PageKind::Service) place.service = page.id;
    if (page.kind == PageKind::Office) place.office = page.id;
    if (page.kind == PageKind::Charter)
        for (const CharterEdition& charter : site.catalogue.charters)
            if (charter.id == page.id) place.charter = &charter;
    return place;
}

// From when a promise counts that does not yet.
std::optional<Date> day_to_come(const Site& site, std::string_view id) {
    const auto found = std::find_if(site.pages.begin(), site.pages.end(), [&](const Page& page) {
        return page.kind == PageKind::Standard && page.edition_place == EditionPlace::Coming && page.id == id;
    });
    return found == site.pages.end() ? std::nullopt : found->in_force_from;
}

// How many years is kept what ended, or was taken down.
View retention_view(const Scope& scope) {
    const Catalogue& catalogue = scope.site.catalogue;
    std::vector<View> kept;
    const auto add = [&](std::string_view word, int years) {
        kept.push_back(
            View().set("title", scope.words.text(word)).set("years", scope.words.plural("kept.years", years)));
    };
    for (const RetentionClass& each : catalogue.retention) add(fmt::format("kind.{}", key_of(each.kind)), each.years);
    if (catalogue.calls_kept_years) add("kept.call", *catalogue.calls_kept_years);
    View view;
    if (kept.empty()) view.set("empty_text", scope.words.text("retention.no-classes"));
    view.list("kept", std::move(kept));
    return view;
}

}  // namespace

Blocks::Blocks(const Scope& scope, const Page& page, const Source& source, Diagnostics& diagnostics)
    : scope_(scope), page_(page), source_(source), diagnostics_(diagnostics) {}

std::string Blocks::render(std::string_view name, std::string_view argument, const BlockPlace& place) {
    const Span span = place.span;
    if (name == "standard") return standard(argument, place);
    if (name == "contact") return contact(argument, span);
    if (name == "changes") return changes(argument, span);
    if (name == "calendar") return calendar(argument, span);
    const std::vector<std::string>& names = block_names();
    if (std::find(names.begin(), names.end(), name) == names.end()) {
        const std::string hint = hint_of_names(name, names);
        diagnostics_.error(source_, span, "unknown-block", "there is no block " + quoted(name),
                           hint.empty() ? fmt::format("the blocks are {}", fmt::join(names, ", ")) : hint);
        return {};
    }
    if (!argument.empty()) {
        diagnostics_.error(source_, span, "unknown-block",
                           "the block " + quoted(name) + " takes nothing after its name",
                           "write [[" + std::string(name) + "]]");
        return {};
    }
    if (name == "emergency")
        return draw(scope_, "block_emergency", emergency_view(scope_.settings, scope_.theme, scope_.language()));
    if (name == "register") return draw(scope_, "block_register", register_view(scope_));
    if (name == "editions") return draw(scope_, "block_editions", editions_view(scope_));
    if (name == "data") return draw(scope_, "block_data", data_view(scope_));
    if (name == "retention") return draw(scope_, "block_retention", retention_view(scope_));
    if (name == "indicators") return draw(scope_, "block_indicators", indicators_view(scope_));
    return draw(scope_, "block_escalation",
                View().list("escalation", body_views(scope_.settings.escalation, scope_.language())));
}

std::string Blocks::refuse_without_id(std::string_view name, Span span) {
    diagnostics_.error(source_, span, "unknown-block", "the block " + quoted(name) + " needs an id after its name",
                       "write [[" + std::string(name) + " ID]]");
    return {};
}

std::string Blocks::standard(std::string_view id, const BlockPlace& place) {
    const Span span = place.span;
    if (id.empty()) return refuse_without_id("standard", span);
    const Standard* found = find_standard_of(scope_.site, page_.edition, id);
    if (found == nullptr) {
        if (const auto from = day_to_come(scope_.site, id)) {
            diagnostics_.error(source_, span, "unknown-standard",
                               fmt::format("the standard {} does not count before {}", quoted(id), to_iso(*from)),
                               "put this block in on that day");
            return {};
        }
        const Page* namesake = find_namesake(scope_.site, "standard", id);
        if (namesake != nullptr && is_faulty(scope_.site, *namesake))
            return {};  // its id was changed, and that is told
        diagnostics_.error(
            source_, span, "unknown-standard", "there is no standard " + quoted(id),
            hint_for_id(scope_.site, "standard", std::string(id), ids_of(scope_.site.catalogue.standards)));
        return {};
    }
    View card = card_view(scope_, *found, place_of_card(scope_.site, page_));
    card.set("level", std::to_string(place.level));
    if (!standards_.insert(found->id).second) card.set("anchor", "");
    return draw(scope_, "block_standard", card);
}

std::string Blocks::changes(std::string_view year, Span span) {
    const std::vector<std::string> years = edition_years(scope_.site);
    const std::string wanted = year.empty() ? scope_.site.catalogue.edition : std::string(year);
    const auto found = std::find(years.begin(), years.end(), wanted);
    if (found == years.end()) {
        diagnostics_.error(source_, span, "unknown-edition", fmt::format("there is no edition \"{}\"", wanted),
                           hint_of_names(wanted, years));
        return {};
    }
    // The first edition of a site has nothing before it: the block is then empty.
    if (found == years.begin()) return {};
    const auto before = promises_of(scope_.site, *(found - 1));
    const auto after = promises_of(scope_.site, *found);
    View view = changes_view(scope_, *before, *after);
    if (has_feed(scope_.site)) view.set("feed_url", feed_url(scope_.language()));
    return draw(scope_, "block_changes", view);
}

std::string Blocks::calendar(std::string_view month, Span span) {
    if (month.empty()) return draw(scope_, "block_calendar", calendar_view(scope_, page_, std::nullopt));
    const std::optional<MonthNumber> number = find_in(month_keys, month);
    if (!number) {
        std::vector<std::string> names;
        for (const auto& entry : month_keys) names.emplace_back(entry.second);
        const std::string hint = hint_of_names(month, names);
        diagnostics_.error(source_, span, "unknown-block", "there is no month " + quoted(month),
                           hint.empty() ? "write a month in English, for example [[calendar september]]" : hint);
        return {};
    }
    return draw(scope_, "block_calendar", calendar_view(scope_, page_, number));
}

std::string Blocks::contact(std::string_view id, Span span) {
    if (id.empty()) return refuse_without_id("contact", span);
    const std::vector<Channel>& channels = scope_.settings.channels;
    const auto found =
        std::find_if(channels.begin(), channels.end(), [&](const Channel& channel) { return channel.id == id; });
    if (found == channels.end() && scope_.site.faulty.contains(scope_.site.settings.path)) return {};
    if (found == channels.end()) {
        diagnostics_.error(source_, span, "unknown-channel", "there is no channel " + quoted(id),
                           hint_of_names(id, ids_of(channels)));
        return {};
    }
    return draw(scope_, "block_contact", contact_view(*found, scope_.words));
}

}  // namespace charter
