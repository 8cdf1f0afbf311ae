#include "server/forms/form.h"

namespace charter {

const std::string& answer_of(const Answers& answers, std::string_view field) {
    static const std::string none;
    const auto found = answers.find(field);
    return found == answers.end() ? none : found->second;
}

}  // namespace charter
