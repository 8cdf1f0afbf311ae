// What is wrong with content, theme or data, for the person who can mend it. Stages add to a Diagnostics and go on;
// nothing throws for content. Printed sorted, so two runs print the same. Not thread-safe: each task has its own, then
// merge().
//
//   content/services/licence.md:3:13: error: unknown unit "dayz" in a service standard [standard-unit]
//     3 | standard: 5 dayz
//       |             ^~~~
//     hint: write "working days", "days" or "hours"
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/shared/source.h"

namespace charter {

enum class Severity { Error, Warning };

struct Note {
    std::string path;
    Place place;
    std::string message;
};

// A finding with everything needed to print it, so that it outlives the Source it came from.
struct Diagnostic {
    Severity severity = Severity::Error;
    std::string code;  // stable, kebab-case; one folder in tests/sites_invalid/ each
    std::string path;
    Place place;            // {0, 0} if the finding has no place in the file
    std::size_t width = 1;  // characters to underline on the place's line
    std::string line;       // the line's text; empty without a place
    std::string message;    // what is wrong, in the author's words, the value in quotes
    std::string hint;       // what to type; may be empty
    std::vector<Note> notes;
};

class Diagnostics {
  public:
    void error(const Source& source, Span span, std::string_view code, std::string message, std::string hint = {});
    void warning(const Source& source, Span span, std::string_view code, std::string message, std::string hint = {});
    // A finding about a file as a whole, or one that could not be read.
    void file_error(std::string path, std::string_view code, std::string message, std::string hint = {});
    // Adds "first declared here" and the like to the last finding.
    void note(const Source& source, Span span, std::string message);

    void merge(Diagnostics other);
    [[nodiscard]] bool has_errors() const;
    [[nodiscard]] bool empty() const { return found_.empty(); }
    [[nodiscard]] std::size_t error_count() const;
    [[nodiscard]] std::size_t warning_count() const;
    // By path, place, code, message; doubles removed.
    [[nodiscard]] std::vector<Diagnostic> sorted() const;

  private:
    void add(Severity severity, const Source& source, Span span, std::string_view code, std::string message,
             std::string hint);
    std::vector<Diagnostic> found_;
};

// Each finding as above, a blank line between, and a last line "2 errors, 1 warning".
[[nodiscard]] std::string to_text(const std::vector<Diagnostic>& findings);

}  // namespace charter
