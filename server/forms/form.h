// What all forms share: errors at fields, and the keys of every message a form can give. Forms are pure: a field map
// in, a typed value or field errors out. What was typed is kept by the caller, so the same form can be shown again.
// Messages are interface words of the theme; a form gives their keys.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/field_map.h"

namespace charter {

// Answers as typed, by field. A field that was not answered is absent.
using Answers = std::map<std::string, std::string, std::less<>>;
// "" for a field that was not answered.
[[nodiscard]] const std::string& answer_of(const Answers& answers, std::string_view field);

struct FieldError {
    std::string field;
    std::string key;                                             // an interface word, one of error_keys
    std::vector<std::pair<std::string, std::string>> arguments;  // for the word's {placeholders}
    bool operator==(const FieldError&) const = default;
};

// A value and what is wrong with it, in the order of the questions. With errors, the value is not to be used.
template <class Value>
struct [[nodiscard]] Checked {
    Value value;
    std::vector<FieldError> errors;
};

// Every key an error of these forms can have: "error." FIELD "." FAULT. The words of `too-long` have {limit} and
// {count}. The last are for handlers: they say that a whole form failed, or what became of a file.
inline constexpr auto error_keys = std::to_array<std::string_view>({
    "error.kind.missing",
    "error.kind.unknown",
    "error.kind.unchanged",
    "error.service.unknown",
    "error.standard.unknown",
    "error.office.unknown",
    "error.description.missing",
    "error.description.too-long",
    "error.place.too-long",
    "error.when.too-long",
    "error.about_official.named",
    "error.about_official.unknown",
    "error.on_behalf.too-long",
    "error.anonymous.with-contact",
    "error.name.too-long",
    "error.phone.malformed",
    "error.phone.needed",
    "error.phone.or-email",
    "error.email.malformed",
    "error.email.needed",
    "error.contact_by.missing",
    "error.contact_by.unknown",
    "error.language.unknown",
    "error.consent.missing",
    "error.repeated",
    "error.no-such-day",
    "error.reference.missing",
    "error.reference.mistyped",
    "error.reference.malformed",
    "error.code.missing",
    "error.code.mistyped",
    "error.code.malformed",
    "error.comment.missing",
    "error.comment.too-long",
    "error.text.missing",
    "error.text.too-long",
    "error.user_name.missing",
    "error.password.missing",
    "error.identity.missing",
    "error.identity.impossible",
    "error.finding.missing",
    "error.redress.missing",
    "error.redress.contradiction",
    "error.assignee.missing",
    "error.assignee.same",
    "error.assignee.unknown",
    "error.to_office.unknown",
    "error.to_office.withheld",
    "error.official.missing",
    "error.official.unknown",
    "error.official.nobody-left",
    "error.body.missing",
    "error.body.too-long",
    "error.body_reference.too-long",
    "error.body_due.malformed",
    "error.body_due.before-referral",
    "error.duplicate_of.missing",
    "error.duplicate_of.mistyped",
    "error.duplicate_of.malformed",
    "error.duplicate_of.same",
    "error.duplicate_of.unknown",
    "error.public_note.missing",
    "error.public_note.too-long",
    "error.public_note.gap",
    "error.public_note.names-person",
    "error.internal_note.missing",
    "error.internal_note.too-long",
    "error.internal_note.names-person",
    "error.evidence.too-long",
    "error.evidence.names-person",
    "error.photo.at-once",
    "error.photo.same",
    "error.photo.enough",
    "error.photo.too-late",
    "error.consent_way.missing",
    "error.consent_date.missing",
    "error.consent_date.malformed",
    "error.consent_date.future",
    "error.consent_time.malformed",
    "error.channel.missing",
    "error.channel.unknown",
    "error.received_date.malformed",
    "error.received_date.future",
    "error.received_date.too-old",
    "error.received_date.after-record",
    "error.received_time.malformed",
    "error.received_time.future",
    "error.later_reason.missing",
    "error.later_reason.too-long",
    "error.source_reference.missing",
    "error.source_reference.too-long",
    "error.source_date.malformed",
    "error.source_date.future",
    "error.source_date.after-receipt",
    "error.step.not-now",
    "error.form.returned",
    "error.form.stored",
    "error.topic.missing",
    "error.call_time.malformed",
    "error.words.missing",
    "error.words.too-long",
    "error.caller.too-long",
    "error.done.too-long",
    "error.post.missing",
    "error.post.unknown",
    "error.filter.unknown",
    "error.asked.mistyped",
    "error.asked.too-long",
    "error.filter_name.missing",
    "error.filter_name.too-long",
    "error.filter_name.too-many",
    "error.asked.reference-only",
    "error.user_name.malformed",
    "error.user_name.taken",
    "error.role.missing",
    "error.role.last-manager",
    "error.staff_office.missing",
    "error.staff_office.unknown",
    "error.old_password.missing",
    "error.old_password.wrong",
    "error.new_password.missing",
    "error.new_password.too-short",
    "error.new_password.too-long",
    "error.new_password.common",
    "error.new_password.user-name",
    "error.new_password.names",
    "error.new_password_again.different",
    "error.one_time_code.missing",
    "error.one_time_code.wrong",
    "error.reason.missing",
    "error.reason.too-long",
    "error.reference.unknown",
    "error.keep_reason.missing",
    "error.keep_reason.too-long",
    "error.keep_until.missing",
    "error.keep_until.malformed",
    "error.keep_until.past",
    "error.keep_until.too-late",
    "error.audit_case.unknown",
    "error.audit_person.unknown",
    "error.audit_from.malformed",
    "error.audit_until.malformed",
    "error.audit_until.before-from",
    "error.track.not-found",
    "error.track.too-soon",
    "error.sign-in.failed",
    "error.sign-in.too-soon",
    "error.comment.too-soon",
    "error.photo.missing",
    "error.photo.none-added",
    "error.photo.too-large",
    "error.photo.unknown-kind",
    "error.photo.too-many-pixels",
    "error.photo.damaged",
    "error.photo.failed",
    "error.photo.too-many",
});

inline constexpr std::size_t longest_text = 4000;  // characters of anything written at length
inline constexpr std::size_t longest_line = 200;   // characters of a name, a place, a time

}  // namespace charter
