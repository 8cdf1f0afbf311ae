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

SqlClause kept_from(const CaseScope& scope) {
    nlohmann::json supervised = nlohmann::json::array();
    for (const StaffId id : scope.supervised) supervised.push_back(id.value);
    SqlClause clause;
    return clause.add("SELECT case_id FROM kept_from WHERE staff = ?", scope.reader.value)
        .add(" OR (complained_of = 1 AND staff IN (SELECT value FROM json_each(?)))", supervised.dump());
}

SqlClause open_to(const Searcher& searcher) {
    SqlClause clause;
    return clause
        .add(" AND (sealed = 0 OR reference IN (SELECT reference FROM audit WHERE deed = 'give-reason' AND staff = ?",
             searcher.id.value)
        .add(" AND at >= ?))", searcher.reasons_since.time_since_epoch().count());
}

SqlClause scope_clause(const CaseScope& scope) {
    SqlClause clause;
    if (!scope.withheld) clause.add(" AND withheld = 0");
    if (scope.reader.value != 0) clause.add(" AND id NOT IN (").add(kept_from(scope)).add(")");
    if (!scope.every_office)
        clause.add(" AND office IN (SELECT value FROM json_each(?))", nlohmann::json(scope.offices).dump());
    return clause;
}

}  // namespace charter
