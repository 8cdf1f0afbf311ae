// Every field, data file, block, rule, template name and address is in the handbook, as the sources have them.
#include "generator/model/content_keys.h"
#include "generator/shared/view.h"
#include "tests/policy/handbook.h"

namespace charter::handbook_content_test {
namespace {

const std::regex quoted("\"([a-z_-]+)\"");

// The strings of the table that is called `name`.
Names table_in(const std::string& path, const std::string& name) {
    const std::string text = source_text(path);
    const std::regex table("\\b" + name + R"( = \{([^;]*)\};)");
    std::smatch found;
    REQUIRE(std::regex_search(text, found, table));
    return names_in(found[1], quoted);
}

using Sections = std::map<std::string, std::string>;

// The sections that explain the functions whose names do not say it.
const Names* renamed_section(const std::string& function) {
    static const std::map<std::string, Names> sections = {{"read_common", {"Every page"}},
                                                          {"read_words", {"Every page", "Translations"}},
                                                          {"translate_kind_words", {"Translations"}},
                                                          {"read_origin", {"Translations"}},
                                                          {"read_rule", {"Write a pack"}}};
    const auto found = sections.find(function);
    return found == sections.end() ? nullptr : &found->second;
}

// The headings below which a function's fields are explained: those that are called like its subject, "channels" for
// read_channel. None: anywhere on the page.
Names headings_for(const Sections& sections, const std::string& function) {
    if (const Names* renamed = renamed_section(function)) return *renamed;
    const std::string subject = function.substr(std::min(function.size(), function.find('_') + 1));
    Names headings;
    for (const auto& [heading, text] : sections)
        if (!subject.empty() && heading.substr(0, heading.find('.')).starts_with(subject)) headings.insert(heading);
    return headings;
}

// Fields that are explained anywhere on the page, or have a section of their own.
void check_somewhere(const Sections& sections, const Names& fields) {
    Names in_lists;
    for (const std::string& field : fields)
        if (!sections.contains(field)) in_lists.insert(field);
    check_explains(sections.at(""), in_lists);
}

// The fields that the functions of `sources` ask for are explained on the page.
void check_fields(const std::string& page, const std::vector<std::string>& sources, std::size_t fewest) {
    const Sections sections = sections_of(read_file(handbook_file(page)));
    std::size_t checked = 0;
    for (const std::string& source : sources) {
        for (const auto& [function, fields] : fields_by_function(source_text(source))) {
            CAPTURE(page, source, function);
            const Names headings = headings_for(sections, function);
            for (const std::string& heading : headings) {
                CAPTURE(heading);
                REQUIRE(sections.contains(heading));
                Names inside = fields;
                inside.erase(heading);  // the list or map that the section is about
                check_explains(sections.at(heading), inside);
            }
            if (headings.empty()) check_somewhere(sections, fields);
            checked += fields.size();
        }
    }
    CHECK(checked >= fewest);
}

template <typename Table>
void check_values(const std::string& page, const std::string& section, const Table& table) {
    Names names;
    for (const auto& [value, key] : table) names.emplace(key);
    CAPTURE(page, section);
    check_explains(sections_of(read_file(handbook_file(page))).at(section), names);
}

// "language, title!, toc[ href text ]": the names in order, whatever their order was.
std::string written(const Shape& shape) {
    std::string text;
    for (const auto& [name, inner] : shape.names) {
        text += (text.empty() ? "" : " ") + name;
        if (inner.kind == Shape::Kind::Html) text += "!";
        if (inner.kind == Shape::Kind::Flag) text += "?";
        if (inner.kind == Shape::Kind::List) text += "[ " + written(inner) + " ]";
        if (inner.kind == Shape::Kind::Object) text += "{ " + written(inner) + " }";
    }
    return text;
}

}  // namespace

TEST_CASE("every field of site.yaml is in the handbook", "[handbook]") {
    check_fields("reference/site-yaml", {"generator/model/settings.cpp", "generator/check/waivers.cpp"}, 40);
}

TEST_CASE("every field of a header block is in the handbook, and every word it may hold", "[handbook]") {
    const std::string page = "reference/header-blocks";
    check_fields(page, {"generator/model/read_page.cpp", "generator/model/read_kind.cpp"}, 50);
    check_values(page, "Kinds", page_kinds);
    check_values(page, "standard", applies_keys());
    check_values(page, "standard", clock_keys());
    check_values(page, "procedure", case_kind_keys());
}

TEST_CASE("every data file is in the handbook, with its fields", "[handbook]") {
    const std::string page = "reference/data-files";
    const auto sections = sections_of(read_file(handbook_file(page)));
    const Names files = table_in("generator/model/registers.cpp", "known_files");
    CHECK(files.size() > 8);
    for (const std::string& file : files) {
        CAPTURE(file);
        CHECK(sections.contains(file + ".yaml"));
    }
    // if (name == "regions") read_named(file, fields, "name", ...)
    static const std::regex entry(R"re(name == "(\w+)"\) (\w+)\(file, fields(?:, "(\w+)")?)re");
    const std::string registers = source_text("generator/model/registers.cpp");
    const auto by_function = fields_by_function(registers);
    std::size_t read = 0;
    for (std::sregex_iterator at(registers.begin(), registers.end(), entry); at != std::sregex_iterator();
         ++at, ++read) {
        Names fields = by_function.at((*at)[2]);
        if ((*at)[3].matched) fields.insert((*at)[3]);
        CAPTURE((*at)[1].str());
        check_explains(sections.at((*at)[1].str() + ".yaml"), fields);
    }
    CHECK(read > 5);
    // What is read elsewhere.
    for (const auto& [file, source] : std::map<std::string, std::string>{
             {"terms.yaml", "generator/check/terms.cpp"}, {"synonyms.yaml", "generator/model/read_synonyms.cpp"}}) {
        for (const auto& [function, fields] : fields_by_function(source_text(source))) {
            CAPTURE(file, function);
            check_explains(sections.at(file), fields);
        }
    }
    static const std::regex sample_field(R"re(\(sample, "(\w+)"|sample\.find\("(\w+)"\))re");
    Names samples;
    for (const std::string page_of_form : {"about", "what", "who", "reach"})
        samples.merge(table_in("server/forms/lodging_form.cpp", page_of_form + "_fields"));
    const std::string demo = source_text("server/demo/demo.cpp");
    for (std::sregex_iterator at(demo.begin(), demo.end(), sample_field); at != std::sregex_iterator(); ++at)
        samples.insert((*at)[1].matched ? (*at)[1] : (*at)[2]);
    CHECK(samples.size() > 10);
    check_explains(sections.at("samples.yaml"), samples);
}

TEST_CASE("every block is in the handbook", "[handbook]") {
    const Names blocks = table_in("generator/render/blocks.cpp", "names");
    CHECK(blocks.size() > 5);
    const auto sections = sections_of(read_file(handbook_file("reference/blocks")));
    for (const std::string& block : blocks) {
        CAPTURE(block);
        REQUIRE(sections.contains(block));
        const Names explained = explained_in(sections.at(block));
        CHECK((explained.contains("[[" + block) || explained.contains("[[" + block + "]]")));
    }
}

TEST_CASE("every rule pack is in the handbook, with its rules and what a pack may say", "[handbook]") {
    const auto sections = sections_of(read_file(handbook_file("reference/rules")));
    const auto packs = list_files(std::filesystem::path(CHARTER_SOURCE_DIR) / "rules");
    CHECK(packs.size() > 2);
    for (const std::string& file : packs) {
        CAPTURE(file);
        const auto section = sections.find(file.substr(0, file.rfind('.')));
        REQUIRE(section != sections.end());
        check_explains(section->second, names_in(source_text("rules/" + file), std::regex("- id: ([a-z-]+)")));
    }
    check_fields("reference/rules", {"generator/check/rule_book.cpp"}, 15);
    Names demands;
    for (const std::string& key :
         names_in(source_text("generator/check/rule_book.cpp"), std::regex("Demand::[A-Za-z]+, \"([a-z]+)\"")))
        demands.insert(key);
    CHECK(demands.size() > 5);
    check_explains(sections.at(""), demands);
}

TEST_CASE("the handbook has every layout of a theme, with the names its template may use", "[handbook]") {
    const auto sections = sections_of(read_file(handbook_file("reference/templates")));
    std::map<std::string, Shape, std::less<>> parts;
    // A part may use those before it; one that comes later is tried again.
    const Names names = names_in(sections.at("Parts"), std::regex("\n### ([a-z_]+)\n"));
    CHECK(names.size() > 8);
    for (std::size_t round = 0; round < names.size(); ++round) {
        for (const std::string& name : names) {
            if (parts.contains(name)) continue;
            try {
                parts.emplace(name, parse_shape(code_in(sections.at(name)), parts));
            } catch (const std::logic_error&) {
                continue;  // until the parts that it uses are there
            }
        }
    }
    CHECK(parts.size() == names.size());
    CHECK(layout_shapes().size() > 20);
    for (const auto& [name, shape] : layout_shapes()) {
        CAPTURE(name);
        REQUIRE(sections.contains(name));
        CHECK(written(parse_shape(code_in(sections.at(name)), parts)) == written(shape));
    }
}

TEST_CASE("every route of the server is in the handbook", "[handbook]") {
    static const std::regex route(R"re(\{Method::(Get|Post|Upload), "([^"]+)")re");
    const std::string text = source_text("server/routes.cpp");
    const std::string page = read_file(handbook_file("reference/routes"));
    std::size_t count = 0;
    for (std::sregex_iterator at(text.begin(), text.end(), route); at != std::sregex_iterator(); ++at) {
        const std::string line = "\n- `" + std::string((*at)[1] == "Get" ? "GET " : "POST ") + (*at)[2].str() + "`: ";
        CAPTURE(line);
        CHECK(page.find(line) != std::string::npos);
        ++count;
    }
    CHECK(count > 15);
}

TEST_CASE("every step, state, finding and redress of a case is in the handbook, in the words of the case desk",
          "[handbook]") {
    const std::string words = source_text("themes/default/i18n/en.yaml");
    const std::string page = read_file(handbook_file("officers/steps"));
    for (const std::string group : {"step", "state", "finding", "redress", "role"}) {
        const Names names = names_in(words, std::regex("(?:^|\n)" + group + R"(\.[a-z-]+: "?([^"\n]+))"));
        CHECK(names.size() > 5);
        for (const std::string& name : names) {
            CAPTURE(group, name);
            CHECK(page.find("**" + name + "**") != std::string::npos);
        }
    }
}

}  // namespace charter::handbook_content_test
