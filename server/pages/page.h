// What every served page needs, and the one way to draw it: through the same theme, settings and words as the generated
// pages. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/catalogue.h"
#include "generator/shared/site_settings.h"
#include "generator/shared/theme.h"
#include "generator/shared/view.h"
#include "server/cases/case.h"

namespace charter {

// The signed-in member of staff whom a page greets. `csrf` goes into every form.
struct StaffFace {
    std::string user_name;
    Role role = Role::CustomerCareAssistant;
    std::string office;  // id; may be empty
    std::string csrf;
};

// One look at the published site and the person who asked. The references must outlive the page.
struct PageContext {
    const Theme& theme;
    const SiteSettings& settings;
    const Catalogue& catalogue;
    std::string language;  // one of the catalogue's
    Instant now{};
    bool demo_database = false;
    std::optional<StaffFace> staff;

    [[nodiscard]] const Words& words() const { return theme.words(language); }
    [[nodiscard]] const Words& words(std::string_view other) const { return theme.words(other); }
};

struct PageFrame {
    std::string title;  // the part of the document title that is the page's own
    std::string path;   // behind the language: "lodge/check/"; for pages without languages, whole: "/staff/"
    std::string current_menu;
    bool error = false;
    bool one_language = false;  // staff pages: no language switch
};

// The page as HTML. No served page is for search engines.
[[nodiscard]] std::string draw_page(const PageContext& context, std::string_view layout, const PageFrame& frame,
                                    View view);

[[nodiscard]] std::string page_url(std::string_view language, std::string_view path);
// The name of an office, service or standard in the page's language; the id itself if the catalogue no longer has it.
[[nodiscard]] std::string office_name(const PageContext& context, std::string_view id);
[[nodiscard]] std::string service_name(const PageContext& context, std::string_view id);
[[nodiscard]] std::string standard_name(const PageContext& context, std::string_view id);
// A local time of day, "14:20".
[[nodiscard]] std::string clock_time(const Calendar& calendar, Instant instant);
// "1,204"
[[nodiscard]] std::string grouped_number(std::size_t number);
// [{text}, ...] for a list of plain lines.
[[nodiscard]] std::vector<View> text_views(const std::vector<std::string>& texts);
// A list of name and value for hidden fields.
[[nodiscard]] View hidden_field(std::string_view name, std::string_view value);
[[nodiscard]] View titled_link(std::string title, std::string url);
// [{reference_groups}]: "K7M", "4R2", "WX9".
[[nodiscard]] std::vector<View> group_views(std::string_view in_groups);

}  // namespace charter
