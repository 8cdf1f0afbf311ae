// What becomes of the files that a form brings: judged by their content, photos drawn anew, brought to disk. A file
// that cannot be kept is an error at its field and changes nothing else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/cases/case.h"
#include "server/forms/form.h"
#include "server/handlers/visit.h"
#include "server/store/case_store.h"
#include "server/store/file_store.h"

namespace charter {

inline constexpr std::uint64_t upload_bytes_max = std::uint64_t{5} * 1024 * 1024;  // of one file, as sent
inline constexpr std::size_t uploads_max = files_per_draft;                        // in one form

struct TakenUploads {
    std::vector<KeptFile> kept;  // in the order they were sent; not yet named by anything
    std::vector<FieldError> errors;
};

// What is wrong with a file, at its field: "error.photo." FAULT, whose words have {name}.
[[nodiscard]] FieldError upload_error(std::string_view field, std::string_view fault, const std::string& name);
// The case has a file of the same bytes, so the step that adds this one was not taken.
[[nodiscard]] bool is_there_already(const StepOutcome& outcome);
// StoreBusy: the disk is full or fails, and nothing was kept.
[[nodiscard]] std::variant<TakenUploads, StoreBusy> take_uploads(const Visit& visit, std::string_view field,
                                                                 const Actor& by);

}  // namespace charter
