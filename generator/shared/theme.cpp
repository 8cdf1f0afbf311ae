#include "generator/shared/theme.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "generator/shared/files.h"
#include "generator/shared/template.h"
#include "generator/shared/template_text.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

using Shapes = std::map<std::string, Shape, std::less<>>;
using NamedSources = std::map<std::string, Source, std::less<>>;

// The part of a path behind its folder `folder` ("layouts/"), wherever the theme lies; nothing if it is not in one.
std::optional<std::string_view> path_within(std::string_view path, std::string_view folder) {
    if (path.starts_with(folder)) return path.substr(folder.size());
    const auto at = path.rfind(fmt::format("/{}", folder));
    if (at == std::string_view::npos) return std::nullopt;
    return path.substr(at + 1 + folder.size());
}

std::optional<std::string> name_within(std::string_view path, std::string_view folder, std::string_view ending) {
    const auto inside = path_within(path, folder);
    if (!inside || !inside->ends_with(ending)) return std::nullopt;
    return std::string(inside->substr(0, inside->size() - ending.size()));
}

NamedSources collect(const ThemeFiles& files, std::string_view folder, std::string_view ending) {
    NamedSources found;
    for (const Source& file : files.files) {
        if (const auto name = name_within(file.path, folder, ending)) found.emplace(*name, file);
    }
    return found;
}

std::vector<Source> assets_of(const ThemeFiles& files) {
    std::vector<Source> assets;
    for (const Source& file : files.files) {
        if (const auto inside = path_within(file.path, "assets/")) assets.push_back({std::string(*inside), file.text});
    }
    return assets;
}

// The words of each language. A language without a file is reported, once, and has none.
std::vector<Words> read_words(const ThemeFiles& files, const std::vector<std::string>& languages,
                              Diagnostics& diagnostics) {
    const NamedSources found = collect(files, "i18n/", ".yaml");
    std::vector<std::string> present;
    std::vector<Source> sources;
    for (const std::string& language : languages) {
        const auto file = found.find(language);
        if (file == found.end() || trim(file->second.text).empty()) continue;
        present.push_back(language);
        sources.push_back(file->second);
    }
    std::vector<Words> words = parse_words(present, sources, diagnostics);
    for (std::size_t i = 0; i < languages.size(); ++i) {
        const auto file = found.find(languages[i]);
        if (file != found.end() && !trim(file->second.text).empty()) continue;
        const std::string path = file == found.end() ? fmt::format("i18n/{}.yaml", languages[i]) : file->second.path;
        diagnostics.file_error(
            path, "missing-word", fmt::format("the theme has no words in \"{}\"", languages[i]),
            fmt::format("{}, or take the language out of site.yaml",
                        file == found.end()
                            ? fmt::format("write {}.yaml into the folder i18n of the theme, beside those "
                                          "of the other languages",
                                          languages[i])
                            : "put the words into it again"));
        words.emplace(words.begin() + static_cast<std::ptrdiff_t>(i), languages[i], Words::Texts(), Words::Plurals(),
                      false);
    }
    return words;
}

// A word that some language has and another has not was reported when they were compared.
void report_missing_own_words(const std::vector<Words>& words, Diagnostics& diagnostics) {
    if (words.empty() || !words.front().is_whole()) return;
    for (const std::string& key : missing_own_words(words.front())) {
        if (std::any_of(words.begin() + 1, words.end(), [&](const Words& other) { return other.has(key); })) continue;
        diagnostics.file_error(fmt::format("i18n/{}.yaml", words.front().language()), "missing-word",
                               fmt::format("dates and limits need the word \"{}\"", key), "add it in every language");
    }
}

bool is_text_file(std::string_view path) {
    return name_within(path, "layouts/", ".html") || name_within(path, "partials/", ".html") ||
           name_within(path, "i18n/", ".yaml");
}

void refuse_other_encodings(const ThemeFiles& files, Diagnostics& diagnostics) {
    for (const Source& file : files.files) {
        if (is_text_file(file.path) && find_invalid_utf8(file.text))
            diagnostics.file_error(file.path, "not-utf8", "the file is not UTF-8", "save it as UTF-8 in your editor");
    }
}

void compare_layouts(const NamedSources& layouts, const Shapes& shapes, Diagnostics& diagnostics) {
    for (const auto& [name, shape] : shapes) {
        if (layouts.find(name) == layouts.end())
            diagnostics.file_error(fmt::format("layouts/{}.html", name), "missing-layout",
                                   fmt::format("the theme has no layout \"{}\"", name), "add this file");
    }
    for (const auto& [name, file] : layouts) {
        if (shapes.find(name) == shapes.end())
            diagnostics.file_error(file.path, "unknown-layout", fmt::format("no page uses a layout \"{}\"", name),
                                   "remove the file, or give it the name of a layout");
        else if (trim(file.text).empty())
            diagnostics.file_error(file.path, "missing-layout", "the file of this layout is empty",
                                   "put the layout into it again");
    }
}

}  // namespace

struct Theme::Inside {
    std::vector<Words> words;
    std::map<std::string, std::map<std::string, Template, std::less<>>, std::less<>> templates;  // language, layout
    std::vector<Source> assets;
};

ThemeFiles read_theme(const std::filesystem::path& folder, std::string_view shown_as) {
    ThemeFiles theme;
    for (const std::string& path : list_files(folder)) {
        if (path.ends_with(".br") || path.ends_with(".gz")) continue;
        if (std::filesystem::is_symlink(folder / path) && !join_under(folder, path)) {
            theme.linked.push_back(std::string(shown_as) + path);
            continue;
        }
        theme.files.push_back({std::string(shown_as) + path, read_file(folder / path)});
    }
    return theme;
}

std::vector<std::string> words_in_templates(const ThemeFiles& files) {
    std::set<std::string> keys;
    Diagnostics reported_when_loaded;
    for (const std::string_view folder : {"layouts/", "partials/"}) {
        for (const auto& [name, source] : collect(files, folder, ".html")) {
            for (const Tag& tag : parse_tags(source, reported_when_loaded)) {
                if (const auto key = word_key(tag)) keys.emplace(*key);
            }
        }
    }
    return {keys.begin(), keys.end()};
}

Theme Theme::load(const ThemeFiles& files, const std::vector<std::string>& languages, Diagnostics& diagnostics) {
    Theme theme = load(files, languages, layout_shapes(), diagnostics);
    report_missing_own_words(theme.inside_->words, diagnostics);
    return theme;
}

Theme Theme::load(const ThemeFiles& files, const std::vector<std::string>& languages, const Shapes& shapes,
                  Diagnostics& diagnostics) {
    for (const std::string& path : files.linked)
        diagnostics.file_error(path, "linked-file", "the link leads out of the theme's folder",
                               "put the file itself in its place");
    refuse_other_encodings(files, diagnostics);
    auto inside = std::make_unique<Inside>();
    inside->words = read_words(files, languages, diagnostics);
    inside->assets = assets_of(files);
    const NamedSources layouts = collect(files, "layouts/", ".html");
    const NamedSources partials = collect(files, "partials/", ".html");
    compare_layouts(layouts, shapes, diagnostics);
    for (const Words& words : inside->words) {
        auto& templates = inside->templates[words.language()];
        for (const auto& [name, layout] : layouts) {
            const auto shape = shapes.find(name);
            if (shape == shapes.end()) continue;
            templates.emplace(name, Template::compile(layout, partials, shape->second, words, diagnostics));
        }
    }
    Theme theme;
    theme.inside_ = std::move(inside);
    return theme;
}

Theme::Theme() = default;
Theme::Theme(Theme&&) noexcept = default;
Theme& Theme::operator=(Theme&&) noexcept = default;
Theme::~Theme() = default;

std::string Theme::render(std::string_view layout, std::string_view language, const View& view) const {
    const auto templates = inside_->templates.find(language);
    if (templates == inside_->templates.end())
        throw std::logic_error(fmt::format("the theme was not loaded in the language \"{}\"", language));
    const auto found = templates->second.find(layout);
    if (found == templates->second.end()) throw std::logic_error(fmt::format("there is no layout \"{}\"", layout));
    return found->second.render(view);
}

const Words& Theme::words(std::string_view language) const {
    const auto found = std::find_if(inside_->words.begin(), inside_->words.end(),
                                    [&](const Words& words) { return words.language() == language; });
    if (found == inside_->words.end())
        throw std::logic_error(fmt::format("the theme was not loaded in the language \"{}\"", language));
    return *found;
}

const std::vector<Source>& Theme::assets() const {
    return inside_->assets;
}

}  // namespace charter
