#include "generator/content/read_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "generator/content/list_content.h"
#include "generator/content/merge_marks.h"
#include "generator/shared/control_signs.h"
#include "generator/shared/files.h"
#include "generator/shared/parallel.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

constexpr std::string_view settings_path = "site.yaml";
constexpr std::string_view addresses_path = "data/addresses.txt";
constexpr std::size_t size_limit = std::size_t{1024} * 1024;
const std::string listing_key;                            // "": of what was found in the listing, in no file's text
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
std::string beginning_of(std::string text) {
    constexpr std::size_t enough = std::size_t{64} * 1024;
    text.resize(enough);
    text.resize(std::min(text.rfind('\n') + 1, text.size()));
    text.shrink_to_fit();
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

// A text in UTF-16, as some editors save it: by its mark, or by the NUL that is half of each plain letter.
bool is_utf16(std::string_view text) {
    constexpr std::size_t looked_at = 64;
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
    const std::string_view begin = text.substr(0, std::min<std::size_t>(text.size(), looked_at));
    const auto is_nul_each_second = [begin](std::size_t from) {
        for (std::size_t at = from; at < begin.size(); at += 2)
            if (begin[at] != '\0' || (begin[at ^ 1U] == '\0')) return false;
        return true;
    };
    return text.size() > 1 && text.size() % 2 == 0 && (is_nul_each_second(0) || is_nul_each_second(1));
}

// Its plain letters, so that all else in the file can be read; what they leave out shows where a sign stood.
std::string plain_letters_of(std::string_view utf16) {
    const bool has_mark = utf16.starts_with("\xFF\xFE") || utf16.starts_with("\xFE\xFF");
    const std::size_t high = has_mark ? (utf16.front() == '\xFE' ? 0 : 1) : (utf16.front() == '\0' ? 0 : 1);
    std::string text;
    for (std::size_t at = has_mark ? 2 : 0; at + 1 < utf16.size(); at += 2) {
        const char letter = utf16[at + 1 - high];
        const bool is_plain = utf16[at + high] == '\0' && letter != '\0' && static_cast<unsigned char>(letter) < 0x80U;
        text.append(is_plain ? std::string_view(&letter, 1) : replacement);
    }
    return text;
}

struct ReadFile {
    Source source;
    bool is_faulty = false;
    Diagnostics diagnostics;
    std::optional<TextMark> mark;  // of a page's file
    bool is_unread = false;
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

void report_control_sign(const Source& source, Span sign, Diagnostics& diagnostics) {
    const std::size_t line_end = std::min(source.text.find('\n', sign.begin), source.text.size());
    Source shown{source.path, source.text.substr(0, line_end)};
    for (auto each = std::optional(sign); each; each = find_control_sign(shown.text))
        shown.text.replace(each->begin, each->end - each->begin, replacement);
    diagnostics.error(shown, {sign.begin, sign.begin + replacement.size()}, "control-sign",
                      "a sign stands here that no reader sees",
                      "delete it and what it stands for; it often comes with text from another program");
}

void report_merge_mark(const Source& source, Span mark, Diagnostics& diagnostics) {
    diagnostics.error(source, mark, "merge-mark", "two versions of this place stand here since a merge",
                      "keep the words that are right, and take out the lines of <<<<<<<, ======= and >>>>>>>");
}

ReadFile read_text(const std::filesystem::path& site, const std::string& path) {
    ReadFile file;
    file.source = {path, read_file_up_to(site / path, size_limit + 1)};
    file.is_faulty = file.source.text.size() > size_limit;
    if (file.is_faulty) {
        file.source.text = beginning_of(std::move(file.source.text));
        file.diagnostics.file_error(
            path, "file-too-big",
            fmt::format("the file has {} KiB; a text may have 1024 KiB",
                        (std::filesystem::file_size(site / path) + 1023) / 1024),
            "split it into several pages, or keep pictures and tables of figures in files of their own");
    }
    if (is_utf16(file.source.text)) {
        if (!file.is_faulty)
            file.diagnostics.file_error(path, "not-utf8", "the file is UTF-16",
                                        "save the file as UTF-8 in your editor");
        file.is_faulty = true;
        file.source.text = plain_letters_of(file.source.text);
        return file;
    }
    const std::optional<std::size_t> not_utf8 = find_invalid_utf8(file.source.text);
    const std::size_t nul = file.source.text.find('\0');
    if (!not_utf8 && nul == std::string::npos) {
        if (const auto sign = find_control_sign(file.source.text))
            report_control_sign(file.source, *sign, file.diagnostics);
        if (const auto mark = find_merge_mark(file.source.text)) {
            report_merge_mark(file.source, *mark, file.diagnostics);
            file.source.text = with_first_versions(std::move(file.source.text));
        }
        return file;
    }
    if (!file.is_faulty) report_bytes(file.source, not_utf8, nul, file.diagnostics);
    file.is_faulty = true;
    file.source.text = mended(file.source.text);
    return file;
}

std::string folder_name(const std::filesystem::path& site) {
    const std::filesystem::path whole = std::filesystem::absolute(site).lexically_normal();
    return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

// Where the files of a part are kept, sorted by path; nullptr for a part that is one file.
std::vector<Source>* list_of(ContentPart part, SiteFiles& files) {
    if (part == ContentPart::Data) return &files.data;
    if (part == ContentPart::Page) return &files.pages;
    if (part == ContentPart::Picture) return &files.pictures;
    return nullptr;
}

ReadFile read_one(const std::filesystem::path& site, const ContentFile& listed) {
    if (listed.part == ContentPart::None) return {};
    if (listed.part != ContentPart::Picture) return read_text(site, listed.path);
    ReadFile file;
    file.source = {listed.path, read_file(site / listed.path)};
    return file;
}

// A page's file, or what is known of it. The mark is taken before the text: one that changes meanwhile is read again
// by the next build.
ReadFile read_or_recall(const std::filesystem::path& site, const ContentFile& listed, const TextMemory* before) {
    const std::optional<TextMark> mark = text_mark_of(site / listed.path);
    ReadFile file;
    const auto known = before == nullptr ? TextMemory::const_iterator() : before->find(listed.path);
    file.is_unread = before != nullptr && known != before->end() && known->second.mark == mark;
    if (file.is_unread)
        file.source = {listed.path, std::string(known->second.header)};
    else
        file = read_one(site, listed);
    file.mark = mark;
    return file;
}

void keep(const ContentFile& listed, ReadFile file, SiteFiles& files, FileFindings& findings) {
    if (!file.diagnostics.empty()) findings.insert_or_assign(listed.path, std::move(file.diagnostics));
    if (listed.part == ContentPart::Settings) files.settings = std::move(file.source);
    if (listed.part == ContentPart::Addresses) files.addresses = std::move(file.source);
    if (auto* list = list_of(listed.part, files)) {
        const auto place = std::lower_bound(list->begin(), list->end(), listed.path,
                                            [](const Source& one, const std::string& path) { return one.path < path; });
        list->insert(place, std::move(file.source));
    }
}

struct KnownFile {
    ContentPart part = ContentPart::None;
    std::string text;
};

// Takes the file out; what it was, if it was there.
std::optional<KnownFile> take_out(const std::string& path, SiteFiles& files) {
    for (const ContentPart part : {ContentPart::Data, ContentPart::Page, ContentPart::Picture}) {
        std::vector<Source>& list = *list_of(part, files);
        const auto place =
            std::lower_bound(list.begin(), list.end(), path,
                             [](const Source& one, const std::string& wanted) { return one.path < wanted; });
        if (place == list.end() || place->path != path) continue;
        KnownFile known{part, std::move(place->text)};
        list.erase(place);
        return known;
    }
    for (Source* one : {&files.settings, &files.addresses}) {
        if (one->path != path || one->text.empty()) continue;
        KnownFile known{one == &files.settings ? ContentPart::Settings : ContentPart::Addresses, std::move(one->text)};
        one->text.clear();
        return known;
    }
    return std::nullopt;
}

std::vector<ContentFile> list_again(const std::filesystem::path& site, FileFindings& findings) {
    Diagnostics found;
    std::vector<ContentFile> listed = list_content(site, found);
    findings.erase(listing_key);
    if (!found.empty()) findings.emplace(listing_key, std::move(found));
    return listed;
}

bool is_plain_file(const std::filesystem::path& path) {
    std::error_code error;  // what cannot be looked at is not there
    return std::filesystem::is_regular_file(std::filesystem::symlink_status(path, error));
}

// Reads files of a folder again. What a file that was not there is for, only a listing of the whole folder knows: it is
// made once, when it is first needed.
class SecondReading {
  public:
    SecondReading(const std::filesystem::path& site, SiteFiles& files, FileFindings& findings)
        : site_(site), files_(files), findings_(findings), had_listing_findings_(findings.contains(listing_key)) {}

    // False if nothing is different.
    bool read(const std::string& path) {
        const std::optional<KnownFile> before = take_out(path, files_);
        const bool was_faulty = findings_.erase(path) != 0;
        const bool is_same_file = before && is_plain_file(site_ / path);
        const ContentFile file{path, is_same_file ? before->part : part_now(path)};
        if (file.part == ContentPart::None)
            return before || was_faulty || had_listing_findings_ != findings_.contains(listing_key);
        ReadFile now = read_one(site_, file);
        const bool is_different = !is_same_file || now.source.text != before->text;
        keep(file, std::move(now), files_, findings_);
        return is_different || was_faulty || findings_.contains(path);
    }

  private:
    ContentPart part_now(const std::string& path) {
        if (!is_listed_) listed_ = list_again(site_, findings_);
        is_listed_ = true;
        const auto place =
            std::lower_bound(listed_.begin(), listed_.end(), path,
                             [](const ContentFile& one, const std::string& wanted) { return one.path < wanted; });
        return place == listed_.end() || place->path != path ? ContentPart::None : place->part;
    }

    const std::filesystem::path& site_;
    SiteFiles& files_;
    FileFindings& findings_;
    bool had_listing_findings_;
    std::vector<ContentFile> listed_;
    bool is_listed_ = false;
};

SiteFiles gather(const std::filesystem::path& site, const std::vector<ContentFile>& listed, std::vector<ReadFile> files,
                 FileFindings& findings) {
    SiteFiles content;
    content.site_id = folder_name(site);
    content.settings.path = settings_path;
    content.addresses.path = addresses_path;
    for (std::size_t index = 0; index < files.size(); ++index)
        keep(listed[index], std::move(files[index]), content, findings);
    return content;
}

}  // namespace

SiteFiles read_content(const std::filesystem::path& site, unsigned jobs, FileFindings& findings) {
    const std::vector<ContentFile> listed = list_again(site, findings);
    std::vector<ReadFile> files(listed.size());
    for_each_index(listed.size(), jobs,
                   [&](std::size_t index, std::size_t) { files[index] = read_one(site, listed[index]); });
    return gather(site, listed, std::move(files), findings);
}

SiteFiles read_content(const std::filesystem::path& site, unsigned jobs, TextReading& reading,
                       Diagnostics& diagnostics) {
    FileFindings findings;
    const std::vector<ContentFile> listed = list_again(site, findings);
    const TextMemory* before = reading.before ? reading.before() : nullptr;
    std::vector<ReadFile> files(listed.size());
    for_each_index(listed.size(), jobs, [&](std::size_t index, std::size_t) {
        const bool is_page = listed[index].part == ContentPart::Page;
        files[index] = is_page ? read_or_recall(site, listed[index], before) : read_one(site, listed[index]);
    });
    for (std::size_t index = 0; index < files.size(); ++index) {
        if (files[index].mark) reading.marks.emplace(listed[index].path, *files[index].mark);
        if (files[index].is_unread) reading.unread.insert(listed[index].path);
    }
    SiteFiles content = gather(site, listed, std::move(files), findings);
    report_files(content, findings, diagnostics);
    return content;
}

std::vector<std::string> read_again(const std::filesystem::path& site, const std::vector<std::string>& paths,
                                    SiteFiles& files, FileFindings& findings) {
    SecondReading reading(site, files, findings);
    std::vector<std::string> different;
    for (const std::string& path : paths)
        if (reading.read(path)) different.push_back(path);
    return different;
}

void report_files(SiteFiles& files, const FileFindings& findings, Diagnostics& diagnostics) {
    for (const auto& [path, found] : findings) {
        diagnostics.merge(found);
        if (path != listing_key) files.faulty.insert(path);
    }
    if (trim(files.settings.text).empty() && !files.faulty.contains(settings_path))
        diagnostics.file_error(std::string(settings_path), "missing-settings", "site.yaml is missing or empty",
                               "write one with name, base_url and languages, for example: languages: [en]");
}

SiteFiles read_content(const std::filesystem::path& site, unsigned jobs, Diagnostics& diagnostics) {
    FileFindings findings;
    SiteFiles content = read_content(site, jobs, findings);
    report_files(content, findings, diagnostics);
    return content;
}

}  // namespace charter
