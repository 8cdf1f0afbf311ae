// What one yearly edition promises differently from another: standard by standard and field by field, and what each
// office's charter takes in or leaves out. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// Seen from the person it was promised to. Changed: neither more nor less, such as other words.
enum class ChangeEffect { Stronger, Weaker, Changed, New, Removed };
[[nodiscard]] std::string_view key_of(ChangeEffect effect);

enum class ChangeField { Whole, Within, Target, AppliesTo, Clock, Status, Title, Text };
[[nodiscard]] std::string_view key_of(ChangeField field);

struct Change {
    ChangeEffect effect = ChangeEffect::Changed;
    ChangeField field = ChangeField::Whole;
    std::string standard;        // id
    std::string charter;         // id: this charter takes the standard in or leaves it out; else empty
    std::string before;          // as in content: "30 working days", "85%"; empty for what is new, and for Text
    std::string after;           // empty for what is removed
    const Page* page = nullptr;  // where the newer edition stands, or the older one if it is gone; null
                                 // only in changes_since, for what has no page any more
};

// The promises of one edition: those at its permanent addresses, or in force if that is its year.
struct EditionPromises {
    std::string year;
    const std::vector<Standard>* standards = nullptr;
    const std::vector<CharterEdition>* charters = nullptr;
};
// Nothing if the site has no such edition.
[[nodiscard]] std::optional<EditionPromises> promises_of(const Site& site, std::string_view year);
// The years of all editions, oldest first.
[[nodiscard]] std::vector<std::string> edition_years(const Site& site);

// By standard, then field; then those of the charters. A charter that only one edition has is not compared. The pages
// belong to `site`.
[[nodiscard]] std::vector<Change> changes_between(const Site& site, const EditionPromises& before,
                                                  const EditionPromises& after);

// What the site would change of the promises that `published` holds, which was built from it before. Texts are not
// compared: the catalogue does not hold them.
[[nodiscard]] std::vector<Change> changes_since(const Site& site, const Catalogue& published);

// Code: weaker-without-note, for each promise in force that is weaker than in the edition before and does not say why.
void check_changes(const Site& site, Diagnostics& diagnostics);

}  // namespace charter
