// The fields of one form as views: label and hint from the words field.NAME.label and field.NAME.hint, value as given,
// message where an error names the field. A form that asks otherwise has words of its own: GROUP.NAME.label,
// GROUP.NAME.hint and, for the message error.NAME.FAULT, GROUP.NAME.FAULT. The names are those of the form
// (server/forms).
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/forms/form.h"
#include "server/pages/page.h"

namespace charter {

struct Option {
    std::string value;
    std::string label;
    std::string hint;
    std::string key{};  // that chooses it, with Alt
};
struct OptionGroup {
    std::string label;
    std::vector<Option> options;
};

enum class Asked { Needed, Optional };

struct TextLook {
    std::string_view type = "text";
    std::string_view autocomplete = {};
    std::string_view inputmode = {};
    bool no_spellcheck = false;
    bool short_field = false;
};

// How long to wait before the next try: "40 seconds", "3 minutes".
[[nodiscard]] std::string wait_text(const Words& words, std::chrono::seconds wait);

class FormFields {
  public:
    // `errors` and `group` must outlive the fields.
    FormFields(const PageContext& context, const std::vector<FieldError>& errors, std::string_view group = "field");

    FormFields& text(std::string_view name, std::string_view value, Asked asked, const TextLook& look = {});
    FormFields& textarea(std::string_view name, std::string_view value, Asked asked, int rows = 8);
    FormFields& radios(std::string_view name, std::string_view chosen, Asked asked, const std::vector<Option>& options);
    FormFields& checkboxes(std::string_view name, const std::vector<std::string>& chosen, Asked asked,
                           const std::vector<Option>& options);
    FormFields& checkbox(std::string_view name, bool chosen);
    // The first entry, with an empty value, says that nothing is chosen.
    FormFields& select(std::string_view name, std::string_view chosen, Asked asked, const std::vector<Option>& options,
                       const std::vector<OptionGroup>& groups = {});
    // Photos and PDF files, as many as one likes.
    FormFields& files(std::string_view name, Asked asked);
    // The last field's hint, which it has, says this too.
    FormFields& hinted(const std::string& text);
    // The last field's label or legend is the page's heading.
    FormFields& as_heading();
    // A page without errors opens with the first field ready to be filled in.
    FormFields& focused();

    // Puts the fields, and the summary if there are errors, into the view of a page.
    void put_into(View& page);

  private:
    View begin(std::string_view name, Asked asked, std::string_view type_flag) const;
    [[nodiscard]] std::string error_of(std::string_view name) const;
    [[nodiscard]] std::string message_of(const FieldError& error) const;
    [[nodiscard]] std::string label_of(std::string_view name) const;

    const PageContext& context_;
    const std::vector<FieldError>& errors_;
    std::string_view group_;
    std::vector<View> fields_;
};

[[nodiscard]] std::string error_text(const Words& words, const FieldError& error);

}  // namespace charter
