#include "generator/check/codes.h"

#include <algorithm>

namespace charter {

const std::vector<CodeEntry>& all_codes() {
    static const std::vector<CodeEntry> codes = [] {
        std::vector<CodeEntry> all;
        const auto take = [&all](std::string_view group, std::vector<CodeEntry> entries) {
            for (CodeEntry& entry : entries) {
                entry.group = group;
                all.push_back(entry);
            }
        };
        take("pages", codes_of_pages());
        take("site-files", codes_of_site_files());
        take("themes", codes_of_themes());
        take("checks", codes_of_checks());
        std::sort(all.begin(), all.end(), [](const CodeEntry& a, const CodeEntry& b) { return a.code < b.code; });
        return all;
    }();
    return codes;
}

const CodeEntry* find_code(std::string_view code) {
    code = code.substr(0, code.find('/'));
    const std::vector<CodeEntry>& codes = all_codes();
    const auto found = std::lower_bound(codes.begin(), codes.end(), code,
                                        [](const CodeEntry& entry, std::string_view key) { return entry.code < key; });
    return found != codes.end() && found->code == code ? &*found : nullptr;
}

}  // namespace charter
