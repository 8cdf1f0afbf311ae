// HTML files to PDF through WeasyPrint, a program of its own (Debian: weasyprint), started without a shell. The same
// HTML and the same fonts on the machine give the same bytes.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace charter {

// Writes `pdf` from `html`, tagged, with its fonts embedded; the file appears whole or not at all. The number of its
// pages. Throws std::runtime_error in one line: WeasyPrint is not there (it says what to install), or it failed.
std::size_t write_pdf(const std::filesystem::path& html, const std::filesystem::path& pdf);

// The number of pages that a PDF says it has, as WeasyPrint writes it; 0 if it says none.
[[nodiscard]] std::size_t pages_of_pdf(std::string_view pdf);

}  // namespace charter
