#include "server/pages/responses.h"

#include <algorithm>

#include "generator/shared/text.h"
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

// The day by which the clock wants its answer; "" once it has stopped, and where nothing was promised.
std::string promised_day(const PageContext& context, const Case& now, Clock clock) {
    const auto status = clock_status(now, clock, context.now);
    if (!status || status->run.stopped) return "";
    return due_text(context.words(), *status, now.terms->calendar);
}

std::string greeting(const Words& words, const std::string& name) {
    return name.empty() ? words.text("response.greeting") : words.format("response.greeting-named", {{"name", name}});
}

std::string value_of(std::string_view name, const PageContext& context, const Case& now) {
    const Words& words = context.words();
    if (name == "reference") return now.reference.in_groups();
    if (name == "greeting") return greeting(words, now.lodging.contact.name);
    if (name == "name") return now.lodging.contact.name;
    if (name == "kind") return kind_text(words, now.lodging.kind);
    if (name == "service") return now.lodging.service.empty() ? "" : service_name(context, now.lodging.service);
    // A case about an official is not where it was sent.
    if (name == "office") return office_name(context, working_office(now, context.catalogue));
    if (name == "received") return words.long_date(now.terms->calendar.local_date(now.received_at));
    if (name == "acknowledge_by") return promised_day(context, now, Clock::Acknowledge);
    if (name == "answer_by") return promised_day(context, now, Clock::Resolve);
    return name == "review_by" ? promised_day(context, now, Clock::Review) : "";
}

// The first sentence of the text, with the blanks behind it.
std::string_view first_sentence(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool ends = std::string_view(".?!\n").find(text[at]) != std::string_view::npos;
        if (!ends || (at + 1 < text.size() && text[at + 1] != ' ' && text[at + 1] != '\n')) continue;
        return text.substr(0, std::min(text.find_first_not_of(" \n", at + 1), text.size()));
    }
    return text;
}

// Nothing if the case lacks a value that the sentence speaks of.
std::string filled_sentence(std::string_view sentence, const PageContext& context, const Case& now) {
    std::string filled;
    std::size_t end = 0;
    for (std::size_t open = sentence.find('{'); open != std::string_view::npos; open = sentence.find('{', end)) {
        const std::size_t close = sentence.find('}', open);
        if (close == std::string_view::npos) break;
        const std::string value = value_of(sentence.substr(open + 1, close - open - 1), context, now);
        if (value.empty()) return "";
        filled.append(sentence.substr(end, open - end)).append(value);
        end = close + 1;
    }
    return filled.append(sentence.substr(end));
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
    std::string_view rest = text_in(response.text, theirs.language);
    std::string filled;
    while (!rest.empty()) {
        const std::string_view sentence = first_sentence(rest);
        filled += filled_sentence(sentence, theirs, now);
        rest.remove_prefix(sentence.size());
    }
    return std::string(trim(filled));
}

}  // namespace charter
