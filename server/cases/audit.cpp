#include "server/cases/audit.h"

#include <fmt/format.h>

#include <charconv>

#include "generator/shared/keys.h"
#include "generator/shared/text.h"
#include "server/cases/canonical.h"

namespace charter {
namespace {

constexpr Keys<Deed, 26> deeds = {{{Deed::ReadCase, "read-case"},
                                   {Deed::GiveReason, "give-reason"},
                                   {Deed::ReadTicket, "read-ticket"},
                                   {Deed::ReadCalls, "read-calls"},
                                   {Deed::ReadList, "read-list"},
                                   {Deed::Search, "search"},
                                   {Deed::ReadAudit, "read-audit"},
                                   {Deed::ExportAudit, "export-audit"},
                                   {Deed::ExportPerson, "export-person"},
                                   {Deed::AddAccount, "add-account"},
                                   {Deed::Invite, "invite"},
                                   {Deed::MakeReset, "make-reset"},
                                   {Deed::UseLink, "use-link"},
                                   {Deed::ChangePassword, "change-password"},
                                   {Deed::Disable, "disable"},
                                   {Deed::Enable, "enable"},
                                   {Deed::EndSession, "end-session"},
                                   {Deed::ChangeRole, "change-role"},
                                   {Deed::RenewRecoveryCodes, "renew-recovery-codes"},
                                   {Deed::SecondFactorOn, "second-factor-on"},
                                   {Deed::SecondFactorOff, "second-factor-off"},
                                   {Deed::ProposeDeletion, "propose-deletion"},
                                   {Deed::KeepCase, "keep-case"},
                                   {Deed::ConfirmDeletion, "confirm-deletion"},
                                   {Deed::EraseComments, "erase-comments"},
                                   {Deed::EraseCall, "erase-call"}}};
constexpr Keys<AuditKind, 3> kinds = {
    {{AuditKind::All, "all"}, {AuditKind::Reads, "reads"}, {AuditKind::Changes, "changes"}}};

std::string id_text(const std::optional<StaffId>& id) {
    return id ? std::to_string(id->value) : "";
}

std::optional<std::int64_t> parse_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

}  // namespace

AuditEntry deed_of(const Actor& staff, Deed deed, Instant at) {
    return {.at = at, .staff = staff.staff, .role = staff.role, .deed = deed};
}

std::string audit_bytes(const AuditEntry& entry) {
    std::string bytes;
    append_field(bytes, entry.at.time_since_epoch().count());
    append_field(bytes, id_text(entry.staff));
    append_field(bytes, entry.role ? key_of(*entry.role) : "");
    append_field(bytes, key_of(entry.deed));
    append_field(bytes, entry.reference ? entry.reference->text() : "");
    append_field(bytes, id_text(entry.person));
    append_field(bytes, entry.detail);
    append_field(bytes, entry.reason.hash);
    return bytes;
}

std::string_view key_of(Deed deed) {
    return key_in(deeds, deed);
}
std::optional<Deed> find_deed(std::string_view key) {
    return find_in(deeds, key);
}
const std::vector<Deed>& all_deeds() {
    static const std::vector<Deed> values = values_in(deeds);
    return values;
}

std::string to_text(const AuditPlace& place) {
    return fmt::format("{}-{}-{}", place.at, place.source, place.id);
}

std::optional<AuditPlace> parse_audit_place(std::string_view text) {
    const std::vector<std::string> parts = split(text, '-');
    if (parts.size() != 3) return std::nullopt;
    const auto at = parse_number(parts[0]);
    const auto source = parse_number(parts[1]);
    const auto id = parse_number(parts[2]);
    if (!at || !source || *source > 1 || !id) return std::nullopt;
    return AuditPlace{*at, static_cast<int>(*source), *id};
}

std::string_view key_of(AuditKind kind) {
    return key_in(kinds, kind);
}
std::optional<AuditKind> find_audit_kind(std::string_view key) {
    return find_in(kinds, key);
}

bool is_of_list(Deed deed) {
    return deed == Deed::ReadList || deed == Deed::Search;
}

bool is_read(Deed deed) {
    switch (deed) {
        case Deed::ReadCase:
        case Deed::GiveReason:
        case Deed::ReadTicket:
        case Deed::ReadCalls:
        case Deed::ReadList:
        case Deed::Search:
        case Deed::ReadAudit:
        case Deed::ExportAudit:
        case Deed::ExportPerson:
            return true;
        default:
            return false;
    }
}

}  // namespace charter
