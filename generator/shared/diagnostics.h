// What is wrong with content, theme or data, for the person who can mend it. Stages add to a Diagnostics and go on;
// nothing throws for content. Printed sorted, so two runs print the same. Not thread-safe: each task has its own, then
// merge().
//
//   content/services/licence.md:3:13: error: unknown unit "dayz" in a service standard [standard-unit]
//     3 | standard: 5 dayz
//       |             ^~~~
//     hint: write "working days", "days" or "hours"
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/source.h"

namespace charter {

// Errors keep a site from being published, warnings do with --strict, advice never does.
enum class Severity { Error, Warning, Advice };
[[nodiscard]] std::string_view key_of(Severity severity);  // "error", "warning", "advice"

struct Note {
    std::string path;
    Place place;
    std::string message;
};

// A finding with everything needed to print it, so that it outlives the Source it came from.
struct Diagnostic {
    Severity severity = Severity::Error;
    std::string code;  // stable, kebab-case; one folder in tests/sites_invalid/ each; "rule-not-met/ID" for a rule
    std::string path;
    Place place;            // {0, 0} if the finding has no place in the file
    std::size_t width = 1;  // characters to underline on the place's line
    std::string line;       // its text, of a long one only what is near the place; empty without one
    std::string message;    // what is wrong, in the author's words, the value in quotes
    std::string hint;       // what to type; may be empty
    std::vector<Note> notes;
};

class Diagnostics {
  public:
    void error(const Source& source, Span span, std::string_view code, std::string message, std::string hint = {});
    void warning(const Source& source, Span span, std::string_view code, std::string message, std::string hint = {});
    void add(Severity severity, const Source& source, Span span, std::string_view code, std::string message,
             std::string hint = {});
    // A finding about a file as a whole, or one that could not be read.
    void add_to_file(Severity severity, std::string path, std::string_view code, std::string message,
                     std::string hint = {});
    void file_error(std::string path, std::string_view code, std::string message, std::string hint = {});
    // Adds "first declared here" and the like to the last finding.
    void note(const Source& source, Span span, std::string message);

    void merge(Diagnostics other);
    [[nodiscard]] bool has_errors() const;
    [[nodiscard]] bool empty() const { return found_.empty(); }
    // Nothing, or nothing but advice.
    [[nodiscard]] bool is_clean() const { return count(Severity::Advice) == found_.size(); }
    [[nodiscard]] std::size_t count(Severity severity) const;
    [[nodiscard]] std::size_t error_count() const { return count(Severity::Error); }
    [[nodiscard]] std::size_t warning_count() const { return count(Severity::Warning); }
    // Takes out every finding for which `is_unwanted` is true.
    void remove_if(const std::function<bool(const Diagnostic&)>& is_unwanted);
    // By path, place, code, message; doubles removed.
    [[nodiscard]] std::vector<Diagnostic> sorted() const;

  private:
    std::vector<Diagnostic> found_;
};

// Each finding as above, a blank line between, and a last line "2 errors, 1 warning", with
// ", 3 pieces of advice" if there are any.
[[nodiscard]] std::string to_text(const std::vector<Diagnostic>& findings);

}  // namespace charter
