#include "generator/render/open_data.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "generator/model/changes.h"
#include "generator/model/content_keys.h"
#include "generator/render/addresses.h"
#include "generator/render/part_views.h"
#include "generator/shared/csv.h"
#include "generator/shared/text.h"

namespace charter {
namespace {

// Fills a table column by column: the first row that is added names the columns, so that a value and its column stand
// together in the code.
class Filling {
  public:
    Filling(const Site& site, std::string name) : site_(site) { table_.name = std::move(name); }

    void begin_row() { table_.rows.emplace_back(); }
    void put(const std::string& name, ColumnType type, std::string value) {
        put(name, name, "", type, std::move(value));
    }
    // A column for each language of the site.
    void put_words(const std::string& name, const Localized& words) {
        for (const std::string& language : site_.catalogue.languages) {
            const auto own = words.find(language);
            put(name + "_" + language, name, language, ColumnType::Text,
                own == words.end() ? std::string() : own->second);
        }
    }
    void put_urls(const Localized& urls) {
        for (const std::string& language : site_.catalogue.languages) {
            const std::string& url = text_in(urls, language);
            put("url_" + language, "url", language, ColumnType::Url,
                url.empty() ? url : absolute_url(site_.catalogue.base_url, url));
        }
    }
    [[nodiscard]] DataTable take() { return std::move(table_); }

  private:
    void put(std::string name, std::string meaning, std::string language, ColumnType type, std::string value) {
        if (table_.rows.size() == 1)
            table_.columns.push_back({std::move(name), std::move(meaning), std::move(language), type});
        table_.rows.back().push_back(std::move(value));
    }

    const Site& site_;
    DataTable table_;
};

std::string yes_no(bool value) {
    return value ? "true" : "false";
}

void put_standard(Filling& into, const Site& site, const std::string& year, const Standard& standard) {
    std::string applies;
    for (const Applies kind : standard.applies_to) applies.append(applies.empty() ? "" : " ").append(key_of(kind));
    into.begin_row();
    into.put("id", ColumnType::Id, standard.id);
    into.put("edition", ColumnType::Id, year);
    into.put("in_force", ColumnType::YesNo, yes_no(year == site.catalogue.edition));
    into.put_words("title", standard.title);
    into.put("applies_to", ColumnType::List, applies);
    into.put("clock", ColumnType::Id, std::string(key_of(standard.clock)));
    into.put("within", ColumnType::Number, std::to_string(standard.within.amount));
    into.put("unit", ColumnType::Id, std::string(key_of(standard.within.unit)));
    into.put("target_percent", ColumnType::Number,
             standard.target_percent ? std::to_string(*standard.target_percent) : std::string());
    into.put("principle", ColumnType::Id, standard.principle);
    into.put("status", ColumnType::Id, std::string(key_of(standard.status)));
    into.put_words("measured_by", standard.measured_by);
    into.put_urls(standard.url);
}

DataTable standards_table(const Site& site) {
    Filling into(site, "standards");
    std::vector<std::string> years = edition_years(site);
    if (years.empty()) years.emplace_back();  // a site whose promises belong to no edition
    for (const std::string& year : years)
        if (const auto promises = promises_of(site, year))
            for (const Standard& standard : *promises->standards) put_standard(into, site, year, standard);
    return into.take();
}

DataTable offices_table(const Site& site) {
    Filling into(site, "offices");
    for (const Office& office : site.catalogue.offices) {
        const OfficeFacts* facts = find_facts(site, office.id);
        const HoursEntry* hours = find_hours(site, office.hours);
        into.begin_row();
        into.put("id", ColumnType::Id, office.id);
        into.put_words("name", office.name);
        into.put("type", ColumnType::Id, office.type);
        into.put("region", ColumnType::Id, office.region);
        into.put("parent", ColumnType::Id, office.parent);
        into.put_words("address", office.address);
        into.put("phone", ColumnType::Text, office.phone);
        into.put("email", ColumnType::Text, office.email);
        into.put("days", ColumnType::Text, hours != nullptr ? hours->days : std::string());
        into.put("opens", ColumnType::Time, hours != nullptr ? clock_time(hours->opens) : std::string());
        into.put("closes", ColumnType::Time, hours != nullptr ? clock_time(hours->closes) : std::string());
        into.put("hours_status", ColumnType::Id,
                 hours != nullptr ? std::string(key_in(fact_statuses, hours->status)) : std::string());
        into.put("closed", ColumnType::YesNo, yes_no(office.closed));
        into.put("successor", ColumnType::Id, office.successor);
        into.put("office_status", ColumnType::Id,
                 facts != nullptr ? std::string(key_in(fact_statuses, facts->status)) : std::string());
        into.put("checked", ColumnType::Month, facts != nullptr ? facts->checked : std::string());
        into.put_urls(office.url);
    }
    return into.take();
}

DataTable indicators_table(const Site& site) {
    Filling into(site, "indicators");
    for (const Objective& objective : site.plan.objectives) {
        for (const Indicator& indicator : objective.indicators) {
            for (std::size_t at = 0; at < site.plan.years.size(); ++at) {
                const std::optional<int> actual = indicator.actuals[at];
                into.begin_row();
                into.put("objective", ColumnType::Id, objective.id);
                into.put_words("objective_title", objective.title);
                into.put("indicator", ColumnType::Id, indicator.id);
                into.put_words("title", indicator.title);
                into.put("reported", ColumnType::Id, std::string(key_in(reporting_keys, indicator.reported)));
                into.put("year", ColumnType::Id, site.plan.years[at]);
                into.put("target", ColumnType::Number, std::to_string(indicator.targets[at]));
                into.put("actual", ColumnType::Number, actual ? std::to_string(*actual) : std::string());
                into.put("source", ColumnType::Text, site.plan.source);
            }
        }
    }
    return into.take();
}

Localized notes_of(const Site& site, const Change& change) {
    Localized notes;
    if (change.page == nullptr) return notes;
    if (change.effect != ChangeEffect::Weaker && change.effect != ChangeEffect::Removed) return notes;
    for (const std::string& language : site.catalogue.languages)
        if (const Page* page = find_page(site, language, change.page->path)) notes[language] = page->change_note;
    return notes;
}

// What became of the promises from each edition to the next, as the block [[changes]] tells it.
DataTable changes_table(const Site& site) {
    Filling into(site, "changes");
    const std::vector<std::string> years = edition_years(site);
    for (std::size_t at = 1; at < years.size(); ++at) {
        for (const Change& change :
             changes_between(site, *promises_of(site, years[at - 1]), *promises_of(site, years[at]))) {
            into.begin_row();
            into.put("edition_before", ColumnType::Id, years[at - 1]);
            into.put("edition", ColumnType::Id, years[at]);
            into.put("standard", ColumnType::Id, change.standard);
            into.put("charter", ColumnType::Id, change.charter);
            into.put("field", ColumnType::Id, std::string(key_of(change.field)));
            into.put("before", ColumnType::Text, change.before);
            into.put("after", ColumnType::Text, change.after);
            into.put("effect", ColumnType::Id, std::string(key_of(change.effect)));
            into.put_words("note", notes_of(site, change));
        }
    }
    return into.take();
}

std::string csv_of(const DataTable& table) {
    std::vector<std::string> names;
    for (const DataColumn& column : table.columns) names.push_back(column.name);
    std::string text = std::string(csv_mark) + csv_line(names);
    for (const auto& row : table.rows) text += csv_line(row);
    return text;
}

nlohmann::ordered_json json_value(ColumnType type, const std::string& cell) {
    if (type == ColumnType::List) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        if (!cell.empty())
            for (std::string& item : split(cell, ' ')) list.push_back(std::move(item));
        return list;
    }
    if (cell.empty()) return nullptr;
    if (type == ColumnType::YesNo) return cell == "true";
    if (type != ColumnType::Number) return cell;
    int number = 0;
    std::from_chars(cell.data(), cell.data() + cell.size(), number);
    return number;
}

std::string json_of(const DataTable& table) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const auto& row : table.rows) {
        nlohmann::ordered_json object;
        for (std::size_t at = 0; at < row.size(); ++at)
            object[table.columns[at].name] = json_value(table.columns[at].type, row[at]);
        rows.push_back(std::move(object));
    }
    return rows.dump(1) + "\n";
}

constexpr Keys<ColumnType, 8> type_keys = {{{ColumnType::Id, "id"},
                                            {ColumnType::Text, "text"},
                                            {ColumnType::Number, "number"},
                                            {ColumnType::YesNo, "yes-no"},
                                            {ColumnType::Month, "month"},
                                            {ColumnType::Time, "time"},
                                            {ColumnType::Url, "url"},
                                            {ColumnType::List, "list"}}};

// Columns that differ by language alone are described together.
std::vector<View> column_views(const Scope& scope, const DataTable& table) {
    std::vector<View> views;
    for (auto column = table.columns.begin(); column != table.columns.end();) {
        std::vector<View> names;
        const DataColumn& first = *column;
        for (; column != table.columns.end() && column->meaning == first.meaning; ++column)
            names.push_back(View().set("text", column->name));
        views.push_back(View()
                            .list("names", std::move(names))
                            .set("type", scope.words.text("data.type." + std::string(key_in(type_keys, first.type))))
                            .set("meaning", scope.words.text("data.column." + first.meaning)));
    }
    return views;
}

}  // namespace

std::vector<DataTable> data_tables(const Site& site) {
    std::vector<DataTable> tables;
    tables.push_back(standards_table(site));
    tables.push_back(changes_table(site));
    tables.push_back(offices_table(site));
    tables.push_back(indicators_table(site));
    std::erase_if(tables, [](const DataTable& table) { return table.rows.empty(); });
    return tables;
}

std::vector<std::pair<std::string, std::string>> data_files(const Site& site) {
    std::vector<std::pair<std::string, std::string>> files;
    for (const DataTable& table : data_tables(site)) {
        files.emplace_back("data/" + table.name + ".csv", csv_of(table));
        files.emplace_back("data/" + table.name + ".json", json_of(table));
    }
    return files;
}

View data_view(const Scope& scope) {
    std::vector<View> tables;
    for (const DataTable& table : data_tables(scope.site))
        tables.push_back(View()
                             .set("id", "data-" + table.name)
                             .set("title", scope.words.text("data.table." + table.name))
                             .set("about", scope.words.text("data.about." + table.name))
                             .set("csv_url", "/data/" + table.name + ".csv")
                             .set("json_url", "/data/" + table.name + ".json")
                             .list("columns", column_views(scope, table)));
    return View().list("tables", std::move(tables));
}

}  // namespace charter
