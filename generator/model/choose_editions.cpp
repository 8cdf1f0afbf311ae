#include "generator/model/choose_editions.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace charter {
namespace {

using Places = std::vector<std::size_t>;  // in the list of drafts, one for each language

// The pages of one path: the tree's, and those of each frozen edition.
struct Family {
    Places tree;
    std::map<std::string, Places> frozen;  // by year
};

std::map<std::string, Family> families_of(const std::vector<PageDraft>& drafts) {
    std::map<std::string, Family> families;
    for (std::size_t at = 0; at < drafts.size(); ++at) {
        const PageDraft& draft = drafts[at];
        const bool has_editions = draft.page.kind == PageKind::Charter || draft.page.kind == PageKind::Standard;
        if (!has_editions) continue;
        Family& family = families[std::string(plain_path(draft.page))];
        (draft.is_frozen ? family.frozen[draft.page.edition] : family.tree).push_back(at);
    }
    return families;
}

bool is_to_come(const PageDraft& draft, const EditionChoice& choice) {
    if (choice.drafts) return false;
    if (draft.page.draft) return true;
    return choice.today && draft.page.in_force_from && *choice.today < *draft.page.in_force_from;
}

std::string edition_of(const PageDraft& draft) {
    if (const auto* charter = std::get_if<CharterEdition>(&draft.promise)) return charter->edition;
    if (const auto* standard = std::get_if<Standard>(&draft.promise)) return standard->edition;
    return {};
}

void move_to(PageDraft& draft, std::string path, std::string edition, EditionPlace place) {
    draft.page.path = std::move(path);
    draft.page.url = url_of(draft.page.language, draft.page.path);
    draft.page.edition = std::move(edition);
    draft.page.edition_place = place;
    draft.page.aliases.clear();
}

PageDraft copy_at(const PageDraft& draft, std::string path, std::string edition, EditionPlace place) {
    PageDraft copy;
    copy.page = draft.page;
    copy.promise = draft.promise;
    copy.pending = draft.pending;
    copy.id_span = draft.id_span;
    copy.head = draft.head;
    copy.is_frozen = draft.is_frozen;
    move_to(copy, std::move(path), std::move(edition), place);
    return copy;
}

class Chooser {
  public:
    Chooser(std::vector<PageDraft>& drafts, const std::string& first_language, const EditionChoice& choice)
        : drafts_(drafts), first_language_(first_language), choice_(choice) {}

    void choose(const std::string& path, const Family& family) {
        const PageDraft* original = original_of(family.tree);
        if (original == nullptr) return;
        const std::string edition = edition_of(*original);
        if (!family.frozen.empty() && is_to_come(*original, choice_)) return put_frozen_in_force(path, family, edition);
        const bool keeps_address = original->page.kind == PageKind::Charter && !edition.empty() &&
                                   !family.frozen.contains(edition) && !original->page.draft;
        if (keeps_address) add_copies(family.tree, path + "/" + edition, edition, EditionPlace::Same);
    }

    // True if a charter of the tree was put aside.
    bool finish() {
        std::erase_if(drafts_, [](const PageDraft& draft) { return draft.page.path.empty(); });
        for (PageDraft& copy : copies_) drafts_.push_back(std::move(copy));
        return puts_charter_aside_;
    }

  private:
    const PageDraft* original_of(const Places& places) const {
        for (const std::size_t at : places)
            if (drafts_[at].page.language == first_language_) return &drafts_[at];
        return nullptr;
    }

    // The newest that counts today, else the newest.
    const std::pair<const std::string, Places>& newest(const Family& family) const {
        for (auto year = family.frozen.rbegin(); year != family.frozen.rend(); ++year) {
            const PageDraft* original = original_of(year->second);
            if (original != nullptr && !is_to_come(*original, choice_)) return *year;
        }
        return *family.frozen.rbegin();
    }

    void put_frozen_in_force(const std::string& path, const Family& family, const std::string& coming) {
        const auto& [year, places] = newest(family);
        puts_charter_aside_ = puts_charter_aside_ || drafts_[places.front()].page.kind == PageKind::Charter;
        for (const std::size_t at : family.tree) {
            // A page without a path is taken out at the end.
            if (drafts_[at].page.draft)
                drafts_[at].page.path.clear();
            else
                move_to(drafts_[at], path + "/" + coming, coming, EditionPlace::Coming);
        }
        add_copies(places, path, "", EditionPlace::InForce);
        for (const std::size_t at : places) drafts_[at].page.edition_place = EditionPlace::Same;
    }

    void add_copies(const Places& places, const std::string& path, const std::string& edition, EditionPlace place) {
        for (const std::size_t at : places) copies_.push_back(copy_at(drafts_[at], path, edition, place));
    }

    std::vector<PageDraft>& drafts_;
    const std::string& first_language_;
    const EditionChoice& choice_;
    std::vector<PageDraft> copies_;
    bool puts_charter_aside_ = false;
};

}  // namespace

bool choose_editions(std::vector<PageDraft>& drafts, const std::string& first_language, const EditionChoice& choice) {
    Chooser chooser(drafts, first_language, choice);
    for (const auto& [path, family] : families_of(drafts)) chooser.choose(path, family);
    return chooser.finish();
}

}  // namespace charter
