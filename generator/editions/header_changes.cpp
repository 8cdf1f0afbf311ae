#include "generator/editions/header_changes.h"

#include "generator/editions/edit_header.h"
#include "generator/model/short_hash.h"
#include "generator/model/words_hash.h"
#include "generator/shared/files.h"

namespace charter {

void HeaderChanges::replace(const Page& page, const std::string& text, std::vector<std::string>& changed) const {
    const std::string& before = site_.sources[*page.source].text;
    if (text == before) return;
    write(page, text, changed);
    for (const std::string& language : site_.catalogue.languages) {
        const Page* own = find_page(site_, language, page.path);
        if (own == nullptr || own == &page || !own->source) continue;
        const std::string& words = site_.sources[*own->source].text;
        // Of the words it stays right; of the whole file it is put right.
        if (header_field(words, HeaderKind::Page, "source") != text_hash(before)) continue;
        write(*own, with_header_field(words, HeaderKind::Page, "source", words_hash(page, before)), changed);
    }
}

void HeaderChanges::write(const Page& page, const std::string& text, std::vector<std::string>& changed) const {
    const std::string& path = site_.sources[*page.source].path;
    write_file_atomically(folder_ / path, text);
    changed.push_back(path);
}

}  // namespace charter
