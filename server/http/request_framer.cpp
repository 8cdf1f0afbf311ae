// request = line *( header CRLF ) CRLF [ body ]
// line    = ( "GET" / "HEAD" / "POST" ) SP target SP ( "HTTP/1.1" / "HTTP/1.0" ) CRLF
// target  = "/" *visible-ASCII                     ; without "#"
// header  = token ":" OWS value OWS                ; no control characters but tab; never folded
// body    = the bytes that Content-Length counts   ; one such line, digits only
//         / *( size CRLF bytes CRLF ) "0" CRLF CRLF
//                                                  ; "Transfer-Encoding: chunked" and no length, HTTP/1.1 only
// size    = 1*8HEXDIG                              ; no extension, no sign; no trailer behind the last chunk
//
// GET and HEAD have no body. There is exactly one Host line (HTTP/1.0: at most one). Line ends are CRLF alone.
#include "server/http/request_framer.h"

#include <algorithm>
#include <charconv>

#include "generator/shared/text.h"
#include "server/http/media_type.h"

namespace charter {
namespace {

constexpr std::string_view crlf = "\r\n";
constexpr std::string_view head_end = "\r\n\r\n";
constexpr std::size_t chunk_line_max = 10;  // eight digits and CRLF

bool is_visible(char sign) {
    return sign > ' ' && sign < '\x7f';
}

bool is_target(std::string_view text) {
    return text.starts_with('/') && text.find('#') == std::string_view::npos &&
           std::all_of(text.begin(), text.end(), is_visible);
}

bool is_host(std::string_view text) {
    constexpr std::string_view others = ".-_:[]";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || (sign >= '0' && sign <= '9') ||
               others.find(sign) != std::string_view::npos;
    });
}

std::size_t count_headers(const RawRequest& request, std::string_view name) {
    return static_cast<std::size_t>(std::count_if(request.headers.begin(), request.headers.end(),
                                                  [name](const auto& it) { return it.first == name; }));
}

// Blanks and tabs only: a header's optional white space.
std::string_view without_blanks(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool has_word(std::string_view list, std::string_view word) {
    const auto words = split(list, ',');
    return std::any_of(words.begin(), words.end(),
                       [word](const std::string& one) { return same_word(without_blanks(one), word); });
}

template <class Number>
bool parse_number(std::string_view text, Number& number, int base) {
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number, base);
    return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

bool is_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char sign) { return sign >= '0' && sign <= '9'; });
}

}  // namespace

const std::string* find_header(const RawRequest& request, std::string_view name) {
    const auto found = std::find_if(request.headers.begin(), request.headers.end(),
                                    [name](const auto& header) { return header.first == name; });
    return found == request.headers.end() ? nullptr : &found->second;
}

RequestFramer::RequestFramer(FrameLimits limits) : limits_(std::move(limits)) {}

void RequestFramer::feed(std::string_view bytes) {
    if (state_ == State::Broken) return;
    bytes_ += bytes;
    advance();
}

RawRequest RequestFramer::take() {
    RawRequest whole = std::move(request_);
    request_ = {};
    state_ = State::Empty;
    scanned_ = 0;
    lines_ = 0;
    awaited_ = come_ = 0;
    upload_ = false;
    old_version_ = chunked_ = continue_asked_ = false;
    chunk_ = Chunk::Size;
    advance();
    return whole;
}

bool RequestFramer::take_continue() {
    const bool wanted = continue_asked_ && state_ == State::Body;
    if (wanted) continue_asked_ = false;
    return wanted;
}

void RequestFramer::advance() {
    if (state_ == State::Empty && !unused().empty()) state_ = State::Head;
    if (state_ == State::Head) scan_head();
    if (state_ == State::Body && chunked_) take_chunks();
    if (state_ == State::Body && !chunked_) take_known_length();
    bytes_.erase(0, used_);
    scanned_ -= std::min(scanned_, used_);
    used_ = 0;
}

std::string_view RequestFramer::unused() const {
    return std::string_view(bytes_).substr(used_);
}

void RequestFramer::scan_head() {
    for (; scanned_ < bytes_.size(); ++scanned_) {
        const char sign = bytes_[scanned_];
        if (scanned_ >= limits_.head_max) {
            refuse(lines_ == 0 ? 414 : 431, "the head is too long");
            return;
        }
        const bool after_return = scanned_ > 0 && bytes_[scanned_ - 1] == '\r';
        if (after_return != (sign == '\n')) {
            refuse(400, "a line of the head does not end with CRLF");
            return;
        }
        if (is_control(sign) && sign != '\r' && sign != '\n' && sign != '\t') {
            refuse(400, "the head holds a control character");
            return;
        }
        if (sign == '\n' && end_line()) return;
    }
}

bool RequestFramer::end_line() {
    const auto head = std::string_view(bytes_).substr(0, scanned_ + 1);
    if (head.ends_with(head_end) || head == crlf) {
        used_ = head.size();
        parse_head(head);
        return true;
    }
    if (++lines_ <= limits_.lines_max + 1) return false;
    refuse(431, "the head has too many lines");
    return true;
}

void RequestFramer::parse_head(std::string_view head) {
    bool first = true;
    while (head != crlf && !head.empty()) {
        const auto end = head.find(crlf);
        const auto line = head.substr(0, end);
        if (first ? !parse_request_line(line) : !parse_header_line(line)) return;
        first = false;
        head.remove_prefix(end + crlf.size());
    }
    if (first)
        refuse(400, "the request begins with an empty line");
    else
        decide_framing();
}

bool RequestFramer::parse_request_line(std::string_view line) {
    const auto words = split(line, ' ');
    if (words.size() != 3) return refuse(400, "the request line does not have three parts");
    if (!is_token(words[0])) return refuse(400, "the method is not a word");
    if (words[2] != "HTTP/1.1" && words[2] != "HTTP/1.0")
        return words[2].starts_with("HTTP/") ? refuse(505, "the version is neither HTTP/1.1 nor HTTP/1.0")
                                             : refuse(400, "the request line does not end with a version");
    old_version_ = words[2] == "HTTP/1.0";
    if (words[1].size() > limits_.target_max) return refuse(414, "the address is too long");
    if (!is_target(words[1])) return refuse(400, "the address is not a path of visible signs");
    request_.target = words[1];
    request_.method = words[0];
    if (words[0] != "GET" && words[0] != "HEAD" && words[0] != "POST")
        return refuse(405, "the method is none of GET, HEAD and POST");
    return true;
}

bool RequestFramer::parse_header_line(std::string_view line) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
        return refuse(400, "a header line does not begin with a name and a colon");
    request_.headers.emplace_back(to_lower(line.substr(0, colon)), without_blanks(line.substr(colon + 1)));
    return true;
}

void RequestFramer::decide_framing() {
    upload_ = is_upload();
    if (!check_host() || !check_length() || !check_codings() || (upload_ && !open_spool())) return;
    const std::string* connection = find_header(request_, "connection");
    request_.wants_close = old_version_ || (connection != nullptr && has_word(*connection, "close"));
    state_ = State::Body;
}

bool RequestFramer::is_upload() const {
    const std::string* type = find_header(request_, "content-type");
    return limits_.takes_files && limits_.open_spool && request_.method == "POST" && type != nullptr &&
           same_word(type->substr(0, type->find(';')), "multipart/form-data") && limits_.takes_files(request_.target);
}

std::size_t RequestFramer::longest_body() const {
    return upload_ ? limits_.upload_max : limits_.body_max;
}

bool RequestFramer::open_spool() {
    request_.spool = limits_.open_spool();
    return request_.spool != nullptr || refuse(503, "there is no room for another form with files");
}

bool RequestFramer::put_body(std::string_view bytes) {
    come_ += bytes.size();
    if (!request_.spool)
        request_.body += bytes;
    else if (!request_.spool->append(bytes))
        return refuse(503, "the files that were sent cannot be written");
    return true;
}

bool RequestFramer::check_host() {
    const std::size_t hosts = count_headers(request_, "host");
    if (hosts > 1 || (hosts == 0 && !old_version_)) return refuse(400, "there is not exactly one Host header");
    if (hosts == 1 && !is_host(*find_header(request_, "host")))
        return refuse(400, "the Host header does not name a host");
    return true;
}

bool RequestFramer::check_length() {
    const std::string* length = find_header(request_, "content-length");
    const std::string* coding = find_header(request_, "transfer-encoding");
    const std::size_t given = count_headers(request_, "content-length") + count_headers(request_, "transfer-encoding");
    if (given > 1) return refuse(400, "the length of the body is given twice");
    if (coding != nullptr && (old_version_ || !same_word(*coding, "chunked")))
        return refuse(400, "the transfer coding is not chunked");
    if (length != nullptr && !is_digits(*length)) return refuse(400, "the length of the body is not a number");
    if (length != nullptr && (!parse_number(*length, awaited_, 10) || awaited_ > longest_body()))
        return refuse(413, "the body is too long");
    if (request_.method != "POST" && (coding != nullptr || awaited_ > 0))
        return refuse(400, "a request to read has a body");
    chunked_ = coding != nullptr;
    return true;
}

bool RequestFramer::check_codings() {
    const std::string* content_coding = find_header(request_, "content-encoding");
    if (content_coding != nullptr && !same_word(*content_coding, "identity"))
        return refuse(415, "the body is compressed");
    const std::string* expectation = find_header(request_, "expect");
    if (expectation != nullptr && !same_word(*expectation, "100-continue"))
        return refuse(417, "the expectation is not 100-continue");
    continue_asked_ = expectation != nullptr && !old_version_;
    return true;
}

void RequestFramer::take_known_length() {
    const auto come = unused().substr(0, awaited_);
    if (!put_body(come)) return;
    used_ += come.size();
    awaited_ -= come.size();
    if (awaited_ == 0) state_ = State::Whole;
}

void RequestFramer::take_chunks() {
    bool goes_on = true;
    while (goes_on && state_ == State::Body) {
        switch (chunk_) {
            case Chunk::Size:
                goes_on = take_chunk_size();
                break;
            case Chunk::Bytes:
                goes_on = take_chunk_bytes();
                break;
            case Chunk::BytesEnd:
                goes_on = take_chunk_end(Chunk::Size);
                break;
            case Chunk::Trailer:
                goes_on = take_chunk_end(Chunk::Trailer);
                if (goes_on) state_ = State::Whole;
                break;
        }
    }
}

bool RequestFramer::take_chunk_size() {
    const auto line = unused().substr(0, chunk_line_max);
    const auto end = line.find(crlf);
    if (end == std::string_view::npos)
        return line.size() == chunk_line_max && refuse(400, "the size of a chunk is not a number");
    const auto digits = line.substr(0, end);
    const bool plain = !digits.empty() && digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
    if (!plain || !parse_number(digits, awaited_, 16)) return refuse(400, "the size of a chunk is not a number");
    if (awaited_ > longest_body() - come_) return refuse(413, "the body is too long");
    used_ += end + crlf.size();
    chunk_ = awaited_ == 0 ? Chunk::Trailer : Chunk::Bytes;
    return true;
}

bool RequestFramer::take_chunk_bytes() {
    const auto come = unused().substr(0, awaited_);
    if (!put_body(come)) return false;
    used_ += come.size();
    awaited_ -= come.size();
    if (awaited_ == 0) chunk_ = Chunk::BytesEnd;
    return awaited_ == 0;
}

bool RequestFramer::take_chunk_end(Chunk next) {
    const auto come = unused().substr(0, crlf.size());
    if (come != crlf.substr(0, come.size())) return refuse(400, "a chunk does not end where it says");
    if (come.size() < crlf.size()) return false;
    used_ += crlf.size();
    chunk_ = next;
    return true;
}

bool RequestFramer::refuse(int status, std::string_view reason) {
    state_ = State::Broken;
    refused_ = {status, reason};
    used_ = bytes_.size();
    request_.headers.clear();
    request_.body.clear();
    request_.spool.reset();
    return false;
}

}  // namespace charter
