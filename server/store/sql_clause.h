// A statement put together from pieces, each with the values of its own question marks, so that text and values cannot
// get out of step. Only our own text becomes SQL; what people typed is always a value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/cases/scope.h"
#include "server/cases/worklist.h"
#include "server/store/connection.h"

namespace charter {

struct SqlBlob {
    std::string bytes;
};

class SqlClause {
  public:
    using Value = std::variant<std::int64_t, std::string, SqlBlob>;

    SqlClause& add(std::string_view sql);
    // With one question mark.
    SqlClause& add(std::string_view sql, Value value);
    SqlClause& add(const SqlClause& other);

    [[nodiscard]] const std::string& sql() const { return sql_; }
    // To the query of sql(): its values, from the first on.
    void bind(Query& query) const;

  private:
    std::string sql_;
    std::vector<Value> values_;
};

// The ids of the cases that are kept from the reader, as is_kept_from() says.
[[nodiscard]] SqlClause kept_from(const CaseScope& scope);
// " AND ...", so that sealed cases are left out, but those for which the person gave a reason.
[[nodiscard]] SqlClause open_to(const Searcher& searcher);
// " AND ...", so that of the table of cases only those in the scope are left; nothing if every case is.
[[nodiscard]] SqlClause scope_clause(const CaseScope& scope);

}  // namespace charter
