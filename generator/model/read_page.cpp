// The fields of a header block (see also page_kinds and the tables of content_keys.h):
//   every page    title description kind date section weight owner reviewed review_by aliases draft params keywords
//                 translations: {LANGUAGE: pending} open_for_comment: {from, until}
// The fields of each kind stand in read_kind.cpp.
#include "generator/model/read_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "generator/content/front_matter.h"
#include "generator/model/content_keys.h"
#include "generator/model/fields.h"
#include "generator/model/former_address.h"
#include "generator/model/kind_by_fields.h"
#include "generator/model/read_kind.h"
#include "generator/model/settings.h"
#include "generator/model/short_hash.h"
#include "generator/model/words_hash.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

PageDraft new_draft(const Source& source, std::size_t index, const FrontMatter& front) {
    PageDraft draft;
    const PagePath where = page_path_of(source.path);
    Page& page = draft.page;
    page.language = where.language;
    page.path = where.path;
    page.edition = where.edition;
    draft.is_frozen = !where.edition.empty();
    if (draft.is_frozen) page.edition_place = EditionPlace::Earlier;
    page.url = url_of(page.language, page.path);
    page.is_index = page.path == "index" || page.path.ends_with("/index");
    const std::size_t slash = page.path.find('/');
    page.section = slash == std::string::npos ? std::string() : page.path.substr(0, slash);
    page.source = index;
    page.body_begin = front.body_begin;
    draft.head = {front.block.begin, front.block.begin + 1};
    return draft;
}

void read_title(Fields& fields, PageDraft& draft) {
    draft.page.title = fields.text("title");
    if (!draft.page.title.empty()) return;
    const bool is_written = fields.map().find("title") != nullptr;
    fields.error(is_written ? fields.key_span("title") : draft.head, "missing-title", "the page has no title",
                 "begin the page with: --- title: Your rights --- (each on a line of its own)");
}

// A kind that is missing or mistyped is guessed, so that the page is read as what it is meant to be.
void read_kind(Fields& fields, PageDraft& draft) {
    const std::optional<TextAt> written = fields.text_at("kind");
    const std::optional<PageKind> guessed = kind_by_fields(fields.map());
    if (!written) {
        if (!guessed) return;
        draft.is_faulty = true;
        draft.page.kind = *guessed;
        fields.error(fields.key_span("kind"), "missing-field", "\"kind\" is missing",
                     fmt::format("the page has the fields of a {0}: write kind: {0}", key_of(*guessed)));
        return;
    }
    if (const std::optional<PageKind> kind = find_in(page_kinds, written->text)) {
        draft.page.kind = *kind;
        return;
    }
    draft.is_faulty = true;
    std::vector<std::string> names;
    for (const auto& [kind, key] : page_kinds) names.emplace_back(key);
    const std::optional<std::string> nearest = nearest_name(written->text, names);
    draft.page.kind = nearest ? *find_in(page_kinds, *nearest) : guessed.value_or(draft.page.kind);
    draft.kind_is_known = nearest.has_value() || guessed.has_value();
    fields.error(written->span, "unknown-kind", fmt::format("there is no kind of page \"{}\"", written->text),
                 hint_of_names(written->text, names));
}

// An address that led here before, with its language and a slash at both ends.
std::vector<std::string> read_aliases(Fields& fields, const std::string& language) {
    std::vector<std::string> aliases;
    for (const auto& [text, span] : fields.texts_at("aliases")) {
        std::string alias = text.starts_with('/') ? text : fmt::format("/{}/{}", language, text);
        if (!alias.ends_with('/')) alias += '/';
        const std::string folder = alias.substr(1, alias.find('/', 1) - 1);
        if (text.ends_with(".md"))
            fields.error(span, "bad-field", fmt::format("\"{}\" is a file, and readers had an address", text),
                         fmt::format("write {}/", alias.substr(0, alias.size() - std::string_view(".md/").size())));
        else if (folder != language && to_lower(folder) == language)
            fields.error(span, "bad-field", fmt::format("\"{}\" begins with capitals", text),
                         fmt::format("write {}", to_lower(alias)));
        else if (is_former_address(alias))
            aliases.push_back(std::move(alias));
        else
            fields.error(span, "bad-field", fmt::format("\"{}\" is not an address of a page", text),
                         "write it as it was, with letters, digits and hyphens between slashes: /en/old-name/");
    }
    return aliases;
}

std::vector<std::string> read_pending(Fields& fields, const Site& site) {
    std::vector<std::string> pending;
    std::optional<Fields> translations = fields.inside("translations");
    if (!translations) return pending;
    const std::vector<std::string>& languages = site.catalogue.languages;
    for (const YamlEntry& entry : translations->map().entries) {
        const bool is_known = std::find(languages.begin() + 1, languages.end(), entry.key) != languages.end();
        if (!is_known)
            fields.error(entry.key_span, "unknown-language",
                         fmt::format("\"{}\" is not a language that this site translates into", entry.key),
                         hint_of_names(entry.key, {languages.begin() + 1, languages.end()}));
        else if (translations->text(entry.key) != "pending")
            fields.error(entry.value.span, "bad-field", "a translation can only be declared pending",
                         fmt::format("write {}: pending, or leave it out when there is a translation", entry.key));
        else
            pending.push_back(entry.key);
    }
    std::sort(pending.begin(), pending.end());
    return pending;
}

std::optional<CommentDays> read_open_for_comment(Fields& fields) {
    std::optional<Fields> round = fields.inside("open_for_comment");
    if (!round) return std::nullopt;
    round->require("from", "write the first day on which people may comment, for example from: 2026-11-01");
    round->require("until", "write the last day on which people may comment, for example until: 2026-12-15");
    const std::optional<Date> from = round->date("from");
    const std::optional<Date> until = round->date("until");
    round->report_unknown();
    if (!from || !until) return std::nullopt;
    if (*until < *from)
        fields.error(round->key_span("until"), "bad-field", "the comment round ends before it begins",
                     fmt::format("write a day from {} on", to_iso(*from)));
    return CommentDays{*from, *until};
}

// Words that every page may have, in its own language.
void read_words(Fields& fields, PageDraft& draft) {
    read_title(fields, draft);
    Page& page = draft.page;
    page.description = fields.text("description");
    if (std::string owner = fields.text("owner"); !owner.empty()) page.owner = std::move(owner);
    page.keywords = fields.texts("keywords");
    page.aliases = read_aliases(fields, page.language);
    static_cast<void>(fields.value("params"));
}

void read_common(Fields& fields, PageDraft& draft, const Site& site) {
    Page& page = draft.page;
    read_words(fields, draft);
    read_kind(fields, draft);
    page.date = fields.date("date");
    if (const std::optional<TextAt> section = fields.id("section")) page.section = section->text;
    page.weight = fields.whole_number("weight").value_or(0);
    page.reviewed = fields.date("reviewed");
    page.review_by = fields.date("review_by");
    page.draft = fields.flag("draft");
    page.open_for_comment = read_open_for_comment(fields);
    static_cast<void>(fields.flag("sectionindex"));  // content made for other generators: here every index.md is one
    draft.pending = read_pending(fields, site);
}

// What stands once, in the first language.
constexpr auto first_language_fields = std::to_array<std::string_view>(
    {"kind",         "date",      "section",       "weight",           "reviewed",   "review_by", "draft",
     "translations", "id",        "category",      "standards",        "offices",    "not_ours",  "office",
     "edition",      "services",  "approved",      "status",           "applies_to", "clock",     "within",
     "target",       "principle", "in_force_from", "open_for_comment", "sensitive"});

void report_first_language_fields(Fields& fields, const std::string& original) {
    const auto check = [&](std::string_view key) {
        if (fields.value(key) == nullptr) return;
        fields.error(fields.key_span(key), "translation-field", fmt::format("a translation cannot set \"{}\"", key),
                     fmt::format("leave it out: it stands once, in {}", original));
    };
    for (const std::string_view key : first_language_fields) check(key);
}

void read_origin(Fields& fields, Page& page, const PageDraft& original_draft, const Source& original) {
    const std::string hash = words_hash(original_draft.page, original.text);
    fields.require("translation", "write draft, or signed when a first-language reader has agreed");
    fields.require("source",
                   fmt::format("write source: {} if this is a translation of {} as it is now", hash, original.path));
    page.translation = fields.choice("translation", translation_states).value_or(Translation::Draft);
    const std::optional<TextAt> source = fields.text_at("source");
    if (source && !is_short_hash(source->text)) {
        page.is_stale = true;
        fields.warning(
            source->span, "stale-translation",
            fmt::format("\"{}\" is not what a text's hash looks like: 16 signs, 0 to 9 and a to f", source->text),
            fmt::format("write source: {} if this is a translation of {} as it is now", hash, original.path));
        return;
    }
    // An original with a fault will change once more: whether the translation follows it is asked then.
    if (original_draft.is_faulty || original_draft.diagnostics.has_errors()) return;
    page.is_stale = source && !is_made_from(source->text, original_draft.page, original.text);
    if (page.is_stale)
        fields.warning(
            source->span, "stale-translation",
            fmt::format("{} has changed since this translation was made", original.path),
            fmt::format("bring it up to date, then write source: {}, or let charter translations --accept {} "
                        "write it",
                        hash, page.path));
}

// What was meant by a mistyped name is read under the right one, so that it is the only finding.
void rename_field(const Source& source, YamlValue& map, const std::string& written, const std::string& meant,
                  Diagnostics& diagnostics) {
    for (YamlEntry& entry : map.entries) {
        if (entry.key != written) continue;
        diagnostics.error(source, entry.key_span, "unknown-field",
                          fmt::format("there is no field \"{}\" here", written),
                          fmt::format("did you mean \"{}\"?", meant));
        entry.key = meant;
    }
}

// Reads the header block of `source` with `read(front, fields)`, again after each mistyped name.
template <typename Read>
PageDraft read_header(const Source& source, const Read& read) {
    Diagnostics diagnostics;
    FrontMatter front = parse_front_matter(source, diagnostics);
    while (true) {
        Diagnostics findings;
        Fields fields(source, front.fields, findings);
        PageDraft draft = read(front, fields);
        if (draft.kind_is_known) fields.report_unknown();
        const auto mistyped = front.is_whole && draft.kind_is_known
                                  ? fields.mistyped()
                                  : std::vector<std::pair<std::string, std::string>>();
        if (mistyped.empty()) {
            // A header block that cannot be read whole has one finding, and none that only follow from it.
            if (front.is_whole) diagnostics.merge(std::move(findings));
            draft.is_faulty = draft.is_faulty || !front.is_whole;
            draft.diagnostics = std::move(diagnostics);
            return draft;
        }
        // The kind decides which names there are.
        const auto is_kind = [](const auto& each) { return each.second == "kind"; };
        const bool has_kind = std::any_of(mistyped.begin(), mistyped.end(), is_kind);
        for (const auto& each : mistyped)
            if (!has_kind || is_kind(each)) rename_field(source, front.fields, each.first, each.second, diagnostics);
    }
}

}  // namespace

PagePath page_path_of(std::string_view file) {
    static constexpr std::string_view frozen = "editions/";
    if (file.starts_with(frozen)) {
        file.remove_prefix(frozen.size());
        const std::size_t end = std::min(file.find('/'), file.size());
        const std::string_view year = file.substr(0, end);
        PagePath page = page_path_of(file.substr(std::min(file.size(), end + 1)));
        page.path.append("/").append(year);
        page.edition = year;
        return page;
    }
    const std::size_t slash = std::min(file.find('/'), file.size());
    std::string_view path = file.substr(std::min(file.size(), slash + 1));
    if (path.ends_with(".md")) path.remove_suffix(3);
    return {std::string(file.substr(0, slash)), std::string(path), {}};
}

std::string url_of(std::string_view language, std::string_view path) {
    static constexpr std::string_view index = "index";
    if (path == index || path.ends_with("/index")) path.remove_suffix(index.size());
    std::string url = fmt::format("/{}/{}", language, path);
    if (!url.ends_with('/')) url += '/';
    return url;
}

PageDraft read_page(const Source& source, std::size_t index, const Site& site) {
    return read_header(source, [&](const FrontMatter& front, Fields& fields) {
        PageDraft draft = new_draft(source, index, front);
        draft.is_faulty = site.faulty.contains(source.path);
        read_common(fields, draft, site);
        read_kind_fields(fields, draft, site);
        for (const std::string_view key : {"translation", "source"}) {
            if (fields.value(key) != nullptr)
                fields.error(fields.key_span(key), "translation-field",
                             fmt::format("\"{}\" belongs into a translation; this page is in the first language", key));
        }
        return draft;
    });
}

PageDraft read_translation(const Source& source, std::size_t index, const PageDraft& original,
                           const Source& original_source) {
    return read_header(source, [&](const FrontMatter& front, Fields& fields) {
        PageDraft draft = new_draft(source, index, front);
        const Page own = draft.page;
        draft.page = original.page;
        draft.is_frozen = original.is_frozen;
        draft.kind_is_known = original.kind_is_known;
        draft.page.language = own.language;
        draft.page.url = own.url;
        draft.page.source = own.source;
        draft.page.body_begin = own.body_begin;
        read_words(fields, draft);
        translate_kind_words(fields, draft.page);
        read_origin(fields, draft.page, original, original_source);
        report_first_language_fields(fields, original_source.path);
        return draft;
    });
}

}  // namespace charter
