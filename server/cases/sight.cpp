#include "server/cases/sight.h"

#include "server/cases/history.h"
#include "server/cases/permissions.h"

namespace charter {
namespace {

bool tells_identity(std::string_view text) {
    return text == TextName::name || text == TextName::phone || text == TextName::email ||
           text == TextName::on_behalf_of;
}

bool is_complained_of(const Viewer& viewer, const Case& now) {
    return reach_of(viewer.role, Permission::ReadCases) != Reach::Everywhere && viewer.office == now.lodging.office;
}

}  // namespace

bool is_sealed(const Case& now) {
    return now.lodging.about_official;
}

Sight sight_of(const Viewer& viewer, const Case& now) {
    if (is_sealed(now) || !may(viewer.role, Permission::ReadWords))
        return viewer.gave_reason ? Sight::Whole : Sight::WithoutWords;
    const bool is_secret = now.lodging.kind == CaseKind::Complaint && !now.lodging.consent;
    return is_secret && is_complained_of(viewer, now) ? Sight::WithoutIdentity : Sight::Whole;
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
