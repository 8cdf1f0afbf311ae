#include "generator/check/waivers.h"

#include <fmt/format.h>

#include "generator/check/codes.h"
#include "generator/model/fields.h"
#include "generator/shared/yaml.h"

namespace charter {
namespace {

// The code as it can be waived; nothing, with a finding, if it cannot.
std::optional<TextAt> read_code(Fields& fields) {
    fields.require("code", "write the code in square brackets behind the finding, for example code: alt-text");
    std::optional<TextAt> code = fields.text_at("code");
    if (!code) return std::nullopt;
    const CodeEntry* entry = find_code(code->text);
    if (entry == nullptr) {
        std::vector<std::string> names;
        for (const CodeEntry& each : all_codes()) names.emplace_back(each.code);
        fields.error(code->span, "unknown-code", fmt::format("there is no code \"{}\"", code->text),
                     hint_of_names(code->text, names));
        return std::nullopt;
    }
    if (entry->waivable == Waivable::Yes) return code;
    fields.error(code->span, "waiver-refused", fmt::format("\"{}\" cannot be waived", code->text),
                 "mend it: the page would be wrong");
    return std::nullopt;
}

// As findings name it: from the site's folder.
std::string read_path(Fields& fields) {
    const std::optional<TextAt> path = fields.text_at("path");
    if (!path) return {};
    for (const std::string_view before : {"./", "/"}) {
        if (!path->text.starts_with(before)) continue;
        std::string meant = path->text.substr(before.size());
        fields.error(path->span, "bad-field", fmt::format("\"{}\" is no file of the site", path->text),
                     fmt::format("begin in the site's folder: path: {}", meant));
        return meant;
    }
    return path->text;
}

}  // namespace

bool matches_pattern(std::string_view path, std::string_view pattern) {
    // Behind the last star that was met, and what it has taken so far.
    std::size_t star = std::string_view::npos;
    std::size_t taken = 0;
    std::size_t at = 0;
    std::size_t in_pattern = 0;
    while (at < path.size()) {
        if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
            star = ++in_pattern;
            taken = at;
        } else if (in_pattern < pattern.size() && pattern[in_pattern] == path[at]) {
            ++in_pattern;
            ++at;
        } else if (star != std::string_view::npos) {
            in_pattern = star;
            at = ++taken;
        } else {
            return false;
        }
    }
    while (in_pattern < pattern.size() && pattern[in_pattern] == '*') ++in_pattern;
    return in_pattern == pattern.size();
}

Waivers Waivers::read(const Source& settings, const CheckAim& aim, Diagnostics& diagnostics) {
    Waivers waivers;
    waivers.aim_ = aim;
    Diagnostics reported_before;
    const YamlValue yaml = parse_yaml(settings, reported_before);
    if (yaml.type != YamlValue::Type::Map) return waivers;
    Fields fields(settings, yaml, diagnostics);
    for (Fields& entry : fields.list("waivers")) {
        entry.require("path", "write the file, for example path: en/news/*");
        entry.require("reason", "say why, for those who read it next year");
        entry.require("until", "write the last day on which it counts, for example until: 2027-03-31");
        Waiver waiver;
        const std::optional<TextAt> code = read_code(entry);
        waiver.path = read_path(entry);
        static_cast<void>(entry.text("reason"));
        waiver.until = entry.date("until");
        entry.report_unknown();
        if (!code || waiver.path.empty() || !waiver.until) continue;
        waiver.code = code->text;
        waiver.span = code->span;
        waiver.is_expired = aim.today && *waiver.until < *aim.today;
        waivers.waivers_.push_back(std::move(waiver));
    }
    return waivers;
}

void Waivers::apply(Diagnostics& diagnostics) {
    diagnostics.remove_if([this](const Diagnostic& found) {
        bool is_waived = false;
        for (Waiver& waiver : waivers_) {
            const bool is_code = found.code == waiver.code || found.code.starts_with(waiver.code + "/");
            if (waiver.is_expired || !is_code || !matches_pattern(found.path, waiver.path)) continue;
            waiver.is_used = true;
            is_waived = true;
        }
        return is_waived;
    });
}

void Waivers::report(const Source& settings, Diagnostics& diagnostics) const {
    for (const Waiver& waiver : waivers_) {
        if (waiver.is_expired)
            diagnostics.add(due_severity(aim_.profile), settings, waiver.span, "waiver-expired",
                            fmt::format("this waiver was good until {}", to_iso(*waiver.until)),
                            "mend what it waived and take it out, or decide anew and write a later day");
        else if (!waiver.is_used && aim_.depth == Depth::Full)
            diagnostics.warning(settings, waiver.span, "waiver-unused",
                                fmt::format("nothing in {} has this finding any more", waiver.path), "take it out");
    }
}

}  // namespace charter
