#include "generator/content/read_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "generator/shared/files.h"
#include "generator/shared/parallel.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::string_view settings_path = "site.yaml";
constexpr std::string_view addresses_path = "data/addresses.txt";
constexpr std::uintmax_t size_limit = std::uintmax_t{1024} * 1024;
// Folders of a site that hold no pages: what is in them is read by others, or kept.
constexpr std::array<std::string_view, 4> other_folders = {"data", "themes", "theme", "rules"};

enum class Part { Settings, Data, Addresses, Page, Picture, None };

Part part_of(std::string_view path) {
    if (path == settings_path) return Part::Settings;
    if (path == addresses_path) return Part::Addresses;
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) return Part::None;  // beside site.yaml: a README, a licence
    const std::string_view folder = path.substr(0, slash);
    if (folder == "data") return path.ends_with(".yaml") ? Part::Data : Part::None;
    if (folder == "editions") return path.ends_with(".md") ? Part::Page : Part::None;
    if (std::find(other_folders.begin(), other_folders.end(), folder) != other_folders.end()) return Part::None;
    return path.ends_with(".md") ? Part::Page : Part::Picture;
}

// The text up to a little after its first fault, each wrong byte replaced, so that the line can be printed.
Source printable(const Source& source, std::size_t fault) {
    constexpr std::size_t shown_after = 60;
    const std::size_t line_end = std::min(source.text.find('\n', fault), source.text.size());
    Source shown{source.path, source.text.substr(0, std::min(line_end, fault + shown_after))};
    for (std::optional<std::size_t> at = fault; at; at = find_invalid_utf8(shown.text))
        shown.text.replace(*at, 1, "\xEF\xBF\xBD");
    return shown;
}

// Nothing if the file cannot be used.
std::optional<Source> read_text(const std::filesystem::path& site, const std::string& path, Diagnostics& diagnostics) {
    const std::uintmax_t size = std::filesystem::file_size(site / path);
    if (size > size_limit) {
        diagnostics.file_error(
            path, "file-too-big", fmt::format("the file has {} KiB; a text may have 1024 KiB", (size + 1023) / 1024),
            "split it into several pages, or keep pictures and tables of figures in files of their own");
        return std::nullopt;
    }
    Source source{path, read_file(site / path)};
    const std::optional<std::size_t> fault = find_invalid_utf8(source.text);
    if (!fault) return source;
    const Source shown = printable(source, *fault);
    diagnostics.error(shown, {*fault, *fault + 1}, "not-utf8",
                      fmt::format("the byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(source.text[*fault])),
                      "save the file as UTF-8 in your editor");
    return std::nullopt;
}

struct ReadFile {
    Part part = Part::None;
    std::optional<Source> source;
    Diagnostics diagnostics;
};

std::string folder_name(const std::filesystem::path& site) {
    const std::filesystem::path whole = std::filesystem::absolute(site).lexically_normal();
    return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

}  // namespace

SiteFiles read_content(const std::filesystem::path& site, unsigned jobs, Diagnostics& diagnostics) {
    const std::vector<std::string> paths = list_files(site);
    std::vector<ReadFile> files(paths.size());
    for_each_index(paths.size(), jobs, [&](std::size_t index, std::size_t) {
        ReadFile& file = files[index];
        file.part = part_of(paths[index]);
        if (file.part == Part::Picture)
            file.source = Source{paths[index], read_file(site / paths[index])};
        else if (file.part != Part::None)
            file.source = read_text(site, paths[index], file.diagnostics);
    });

    SiteFiles content;
    content.site_id = folder_name(site);
    content.settings.path = settings_path;
    content.addresses.path = addresses_path;
    bool has_settings = false;  // a file that cannot be used has been reported already
    for (ReadFile& file : files) {
        diagnostics.merge(std::move(file.diagnostics));
        has_settings =
            has_settings || (file.part == Part::Settings && !(file.source && trim(file.source->text).empty()));
        if (!file.source) continue;
        if (file.part == Part::Settings) content.settings = std::move(*file.source);
        if (file.part == Part::Addresses) content.addresses = std::move(*file.source);
        if (file.part == Part::Data) content.data.push_back(std::move(*file.source));
        if (file.part == Part::Page) content.pages.push_back(std::move(*file.source));
        if (file.part == Part::Picture) content.pictures.push_back(std::move(*file.source));
    }
    if (!has_settings) {
        diagnostics.file_error(std::string(settings_path), "missing-settings", "site.yaml is missing or empty",
                               "write one with name, base_url and languages, for example: languages: [en]");
    }
    return content;
}

}  // namespace charter
