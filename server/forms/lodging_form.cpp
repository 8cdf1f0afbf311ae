#include "server/forms/lodging_form.h"

#include <algorithm>
#include <array>
#include <string>

#include "server/cases/scope.h"
#include "server/forms/rules.h"

namespace charter {
namespace {

constexpr std::array lodging_page_order = {LodgingPage::About, LodgingPage::What, LodgingPage::Who, LodgingPage::Reach,
                                           LodgingPage::Photos};
constexpr std::array page_keys = {std::string_view("about"), std::string_view("what"), std::string_view("who"),
                                  std::string_view("reach"), std::string_view("photos")};

constexpr std::array<std::string_view, 4> about_fields = {"kind", "service", "standard", "office"};
constexpr std::array<std::string_view, 3> what_fields = {"description", "place", "when"};
constexpr std::array<std::string_view, 2> who_fields = {"about_official", "on_behalf"};
constexpr std::array<std::string_view, 8> reach_fields = {"anonymous",  "name",     "phone",          "email",
                                                          "contact_by", "language", "office_consent", "consent"};

constexpr std::array<std::string_view, 1> photo_fields = {"photo"};

// Post is not among them: the form asks for no address.
constexpr std::array contact_ways = {ContactBy::Phone, ContactBy::Sms, ContactBy::WhatsApp, ContactBy::Email,
                                     ContactBy::NotAtAll};

constexpr std::string_view yes = "yes";
constexpr std::string_view no = "no";

bool is_yes(const Answers& answers, std::string_view field) {
    return answer_of(answers, field) == yes;
}

bool is_tick(std::string_view field) {
    return field == "anonymous" || field == "consent" || field == "office_consent";
}

bool is_ticked(std::string_view value) {
    return value == yes || value == "on" || value == "true" || value == "1";
}

std::optional<ContactBy> find_contact_way(std::string_view key) {
    const auto way = find_contact_by(key);
    if (!way || std::find(contact_ways.begin(), contact_ways.end(), *way) == contact_ways.end()) return std::nullopt;
    return way;
}

// Whether the value may stand in a field that offers a choice; true for all other fields.
bool is_offered(std::string_view field, const std::string& value) {
    if (field == "kind") return find_case_kind(value).has_value();
    if (field == "contact_by") return find_contact_way(value).has_value();
    if (field == "about_official") return value == yes || value == no;
    return true;
}

bool is_language(const Catalogue& catalogue, const std::string& language) {
    return std::find(catalogue.languages.begin(), catalogue.languages.end(), language) != catalogue.languages.end();
}

void put_answers(LodgingPage page, const FieldMap& sent, Answers& answers) {
    for (const std::string_view field : fields_of(page)) {
        const std::string& value = value_of(sent, field);
        const bool given = is_tick(field) ? is_ticked(value) : !says_nothing(value);
        if (!given)
            answers.erase(std::string(field));
        else
            answers.insert_or_assign(std::string(field), is_tick(field) ? std::string(yes) : value);
    }
}

// A choice that no page offers cannot be shown again.
void drop_what_is_not_offered(LodgingPage page, Answers& answers) {
    for (const std::string_view field : fields_of(page)) {
        const auto found = answers.find(field);
        if (found != answers.end() && !is_offered(field, found->second)) answers.erase(found);
    }
}

void check_choice(std::string_view field, const Answers& answers, std::vector<FieldError>& errors) {
    const std::string& value = answer_of(answers, field);
    if (!value.empty() && !is_offered(field, value)) errors.push_back(field_error(field, "unknown"));
}

void check_known(std::string_view field, const std::string& id, const void* found, std::vector<FieldError>& errors) {
    if (!id.empty() && found == nullptr) errors.push_back(field_error(field, "unknown"));
}

void check_about(const Answers& answers, const Catalogue& catalogue, std::vector<FieldError>& errors) {
    const std::string& service = answer_of(answers, "service");
    const std::string& standard = answer_of(answers, "standard");
    const std::string& office = answer_of(answers, "office");
    require("kind", answer_of(answers, "kind"), errors);
    check_choice("kind", answers, errors);
    check_known("service", service, find_service(catalogue, service), errors);
    check_known("standard", standard, find_standard(catalogue, standard), errors);
    check_known("office", office, find_office(catalogue, office), errors);
}

void check_what(const Answers& answers, std::vector<FieldError>& errors) {
    require("description", answer_of(answers, "description"), errors);
    limit_length("description", answer_of(answers, "description"), longest_text, errors);
    limit_length("place", answer_of(answers, "place"), longest_line, errors);
    limit_length("when", answer_of(answers, "when"), longest_line, errors);
}

void check_who(const Answers& answers, std::vector<FieldError>& errors) {
    check_choice("about_official", answers, errors);
    limit_length("on_behalf", answer_of(answers, "on_behalf"), longest_line, errors);
}

bool uses_phone(ContactBy way) {
    return way == ContactBy::Phone || way == ContactBy::Sms || way == ContactBy::WhatsApp;
}

void check_contact(const Answers& answers, std::vector<FieldError>& errors) {
    const std::string& phone = answer_of(answers, "phone");
    const std::string& email = answer_of(answers, "email");
    const std::string& by = answer_of(answers, "contact_by");
    const auto way = find_contact_way(by);
    limit_length("name", answer_of(answers, "name"), longest_line, errors);
    if (!phone.empty() && !normal_phone(phone)) errors.push_back(field_error("phone", "malformed"));
    if (phone.empty() && way && uses_phone(*way)) errors.push_back(field_error("phone", "needed"));
    if (!email.empty() && !normal_email(email)) errors.push_back(field_error("email", "malformed"));
    if (email.empty() && way == ContactBy::Email) errors.push_back(field_error("email", "needed"));
    check_choice("contact_by", answers, errors);
    if (by.empty() && !phone.empty() && !email.empty()) errors.push_back(field_error("contact_by", "missing"));
}

// To stay anonymous is to give neither a name nor a way to be reached; we do not throw away what someone typed, so the
// two together are for the reader to sort out.
void check_anonymous(const Answers& answers, std::vector<FieldError>& errors) {
    const auto way = find_contact_way(answer_of(answers, "contact_by"));
    const bool gives_contact = !answer_of(answers, "name").empty() || !answer_of(answers, "phone").empty() ||
                               !answer_of(answers, "email").empty() || (way && way != ContactBy::NotAtAll);
    if (gives_contact) errors.push_back(field_error("anonymous", "with-contact"));
}

void check_reach(const Answers& answers, const Catalogue& catalogue, std::vector<FieldError>& errors) {
    if (is_yes(answers, "anonymous"))
        check_anonymous(answers, errors);
    else
        check_contact(answers, errors);
    const std::string& language = answer_of(answers, "language");
    if (!language.empty() && !is_language(catalogue, language)) errors.push_back(field_error("language", "unknown"));
    if (!is_yes(answers, "consent")) errors.push_back(field_error("consent", "missing"));
}

Contact contact_of(const Answers& answers) {
    Contact contact;
    if (is_yes(answers, "anonymous")) return contact;
    contact.name = one_line(answer_of(answers, "name"));
    contact.phone = normal_phone(answer_of(answers, "phone")).value_or("");
    contact.email = normal_email(answer_of(answers, "email")).value_or("");
    contact.by = contact_way(answers);
    return contact;
}

}  // namespace

std::string office_for(const Answers& answers, const Catalogue& catalogue) {
    std::string office = receiving_office(catalogue, answer_of(answers, "office"));
    if (!office.empty()) return office;
    const Service* service = find_service(catalogue, answer_of(answers, "service"));
    if (service != nullptr && service->offices.size() == 1)
        office = receiving_office(catalogue, service->offices.front());
    return office.empty() ? head_office(catalogue) : office;
}

bool asks_office_consent(const Answers& answers, const Catalogue& catalogue) {
    const auto kind = find_case_kind(answer_of(answers, "kind"));
    const bool is_about_office = kind == CaseKind::Complaint || kind == CaseKind::Report;
    // The head office sees every case: nobody is asked to let it.
    const bool is_about_head = office_for(answers, catalogue) == head_office(catalogue);
    return is_about_office && !is_about_head && !is_yes(answers, "about_official") &&
           is_sensitive(catalogue, answer_of(answers, "service"));
}

ContactBy contact_way(const Answers& answers) {
    if (const auto chosen = find_contact_way(answer_of(answers, "contact_by"))) return *chosen;
    if (!answer_of(answers, "phone").empty()) return ContactBy::Phone;
    return answer_of(answers, "email").empty() ? ContactBy::NotAtAll : ContactBy::Email;
}

std::span<const LodgingPage> lodging_pages() {
    return lodging_page_order;
}

std::span<const std::string_view> fields_of(LodgingPage page) {
    switch (page) {
        case LodgingPage::About:
            return about_fields;
        case LodgingPage::What:
            return what_fields;
        case LodgingPage::Who:
            return who_fields;
        case LodgingPage::Reach:
            return reach_fields;
        case LodgingPage::Photos:
            return photo_fields;
    }
    return {};
}

std::optional<LodgingPage> page_of_field(std::string_view field) {
    for (const LodgingPage page : lodging_page_order) {
        const auto fields = fields_of(page);
        if (std::find(fields.begin(), fields.end(), field) != fields.end()) return page;
    }
    return std::nullopt;
}

std::string_view key_of(LodgingPage page) {
    return page_keys[static_cast<std::size_t>(page)];
}

std::optional<LodgingPage> find_lodging_page(std::string_view key) {
    for (const LodgingPage page : lodging_page_order) {
        if (key_of(page) == key) return page;
    }
    return std::nullopt;
}

std::span<const ContactBy> contact_choices() {
    return contact_ways;
}

void keep_answers(LodgingPage page, const FieldMap& sent, Answers& answers) {
    put_answers(page, sent, answers);
    drop_what_is_not_offered(page, answers);
}

std::vector<FieldError> take_answers(LodgingPage page, const FieldMap& sent, Answers& answers,
                                     const LodgingRules& rules) {
    put_answers(page, sent, answers);
    std::vector<FieldError> errors;
    refuse_repeated(fields_of(page), sent, errors);
    for (FieldError& error : check_page(page, answers, rules)) errors.push_back(std::move(error));
    drop_what_is_not_offered(page, answers);
    return errors;
}

std::vector<FieldError> check_page(LodgingPage page, const Answers& answers, const LodgingRules& rules) {
    std::vector<FieldError> errors;
    switch (page) {
        case LodgingPage::About:
            check_about(answers, rules.catalogue, errors);
            break;
        case LodgingPage::What:
            check_what(answers, errors);
            break;
        case LodgingPage::Who:
            check_who(answers, errors);
            break;
        case LodgingPage::Reach:
            check_reach(answers, rules.catalogue, errors);
            break;
        case LodgingPage::Photos:
            break;
    }
    return errors;
}

Checked<Lodging> check_lodging(const Answers& answers, const LodgingRules& rules, CaseChannel channel) {
    Checked<Lodging> checked;
    for (const LodgingPage page : lodging_page_order) {
        for (FieldError& error : check_page(page, answers, rules)) checked.errors.push_back(std::move(error));
    }
    if (!checked.errors.empty()) return checked;
    Lodging& lodging = checked.value;
    lodging.kind = find_case_kind(answer_of(answers, "kind")).value_or(CaseKind::Complaint);
    lodging.channel = channel;
    const std::string& language = answer_of(answers, "language");
    lodging.language = language.empty() ? std::string(rules.language) : language;
    lodging.service = answer_of(answers, "service");
    lodging.standard = answer_of(answers, "standard");
    lodging.office = office_for(answers, rules.catalogue);
    lodging.description = answer_of(answers, "description");
    lodging.place = one_line(answer_of(answers, "place"));
    lodging.when = one_line(answer_of(answers, "when"));
    lodging.on_behalf_of = one_line(answer_of(answers, "on_behalf"));
    lodging.about_official = is_yes(answers, "about_official");
    lodging.sensitive = is_sensitive(rules.catalogue, lodging.service);
    lodging.office_consent = asks_office_consent(answers, rules.catalogue) && is_yes(answers, "office_consent");
    lodging.anonymous = is_yes(answers, "anonymous");
    lodging.consent = is_yes(answers, "consent");
    lodging.contact = contact_of(answers);
    return checked;
}

std::optional<LodgingPage> first_page_of(const std::vector<FieldError>& errors) {
    std::optional<LodgingPage> first;
    for (const FieldError& error : errors) {
        const auto page = page_of_field(error.field);
        if (page && (!first || *page < *first)) first = page;
    }
    return first;
}

Answers prefilled_answers(const FieldMap& query, const Catalogue& catalogue) {
    Answers answers;
    const auto take = [&](std::string_view field, bool known) {
        if (known) answers.emplace(field, value_of(query, field));
    };
    take("service", find_service(catalogue, value_of(query, "service")) != nullptr);
    take("standard", find_standard(catalogue, value_of(query, "standard")) != nullptr);
    take("office", find_office(catalogue, value_of(query, "office")) != nullptr);
    take("kind", find_case_kind(value_of(query, "kind")).has_value());
    if (answers.contains("standard")) answers.try_emplace("kind", key_of(CaseKind::Complaint));
    return answers;
}

}  // namespace charter
