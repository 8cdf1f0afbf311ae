#include "generator/render/search_content.h"

#include <algorithm>
#include <array>
#include <utility>

#include "generator/render/office_parts.h"
#include "generator/render/part_views.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

// Tags within a line of text.
constexpr auto inline_tags =
    std::to_array<std::string_view>({"a", "b", "code", "del", "em", "i", "span", "strong", "sub", "sup", "time"});

constexpr std::array<std::pair<std::string_view, char>, 5> references = {
    {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};

// What a promise's card says below the promise: the link to the form and the printed address.
constexpr std::string_view card_foot = "<div class=\"foot\">";
// How a block that speaks to all languages begins the words of each.
constexpr std::string_view words_of_language = "<span lang=";

// A form of the server, with the keys of the theme's words that it is found by.
struct ServedForm {
    std::string_view menu;  // the entry that a site's menu has where the form is served
    std::string_view path;
    std::string_view title;
    std::string_view keywords;
    std::string_view description;
    std::string_view text;
};
constexpr std::array<ServedForm, 3> served_forms = {
    {{"track", "track/", "track.title", "ui.track", "track.lead", "track.lost"},
     {"lodge", "lodge/", "ui.lodge", "menu.lodge", "start.lead", "start.free"},
     {"offices", "offices/find/", "finder.title", "finder.button", "finder.incomplete", "finder.label"}}};

std::string_view tag_name(std::string_view tag) {
    if (tag.starts_with('/')) tag.remove_prefix(1);
    return tag.substr(0, tag.find_first_of(" \t\n/>"));
}

void add_line(std::string& text, std::string_view line) {
    if (line.empty()) return;
    if (!text.empty()) text += '\n';
    text += line;
}

void add_lines(std::string& text, const std::vector<std::string>& lines) {
    for (const std::string& line : lines) add_line(text, line);
}

// A block of text: a paragraph, an item of a list.
struct TextLine {
    std::string text;
    bool has_languages = false;  // words of it are marked as being in one language or another
};

// Rendered Markdown, line by line.
class LineReader {
  public:
    explicit LineReader(std::string_view html) : html_(html) {}

    std::vector<TextLine> read() {
        while (at_ < html_.size()) {
            if (html_[at_] == '<')
                read_tag();
            else
                read_character();
        }
        end_line();
        return std::move(lines_);
    }

  private:
    void read_tag() {
        const std::string_view rest = html_.substr(at_);
        const std::size_t end = std::min(rest.find('>'), rest.size());
        if (rest.starts_with(card_foot)) {
            at_ += std::min(rest.find("</div>"), rest.size());
            return;
        }
        const std::string_view name = tag_name(rest.substr(1, end - 1));
        if (std::find(inline_tags.begin(), inline_tags.end(), name) == inline_tags.end()) end_line();
        if (rest.starts_with(words_of_language)) line_.has_languages = true;
        at_ += std::min(end + 1, rest.size());
    }

    void read_character() {
        const std::string_view rest = html_.substr(at_);
        const auto reference = std::find_if(references.begin(), references.end(),
                                            [&](const auto& each) { return rest.starts_with(each.first); });
        const char c = rest.front();
        if (reference != references.end()) {
            line_.text += reference->second;
            at_ += reference->first.size();
            return;
        }
        const bool is_gap = c == ' ' || c == '\n' || c == '\t';
        if (!is_gap)
            line_.text += c;
        else if (!line_.text.empty() && line_.text.back() != ' ')
            line_.text += ' ';
        ++at_;
    }

    void end_line() {
        line_.text = std::string(trim(line_.text));
        if (!line_.text.empty()) lines_.push_back(std::move(line_));
        line_ = {};
    }

    std::string_view html_;
    std::size_t at_ = 0;
    TextLine line_;
    std::vector<TextLine> lines_;
};

std::vector<TextLine> lines_of(std::string_view html) {
    return LineReader(html).read();
}

template <typename Item>
void add_titles(std::string& text, const std::vector<std::string>& ids, std::string_view language,
                const std::vector<Item>& items) {
    for (const std::string& id : ids) {
        const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
        if (found != items.end()) add_line(text, text_in(found->title, language));
    }
}

// What stands in the fields of the page and not in its text.
void add_fields(std::string& text, const Scope& scope, const Page& page) {
    add_line(text, page.who);
    add_line(text, page.cost);
    add_lines(text, page.needs);
    add_line(text, page.measured_by);
    add_line(text, page.redress);
    const Catalogue& catalogue = scope.site.catalogue;
    for (const CharterEdition& charter : catalogue.charters) {
        if (page.kind != PageKind::Charter || charter.id != page.id) continue;
        add_titles(text, charter.standards, page.language, catalogue.standards);
        add_titles(text, charter.services, page.language, catalogue.services);
    }
}

std::string section_title(const Scope& scope, const Page& page) {
    if (page.section.empty() || page.path == page.section + "/index") return {};
    const Page* index = find_page(scope.site, page.language, page.section + "/index");
    return index == nullptr ? std::string() : index->title;
}

std::string category_of(const Scope& scope, const Page& page) {
    if (page.kind != PageKind::Service) return {};
    const Service* service = find_service(scope.site.catalogue, page.id);
    return service == nullptr ? std::string() : name_of(scope, scope.site.catalogue.categories, service->category);
}

}  // namespace

bool has_search(const Site& site) {
    return std::find(site.menu.begin(), site.menu.end(), "search") != site.menu.end();
}

std::string plain_text(std::string_view html) {
    std::string text;
    for (const TextLine& line : lines_of(html)) add_line(text, line.text);
    return text;
}

SearchPage search_page_of(const Scope& scope, const Page& page, const MarkdownPage& text) {
    SearchEntry entry;
    entry.language = page.language;
    entry.url = page.url;
    entry.kind = key_of(page.kind);
    entry.section = section_title(scope, page);
    entry.title = page.title;
    entry.description = page.description;
    add_lines(entry.keywords, page.keywords);
    add_line(entry.keywords, category_of(scope, page));
    for (const Heading& heading : text.headings) add_line(entry.headings, heading.text);
    for (const TextLine& line : lines_of(text.html))
        add_line(line.has_languages ? entry.unshown : entry.text, line.text);
    add_fields(entry.text, scope, page);
    if (const Office* office = page.kind == PageKind::Office ? find_office(scope.site.catalogue, page.id) : nullptr) {
        const OfficeEntry finder = office_entry(scope, *office);
        for (const std::string* line :
             {&finder.type, &finder.area, &finder.address, &finder.phone, &finder.hours, &finder.note})
            add_line(entry.text, *line);
        add_line(entry.keywords, finder.places);
    }
    return search_page(std::move(entry));
}

std::vector<OfficeEntry> office_entries(const Scope& scope) {
    std::vector<OfficeEntry> entries;
    for (const Office& office : scope.site.catalogue.offices)
        if (!office.closed) entries.push_back(office_entry(scope, office));
    return entries;
}

std::vector<SearchPage> form_pages(const Scope& scope) {
    const std::vector<std::string>& menu = scope.site.menu;
    std::vector<SearchPage> pages;
    for (const ServedForm& form : served_forms) {
        if (std::find(menu.begin(), menu.end(), form.menu) == menu.end()) continue;
        SearchEntry entry;
        entry.language = scope.language();
        entry.url = "/" + scope.language() + "/" + std::string(form.path);
        entry.kind = "form";
        entry.title = scope.words.text(form.title);
        entry.keywords = scope.words.text(form.keywords);
        entry.description = scope.words.text(form.description);
        entry.text = scope.words.text(form.text);
        pages.push_back(search_page(std::move(entry)));
    }
    return pages;
}

bool is_searched(const Page& page) {
    return !page.draft && page.edition_place == EditionPlace::InForce;
}

SearchContent search_content(const Site& site, std::vector<SearchPage> pages,
                             std::vector<BesidesPages> besides_by_language) {
    SearchContent content;
    content.pages = std::move(pages);
    const std::string& first = source_language(site);
    for (std::size_t i = 0; i < site.catalogue.languages.size(); ++i) {
        SearchScope scope;
        scope.language = site.catalogue.languages[i];
        scope.offices = std::move(besides_by_language[i].offices);
        for (std::size_t page = 0; page < site.pages.size(); ++page) {
            const Page& each = site.pages[page];
            const bool is_own = each.language == scope.language;
            const bool is_missing = each.language == first && find_page(site, scope.language, each.path) == nullptr;
            if (is_searched(each) && (is_own || is_missing)) scope.pages.push_back(page);
        }
        for (SearchPage& form : besides_by_language[i].forms) {
            scope.pages.push_back(content.pages.size());
            content.pages.push_back(std::move(form));
        }
        const auto synonyms = site.synonyms.find(scope.language);
        if (synonyms != site.synonyms.end()) scope.synonyms = synonyms->second;
        content.scopes.push_back(std::move(scope));
    }
    return content;
}

}  // namespace charter
