#include "server/store/sql_clause.h"

#include <nlohmann/json.hpp>

namespace charter {

SqlClause& SqlClause::add(std::string_view sql) {
    sql_ += sql;
    return *this;
}

SqlClause& SqlClause::add(std::string_view sql, Value value) {
    sql_ += sql;
    values_.push_back(std::move(value));
    return *this;
}

SqlClause& SqlClause::add(const SqlClause& other) {
    sql_ += other.sql_;
    values_.insert(values_.end(), other.values_.begin(), other.values_.end());
    return *this;
}

void SqlClause::bind(Query& query) const {
    for (const Value& value : values_) {
        if (const auto* number = std::get_if<std::int64_t>(&value))
            query.number(*number);
        else if (const auto* text = std::get_if<std::string>(&value))
            query.text(*text);
        else
            query.blob(std::get<SqlBlob>(value).bytes);
    }
}

SqlClause scope_clause(const CaseScope& scope) {
    SqlClause clause;
    if (!scope.withheld) clause.add(" AND withheld = 0");
    if (!scope.every_office)
        clause.add(" AND office IN (SELECT value FROM json_each(?))", nlohmann::json(scope.offices).dump());
    return clause;
}

}  // namespace charter
