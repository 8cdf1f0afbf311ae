// Brings a database to today's schema, and says whose it is.
#pragma once

#include <filesystem>

#include "server/store/connection.h"

namespace charter {

// With Access::Write: runs the steps that are missing, each in a transaction of its own, and marks a new database with
// its kind. Throws StoreError: not our file, a newer schema, an older one that may only be read, or of the other kind.
void ready_schema(Connection& connection, const std::filesystem::path& file, DatabaseKind kind, Access access);

}  // namespace charter
