#include "generator/content/read_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string_view>

#include "generator/content/list_content.h"
#include "generator/shared/files.h"
#include "generator/shared/parallel.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::string_view settings_path = "site.yaml";
constexpr std::string_view addresses_path = "data/addresses.txt";
constexpr std::uintmax_t size_limit = std::uintmax_t{1024} * 1024;
constexpr std::string_view replacement = "\xEF\xBF\xBD";  // what stands for a byte that is no text

// The text up to a little after its first fault, each wrong byte replaced, so that the line can be printed.
Source printable(const Source& source, std::size_t fault) {
    constexpr std::size_t shown_after = 60;
    const std::size_t line_end = std::min(source.text.find('\n', fault), source.text.size());
    Source shown{source.path, source.text.substr(0, std::min(line_end, fault + shown_after))};
    for (std::optional<std::size_t> at = fault; at; at = find_invalid_utf8(shown.text))
        shown.text.replace(*at, 1, replacement);
    for (std::size_t at = shown.text.find('\0'); at != std::string::npos; at = shown.text.find('\0', at))
        shown.text.replace(at, 1, replacement);
    return shown;
}

// The beginning of a file that is too big to be read whole, up to the end of a line: its header block is in it.
std::string read_beginning(const std::filesystem::path& path) {
    constexpr std::size_t enough = std::size_t{64} * 1024;
    std::string text(enough, '\0');
    std::ifstream in(path, std::ios::binary);
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    text.resize(std::min(text.rfind('\n') + 1, text.size()));
    return text;
}

// Each byte that is no text replaced, so that all else in the file can be read.
std::string mended(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t nul = std::min(text.find('\0'), text.size());
        const std::size_t fault = find_invalid_utf8(text.substr(0, nul)).value_or(nul);
        out.append(text.substr(0, fault));
        if (fault < text.size()) out.append(replacement);
        text.remove_prefix(std::min(fault + 1, text.size()));
    }
    return out;
}

struct ReadFile {
    Source source;
    bool is_faulty = false;
    Diagnostics diagnostics;
};

void report_bytes(const Source& source, std::optional<std::size_t> not_utf8, std::size_t nul,
                  Diagnostics& diagnostics) {
    if (nul < not_utf8.value_or(source.text.size())) {
        const Source shown = printable(source, nul);
        diagnostics.error(shown, {nul, nul + 1}, "nul-byte", "the file has a NUL byte, which is no text",
                          "remove it, and save the file as UTF-8 in your editor");
        return;
    }
    const Source shown = printable(source, *not_utf8);
    diagnostics.error(shown, {*not_utf8, *not_utf8 + 1}, "not-utf8",
                      fmt::format("the byte 0x{:02X} is not UTF-8", static_cast<unsigned char>(source.text[*not_utf8])),
                      "save the file as UTF-8 in your editor");
}

ReadFile read_text(const std::filesystem::path& site, const std::string& path) {
    ReadFile file;
    const std::uintmax_t size = std::filesystem::file_size(site / path);
    file.is_faulty = size > size_limit;
    file.source = {path, file.is_faulty ? read_beginning(site / path) : read_file(site / path)};
    if (file.is_faulty)
        file.diagnostics.file_error(
            path, "file-too-big", fmt::format("the file has {} KiB; a text may have 1024 KiB", (size + 1023) / 1024),
            "split it into several pages, or keep pictures and tables of figures in files of their own");
    const std::optional<std::size_t> not_utf8 = find_invalid_utf8(file.source.text);
    const std::size_t nul = file.source.text.find('\0');
    if (!not_utf8 && nul == std::string::npos) return file;
    if (!file.is_faulty) report_bytes(file.source, not_utf8, nul, file.diagnostics);
    file.is_faulty = true;
    file.source.text = mended(file.source.text);
    return file;
}

std::string folder_name(const std::filesystem::path& site) {
    const std::filesystem::path whole = std::filesystem::absolute(site).lexically_normal();
    return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

}  // namespace

SiteFiles read_content(const std::filesystem::path& site, unsigned jobs, Diagnostics& diagnostics) {
    const std::vector<ContentFile> listed = list_content(site, diagnostics);
    std::vector<ReadFile> files(listed.size());
    for_each_index(listed.size(), jobs, [&](std::size_t index, std::size_t) {
        const auto& [path, part] = listed[index];
        if (part == ContentPart::Picture)
            files[index].source = {path, read_file(site / path)};
        else if (part != ContentPart::None)
            files[index] = read_text(site, path);
    });

    SiteFiles content;
    content.site_id = folder_name(site);
    content.settings.path = settings_path;
    content.addresses.path = addresses_path;
    for (std::size_t index = 0; index < files.size(); ++index) {
        auto& [source, is_faulty, findings] = files[index];
        diagnostics.merge(std::move(findings));
        if (is_faulty) content.faulty.insert(source.path);
        const ContentPart part = listed[index].part;
        if (part == ContentPart::Settings) content.settings = std::move(source);
        if (part == ContentPart::Addresses) content.addresses = std::move(source);
        if (part == ContentPart::Data) content.data.push_back(std::move(source));
        if (part == ContentPart::Page) content.pages.push_back(std::move(source));
        if (part == ContentPart::Picture) content.pictures.push_back(std::move(source));
    }
    if (trim(content.settings.text).empty() && !content.faulty.contains(settings_path)) {
        diagnostics.file_error(std::string(settings_path), "missing-settings", "site.yaml is missing or empty",
                               "write one with name, base_url and languages, for example: languages: [en]");
    }
    return content;
}

}  // namespace charter
