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

// A page of the kind whose file is named like the id and that has another one: its id was changed, or mistyped. nullptr
// if there is none.
[[nodiscard]] const Page* find_namesake(const Site& site, std::string_view kind, std::string_view id);

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
    // A page whose id alone was changed is told once, and is then faulty.
    void check(Site& site, Diagnostics& diagnostics) const;

  private:
    [[nodiscard]] bool names_page(ReferenceKind kind, std::string_view id) const;
    static void report(const Site& site, const Reference& reference, const std::vector<std::string>& known,
                       Diagnostics& diagnostics);
    static void report_changed_id(Site& site, const Page& page, const std::string& named,
                                  const std::vector<const Reference*>& places, Diagnostics& diagnostics);

    std::vector<Reference> references_;
    std::set<ReferenceKind> excused_;
};

}  // namespace charter
