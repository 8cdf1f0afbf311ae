#include "generator/model/renamed_pages.h"

#include "generator/content/front_matter.h"
#include "generator/model/short_hash.h"
#include "generator/model/words_hash.h"

namespace charter {
namespace {

bool is_first_language(const Site& site, const Source& source) {
    return source.path.starts_with(source_language(site) + "/");
}

std::string path_of_page(const Source& source) {
    const std::size_t begin = source.path.find('/') + 1;
    return source.path.substr(begin, source.path.rfind('.') - begin);
}

// Translations whose page is not there.
std::vector<const Source*> orphans(const Site& site) {
    std::vector<const Source*> found;
    for (const Source& source : site.sources) {
        if (is_first_language(site, source) || source.path.starts_with("editions/")) continue;
        if (find_page(site, source_language(site), path_of_page(source)) == nullptr) found.push_back(&source);
    }
    return found;
}

}  // namespace

std::unordered_map<std::string, std::string> renamed_pages(const Site& site) {
    std::unordered_map<std::string, std::string> renamed;
    const std::vector<const Source*> translations = orphans(site);
    if (translations.empty()) return renamed;
    std::unordered_map<std::string, std::string> paths;  // of the first language's pages, by hash
    for (const Page& page : site.pages) {
        if (!page.source || page.language != source_language(site)) continue;
        const Source& source = site.sources[*page.source];
        paths.emplace(words_hash(page, source.text), path_of_page(source));
        paths.emplace(text_hash(source.text), path_of_page(source));  // as older translations say it
    }
    for (const Source* translation : translations) {
        Diagnostics reported_before;
        const FrontMatter front = parse_front_matter(*translation, reported_before);
        const YamlEntry* hash = front.fields.find("source");
        const auto page = hash == nullptr ? paths.end() : paths.find(hash->value.text);
        if (page != paths.end()) renamed.emplace(path_of_page(*translation), page->second);
    }
    return renamed;
}

}  // namespace charter
