#include "generator/model/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "generator/model/contact_rules.h"
#include "generator/shared/special_signs.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

// "a", "a or b", "a, b or c"
std::string listed(const std::vector<std::string>& names, std::string_view last = " or ") {
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) out += i + 1 == names.size() ? last : ", ";
        out += names[i];
    }
    return out;
}

std::optional<int> parse_whole_number(std::string_view text) {
    int number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || rest != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<int> parse_time(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const std::optional<int> hours = parse_whole_number(text.substr(0, 2));
    const std::optional<int> minutes = parse_whole_number(text.substr(3));
    if (!hours || !minutes || *hours < 0 || *hours > 24 || *minutes < 0 || *minutes > 59) return std::nullopt;
    const int time = *hours * 60 + *minutes;
    return time <= 24 * 60 ? std::optional(time) : std::nullopt;
}

// Four digits, two and two, between hyphens.
bool is_written_as_date(std::string_view text) {
    constexpr std::string_view shape = "dddd-dd-dd";
    return text.size() == shape.size() && std::equal(text.begin(), text.end(), shape.begin(), [](char c, char wanted) {
               return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted;
           });
}

// The text as it is written; a finding if it is not what it has to be.
std::string told_unless(bool (*is_fit)(std::string_view), Fields& fields, const std::optional<TextAt>& written,
                        std::string_view what, std::string_view hint) {
    if (!written) return {};
    if (!is_fit(written->text))
        fields.error(written->span, "bad-field", fmt::format("\"{}\" is not {}", written->text, what),
                     std::string(hint));
    return written->text;
}

}  // namespace

bool has_long_dash(std::string_view text) {
    return text.find("\xE2\x80\x93") != std::string_view::npos || text.find("\xE2\x80\x94") != std::string_view::npos;
}

std::string hint_of_names(std::string_view written, const std::vector<std::string>& names) {
    constexpr std::size_t few = 8;
    if (std::string hint = hint_of_special_sign(written); !hint.empty()) return hint;
    if (const std::optional<std::string> nearest = nearest_name(written, names))
        return fmt::format("did you mean \"{}\"?", *nearest);
    return names.empty() || names.size() > few ? std::string() : "write " + listed(names);
}

Span Fields::key_span(std::string_view key) const {
    const YamlEntry* entry = map_.find(key);
    return entry == nullptr ? Span{map_.span.begin, map_.span.begin + 1} : entry->key_span;
}

const YamlValue* Fields::value(std::string_view key) {
    asked_.emplace_back(key);
    const YamlEntry* entry = map_.find(key);
    return entry == nullptr || entry->value.type == YamlValue::Type::Null ? nullptr : &entry->value;
}

std::optional<TextAt> Fields::scalar(std::string_view key, const YamlValue& value) {
    if (value.type == YamlValue::Type::Text) return TextAt{value.text, value.span};
    error(value.type == YamlValue::Type::Null ? key_span(key) : value.span, "bad-field",
          fmt::format("\"{}\" must be a text", key));
    return std::nullopt;
}

std::optional<TextAt> Fields::text_at(std::string_view key) {
    const YamlValue* found = value(key);
    if (found == nullptr) return std::nullopt;
    std::optional<TextAt> text = scalar(key, *found);
    if (text && trim(text->text).empty()) return std::nullopt;
    return text;
}

std::string Fields::text(std::string_view key) {
    std::optional<TextAt> found = text_at(key);
    return found ? std::move(found->text) : std::string();
}

std::vector<TextAt> Fields::texts_at(std::string_view key) {
    std::vector<TextAt> texts;
    const YamlValue* found = value(key);
    if (found == nullptr) return texts;
    if (found->type != YamlValue::Type::List) {
        error(found->span, "bad-field", fmt::format("\"{}\" must be a list", key),
              fmt::format("write {}: [first, second], or each on a line of its own after a hyphen", key));
        return texts;
    }
    for (const YamlValue& item : found->items) {
        if (std::optional<TextAt> text = scalar(key, item)) texts.push_back(std::move(*text));
    }
    return texts;
}

std::vector<TextAt> Fields::names_at(std::string_view key) {
    std::vector<TextAt> names;
    for (TextAt& name : texts_at(key)) {
        const bool is_double =
            std::any_of(names.begin(), names.end(), [&](const TextAt& each) { return each.text == name.text; });
        if (is_double)
            error(name.span, "duplicate-id", fmt::format("\"{}\" names \"{}\" twice", key, name.text),
                  "take one of them out");
        else
            names.push_back(std::move(name));
    }
    return names;
}

std::vector<std::string> Fields::texts(std::string_view key) {
    std::vector<std::string> texts;
    for (TextAt& text : texts_at(key)) texts.push_back(std::move(text.text));
    return texts;
}

bool Fields::flag(std::string_view key) {
    const std::optional<TextAt> written = text_at(key);
    if (!written || written->text == "false") return false;
    if (written->text == "true") return true;
    error(written->span, "bad-field", fmt::format("\"{}\" must be true or false, not \"{}\"", key, written->text),
          fmt::format("write {}: true, or leave it out", key));
    return false;
}

std::optional<int> Fields::whole_number(std::string_view key) {
    const std::optional<TextAt> written = text_at(key);
    if (!written) return std::nullopt;
    const std::optional<int> number = parse_whole_number(written->text);
    if (!number)
        error(written->span, "bad-field", fmt::format("\"{}\" must be a whole number, not \"{}\"", key, written->text),
              fmt::format("write digits alone, for example {}: 10", key));
    return number;
}

std::optional<Date> Fields::date(std::string_view key) {
    const std::optional<TextAt> written = text_at(key);
    if (!written) return std::nullopt;
    const std::optional<Date> date = parse_date(written->text);
    if (!date && is_written_as_date(written->text))
        error(written->span, "bad-date", fmt::format("there is no such day as {}", written->text),
              "look at a calendar, and write year, month and day");
    else if (!date)
        error(written->span, "bad-date", fmt::format("\"{}\" is not a date", written->text),
              fmt::format("write year, month and day{}, for example 2026-06-15",
                          has_long_dash(written->text) ? " with hyphens" : ""));
    return date;
}

std::optional<TextAt> Fields::id(std::string_view key) {
    std::optional<TextAt> written = text_at(key);
    if (!written || is_id(written->text)) return written;
    error(written->span, "bad-id", fmt::format("\"{}\" cannot be an id", written->text),
          fmt::format("ids have small letters a to z, digits and hyphens: {}", slug(written->text)));
    return std::nullopt;
}

std::optional<int> Fields::time(std::string_view key) {
    const std::optional<TextAt> written = text_at(key);
    if (!written) return std::nullopt;
    const std::optional<int> time = parse_time(written->text);
    if (!time)
        error(written->span, "bad-field", fmt::format("\"{}\" is not a time of the day", written->text),
              "write hours and minutes in quotes, for example \"07:30\"");
    return time;
}

std::string Fields::phone(std::string_view key) {
    const std::optional<TextAt> written = text_at(key);
    const std::string fault = written && is_phone_number(written->text) ? digit_fault(written->text) : std::string();
    if (!fault.empty())
        error(written->span, "bad-field", fmt::format("\"{}\" {}", written->text, fault),
              "look the number up, and call it");
    return told_unless(is_phone_number, *this, written, "a number that a phone can call",
                       "write digits and blanks alone, for example 021 000 0000");
}

std::string Fields::email(std::string_view key) {
    return told_unless(is_email_address, *this, text_at(key), "an address of e-mail",
                       "write for example help@example.org");
}

Localized Fields::localized(std::string_view key, const std::vector<std::string>& languages) {
    const YamlValue* found = value(key);
    if (found == nullptr) return {};
    if (found->type != YamlValue::Type::Map) {
        const std::optional<TextAt> text = scalar(key, *found);
        return text ? Localized{{languages.front(), text->text}} : Localized{};
    }
    Localized texts;
    for (const YamlEntry& entry : found->entries) {
        if (std::find(languages.begin(), languages.end(), entry.key) == languages.end()) {
            error(entry.key_span, "unknown-language", fmt::format("\"{}\" is not a language of this site", entry.key),
                  hint_of_names(entry.key, languages));
        } else if (const std::optional<TextAt> text = scalar(entry.key, entry.value)) {
            texts[entry.key] = text->text;
        }
    }
    for (const std::string& language : languages) {
        if (found->find(language) == nullptr)
            error(key_span(key), "missing-translation", fmt::format("\"{}\" has no text in \"{}\"", key, language),
                  fmt::format("add {}: and the text", language));
    }
    return texts;
}

std::optional<Fields> Fields::inside(std::string_view key) {
    const YamlValue* found = value(key);
    if (found == nullptr) return std::nullopt;
    if (found->type == YamlValue::Type::Map) return Fields(source_, *found, diagnostics_);
    error(found->span, "bad-field", fmt::format("\"{}\" must hold fields of its own", key));
    return std::nullopt;
}

std::vector<Fields> Fields::list(std::string_view key) {
    std::vector<Fields> fields;
    const YamlValue* found = value(key);
    if (found == nullptr) return fields;
    if (found->type != YamlValue::Type::List) {
        error(found->span, "bad-field", fmt::format("\"{}\" must be a list", key), "begin each entry with a hyphen");
        return fields;
    }
    for (const YamlValue& item : found->items) {
        if (item.type == YamlValue::Type::Map)
            fields.emplace_back(source_, item, diagnostics_);
        else
            error(item.span, "bad-field", fmt::format("an entry of \"{}\" must hold fields", key));
    }
    return fields;
}

void Fields::require(std::string_view key, std::string_view hint) {
    const YamlEntry* entry = map_.find(key);
    if (entry != nullptr && (entry->value.type != YamlValue::Type::Null)) return;
    missing_.emplace_back(key, hint);
}

std::vector<std::pair<std::string, std::string>> Fields::mistyped() const {
    std::vector<std::string> absent;
    for (const std::string& key : asked_)
        if (map_.find(key) == nullptr) absent.push_back(key);
    std::vector<std::pair<std::string, std::string>> found;
    for (const YamlEntry& entry : map_.entries) {
        if (std::find(asked_.begin(), asked_.end(), entry.key) != asked_.end()) continue;
        const std::optional<std::string> meant = nearest_name(entry.key, asked_);
        const auto place = meant ? std::find(absent.begin(), absent.end(), *meant) : absent.end();
        if (place == absent.end()) continue;
        found.emplace_back(entry.key, *meant);
        absent.erase(place);
    }
    return found;
}

void Fields::report_unknown() {
    for (const auto& [written, meant] : mistyped())
        std::erase_if(missing_, [&key = meant](const auto& missing) { return missing.first == key; });
    for (const auto& [key, hint] : std::exchange(missing_, {}))
        error(key_span(key), "missing-field", fmt::format("\"{}\" is missing", key), hint);
    for (const YamlEntry& entry : map_.entries) {
        if (std::find(asked_.begin(), asked_.end(), entry.key) != asked_.end()) continue;
        const std::optional<std::string> nearest = nearest_name(entry.key, asked_);
        error(entry.key_span, "unknown-field", fmt::format("there is no field \"{}\" here", entry.key),
              nearest ? fmt::format("did you mean \"{}\"?", *nearest) : list_of_fields());
    }
}

// In the order of the alphabet, each once.
std::string Fields::list_of_fields() const {
    const std::set<std::string> names(asked_.begin(), asked_.end());
    std::string list = "the fields here are ";
    list += listed({names.begin(), names.end()}, " and ");
    const bool is_page = names.contains("params");
    return is_page ? list + "; what is your own goes below params" : list;
}

void Fields::report_choice(std::string_view key, const TextAt& written, const std::vector<std::string>& names) {
    error(written.span, "bad-field", fmt::format("\"{}\" cannot be \"{}\"", key, written.text),
          hint_of_names(written.text, names));
}

void Fields::error(Span span, std::string_view code, std::string message, std::string hint) {
    const std::string_view written = std::string_view(source_.text).substr(span.begin, span.end - span.begin);
    std::string special = hint_of_special_sign(written);
    diagnostics_.error(source_, span, code, std::move(message), special.empty() ? std::move(hint) : std::move(special));
}

void Fields::warning(Span span, std::string_view code, std::string message, std::string hint) {
    diagnostics_.warning(source_, span, code, std::move(message), std::move(hint));
}

}  // namespace charter
