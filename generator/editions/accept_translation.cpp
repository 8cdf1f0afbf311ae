#include "generator/editions/accept_translation.h"

#include <fmt/format.h>

#include "generator/build/prepare.h"
#include "generator/check/translation_work.h"
#include "generator/content/read_content.h"
#include "generator/editions/edit_header.h"
#include "generator/editions/nearest_document.h"
#include "generator/model/words_hash.h"
#include "generator/shared/files.h"

namespace charter {
namespace {

std::vector<const Page*> translations_of(const Site& site, const AcceptRequest& request) {
    std::vector<const Page*> found;
    for (const std::string& language : site.catalogue.languages) {
        if (language == source_language(site) || (!request.language.empty() && request.language != language)) continue;
        const Page* page = find_page(site, language, request.document);
        if (page != nullptr && page->source) found.push_back(page);
    }
    return found;
}

std::string translated_languages(const Site& site, const AcceptRequest& request) {
    std::string languages;
    for (const Page* page : translations_of(site, {request.document, {}}))
        languages += (languages.empty() ? "" : ", ") + page->language;
    return languages;
}

}  // namespace

AcceptOutcome accept_translation(const CheckOptions& options, const AcceptRequest& request, Diagnostics& diagnostics) {
    CheckOptions with_drafts = options;
    with_drafts.drafts = true;
    const Site site =
        read_site(with_drafts, read_content(options.site, options.jobs, diagnostics), nullptr, diagnostics);
    if (diagnostics.has_errors()) return {AcceptResult::SiteFails, {}, {}};
    const Page* original = find_page(site, source_language(site), request.document);
    if (original == nullptr || !original->source)
        return {AcceptResult::UnknownDocument, nearest_document(site, request.document), {}};
    const std::vector<const Page*> translations = translations_of(site, request);
    if (translations.empty()) return {AcceptResult::NoTranslation, translated_languages(site, request), {}};
    Diagnostics differences;
    for (const Page* page : translations) check_translation(site, *original, *page, Severity::Error, differences);
    if (differences.has_errors()) {
        diagnostics = std::move(differences);
        return {AcceptResult::Differs, {}, {}};
    }
    const std::string hash = words_hash(*original, site.sources[*original->source].text);
    AcceptOutcome outcome;
    for (const Page* page : translations) {
        const Source& words = site.sources[*page->source];
        if (header_field(words.text, HeaderKind::Page, "source") == hash) continue;
        write_file_atomically(options.site / words.path,
                              with_header_field(words.text, HeaderKind::Page, "source", hash));
        outcome.changed.push_back(words.path);
    }
    if (outcome.changed.empty()) outcome.result = AcceptResult::UpToDate;
    return outcome;
}

}  // namespace charter
