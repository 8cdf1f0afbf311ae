#include "server/pages/responses.h"

#include <algorithm>

#include "server/cases/deadline.h"
#include "server/cases/scope.h"
#include "server/pages/case_words.h"

namespace charter {
namespace {

// The case's language, if the site still has it.
PageContext in_language_of(const PageContext& context, const Case& now) {
    PageContext theirs = context;
    const auto& languages = context.catalogue.languages;
    if (std::find(languages.begin(), languages.end(), now.lodging.language) != languages.end())
        theirs.language = now.lodging.language;
    return theirs;
}

std::string value_of(std::string_view name, const PageContext& context, const Case& now) {
    const Words& words = context.words();
    if (name == "reference") return now.reference.in_groups();
    if (name == "name") return now.lodging.contact.name;
    if (name == "kind") return kind_text(words, now.lodging.kind);
    if (name == "service") return now.lodging.service.empty() ? "" : service_name(context, now.lodging.service);
    // A case about an official is not where it was sent.
    if (name == "office") return office_name(context, working_office(now, context.catalogue));
    if (name == "received") return words.long_date(now.terms->calendar.local_date(now.received_at));
    const auto due = name == "due" ? running_promise(now, context.now) : std::nullopt;
    return due ? due_text(words, *due, now.terms->calendar) : "";
}

}  // namespace

std::vector<ResponseTemplate> responses_for(const std::vector<ResponseTemplate>& all, Step step, CaseKind kind) {
    std::vector<ResponseTemplate> fitting;
    std::copy_if(all.begin(), all.end(), std::back_inserter(fitting), [&](const ResponseTemplate& each) {
        const bool is_for_kind =
            each.kinds.empty() || std::find(each.kinds.begin(), each.kinds.end(), kind) != each.kinds.end();
        return each.step == key_of(step) && is_for_kind;
    });
    return fitting;
}

std::string fill_response(const PageContext& context, const ResponseTemplate& response, const Case& now) {
    const PageContext theirs = in_language_of(context, now);
    const std::string& text = text_in(response.text, theirs.language);
    std::string filled;
    std::size_t end = 0;
    for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', end)) {
        const std::size_t close = text.find('}', open);
        if (close == std::string::npos) break;
        filled += text.substr(end, open - end);
        std::string value = value_of(text.substr(open + 1, close - open - 1), theirs, now);
        end = close + 1;
        if (value.empty() && filled.ends_with(' ')) filled.pop_back();
        filled += value;
    }
    return filled + text.substr(end);
}

}  // namespace charter
