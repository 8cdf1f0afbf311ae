#include "server/forms/staff_forms.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <variant>

#include "generator/shared/search_words.h"
#include "generator/shared/stems.h"
#include "generator/shared/text.h"
#include "server/cases/reference.h"
#include "server/cases/scope.h"
#include "server/cases/sight.h"
#include "server/forms/correction_form.h"
#include "server/forms/rules.h"

namespace charter {
namespace {

// Those with one value each; the correction's are its own.
constexpr std::array<std::string_view, 15> step_fields = {"assignee",     "to_office",      "identity", "finding",
                                                          "body",         "body_reference", "body_due", "duplicate_of",
                                                          "public_note",  "internal_note",  "evidence", "consent_way",
                                                          "consent_date", "consent_time",   "file"};

constexpr std::size_t shortest_name = 3;  // letters

std::optional<StaffId> find_person(std::string_view text, std::span<const StaffId> people) {
    StaffId id;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), id.value);
    const bool whole = result.ec == std::errc() && result.ptr == text.data() + text.size();
    if (!whole || std::find(people.begin(), people.end(), id) == people.end()) return std::nullopt;
    return id;
}

constexpr std::string_view names_person_fault = "names-person";

bool holds(const std::vector<SearchWord>& words, const std::string& word) {
    return std::any_of(words.begin(), words.end(), [&](const SearchWord& one) { return one.text == word; });
}

// Any word of the name that says something, or how the person can be reached.
bool names_person(const std::string& text, const Lodging& lodging) {
    const auto says = [&](const std::string& what) { return !what.empty() && text.find(what) != std::string::npos; };
    const Contact& contact = lodging.contact;
    if (says(contact.phone) || says(contact.email) || says(lodging.on_behalf_of)) return true;
    const std::vector<SearchWord> written = search_words(text);
    const std::vector<SearchWord> name = search_words(contact.name);
    return std::any_of(name.begin(), name.end(), [&](const SearchWord& word) {
        const bool is_initial = word.text.size() < shortest_name;
        return !is_initial && !is_common_word(lodging.language, word.text) && holds(written, word.text);
    });
}

// ": ..." stands in a text that staff began with where they are to write something themselves.
bool has_open_gap(std::string_view text) {
    for (const std::string_view gap : {": ...", ": \xE2\x80\xA6"})
        if (text.find(gap) != std::string_view::npos) return true;
    return false;
}

// Reads the fields of one step into its request. One short function for each need, so that a rule reads as its list.
class StepReader {
  public:
    StepReader(const StaffStepFields& fields, const StepFormRules& rules) : fields_(fields), rules_(rules) {
        request_.value.step = rules.rule.step;
    }

    Checked<StepRequest> read() {
        if (asks(Need::Assignee)) read_assignee();
        if (asks(Need::Officer)) read_officer();
        if (asks(Need::Identity)) read_identity();
        if (asks(Need::Finding)) read_finding();
        if (asks(Need::Redress)) read_redress();
        if (asks(Need::Body)) read_body();
        if (tells_body_due(rules_.rule.step)) read_body_due();
        if (asks(Need::ConsentTold)) read_consent();
        if (asks(Need::OtherCase)) read_other_case();
        if (asks(Need::Correction)) read_correction_fields();
        if (asks(Need::KnownFile)) read_file();
        if (asks(Need::Officials)) read_officials();
        read_public_note();
        read_line("body_reference", fields_.body_reference, request_.value.body_reference);
        read_line("evidence", fields_.evidence, request_.value.evidence);
        read_internal_note();
        warn_of_name(fields_, rules_.now, request_.errors);
        return std::move(request_);
    }

  private:
    [[nodiscard]] bool asks(Need need) const {
        const auto& needs = rules_.rule.needs;
        return std::find(needs.begin(), needs.end(), need) != needs.end();
    }
    void report(std::string_view field, std::string_view fault) {
        request_.errors.push_back(field_error(field, fault));
    }
    void read_line(std::string_view field, const std::string& typed, std::string& into) {
        limit_length(field, typed, longest_line, request_.errors);
        into = one_line(typed);
    }

    // Nothing would be handed on.
    [[nodiscard]] bool is_as_before() const {
        const bool stays = request_.value.office.empty() || request_.value.office == rules_.now.office;
        return stays && request_.value.assignee && request_.value.assignee == rules_.now.assignee;
    }

    void read_assignee() {
        request_.value.assignee = find_person(fields_.assignee, rules_.colleagues);
        const Office* office = find_office(rules_.catalogue, fields_.office);
        if (!fields_.assignee.empty() && !request_.value.assignee) report("assignee", "unknown");
        if (!fields_.office.empty() && (office == nullptr || office->closed)) report("to_office", "unknown");
        if (fields_.assignee.empty() && fields_.office.empty()) report("assignee", "missing");
        // Nobody there would see it.
        const bool is_lost = is_withheld(rules_.now) && fields_.office != head_office(rules_.catalogue);
        if (!fields_.office.empty() && is_lost) report("to_office", "withheld");
        request_.value.office = fields_.office;
        if (is_as_before()) report("assignee", "same");
    }
    void read_officer() {
        request_.value.assignee = find_person(fields_.assignee, rules_.colleagues);
        if (!request_.value.assignee) report("assignee", fields_.assignee.empty() ? "missing" : "unknown");
    }
    void read_identity() {
        request_.value.identity = find_identity_check(fields_.identity);
        if (!request_.value.identity)
            report("identity", "missing");
        else if (!is_possible(*request_.value.identity, rules_.now))
            report("identity", "impossible");
    }
    void read_finding() {
        request_.value.finding = find_finding(fields_.finding);
        if (!request_.value.finding || !fits(*request_.value.finding, rules_.now.lodging.kind))
            report("finding", "missing");
    }
    void read_redress() {
        for (const Redress redress : all_redress()) {
            const auto& chosen = fields_.redress;
            if (std::find(chosen.begin(), chosen.end(), key_of(redress)) != chosen.end())
                request_.value.redress.push_back(redress);
        }
        const auto& redress = request_.value.redress;
        const bool none = std::find(redress.begin(), redress.end(), Redress::None) != redress.end();
        if (redress.empty()) report("redress", "missing");
        if (none && redress.size() > 1) report("redress", "contradiction");
    }
    void read_body() {
        require("body", fields_.body, request_.errors);
        read_line("body", fields_.body, request_.value.body);
    }
    // Their date is no promise of ours: it may lie before or after it, but not before they had the case.
    void read_body_due() {
        const std::string typed = one_line(fields_.body_due);
        const auto day = typed.empty() ? std::nullopt : read_day("body_due", typed, request_.errors);
        const Instant referred_at = rules_.now.referral ? rules_.now.referral->at : rules_.at;
        if (day && *day < calendar_of(rules_.catalogue).local_date(referred_at)) report("body_due", "before-referral");
        request_.value.body_due = day;
    }
    void read_other_case() {
        const std::string typed = one_line(fields_.duplicate_of);
        if (typed.empty()) {
            report("duplicate_of", "missing");
            return;
        }
        auto parsed = CaseReference::parse(typed);
        if (const auto* fault = std::get_if<TypedFault>(&parsed)) {
            report("duplicate_of", *fault == TypedFault::Mistyped ? "mistyped" : "malformed");
            return;
        }
        request_.value.duplicate_of = std::get<CaseReference>(parsed);
        if (*request_.value.duplicate_of == rules_.now.reference) report("duplicate_of", "same");
    }
    // A day without a time begins with midnight: that it is not in the future is for the rules to see.
    void read_consent() {
        request_.value.consent_way = find_consent_way(fields_.consent_way);
        if (!request_.value.consent_way) report("consent_way", "missing");
        require("consent_date", fields_.consent_date, request_.errors);
        const auto day = says_nothing(fields_.consent_date)
                             ? std::nullopt
                             : read_day("consent_date", one_line(fields_.consent_date), request_.errors);
        const std::string time = one_line(fields_.consent_time);
        const auto minute = time.empty() ? std::optional(0) : typed_minute(time);
        if (!minute) report("consent_time", "malformed");
        if (day && minute) request_.value.consented_at = calendar_of(rules_.catalogue).instant_of(*day, *minute);
    }
    void read_correction_fields() {
        auto [correction, errors] = check_correction(fields_.correction, rules_.now, rules_.catalogue);
        if (errors.empty()) request_.value.correction = std::move(correction);
        for (FieldError& error : errors) request_.errors.push_back(std::move(error));
    }
    void read_officials() {
        std::vector<StaffId> people;
        for (const std::string& id : fields_.complained_of) {
            if (const auto named = find_person(id, rules_.now.complained_of)) people.push_back(*named);
        }
        const auto official = find_person(fields_.official, rules_.accounts);
        if (official) people.push_back(*official);
        std::sort(people.begin(), people.end());
        people.erase(std::unique(people.begin(), people.end()), people.end());
        if (!fields_.official.empty() && !official)
            report("official", "unknown");
        else if (people == rules_.now.complained_of)
            report("official", "missing");
        request_.value.complained_of = std::move(people);
    }
    // One that is gone meanwhile is for the rules to refuse.
    void read_file() {
        request_.value.file = AddedFile{};
        request_.value.file->id = fields_.file;
    }
    void read_public_note() {
        if (asks(Need::PublicNote)) require("public_note", fields_.public_note, request_.errors);
        limit_length("public_note", fields_.public_note, longest_text, request_.errors);
        if (has_open_gap(fields_.public_note)) report("public_note", "gap");
        request_.value.public_note = fields_.public_note;
    }
    void read_internal_note() {
        if (asks(Need::Text) && says_nothing(fields_.public_note))
            require("internal_note", fields_.internal_note, request_.errors);
        limit_length("internal_note", fields_.internal_note, longest_text, request_.errors);
        request_.value.internal_note = fields_.internal_note;
    }

    const StaffStepFields& fields_;
    const StepFormRules& rules_;
    Checked<StepRequest> request_;
};

}  // namespace

void warn_of_name(const StaffStepFields& fields, const Case& now, std::vector<FieldError>& errors) {
    if (fields.told_of_name || least_sight(now) == Sight::Whole) return;
    const std::pair<std::string_view, const std::string&> texts[] = {
        {"public_note", fields.public_note}, {"internal_note", fields.internal_note}, {"evidence", fields.evidence}};
    for (const auto& [field, text] : texts)
        if (names_person(text, now.lodging)) errors.push_back(field_error(field, names_person_fault));
}

bool tells_of_name(const std::vector<FieldError>& errors) {
    return std::any_of(errors.begin(), errors.end(),
                       [](const FieldError& error) { return error.key.ends_with(names_person_fault); });
}

bool fits(Finding finding, CaseKind kind) {
    return finding != Finding::ComplimentPassedOn || kind == CaseKind::Compliment;
}

Checked<SignIn> read_sign_in(const FieldMap& sent) {
    Checked<SignIn> checked;
    checked.value.user_name = to_lower(one_line(value_of(sent, "user_name")));
    checked.value.password = value_of(sent, "password");
    require("user_name", checked.value.user_name, checked.errors);
    if (checked.value.password.empty()) checked.errors.push_back(field_error("password", "missing"));
    return checked;
}

StaffStepFields read_step_fields(const FieldMap& sent) {
    StaffStepFields fields;
    fields.assignee = value_of(sent, "assignee");
    fields.office = value_of(sent, "to_office");
    fields.identity = value_of(sent, "identity");
    fields.finding = value_of(sent, "finding");
    fields.redress = values_of(sent, "redress");
    fields.body = value_of(sent, "body");
    fields.body_reference = value_of(sent, "body_reference");
    fields.body_due = value_of(sent, "body_due");
    fields.duplicate_of = value_of(sent, "duplicate_of");
    fields.public_note = value_of(sent, "public_note");
    fields.internal_note = value_of(sent, "internal_note");
    fields.evidence = value_of(sent, "evidence");
    fields.consent_way = value_of(sent, "consent_way");
    fields.consent_date = value_of(sent, "consent_date");
    fields.consent_time = value_of(sent, "consent_time");
    fields.complained_of = values_of(sent, "complained_of");
    fields.official = value_of(sent, "official");
    fields.correction = read_correction(sent);
    fields.file = value_of(sent, "file");
    fields.told_of_name = !value_of(sent, "told_of_name").empty();
    return fields;
}

std::vector<FieldError> find_repeated_fields(const FieldMap& sent) {
    std::vector<FieldError> errors;
    refuse_repeated(step_fields, sent, errors);
    refuse_repeated_correction(sent, errors);
    return errors;
}

Checked<StepRequest> check_step_fields(const StaffStepFields& fields, const StepFormRules& rules) {
    return StepReader(fields, rules).read();
}

}  // namespace charter
