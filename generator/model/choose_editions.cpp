#include "generator/model/choose_editions.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "generator/shared/contains.h"

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
        : drafts_(drafts),
          first_language_(first_language),
          choice_(choice),
          families_(families_of(drafts)),
          turn_(turn_of_year()) {}

    void choose() {
        // What charters name decides about standards.
        for (const PageKind kind : {PageKind::Charter, PageKind::Standard})
            for (const auto& [path, family] : families_)
                if (kind_of_family(family) == kind) choose(path, family);
    }

    // True if a charter of the tree was put aside.
    bool finish() {
        std::erase_if(drafts_, [](const PageDraft& draft) { return draft.page.path.empty(); });
        for (PageDraft& copy : copies_) drafts_.push_back(std::move(copy));
        return puts_charter_aside_;
    }

  private:
    static constexpr const char* in_tree = "";

    // How far the edition of the tree is.
    enum class Turn {
        Settled,  // it counts as a whole, or there was none before it
        Partly,   // some of its charters count, and some of the edition before
        Awaited   // none of its charters counts yet
    };

    const PageDraft* original_of(const Places& places) const {
        for (const std::size_t at : places)
            if (drafts_[at].page.language == first_language_) return &drafts_[at];
        return nullptr;
    }
    PageKind kind_of_family(const Family& family) const {
        const Places& places = family.tree.empty() ? family.frozen.begin()->second : family.tree;
        return drafts_[places.front()].page.kind;
    }

    // Told by the charters that both editions have; where there are none, by the standards.
    Turn turn_of_year() {
        for (const PageKind kind : {PageKind::Charter, PageKind::Standard}) {
            bool counts = false;
            bool waits = false;
            for (const auto& [path, family] : families_) {
                const PageDraft* original = original_of(family.tree);
                if (!family.frozen.empty()) newest_kept_ = std::max(newest_kept_, family.frozen.rbegin()->first);
                if (original == nullptr || family.frozen.empty() || original->page.kind != kind) continue;
                (is_to_come(*original, choice_) ? waits : counts) = true;
            }
            if (counts || waits) return !waits ? Turn::Settled : counts ? Turn::Partly : Turn::Awaited;
        }
        return Turn::Settled;
    }

    void choose(const std::string& path, const Family& family) {
        const PageDraft* original = original_of(family.tree);
        if (original == nullptr) return choose_without_next(path, family);
        const std::string edition = edition_of(*original);
        if (!family.frozen.empty() && is_to_come(*original, choice_)) return put_frozen_in_force(path, family, edition);
        if (family.frozen.empty() && waits_for_charter(*original)) return put_back(family.tree, path, *original);
        if (original->page.draft) return;
        if (is_to_come(*original, choice_)) return put_aside(family.tree, path, edition);
        note_names(*original, in_tree);
        if (!edition.empty() && !family.frozen.contains(edition))
            add_copies(family.tree, path + "/" + edition, edition, EditionPlace::Same);
    }

    // What the next edition does not have counts as long as the one before does: a charter until another of the next
    // counts, a promise until no charter of its year makes it any more.
    void choose_without_next(const std::string& path, const Family& family) {
        const auto& [year, places] = *family.frozen.rbegin();
        const PageDraft* original = original_of(places);
        if (original == nullptr || turn_ == Turn::Settled || year != newest_kept_) return;
        const bool is_named = original->page.kind == PageKind::Standard && names_.contains({year, original->page.id});
        if (turn_ == Turn::Awaited || is_named) put_frozen_in_force(path, family, {});
    }

    // A page that only the next edition has and that says no day: it counts with the charters that name it, and where
    // none does, or it is a charter itself, with the first of them.
    bool waits_for_charter(const PageDraft& original) const {
        if (turn_ == Turn::Settled || original.page.draft || original.page.in_force_from) return false;
        if (original.page.kind == PageKind::Charter)
            return turn_ == Turn::Awaited && newest_kept_ < edition_of(original);
        if (names_.contains({in_tree, original.page.id})) return false;
        return turn_ == Turn::Awaited || is_named_in_tree(original.page.id);
    }
    bool is_named_in_tree(const std::string& id) const {
        return std::any_of(drafts_.begin(), drafts_.end(), [&](const PageDraft& draft) {
            const auto* charter = std::get_if<CharterEdition>(&draft.promise);
            return charter != nullptr && !draft.is_frozen && contains(charter->standards, id);
        });
    }
    // `page` counts: what it names is made by it.
    void note_names(const PageDraft& page, const std::string& year) {
        if (const auto* charter = std::get_if<CharterEdition>(&page.promise))
            for (const std::string& id : charter->standards) names_.emplace(year, id);
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
        put_aside(family.tree, path, coming);
        add_copies(places, path, "", EditionPlace::InForce);
        for (const std::size_t at : places) drafts_[at].page.edition_place = EditionPlace::Same;
        if (const PageDraft* original = original_of(places)) note_names(*original, year);
    }

    // To the address of its edition; what is not signed yet, or has no edition, is on no page.
    void put_aside(const Places& tree, const std::string& path, const std::string& coming) {
        for (const std::size_t at : tree) {
            // A page without a path is taken out at the end.
            if (drafts_[at].page.draft || coming.empty())
                drafts_[at].page.path.clear();
            else
                move_to(drafts_[at], path + "/" + coming, coming, EditionPlace::Coming);
        }
    }
    // Without a day of its own: it counts with a charter that is signed already, else it is a draft like those it waits
    // for.
    void put_back(const Places& tree, const std::string& path, const PageDraft& original) {
        const bool is_promise = original.page.kind == PageKind::Standard;
        const std::optional<Date> day = is_promise ? first_day_in_tree(original.page.id) : std::nullopt;
        for (const std::size_t at : tree) {
            drafts_[at].page.in_force_from = day;
            drafts_[at].page.draft = !day;
        }
        if (day) put_aside(tree, path, edition_of(original));
    }
    std::optional<Date> first_day_in_tree(const std::string& id) const {
        std::optional<Date> first;
        for (const PageDraft& draft : drafts_) {
            const auto* charter = std::get_if<CharterEdition>(&draft.promise);
            if (charter == nullptr || draft.is_frozen || draft.page.draft || !contains(charter->standards, id))
                continue;
            const std::optional<Date>& from = draft.page.in_force_from;
            if (from && (!first || *from < *first)) first = from;
        }
        return first;
    }

    void add_copies(const Places& places, const std::string& path, const std::string& edition, EditionPlace place) {
        for (const std::size_t at : places) copies_.push_back(copy_at(drafts_[at], path, edition, place));
    }

    std::vector<PageDraft>& drafts_;
    const std::string& first_language_;
    const EditionChoice& choice_;
    const std::map<std::string, Family> families_;
    std::string newest_kept_;  // year
    const Turn turn_;
    std::set<std::pair<std::string, std::string>> names_;  // year kept or in_tree, and id: named by charters that count
    std::vector<PageDraft> copies_;
    bool puts_charter_aside_ = false;
};

}  // namespace

bool choose_editions(std::vector<PageDraft>& drafts, const std::string& first_language, const EditionChoice& choice) {
    Chooser chooser(drafts, first_language, choice);
    chooser.choose();
    return chooser.finish();
}

}  // namespace charter
