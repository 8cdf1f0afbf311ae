#include "server/pages/file_views.h"

#include <fmt/format.h>

namespace charter {

std::string size_text(const Words& words, std::uint64_t bytes) {
    constexpr std::uint64_t kilo = 1000;
    constexpr std::uint64_t mega = kilo * kilo;
    const bool is_large = bytes >= mega;
    const std::uint64_t unit = is_large ? mega : kilo;
    return words.format(is_large ? "file.size.mb" : "file.size.kb",
                        {{"number", std::to_string((bytes + unit - 1) / unit)}});
}

std::string file_name_text(const Words& words, const AddedFile& file) {
    return file.name.empty() ? words.text("file.no-name") : file.name;
}

View file_view(const Words& words, const AddedFile& file) {
    View view;
    view.set("name", file_name_text(words, file))
        .set("kind", words.text(fmt::format("file.kind.{}", key_of(file.kind))))
        .set("size", size_text(words, file.size));
    return view;
}

std::string file_names(const Words& words, const std::vector<AddedFile>& files) {
    std::string names;
    for (const AddedFile& file : files) {
        if (!names.empty()) names += ", ";
        names += file_name_text(words, file);
    }
    return names;
}

}  // namespace charter
