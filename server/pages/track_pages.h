// The citizen's view of a case: the form that opens it, the case itself, the forms of what the citizen may do. None of
// them shows what the citizen wrote or who it was: only stages, dates and what we wrote.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/cases/workflow.h"
#include "server/forms/form.h"
#include "server/pages/page.h"

namespace charter {

// The reference and code as the citizen typed them, and what is wrong with them.
struct TrackEntry {
    std::string reference;
    std::string code;
    std::vector<FieldError> errors;
};
[[nodiscard]] std::string track_form_page(const PageContext& context, const TrackEntry& entry);

// For who has a code that was renewed since: when, whom to turn to, and the words that were written meanwhile. Of the
// case it says nothing.
[[nodiscard]] std::string renewed_code_page(const PageContext& context, Instant renewed_at,
                                            const std::string& kept_text);

// Sent back in hidden fields with every action.
struct TrackKeys {
    CaseReference reference;
    std::string code;
    std::string form_token;
};
// What came of a step that the citizen sent just now, to be told on top of the page.
struct TrackOutcome {
    std::optional<Step> done{};
    bool too_late = false;    // the case had moved on: nothing was taken
    bool is_repeat = false;   // the form was stored before, with other words
    std::string kept_text{};  // what was written for it, for another step
};
// `other`: the case that a duplicate is answered with; of it the page shows where it stands, never its words.
[[nodiscard]] std::string track_case_page(const PageContext& context, const CaseFile& file,
                                          const std::optional<Case>& other, const TrackKeys& keys,
                                          const TrackOutcome& outcome);

// The address of the form of a step, behind the language, and the step of an address. Only steps a citizen can take.
[[nodiscard]] std::string track_step_path(Step step);
[[nodiscard]] std::optional<Step> find_track_step(std::string_view name);

struct TrackStepEntry {
    Step step = Step::AddInformation;
    std::string text;
    std::vector<FieldError> errors;
    // A step whose words were taken just now, though not every file that came with them: the form is for those alone.
    std::optional<Step> done{};
};
[[nodiscard]] bool takes_files(Step step);  // of the tracking page
[[nodiscard]] std::string track_step_page(const PageContext& context, const CaseFile& file, const TrackKeys& keys,
                                          const TrackStepEntry& entry);

}  // namespace charter
