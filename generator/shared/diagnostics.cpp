#include "generator/shared/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "generator/shared/excerpt.h"
#include "generator/shared/text.h"

namespace charter {

namespace {

auto sort_key(const Diagnostic& d) {
    return std::tie(d.path, d.place.line, d.place.column, d.code, d.message);
}

std::string counted(std::size_t n, std::string_view word) {
    return fmt::format("{} {}{}", n, word, n == 1 ? "" : "s");
}

std::string excerpt_text(const Diagnostic& found) {
    const Excerpt excerpt = excerpt_of(found);
    const std::string gutter(std::to_string(found.place.line).size() + 2, ' ');
    std::string blanks(excerpt.column - 1, ' ');
    for (std::size_t i = 0; i < blanks.size() && i < excerpt.line.size(); ++i) {
        if (excerpt.line[i] == '\t') blanks[i] = '\t';
    }
    return fmt::format("  {} | {}\n{} | {}^{}\n", found.place.line, excerpt.line, gutter, blanks,
                       std::string(excerpt.width - 1, '~'));
}

std::string one_text(const Diagnostic& found) {
    std::string out = found.path;
    if (found.place.line > 0) out += fmt::format(":{}:{}", found.place.line, found.place.column);
    out += fmt::format(": {}: {} [{}]\n", key_of(found.severity), found.message, found.code);
    if (found.place.line > 0) out += excerpt_text(found);
    if (!found.hint.empty()) out += "  hint: " + found.hint + "\n";
    for (const Note& note : found.notes) {
        out += fmt::format("  note: {}:{}:{}: {}\n", note.path, note.place.line, note.place.column, note.message);
    }
    return out;
}

}  // namespace

std::string_view key_of(Severity severity) {
    if (severity == Severity::Error) return "error";
    return severity == Severity::Warning ? "warning" : "advice";
}

void Diagnostics::add(Severity severity, const Source& source, Span span, std::string_view code, std::string message,
                      std::string hint) {
    Diagnostic found;
    found.severity = severity;
    found.code = code;
    found.path = source.path;
    found.place = place_of(source, span.begin);
    const std::string_view text = source.text;
    const std::size_t at = std::min(span.begin, text.size());
    found.line = kept_of_line(text, at);
    std::string_view covered = text.substr(at, std::max(span.end, at + 1) - at);
    covered = covered.substr(0, covered.find('\n'));
    if (covered.ends_with('\r')) covered.remove_suffix(1);
    if (!covered.empty()) found.width = count_characters(covered);
    found.message = std::move(message);
    found.hint = std::move(hint);
    found_.push_back(std::move(found));
}

void Diagnostics::error(const Source& source, Span span, std::string_view code, std::string message, std::string hint) {
    add(Severity::Error, source, span, code, std::move(message), std::move(hint));
}

void Diagnostics::warning(const Source& source, Span span, std::string_view code, std::string message,
                          std::string hint) {
    add(Severity::Warning, source, span, code, std::move(message), std::move(hint));
}

void Diagnostics::file_error(std::string path, std::string_view code, std::string message, std::string hint) {
    add_to_file(Severity::Error, std::move(path), code, std::move(message), std::move(hint));
}

void Diagnostics::add_to_file(Severity severity, std::string path, std::string_view code, std::string message,
                              std::string hint) {
    Diagnostic found;
    found.severity = severity;
    found.code = code;
    found.path = std::move(path);
    found.place = {0, 0};
    found.message = std::move(message);
    found.hint = std::move(hint);
    found_.push_back(std::move(found));
}

void Diagnostics::note(const Source& source, Span span, std::string message) {
    if (found_.empty()) return;
    found_.back().notes.push_back({source.path, place_of(source, span.begin), std::move(message)});
}

void Diagnostics::merge(Diagnostics other) {
    for (Diagnostic& found : other.found_) found_.push_back(std::move(found));
}

bool Diagnostics::has_errors() const {
    return error_count() > 0;
}

std::size_t Diagnostics::count(Severity severity) const {
    const auto is_such = [severity](const Diagnostic& found) { return found.severity == severity; };
    return static_cast<std::size_t>(std::count_if(found_.begin(), found_.end(), is_such));
}

void Diagnostics::remove_if(const std::function<bool(const Diagnostic&)>& is_unwanted) {
    std::erase_if(found_, is_unwanted);
}

std::vector<Diagnostic> Diagnostics::sorted() const {
    std::vector<Diagnostic> all = found_;
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return sort_key(a) < sort_key(b); });
    const auto same = [](const auto& a, const auto& b) { return sort_key(a) == sort_key(b); };
    all.erase(std::unique(all.begin(), all.end(), same), all.end());
    return all;
}

std::string to_text(const std::vector<Diagnostic>& findings) {
    std::string out;
    const auto number_of = [&](Severity severity) {
        return static_cast<std::size_t>(std::count_if(
            findings.begin(), findings.end(), [&](const Diagnostic& found) { return found.severity == severity; }));
    };
    for (const Diagnostic& found : findings) out += one_text(found) + "\n";
    out += counted(number_of(Severity::Error), "error") + ", " + counted(number_of(Severity::Warning), "warning");
    const std::size_t advice = number_of(Severity::Advice);
    if (advice > 0) out += ", " + counted(advice, "piece") + " of advice";
    return out + "\n";
}

}  // namespace charter
