// Lodging a case: which question stands on which page, and what an answer may be. A page's answers are kept as typed;
// the case is made from all of them at the end, with phone and e-mail in one form and the office that takes it. Used by
// the lodging's handlers and, for the same fields, by the case desk. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "generator/shared/catalogue.h"
#include "server/cases/case.h"
#include "server/forms/form.h"

namespace charter {

// The question pages in order. Consent stands with the contact details it is for.
enum class LodgingPage {
    About,  // kind, service, standard, office
    What,   // description, place, when
    Who,    // about_official, on_behalf
    Reach,  // anonymous, name, phone, email, contact_by, language, office_consent, consent
    Photos  // photo: files, which are no answers; the draft keeps them
};
[[nodiscard]] std::span<const LodgingPage> lodging_pages();
[[nodiscard]] std::span<const std::string_view> fields_of(LodgingPage page);
// The page that asks for a field; nothing for a field that no page asks for.
[[nodiscard]] std::optional<LodgingPage> page_of_field(std::string_view field);
// "about", "what", "who", "reach", "photos": part of the page's address.
[[nodiscard]] std::string_view key_of(LodgingPage page);
[[nodiscard]] std::optional<LodgingPage> find_lodging_page(std::string_view key);

// How `contact_by` may be answered on the web; each needs the phone number or the e-mail address it uses.
[[nodiscard]] std::span<const ContactBy> contact_choices();

struct LodgingRules {
    const Catalogue& catalogue;
    std::string_view language;  // of the page: what we write in if nothing else was chosen
};

// Puts what was sent from one page in place of that page's answers: an empty or missing field (an unticked box) is then
// no answer. Fields of other pages, and unknown ones, are left alone. For a change of language or a way back: nothing
// is checked.
void keep_answers(LodgingPage page, const FieldMap& sent, Answers& answers);
// The same, and what is wrong with them. A field sent twice with different values keeps the first and is an error.
[[nodiscard]] std::vector<FieldError> take_answers(LodgingPage page, const FieldMap& sent, Answers& answers,
                                                   const LodgingRules& rules);
// What is wrong with one page's answers.
[[nodiscard]] std::vector<FieldError> check_page(LodgingPage page, const Answers& answers, const LodgingRules& rules);

// All pages. Where no office was named: the one that alone gives the service, else the head office, else the first that
// is open; a closed one hands over to its successor.
[[nodiscard]] Checked<Lodging> check_lodging(const Answers& answers, const LodgingRules& rules,
                                             CaseChannel channel = CaseChannel::Web);
// The first page with an error, to send the reader back to.
[[nodiscard]] std::optional<LodgingPage> first_page_of(const std::vector<FieldError>& errors);

// The office that gets the case: the one chosen, else the only one of the service, else the head office.
[[nodiscard]] std::string office_for(const Answers& answers, const Catalogue& catalogue);
// Whether the office complained of sees the case only with the person's consent (`office_consent`): the subject is
// sensitive, and no official is complained of, whose office never sees it.
[[nodiscard]] bool asks_office_consent(const Answers& answers, const Catalogue& catalogue);
// The way chosen; with one way given and none chosen, it is that one.
[[nodiscard]] ContactBy contact_way(const Answers& answers);
// What "complain about this" brings: kind, service, standard, office of the query, as far as the catalogue knows them.
// With a standard and no kind, a complaint.
[[nodiscard]] Answers prefilled_answers(const FieldMap& query, const Catalogue& catalogue);

}  // namespace charter
