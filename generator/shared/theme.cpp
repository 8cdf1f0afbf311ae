#include "generator/shared/theme.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "generator/shared/files.h"
#include "generator/shared/template.h"

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

// The word files of the languages, in their order. A language without one is reported.
std::vector<Source> word_files(const ThemeFiles& files, const std::vector<std::string>& languages,
                               Diagnostics& diagnostics) {
    const NamedSources found = collect(files, "i18n/", ".yaml");
    std::vector<Source> ordered;
    for (const std::string& language : languages) {
        const auto file = found.find(language);
        if (file == found.end()) {
            diagnostics.file_error(fmt::format("i18n/{}.yaml", language), "missing-word",
                                   fmt::format("the theme has no words in \"{}\"", language),
                                   "add the file, or take the language out of site.yaml");
            ordered.push_back({fmt::format("i18n/{}.yaml", language), ""});
        } else {
            ordered.push_back(file->second);
        }
    }
    return ordered;
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
        theme.files.push_back({std::string(shown_as) + path, read_file(folder / path)});
    }
    return theme;
}

Theme Theme::load(const ThemeFiles& files, const std::vector<std::string>& languages, Diagnostics& diagnostics) {
    return load(files, languages, layout_shapes(), diagnostics);
}

Theme Theme::load(const ThemeFiles& files, const std::vector<std::string>& languages, const Shapes& shapes,
                  Diagnostics& diagnostics) {
    auto inside = std::make_unique<Inside>();
    inside->words = parse_words(languages, word_files(files, languages, diagnostics), diagnostics);
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
