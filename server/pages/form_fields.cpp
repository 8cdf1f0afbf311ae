#include "server/pages/form_fields.h"

#include <fmt/format.h>

#include <algorithm>

namespace charter {
namespace {

std::vector<View> option_views(std::string_view name, const std::vector<Option>& options,
                               const std::vector<std::string>& chosen) {
    std::vector<View> views;
    for (const Option& option : options) {
        View view;
        view.set("id", views.empty() ? std::string(name) : fmt::format("{}-{}", name, views.size() + 1))
            .set("value", option.value)
            .set("label", option.label)
            .set("hint", option.hint)
            .set("key", option.key)
            .flag("first", views.empty())
            .flag("selected", std::find(chosen.begin(), chosen.end(), option.value) != chosen.end());
        views.push_back(std::move(view));
    }
    return views;
}

}  // namespace

std::string error_text(const Words& words, const FieldError& error) {
    std::string text = words.text(error.key);
    for (const auto& [name, value] : error.arguments) {
        const std::string placeholder = "{" + name + "}";
        // Forms know a month by its number.
        const std::string shown = name == "month" ? words.text(fmt::format("date.month.{}", value)) : value;
        for (auto at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder, at + shown.size()))
            text.replace(at, placeholder.size(), shown);
    }
    return text;
}

std::string wait_text(const Words& words, std::chrono::seconds wait) {
    constexpr std::chrono::seconds told_in_seconds{90};
    if (wait <= told_in_seconds) return words.plural("wait.seconds", static_cast<long>(wait.count()));
    return words.plural("limit.minutes", static_cast<long>(std::chrono::ceil<std::chrono::minutes>(wait).count()));
}

FormFields::FormFields(const PageContext& context, const std::vector<FieldError>& errors, std::string_view group)
    : context_(context), errors_(errors), group_(group) {}

std::string FormFields::label_of(std::string_view name) const {
    const Words& words = context_.words();
    const std::string own = fmt::format("{}.{}.label", group_, name);
    return words.text(words.has(own) ? own : fmt::format("field.{}.label", name));
}

std::string FormFields::error_of(std::string_view name) const {
    const auto found =
        std::find_if(errors_.begin(), errors_.end(), [&](const FieldError& one) { return one.field == name; });
    return found == errors_.end() ? "" : message_of(*found);
}

std::string FormFields::message_of(const FieldError& error) const {
    constexpr std::string_view usual = "error";
    FieldError own = error;
    own.key.replace(0, usual.size(), group_);
    return error_text(context_.words(), context_.words().has(own.key) ? own : error);
}

View FormFields::begin(std::string_view name, Asked asked, std::string_view type_flag) const {
    const Words& words = context_.words();
    const bool is_own =
        words.has(fmt::format("{}.{}.label", group_, name)) || words.has(fmt::format("{}.{}.hint", group_, name));
    const std::string hint_key = fmt::format("{}.{}.hint", is_own ? group_ : "field", name);
    const std::string hint = words.has(hint_key) ? words.text(hint_key) : "";
    const std::string error = error_of(name);
    std::string described_by;
    if (!hint.empty()) described_by = fmt::format("{}-hint", name);
    if (!error.empty()) described_by += fmt::format("{}{}-error", described_by.empty() ? "" : " ", name);
    View view;
    view.set("id", std::string(name))
        .set("name", std::string(name))
        .set("label", label_of(name))
        .set("hint", hint)
        .set("error", error)
        .set("described_by", described_by)
        .flag("optional", asked == Asked::Optional)
        .flag("invalid", !error.empty())
        .flag(type_flag, true);
    return view;
}

FormFields& FormFields::text(std::string_view name, std::string_view value, Asked asked, const TextLook& look) {
    View view = begin(name, asked, "is_text");
    view.set("value", std::string(value))
        .set("input_type", std::string(look.type))
        .set("autocomplete", std::string(look.autocomplete))
        .set("inputmode", std::string(look.inputmode))
        .flag("no_spellcheck", look.no_spellcheck)
        .flag("short", look.short_field);
    fields_.push_back(std::move(view));
    return *this;
}

FormFields& FormFields::textarea(std::string_view name, std::string_view value, Asked asked, int rows) {
    View view = begin(name, asked, "is_textarea");
    view.set("value", std::string(value)).set("rows", std::to_string(rows));
    fields_.push_back(std::move(view));
    return *this;
}

FormFields& FormFields::radios(std::string_view name, std::string_view chosen, Asked asked,
                               const std::vector<Option>& options) {
    View view = begin(name, asked, "is_radios");
    view.list("options", option_views(name, options, {std::string(chosen)}));
    fields_.push_back(std::move(view));
    return *this;
}

FormFields& FormFields::checkboxes(std::string_view name, const std::vector<std::string>& chosen, Asked asked,
                                   const std::vector<Option>& options) {
    View view = begin(name, asked, "is_checkboxes");
    view.list("options", option_views(name, options, chosen));
    fields_.push_back(std::move(view));
    return *this;
}

FormFields& FormFields::checkbox(std::string_view name, bool chosen) {
    View view = begin(name, Asked::Needed, "is_checkbox");
    const Option yes{"yes", label_of(name), ""};
    view.list("options", option_views(name, {yes}, {chosen ? "yes" : ""}));
    fields_.push_back(std::move(view));
    return *this;
}

FormFields& FormFields::select(std::string_view name, std::string_view chosen, Asked asked,
                               const std::vector<Option>& options, const std::vector<OptionGroup>& groups) {
    View view = begin(name, asked, "is_select");
    view.list("options", option_views(name, options, {std::string(chosen)}));
    std::vector<View> group_list;
    for (const OptionGroup& group : groups) {
        View shown;
        std::vector<View> choices;
        for (const Option& option : group.options)
            choices.emplace_back()
                .set("value", option.value)
                .set("label", option.label)
                .flag("selected", option.value == chosen);
        shown.set("label", group.label).list("options", std::move(choices));
        group_list.push_back(std::move(shown));
    }
    view.list("groups", std::move(group_list));
    fields_.push_back(std::move(view));
    return *this;
}

FormFields& FormFields::files(std::string_view name, Asked asked) {
    View view = begin(name, asked, "is_files");
    view.set("accept", "image/jpeg,image/png,image/webp,application/pdf");
    fields_.push_back(std::move(view));
    return *this;
}

FormFields& FormFields::hinted(const std::string& text) {
    View& field = fields_.back();
    field.set("hint", fmt::format("{} {}", field.items().at("hint").text, text));
    return *this;
}

FormFields& FormFields::as_heading() {
    fields_.back().flag("heading", true);
    return *this;
}

FormFields& FormFields::focused() {
    fields_.front().flag("focused", errors_.empty());
    return *this;
}

void FormFields::put_into(View& page) {
    std::vector<View> items;
    for (const FieldError& error : errors_)
        items.emplace_back().set("href", "#" + error.field).set("text", message_of(error));
    if (!items.empty()) {
        View summary;
        summary.list("items", std::move(items));
        page.object("error_summary", std::move(summary));
    }
    page.list("fields", std::move(fields_));
    fields_.clear();
}

}  // namespace charter
