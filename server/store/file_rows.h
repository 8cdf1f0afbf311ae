// The table of files: which there are, and whose. Shared by the stores, the opening of a database and verify.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/cases/case.h"
#include "server/staff/secrets.h"
#include "server/store/connection.h"

namespace charter {

// Of a draft, in the order they were added. `draft`: the keyed hash of its id, as the drafts have it.
[[nodiscard]] std::vector<AddedFile> read_draft_files(Connection& connection, const Secrets& secrets,
                                                      std::string_view draft);
void insert_draft_file(Connection& connection, const Secrets& secrets, std::string_view draft, const AddedFile& file);
// The same files, and the draft has none any more.
[[nodiscard]] std::vector<AddedFile> take_draft_files(Connection& connection, const Secrets& secrets,
                                                      std::string_view draft);
// Those of drafts that are gone; they are then in the table no more.
[[nodiscard]] std::vector<std::string> take_stray_files(Connection& connection);

// What an event does to the files of its case: AddFile adds one, RemoveFile takes one away, Erase and Delete
// take all, others do nothing.
void follow_event(Connection& connection, std::int64_t case_id, const CaseEvent& event);

[[nodiscard]] bool is_file(Connection& connection, std::string_view id);

}  // namespace charter
