// multipart/form-data bodies, for form_data.cpp, as they come: piece by piece, in pieces of any size. Texts are kept,
// of files only where they stand. Memory does not grow with the body. Pure; a value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "server/http/form_data.h"

namespace charter {

class MultipartReader {
  public:
    // `boundary` as the Content-Type names it.
    explicit MultipartReader(std::string_view boundary);

    // The next bytes of the body. What follows a fault is passed over.
    void feed(std::string_view bytes);
    [[nodiscard]] bool is_broken() const { return fault_.has_value(); }
    // The form, once the whole body was fed; or what is wrong, and then nothing of it.
    [[nodiscard]] std::variant<FormData, FormFault> finish();

  private:
    enum class Place { Opening, AfterBoundary, Head, Content, Closing };

    // Each takes what it can of the bytes that wait; false if it needs more.
    bool take();
    bool take_opening();
    bool take_after_boundary();
    bool take_head();
    bool take_content();
    bool take_closing();
    bool begin_part(std::string_view head);
    bool put_content(std::string_view bytes);
    bool end_part();
    void drop(std::size_t count);
    bool fail(FormFault fault);

    std::string delimiter_;  // CRLF "--" boundary
    std::string waiting_;
    std::uint64_t at_ = 0;  // of the first byte that waits, in the body
    Place place_ = Place::Opening;
    std::optional<FormFault> fault_;
    FormData form_;
    std::size_t parts_ = 0;
    std::size_t text_size_ = 0;
    std::string name_;              // of the present part
    std::string text_;              // of it, if it is a field
    std::optional<FormFile> file_;  // if it is a file
};

// The text of a field, with line ends made \n, or why it cannot be one. Names are checked by it too.
[[nodiscard]] std::variant<std::string, FormFault> checked_text(std::string_view text);
// Puts a field behind those that are there; a fault if there are too many.
[[nodiscard]] std::optional<FormFault> add_field(FormData& form, std::string name, std::string_view text);
[[nodiscard]] std::size_t count_of(const FormData& form);
// UTF-8 or ASCII, as a `charset` names them.
[[nodiscard]] bool is_known_charset(std::string_view charset);

}  // namespace charter
