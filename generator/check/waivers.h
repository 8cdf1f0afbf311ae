// Findings that a site has decided to live with for a while, in site.yaml:
//
//   waivers:
//     - {code: alt-text, path: en/news/*, reason: the pictures are redrawn in March, until: 2027-03-31}
//
// A code with an id after a slash waives that rule alone. What is an error in every profile cannot be waived, but for a
// few codes that judge and may be wrong (CodeEntry::waivable).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/check/profile.h"
#include "generator/shared/source.h"

namespace charter {

class Waivers {
  public:
    // Codes: missing-field, bad-field, bad-date, unknown-field, unknown-code, waiver-refused.
    [[nodiscard]] static Waivers read(const Source& settings, const CheckAim& aim, Diagnostics& diagnostics);

    // Takes out what is waived. To be called once all is found, and also before, where errors would stop the way there.
    void apply(Diagnostics& diagnostics);
    // Codes: waiver-expired; in a full check waiver-unused.
    void report(const Source& settings, Diagnostics& diagnostics) const;

  private:
    struct Waiver {
        std::string code;
        std::string path;  // of the file; * stands for any signs
        std::optional<Date> until;
        Span span;
        bool is_used = false;
        bool is_expired = false;
    };
    std::vector<Waiver> waivers_;
    CheckAim aim_;
};

// True if the path is the pattern's, in which * stands for any signs, none too.
[[nodiscard]] bool matches_pattern(std::string_view path, std::string_view pattern);

}  // namespace charter
