#include "server/cases/sight.h"

#include "server/cases/history.h"
#include "server/cases/permissions.h"

namespace charter {
namespace {

// A complaint or a report is about the office that has it; what people ask, praise or propose is not.
bool is_about_office(const Case& now) {
    return now.lodging.kind == CaseKind::Complaint || now.lodging.kind == CaseKind::Report;
}

// A complaint written down without anybody's consent: a letter, a note from the box.
bool is_unnamed(const Case& now) {
    return now.lodging.kind == CaseKind::Complaint && !now.lodging.consent;
}

bool is_complained_of(const Viewer& viewer, const Case& now) {
    return reach_of(viewer.role, Permission::ReadCases) != Reach::Everywhere && viewer.office == now.lodging.office;
}

}  // namespace

bool tells_identity(std::string_view text_name) {
    return text_name == TextName::name || text_name == TextName::phone || text_name == TextName::email ||
           text_name == TextName::on_behalf_of;
}

std::string identity_kept_from(const Case& now) {
    return is_unnamed(now) && !now.office_consent ? now.lodging.office : std::string();
}

bool is_sealed(const Case& now) {
    return now.lodging.about_official || now.lodging.sensitive;
}

bool is_withheld(const Case& now) {
    const bool waits = now.lodging.sensitive && is_about_office(now) && !now.office_consent;
    return now.lodging.about_official || waits;
}

bool are_seen_alike(const Case& one, const Case& other) {
    // What is withheld from the offices is seen by the same people whichever office it is of.
    const bool is_office_alike = is_withheld(one) || one.office == other.office;
    return is_office_alike && is_withheld(one) == is_withheld(other) && is_sealed(one) == is_sealed(other) &&
           one.complained_of == other.complained_of && one.kept_from == other.kept_from;
}

bool waits_for_consent(const Case& now) {
    if (now.lodging.about_official || now.office_consent || now.deleted_at) return false;
    return (now.lodging.sensitive && is_about_office(now)) || is_unnamed(now);
}

Sight sight_of(const Viewer& viewer, const Case& now) {
    if (is_sealed(now) || !may(viewer.role, Permission::ReadWords))
        return viewer.gave_reason ? Sight::Whole : Sight::WithoutWords;
    return !identity_kept_from(now).empty() && is_complained_of(viewer, now) ? Sight::WithoutIdentity : Sight::Whole;
}

Sight least_sight(const Case& now) {
    return identity_kept_from(now).empty() && now.joined.empty() ? Sight::Whole : Sight::WithoutIdentity;
}

CaseFile seen_with(Sight sight, CaseFile file) {
    if (sight == Sight::Whole) return file;
    for (CaseEvent& event : file.events) {
        for (auto& [name, text] : event.texts) {
            if (sight == Sight::WithoutWords || tells_identity(name)) text.text.clear();
        }
    }
    file.now = replay(file.now.reference, file.now.terms, file.events);
    return file;
}

}  // namespace charter
