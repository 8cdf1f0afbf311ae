#include "generator/check/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "generator/check/codes.h"
#include "generator/shared/excerpt.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

using Json = nlohmann::ordered_json;

std::string printed(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::size_t number_of(const std::vector<Diagnostic>& findings, Severity severity) {
    return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(),
                                                  [&](const Diagnostic& found) { return found.severity == severity; }));
}

Json note_json(const Note& note) {
    return {{"path", note.path}, {"line", note.place.line}, {"column", note.place.column}, {"message", note.message}};
}

Json finding_json(const Diagnostic& found) {
    Json json = {{"severity", key_of(found.severity)}, {"code", found.code}, {"path", found.path}};
    if (found.place.line > 0) {
        json["line"] = found.place.line;
        json["column"] = found.place.column;
        json["width"] = found.width;
    }
    json["message"] = found.message;
    if (!found.hint.empty()) json["hint"] = found.hint;
    for (const Note& note : found.notes) json["notes"].push_back(note_json(note));
    return json;
}

// A path as the part of an address.
std::string uri_of(std::string_view path) {
    constexpr std::string_view plain = "-._~/";
    std::string uri;
    for (const char c : path) {
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              plain.find(c) != std::string_view::npos;
        uri += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return uri;
}

std::string_view sarif_level(Severity severity) {
    return severity == Severity::Advice ? "note" : key_of(severity);
}

Json sarif_place(const std::string& path, Place place, std::size_t width) {
    Json physical = {{"artifactLocation", {{"uri", uri_of(path)}, {"uriBaseId", "SITEROOT"}}}};
    if (place.line > 0) {
        Json region = {{"startLine", place.line},
                       {"startColumn", place.column},
                       {"endLine", place.line},
                       {"endColumn", place.column + width}};
        physical["region"] = std::move(region);
    }
    return {{"physicalLocation", std::move(physical)}};
}

// The text around the place. None if the place is greater than what is kept of its line.
Json sarif_context(const Diagnostic& found) {
    const std::size_t begin = first_kept_column(found);
    const std::size_t end = begin + count_characters(found.line);
    if (found.line.empty() || found.place.column + found.width > end + 1) return {};
    return {{"startLine", found.place.line},
            {"startColumn", begin},
            {"endColumn", end},
            {"snippet", {{"text", found.line}}}};
}

Json sarif_finding_place(const Diagnostic& found) {
    Json place = sarif_place(found.path, found.place, found.width);
    if (Json context = sarif_context(found); !context.is_null())
        place["physicalLocation"]["contextRegion"] = std::move(context);
    return place;
}

Json sarif_rule(const std::string& id, std::string_view handbook) {
    const CodeEntry* entry = find_code(id);
    Json rule = {{"id", id}};
    if (entry == nullptr) return rule;
    rule["shortDescription"] = {{"text", entry->summary}};
    rule["help"] = {{"text", fmt::format("Wrong:\n{}\n\nRight:\n{}", entry->wrong, entry->right)}};
    if (!handbook.empty())
        rule["helpUri"] =
            fmt::format("{}{}{}/#{}", handbook, handbook.ends_with('/') ? "" : "/", entry->group, entry->code);
    rule["defaultConfiguration"] = {{"level", sarif_level(entry->severity)}};
    return rule;
}

Json sarif_result(const Diagnostic& found, std::size_t rule) {
    std::string text = found.message;
    if (!found.hint.empty()) text += "\nHint: " + found.hint;
    Json result = {{"ruleId", found.code},
                   {"ruleIndex", rule},
                   {"level", sarif_level(found.severity)},
                   {"message", {{"text", std::move(text)}}},
                   {"locations", Json::array({sarif_finding_place(found)})}};
    for (const Note& note : found.notes) {
        Json place = sarif_place(note.path, note.place, 1);
        place["message"] = {{"text", note.message}};
        result["relatedLocations"].push_back(std::move(place));
    }
    return result;
}

Json explained(const CodeEntry& entry) {
    return {{"code", entry.code},       {"severity", key_of(entry.severity)},
            {"summary", entry.summary}, {"waivable", entry.waivable == Waivable::Yes},
            {"wrong", entry.wrong},     {"right", entry.right}};
}

// Each line of an example moved in.
std::string indented(std::string_view text) {
    std::string out = "    ";
    for (const char c : text) {
        out += c;
        if (c == '\n') out += "    ";
    }
    return out + "\n";
}

std::string text_of(const CodeEntry& entry) {
    return fmt::format("{} ({}{})\n  {}\n  wrong:\n{}  right:\n{}", entry.code, key_of(entry.severity),
                       entry.waivable == Waivable::Yes ? ", can be waived" : "", entry.summary, indented(entry.wrong),
                       indented(entry.right));
}

}  // namespace

std::string to_json(std::string_view site, const std::vector<Diagnostic>& findings, std::string_view since_published) {
    Json json = {{"site", site},
                 {"errors", number_of(findings, Severity::Error)},
                 {"warnings", number_of(findings, Severity::Warning)},
                 {"advice", number_of(findings, Severity::Advice)},
                 {"findings", Json::array()}};
    for (const Diagnostic& found : findings) json["findings"].push_back(finding_json(found));
    if (!since_published.empty()) json["since_published"] = Json::parse(since_published);
    return printed(json);
}

std::string to_sarif(const std::vector<Diagnostic>& findings, std::string_view handbook) {
    std::set<std::string> ids;
    for (const Diagnostic& found : findings) ids.insert(found.code);
    std::map<std::string, std::size_t> places;
    Json rules = Json::array();
    for (const std::string& id : ids) {
        places.emplace(id, rules.size());
        rules.push_back(sarif_rule(id, handbook));
    }
    Json driver = {{"name", "charter"}, {"rules", std::move(rules)}};
    if (!handbook.empty()) driver["informationUri"] = handbook;
    Json results = Json::array();
    for (const Diagnostic& found : findings) results.push_back(sarif_result(found, places.at(found.code)));
    Json run = {
        {"tool", {{"driver", std::move(driver)}}},
        {"columnKind", "unicodeCodePoints"},
        {"originalUriBaseIds", {{"SITEROOT", {{"description", {{"text", "The site's folder, with site.yaml."}}}}}}},
        {"results", std::move(results)}};
    return printed({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({std::move(run)})}});
}

std::string explain_text(std::string_view code) {
    if (code != "all") {
        const CodeEntry* entry = find_code(code);
        return entry == nullptr ? std::string() : text_of(*entry);
    }
    std::string out;
    for (const CodeEntry& entry : all_codes()) out += (out.empty() ? "" : "\n") + text_of(entry);
    return out;
}

std::string explain_json(std::string_view code) {
    Json list = Json::array();
    for (const CodeEntry& entry : all_codes())
        if (code == "all" || &entry == find_code(code)) list.push_back(explained(entry));
    return printed(list);
}

}  // namespace charter
