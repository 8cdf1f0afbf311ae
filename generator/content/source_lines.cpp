#include "generator/content/source_lines.h"

#include <algorithm>

namespace charter {

SourceLines::SourceLines(std::string_view text, std::size_t begin) : text_(text) {
    constexpr std::size_t usual_line = 48;  // bytes
    begins_.reserve(text.size() / usual_line + 2);
    begins_.push_back(std::min(begin, text.size()));
    // The quick search is enough for all texts but those with \r.
    const bool has_return = text.find('\r') != std::string_view::npos;
    const auto next_end = [&](std::size_t from) {
        return has_return ? text.find_first_of("\r\n", from) : text.find('\n', from);
    };
    for (std::size_t at = next_end(begins_.front()); at != std::string_view::npos; at = next_end(at)) {
        at += text.substr(at).starts_with("\r\n") ? 2 : 1;
        begins_.push_back(at);
    }
}

Span SourceLines::line(std::size_t number) const {
    const std::size_t index = std::clamp<std::size_t>(number, 1, begins_.size()) - 1;
    const std::size_t begin = begins_[index];
    std::size_t end = index + 1 < begins_.size() ? begins_[index + 1] : text_.size();
    while (end > begin && (text_[end - 1] == '\n' || text_[end - 1] == '\r')) --end;
    return {begin, end};
}

std::size_t SourceLines::find(std::size_t first, std::size_t last, std::string_view written, std::size_t from) const {
    const std::size_t at = text_.substr(0, line(last).end).find(written, std::max(line(first).begin, from));
    return at != std::string_view::npos && at > 0 && text_[at - 1] == '\\' ? std::string_view::npos : at;
}

Span LinkPlaces::find_target(std::size_t line, std::string_view target) {
    return find(line, target, Form::Target);
}

Span LinkPlaces::find_bare(std::size_t line, std::string_view address) {
    return find(line, address, Form::Bare);
}

Span LinkPlaces::find(std::size_t line, std::string_view wanted, Form form) {
    const Span whole = lines_.line(line);
    if (wanted.empty()) return find(line, "()", Form::Bare);
    // A second of its kind on one line stands behind the first; a long text of a link may put its target on a later
    // line.
    constexpr std::size_t longest_link_text = 1000;
    const std::size_t from = from_ > whole.begin && from_ <= whole.end ? from_ : whole.begin;
    const std::string_view near = text_.substr(from, (whole.end - from) + longest_link_text + wanted.size());
    for (std::size_t at = near.find(wanted); at != std::string_view::npos; at = near.find(wanted, at + 1)) {
        const char before = at == 0 ? '\n' : near[at - 1];
        const char after = at + wanted.size() < near.size() ? near[at + wanted.size()] : '\n';
        const bool is_plain = before == '(' && std::string_view(") \t\n\r").find(after) != std::string_view::npos;
        if (form == Form::Target && !is_plain && !(before == '<' && after == '>')) continue;
        from_ = from + at + wanted.size();
        return {from + at, from_};
    }
    return whole;
}

}  // namespace charter
