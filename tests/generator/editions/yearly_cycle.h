// A town of one office, one charter and one standard in two languages, in a folder of its own: signed, and ready for
// the next edition.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "generator/content/read_content.h"
#include "generator/editions/approve.h"
#include "generator/editions/republish.h"
#include "generator/model/build_model.h"
#include "generator/shared/files.h"
#include "tests/support/temp_dir.h"

namespace charter {

inline constexpr std::string_view standard =
    "---\ntitle: We answer\nkind: standard\nid: answer\napplies_to: [complaint]\nclock: resolve\n"
    "within: 25 working days\nstatus: example\nreview_by: 2027-03-31\n---\nHow.\n";
inline constexpr std::string_view promises =
    "---\ntitle: Our promises\nkind: charter\nid: town\noffice: hall\nedition: 2026-27\nstandards: [answer]\n"
    "approved: {role: Mayor, on: 2026-06-15}\nin_force_from: 2026-07-01\nreview_by: 2027-03-31\n---\nWe promise.\n";

inline std::string translation_of(std::string_view original) {
    return "---\ntitle: Ons antwoord\ntranslation: draft\nsource: " + content_hash(original).substr(0, 16) +
           "\n---\nHoe.\n";
}

class YearlyCycle {
  public:
    YearlyCycle() {
        put("site.yaml",
            "name: {en: Town, af: Dorp}\nbase_url: https://town.example\nlanguages: [en, af]\nedition: \"2026-27\"\n"
            "sign_off: [supported, approved]\n");
        put("data/offices.yaml", "- id: hall\n  name: {en: Hall, af: Saal}\n  type: head\n");
        const std::string home = "---\ntitle: Home\n---\nWelcome.\n";
        put("en/index.md", home);
        put("af/index.md", translation_of(home));
        put("en/charters/town.md", promises);
        put("af/charters/town.md", translation_of(promises));
        put("en/standards/answer.md", standard);
        put("af/standards/answer.md", translation_of(standard));
        options.site = folder_ / "town";
        options.theme = std::filesystem::path(CHARTER_SOURCE_DIR) / "themes/default";
        options.jobs = 1;
        CHECK(sign(SignOff::Supported, "Director", "2026-06-15") == ApprovalResult::Recorded);
        CHECK(sign(SignOff::Approved, "Mayor", "2026-06-15") == ApprovalResult::Complete);
    }

    void put(const std::string& path, std::string_view text) const {
        write_file_atomically(folder_ / "town" / path, text);
    }
    [[nodiscard]] std::string text_of(const std::string& path) const { return read_file(folder_ / "town" / path); }

    [[nodiscard]] std::map<std::string, std::string> everything() const {
        std::map<std::string, std::string> texts;
        for (const std::string& path : list_files(options.site)) texts[path] = text_of(path);
        return texts;
    }

    [[nodiscard]] std::string edition_in_force(Date day) const {
        Diagnostics diagnostics;
        const Site site = build_model(read_content(options.site, 1, diagnostics), 1, diagnostics, {day, false});
        CHECK(to_text(diagnostics.sorted()) == "0 errors, 0 warnings\n");
        return site.catalogue.charters.empty() ? "none" : site.catalogue.charters.front().edition;
    }

    RepublishResult open(std::string_view year) const {
        Diagnostics diagnostics;
        const RepublishResult result = republish(options, year, {}, diagnostics).result;
        CHECK(diagnostics.warning_count() == 0);
        return result;
    }

    ApprovalResult sign(SignOff step, const std::string& role, std::string_view on = "2027-06-15") const {
        Diagnostics diagnostics;
        const ApprovalRequest request{"charters/town", step, role, parse_date(on).value(), "2/8/6/2", ""};
        return approve(options, request, diagnostics).result;
    }

    CheckOptions options;

  private:
    TempDir folder_;
};

}  // namespace charter
