// Addresses that pages lead to and are not pages of the site: forms of the server, and a page's address in full. Pure.
#pragma once

#include <string>
#include <string_view>

namespace charter {

// What a case is about when its form is opened from a page; empty where not known. Ids.
struct CaseSubject {
    std::string_view kind;  // "enquiry"; a complaint if empty
    std::string_view office;
    std::string_view service;
    std::string_view standard;
};

// "/en/lodge/?office=gugulethu&standard=answer-complaint"
[[nodiscard]] std::string lodge_url(std::string_view language, const CaseSubject& subject);

// "https://charter.example.org/en/" from a base address with or without a slash at its end.
[[nodiscard]] std::string absolute_url(std::string_view base_url, std::string_view url);

// The address as people write it down: without "https://".
[[nodiscard]] std::string printed_address(std::string_view base_url, std::string_view url);

}  // namespace charter
