// Finding a page or an office: look-ups in the index of the published site. Nothing is kept of what was asked.
#include <algorithm>
#include <charconv>

#include "generator/shared/text.h"
#include "server/handlers/handlers.h"
#include "server/pages/search_pages.h"

namespace charter {
namespace {

constexpr std::size_t most_pages = 100'000;

// From 1; anything that is no such number is the first page.
std::size_t asked_page(const Visit& visit) {
    const std::string& text = value_of(visit.request.query, "page");
    std::size_t page = 1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), page);
    const bool is_number = error == std::errc() && end == text.data() + text.size();
    return is_number ? std::clamp<std::size_t>(page, 1, most_pages) : 1;
}

AskedFor asked(const Visit& visit) {
    constexpr std::size_t most_kept = 400;
    std::string question(trim(value_of(visit.request.query, "q")));
    if (question.size() > most_kept) {
        std::size_t end = most_kept;
        while (end > 0 && (static_cast<unsigned char>(question[end]) & 0xC0U) == 0x80U) --end;
        question.resize(end);
    }
    std::string encoded = encode_query_value(question);
    return {std::move(question), std::move(encoded)};
}

const Service* service_at(const Catalogue& catalogue, const std::string& url) {
    for (const Service& service : catalogue.services)
        for (const auto& [language, address] : service.url)
            if (address == url) return &service;
    return nullptr;
}

bool offers(const Service& service, const OfficeEntry& office) {
    return service.offices.empty() ||
           std::find(service.offices.begin(), service.offices.end(), office.id) != service.offices.end();
}

// Places say where, a service says which of them. Where the place is unknown, or the service is at none of its offices,
// every office that fits is shown and the page says so.
void choose_offices(OfficeLook& look, const SearchIndex& index, const Visit& visit) {
    OfficeAnswer answer = index.find_offices(visit.language, look.asked.question);
    look.corrections = std::move(answer.corrections);
    look.in_danger = answer.in_danger;
    if (!answer.services.empty()) look.service = service_at(visit.site->catalogue, answer.services.front());
    look.every_office = look.service != nullptr && look.service->offices.empty();
    look.offices = std::move(answer.by_place);
    if (look.service != nullptr)
        std::erase_if(look.offices, [&](const OfficeEntry& office) { return !offers(*look.service, office); });
    if (!look.offices.empty()) return;
    look.is_guess = look.service == nullptr || answer.has_unknown_word;
    look.offices = index.offices(visit.language);
    if (look.service != nullptr)
        std::erase_if(look.offices, [&](const OfficeEntry& office) { return !offers(*look.service, office); });
}

}  // namespace

Response show_search(const Visit& visit) {
    if (!visit.site->search) return error_response(visit, 404);
    SearchLook look;
    look.asked = asked(visit);
    look.page = asked_page(visit);
    if (!look.asked.question.empty())
        look.answer = visit.site->search->find(visit.language, look.asked.question, (look.page - 1) * results_on_page,
                                               results_on_page);
    return html(search_results_page(context_of(visit), look));
}

Response show_office_finder(const Visit& visit) {
    if (!visit.site->search) return error_response(visit, 404);
    OfficeLook look;
    look.asked = asked(visit);
    if (look.asked.question.empty())
        look.offices = visit.site->search->offices(visit.language);
    else
        choose_offices(look, *visit.site->search, visit);
    return html(office_finder_page(context_of(visit), look));
}

}  // namespace charter
