#include "generator/model/build_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "generator/content/front_matter.h"
#include "generator/model/choose_editions.h"
#include "generator/model/fields.h"
#include "generator/model/fill_catalogue.h"
#include "generator/model/left_edition.h"
#include "generator/model/page_draft.h"
#include "generator/model/read_page.h"
#include "generator/model/references.h"
#include "generator/model/registers.h"
#include "generator/model/settings.h"
#include "generator/shared/parallel.h"

namespace charter {
namespace {

// The files of the first language, and those of the others with the file each translates.
struct Files {
    std::vector<std::size_t> originals;
    std::vector<std::pair<std::size_t, std::size_t>> translations;  // file, place of its original in `originals`
};

void report_unknown_language(const Site& site, const Source& source, const std::string& folder,
                             Diagnostics& diagnostics) {
    diagnostics.error(source, {0, 1}, "unknown-language",
                      fmt::format("the folder \"{}\" is not a language of this site", folder),
                      hint_of_names(folder, site.catalogue.languages));
}

// The languages that a home page says are still to come.
void add_pending(const Source& home, std::set<std::string>& languages) {
    Diagnostics told_later;
    const FrontMatter front = parse_front_matter(home, told_later);
    const YamlEntry* translations = front.fields.find("translations");
    if (translations == nullptr) return;
    for (const YamlEntry& each : translations->value.entries)
        if (is_language(each.key)) languages.insert(each.key);
}

// The first folders of the pages and what their home pages declare pending, English first: what the languages must be
// where site.yaml does not say.
std::vector<std::string> language_folders(const std::vector<Source>& pages) {
    std::set<std::string> folders;
    for (const Source& page : pages) {
        PagePath where = page_path_of(page.path);
        if (where.path == "index") add_pending(page, folders);
        if (is_language(where.language)) folders.insert(std::move(where.language));
    }
    std::vector<std::string> languages(folders.begin(), folders.end());
    std::stable_partition(languages.begin(), languages.end(), [](const std::string& each) { return each == "en"; });
    if (languages.empty()) languages.emplace_back("en");
    return languages;
}

Files sort_files(const Site& site, Diagnostics& diagnostics) {
    const std::vector<std::string>& languages = site.catalogue.languages;
    Files files;
    std::unordered_map<std::string, std::size_t> originals;  // path -> place
    std::set<std::string> unknown_folders;
    std::vector<std::size_t> others;
    for (std::size_t index = 0; index < site.sources.size(); ++index) {
        PagePath where = page_path_of(site.sources[index].path);
        if (where.language == languages.front()) {
            originals.emplace(std::move(where.path), files.originals.size());
            files.originals.push_back(index);
        } else if (std::find(languages.begin(), languages.end(), where.language) != languages.end()) {
            others.push_back(index);
        } else if (unknown_folders.insert(where.language).second) {
            report_unknown_language(site, site.sources[index], where.language, diagnostics);
        }
    }
    for (const std::size_t index : others) {
        const Source& source = site.sources[index];
        const auto original = originals.find(page_path_of(source.path).path);
        if (original != originals.end())
            files.translations.emplace_back(index, original->second);
        else
            diagnostics.error(source, {0, 1}, "missing-source",
                              fmt::format("there is no {}/{}.md that this page translates", languages.front(),
                                          page_path_of(source.path).path),
                              "write that page first, or move this one to the path of the page it translates");
    }
    return files;
}

// A file's draft from memory, put to where its text is now. False if it has to be read.
bool recall(const DraftMemory* memory, const Source& source, std::size_t index, PageDraft& draft) {
    const PageDraft* kept = memory == nullptr ? nullptr : memory->find(source.path);
    if (kept == nullptr) return false;
    draft = *kept;
    draft.page.source = index;
    draft.references.move_to(source);
    return true;
}

// Originals first, each list in the order of the files.
std::vector<PageDraft> read_pages(const Site& site, unsigned jobs, DraftMemory* memory, Diagnostics& diagnostics) {
    const Files files = sort_files(site, diagnostics);
    const std::size_t originals = files.originals.size();
    std::vector<PageDraft> drafts(originals + files.translations.size());
    std::vector<char> is_read(drafts.size());
    for_each_index(originals, jobs, [&](std::size_t at, std::size_t) {
        const std::size_t index = files.originals[at];
        if (recall(memory, site.sources[index], index, drafts[at])) return;
        drafts[at] = read_page(site.sources[index], index, site);
        is_read[at] = 1;
    });
    for_each_index(files.translations.size(), jobs, [&](std::size_t at, std::size_t) {
        const auto [index, original] = files.translations[at];
        PageDraft& draft = drafts[originals + at];
        if (is_read[original] == 0 && recall(memory, site.sources[index], index, draft)) return;
        draft = read_translation(site.sources[index], index, drafts[original], site.sources[files.originals[original]]);
        is_read[originals + at] = 1;
    });
    for (std::size_t at = 0; memory != nullptr && at < drafts.size(); ++at)
        if (is_read[at] != 0) memory->keep(site.sources[*drafts[at].page.source].path, drafts[at]);
    return drafts;
}

std::string_view last_part(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}

void give_id(PageDraft& draft, std::string id) {
    draft.page.id = id;
    if (auto* standard = std::get_if<Standard>(&draft.promise))
        standard->id = std::move(id);
    else if (auto* service = std::get_if<Service>(&draft.promise))
        service->id = std::move(id);
    else if (auto* charter = std::get_if<CharterEdition>(&draft.promise))
        charter->id = std::move(id);
}

// Finds the pages that claim one id, of one kind and edition. The page whose file is named like the id keeps it, else
// the first by path; the other goes by the name of its file, which is what it was copied to be.
class IdClaims {
  public:
    IdClaims(Site& site, std::vector<PageDraft>& drafts, Diagnostics& diagnostics)
        : site_(site), drafts_(drafts), diagnostics_(diagnostics) {}

    void settle() {
        std::vector<PageDraft*> order;
        for (PageDraft& draft : drafts_)
            if (!kind_of(draft).empty()) order.push_back(&draft);
        const auto rank = [](const PageDraft* draft) {
            const std::string_view path = plain_path(draft->page);
            return std::tuple{last_part(path) != draft->page.id, path};
        };
        std::stable_sort(order.begin(), order.end(),
                         [&](const PageDraft* a, const PageDraft* b) { return rank(a) < rank(b); });
        for (PageDraft* draft : order) claim(*draft);
    }

  private:
    using Key = std::tuple<std::string, std::string, std::string>;  // kind, id, edition

    static Key key_of_claim(const PageDraft& draft) {
        return {std::string(kind_of(draft)), draft.page.id, draft.page.edition};
    }

    void claim(PageDraft& draft) {
        const auto [found, is_new] = claims_.emplace(key_of_claim(draft), &draft);
        if (is_new) return;
        const bool is_second = draft.page.edition_place == EditionPlace::Same && !draft.is_frozen;  // drawing of a page
        if (!draft.is_faulty && !is_second) report(draft, *found->second);  // else its id is a stand-in
        give_id(draft, std::string(last_part(plain_path(draft.page))));
        if (!claims_.emplace(key_of_claim(draft), &draft).second) draft.promise = std::monostate();
    }

    void report(const PageDraft& draft, const PageDraft& first) {
        const Source& source = site_.sources[*draft.page.source];
        const Source& first_source = site_.sources[*first.page.source];
        diagnostics_.error(source, draft.id_span, "duplicate-id",
                           fmt::format("{} has the id \"{}\" already", first_source.path, draft.page.id),
                           "give this page an id of its own");
        diagnostics_.note(first_source, first.id_span, "first declared here");
        site_.faulty.insert(source.path);
    }

    Site& site_;
    std::vector<PageDraft>& drafts_;
    Diagnostics& diagnostics_;
    std::map<Key, const PageDraft*> claims_;
};

// Every office of the register has a page in every language, unless a file in the first language is its page.
std::vector<Page> register_pages(const Site& site, const std::vector<PageDraft>& drafts) {
    std::set<std::string_view> written;
    for (const PageDraft& draft : drafts) {
        if (draft.page.kind == PageKind::Office) written.insert(draft.page.id);
    }
    std::vector<Page> pages;
    const std::vector<Office>& offices = site.catalogue.offices;
    for (std::size_t at = 0; at < offices.size(); ++at) {
        if (written.contains(offices[at].id)) continue;
        for (const std::string& language : site.catalogue.languages) {
            Page page;
            page.language = language;
            page.path = "offices/" + offices[at].id;
            page.url = url_of(language, page.path);
            page.section = "offices";
            page.kind = PageKind::Office;
            page.weight = static_cast<int>(at) + 1;
            page.translation =
                language == source_language(site) ? Translation::Source : site.office_facts[at].translation;
            page.id = offices[at].id;
            page.title = text_in(offices[at].name, language);
            pages.push_back(std::move(page));
        }
    }
    return pages;
}

// By language, in the site's order, then path. Pages are big: each is moved once, when its place is known.
void put_in_order(Site& site, const std::vector<Page*>& pages) {
    const std::vector<std::string>& languages = site.catalogue.languages;
    std::vector<std::tuple<std::ptrdiff_t, std::string_view, std::size_t>> places;
    places.reserve(pages.size());
    for (std::size_t at = 0; at < pages.size(); ++at) {
        const auto language = std::find(languages.begin(), languages.end(), pages[at]->language);
        places.emplace_back(language - languages.begin(), pages[at]->path, at);
    }
    std::sort(places.begin(), places.end());
    site.pages.reserve(pages.size());
    for (const auto& [language, path, at] : places) site.pages.push_back(std::move(*pages[at]));
}

void add_pages(Site& site, std::vector<PageDraft>& drafts) {
    std::vector<Page> of_registers = register_pages(site, drafts);
    std::vector<Page*> pages;
    pages.reserve(of_registers.size() + drafts.size());
    for (Page& page : of_registers) pages.push_back(&page);
    for (PageDraft& draft : drafts) {
        if (!draft.pending.empty()) site.pending[draft.page.path] = std::move(draft.pending);
        pages.push_back(&draft.page);
    }
    put_in_order(site, pages);
}

void settle_comment_rounds(std::vector<Page>& pages, Date today) {
    for (Page& page : pages)
        if (page.open_for_comment) page.comment_state = state_on(*page.open_for_comment, today);
}

}  // namespace

Site build_model(SiteFiles files, unsigned jobs, Diagnostics& diagnostics, const EditionChoice& choice,
                 DraftMemory* memory) {
    Site site;
    References references;
    site.catalogue.site_id = files.site_id;
    site.faulty = std::move(files.faulty);
    site.catalogue.languages = language_folders(files.pages);
    read_settings(files.settings, site, references, diagnostics);
    read_registers(files.data, site, references, diagnostics);
    site.sources = std::move(files.pages);
    site.addresses = std::move(files.addresses);
    site.pictures = std::move(files.pictures);

    std::vector<PageDraft> drafts = read_pages(site, jobs, memory, diagnostics);
    for (PageDraft& draft : drafts) {
        if (draft.page.draft && !choice.drafts) continue;  // it is on no page
        if (draft.is_faulty || draft.diagnostics.has_errors())
            site.faulty.insert(site.sources[*draft.page.source].path);
        diagnostics.merge(std::move(draft.diagnostics));
        // What a frozen page names may be gone by now: it says what was promised then.
        if (!draft.is_frozen) references.merge(std::move(draft.references));
    }
    settle_left_editions(drafts, site, diagnostics);
    EditionChoice day = choice;
    if (!day.today && day.now) day.today = calendar_of(site.catalogue).local_date(*day.now);
    const bool next_is_open = choose_editions(drafts, source_language(site), day);
    IdClaims(site, drafts, diagnostics).settle();
    std::vector<Promise> promises = take_promises(drafts);
    add_pages(site, drafts);
    if (day.today) settle_comment_rounds(site.pages, *day.today);
    fill_catalogue(site, std::move(promises));
    if (next_is_open) settle_edition(site.catalogue);
    address_offices(site);
    references.check(site, diagnostics);  // it points into the settings and the registers
    leave_out_coming(site);
    if (day.today && !day.drafts)
        std::erase_if(site.gone, [&](const GoneAddress& gone) { return *day.today < gone.since; });
    site.settings = std::move(files.settings);
    site.data = std::move(files.data);
    return site;
}

SiteFiles take_files(Site site) {
    SiteFiles files;
    files.site_id = std::move(site.catalogue.site_id);
    files.settings = std::move(site.settings);
    files.data = std::move(site.data);
    files.addresses = std::move(site.addresses);
    files.pages = std::move(site.sources);
    files.pictures = std::move(site.pictures);
    return files;
}

}  // namespace charter
