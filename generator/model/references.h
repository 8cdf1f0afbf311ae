// What content names elsewhere by an id (a standard of a charter, an office's region), kept with its place until
// everything is read and can be looked up.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/model/fields.h"
#include "generator/model/site.h"
#include "generator/shared/diagnostics.h"

namespace charter {

// What to type instead of an id that nothing has: the nearest of `names`, or all, or where they stand; and if a page of
// that name calls itself otherwise, that.
[[nodiscard]] std::string hint_for_id(const Site& site, std::string_view kind, const std::string& id,
                                      const std::vector<std::string>& names);

enum class ReferenceKind { Standard, Service, Office, Region, Category, Principle, Hours, Section };

struct Reference {
    ReferenceKind kind = ReferenceKind::Standard;
    const Source* source = nullptr;  // lives until the check
    TextAt id;
};

class References {
  public:
    // Remembers the id, if there is one, and gives it back as plain text.
    std::string add(ReferenceKind kind, const Source& source, const std::optional<TextAt>& id);
    std::vector<std::string> add(ReferenceKind kind, const Source& source, const std::vector<TextAt>& ids);
    void merge(References other);
    // What would have been named cannot be read: nothing of this kind is missed.
    void excuse(ReferenceKind kind) { excused_.insert(kind); }
    // The same references, all of which stand in one file, once that file's text is at another place.
    void move_to(const Source& source);
    // Codes: unknown-standard, unknown-service, unknown-office, unknown-region, unknown-category, unknown-principle,
    // unknown-hours, unknown-section.
    void check(const Site& site, Diagnostics& diagnostics) const;

  private:
    std::vector<Reference> references_;
    std::set<ReferenceKind> excused_;
};

}  // namespace charter
