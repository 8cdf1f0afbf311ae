// body     = "--" boundary CRLF part *( CRLF "--" boundary CRLF part ) CRLF "--" boundary "--" [ CRLF ]
//          / "--" boundary "--" [ CRLF ]                      ; a form without fields
// part     = 1*( header CRLF ) CRLF *OCTET                    ; the octets do not hold CRLF "--" boundary
// header   = "Content-Disposition" ":" "form-data" ";" "name" "=" quoted [ ";" "filename" "=" quoted ]
//          / "Content-Type" ":" media-type                    ; of a text: charset UTF-8 or none
//          / "Content-Transfer-Encoding" ":" ( "7bit" / "8bit" / "binary" )
//          / other                                            ; passed over
//
// Stricter than RFC 2046: nothing before the first or behind the last boundary, no padding, no bare line feed, no parts
// within parts. Every browser writes it this way. In names, %22 %0D %0A stand for the signs a browser cannot write.
#include "server/http/multipart.h"

#include <algorithm>

#include "generator/shared/text.h"
#include "server/http/media_type.h"

namespace charter {
namespace {

constexpr std::size_t part_head_max = 2048;
constexpr std::string_view line_end = "\r\n";

struct PartHead {
    std::optional<HeaderValue> disposition;
    std::string content_type;
};

bool is_boundary(std::string_view text) {
    constexpr std::string_view others = "'()+_,-./:=? ";
    const auto is_boundary_sign = [&](char sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9') ||
               others.find(sign) != std::string_view::npos;
    };
    return !text.empty() && text.size() <= 70 && text.back() != ' ' &&
           std::all_of(text.begin(), text.end(), is_boundary_sign);
}

// Undoes what a browser does to signs that would end a quoted name.
std::string unescape_name(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto code = text.substr(at, 3);
        const char sign = code == "%22" ? '"' : same_word(code, "%0d") ? '\r' : same_word(code, "%0a") ? '\n' : '\0';
        out += sign == '\0' ? text[at] : sign;
        if (sign != '\0') at += 2;
    }
    return out;
}

bool take_header(std::string_view line, PartHead& head) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return false;
    const auto name = line.substr(0, colon);
    const auto value = trim(line.substr(colon + 1));
    if (same_word(name, "Content-Disposition")) {
        if (head.disposition) return false;
        head.disposition = parse_header_value(value);
        return head.disposition.has_value();
    }
    if (same_word(name, "Content-Type")) {
        if (!head.content_type.empty() || value.empty()) return false;
        head.content_type = value;
    }
    if (same_word(name, "Content-Transfer-Encoding"))
        return same_word(value, "7bit") || same_word(value, "8bit") || same_word(value, "binary");
    return true;
}

std::optional<PartHead> parse_part_head(std::string_view text) {
    PartHead head;
    while (!text.empty()) {
        const auto end = std::min(text.find(line_end), text.size());
        if (!take_header(text.substr(0, end), head)) return std::nullopt;
        text.remove_prefix(std::min(end + line_end.size(), text.size()));
    }
    if (!head.disposition || head.disposition->value != "form-data") return std::nullopt;
    const bool nested = to_lower(head.content_type).starts_with("multipart/");
    const bool two_names = find_parameter(*head.disposition, "filename*") != nullptr;
    if (nested || two_names) return std::nullopt;
    return head;
}

// The name of a part's field, or why it has none.
std::variant<std::string, FormFault> name_of(const PartHead& head) {
    const std::string* quoted = find_parameter(*head.disposition, "name");
    if (quoted == nullptr || quoted->empty()) return FormFault::Malformed;
    return checked_text(unescape_name(*quoted));
}

std::optional<FormFault> charset_fault(const PartHead& head) {
    if (head.content_type.empty()) return std::nullopt;
    const auto type = parse_header_value(head.content_type);
    if (!type) return FormFault::Malformed;
    const std::string* charset = find_parameter(*type, "charset");
    if (charset != nullptr && !is_known_charset(*charset)) return FormFault::UnknownCharset;
    return std::nullopt;
}

}  // namespace

MultipartReader::MultipartReader(std::string_view boundary) : delimiter_("\r\n--" + std::string(boundary)) {
    if (!is_boundary(boundary)) fault_ = FormFault::Malformed;
}

void MultipartReader::feed(std::string_view bytes) {
    if (fault_) return;
    waiting_ += bytes;
    while (!fault_ && take()) {
    }
}

std::variant<FormData, FormFault> MultipartReader::finish() {
    if (!fault_ && (place_ != Place::Closing || (!waiting_.empty() && waiting_ != line_end)))
        fault_ = FormFault::Malformed;
    if (fault_) return *fault_;
    return std::move(form_);
}

bool MultipartReader::take() {
    switch (place_) {
        case Place::Opening:
            return take_opening();
        case Place::AfterBoundary:
            return take_after_boundary();
        case Place::Head:
            return take_head();
        case Place::Content:
            return take_content();
        case Place::Closing:
            return take_closing();
    }
    return false;
}

bool MultipartReader::take_opening() {
    const auto opening = std::string_view(delimiter_).substr(line_end.size());
    if (!opening.starts_with(std::string_view(waiting_).substr(0, opening.size()))) return fail(FormFault::Malformed);
    if (waiting_.size() < opening.size()) return false;
    drop(opening.size());
    place_ = Place::AfterBoundary;
    return true;
}

bool MultipartReader::take_after_boundary() {
    if (waiting_.size() < 2) return false;
    const auto next = std::string_view(waiting_).substr(0, 2);
    if (next != line_end && next != "--") return fail(FormFault::Malformed);
    place_ = next == line_end ? Place::Head : Place::Closing;
    drop(2);
    return true;
}

bool MultipartReader::take_head() {
    constexpr std::string_view head_end = "\r\n\r\n";
    const auto end = std::string_view(waiting_).substr(0, part_head_max).find(head_end);
    if (end == std::string_view::npos) return waiting_.size() >= part_head_max && fail(FormFault::Malformed);
    // A boundary within a head ends a part that has none.
    const auto opening = std::string_view(delimiter_).substr(line_end.size());
    const auto content = std::string_view(waiting_).substr(end + head_end.size());
    if (content.size() < opening.size() && opening.starts_with(content)) return false;
    if (("\r\n" + waiting_.substr(0, end)).find(delimiter_) != std::string::npos || content.starts_with(opening))
        return fail(FormFault::Malformed);
    if (!begin_part(std::string_view(waiting_).substr(0, end))) return false;
    drop(end + head_end.size());
    if (file_) file_->start = at_;
    place_ = Place::Content;
    return true;
}

bool MultipartReader::begin_part(std::string_view text) {
    if (++parts_ > form_fields_max) return fail(FormFault::TooManyFields);
    const auto head = parse_part_head(text);
    if (!head) return fail(FormFault::Malformed);
    auto name = name_of(*head);
    if (const auto* fault = std::get_if<FormFault>(&name)) return fail(*fault);
    name_ = std::move(std::get<std::string>(name));
    text_.clear();
    file_.reset();
    const std::string* file_name = find_parameter(*head->disposition, "filename");
    if (file_name == nullptr) {
        const auto fault = charset_fault(*head);
        return !fault || fail(*fault);
    }
    auto checked = checked_text(unescape_name(*file_name));
    if (const auto* fault = std::get_if<FormFault>(&checked)) return fail(*fault);
    file_ = FormFile{name_, std::move(std::get<std::string>(checked)), head->content_type, 0, 0};
    return true;
}

// All but what may be the beginning of a boundary belongs to the part.
bool MultipartReader::take_content() {
    const auto end = waiting_.find(delimiter_);
    if (end == std::string::npos) {
        if (waiting_.size() < delimiter_.size()) return false;
        const std::size_t sure = waiting_.size() - delimiter_.size() + 1;
        if (!put_content(std::string_view(waiting_).substr(0, sure))) return false;
        drop(sure);
        return false;
    }
    if (!put_content(std::string_view(waiting_).substr(0, end)) || !end_part()) return false;
    drop(end + delimiter_.size());
    place_ = Place::AfterBoundary;
    return true;
}

bool MultipartReader::put_content(std::string_view bytes) {
    if (file_) {
        file_->size += bytes.size();
        return true;
    }
    text_size_ += bytes.size();
    if (text_size_ > form_text_max) return fail(FormFault::TooLong);
    text_ += bytes;
    return true;
}

bool MultipartReader::end_part() {
    if (!file_) {
        const auto fault = add_field(form_, std::move(name_), text_);
        return !fault || fail(*fault);
    }
    if (file_->name.empty() && file_->size == 0) return true;
    if (count_of(form_) >= form_fields_max) return fail(FormFault::TooManyFields);
    form_.files.push_back(std::move(*file_));
    return true;
}

bool MultipartReader::take_closing() {
    if (waiting_.size() > line_end.size()) return fail(FormFault::Malformed);
    return false;
}

void MultipartReader::drop(std::size_t count) {
    waiting_.erase(0, count);
    at_ += count;
}

bool MultipartReader::fail(FormFault fault) {
    fault_ = fault;
    waiting_.clear();
    form_ = {};
    return false;
}

}  // namespace charter
