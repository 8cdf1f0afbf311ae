// The audit: who read personal data, and who did what beside the steps of cases (those are events, history.h). Entries
// are appended, never changed, and sealed one to the other by the store. Pure values; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/cases/case.h"
#include "server/cases/scope.h"

namespace charter {

enum class Deed {
    ReadCase,    // with what people wrote
    GiveReason,  // to read a sealed case, or as an auditor
    ReadTicket,
    ReadCalls,  // what callers of the after-hours line said; detail: the numbers of the lines
    ReadList,   // the first words of each case on a page of the worklist; detail: how many
    Search,     // by a name, a number or words; what was looked for is not kept
    ReadAudit,
    ExportAudit,
    ExportPerson,  // what is kept about a person, for that person; detail: how it was checked who asks
    AddAccount,    // by a command, with a password
    Invite,
    MakeReset,
    UseLink,  // of an invitation or a reset: a password was chosen
    ChangePassword,
    Disable,
    Enable,
    EndSession,
    ChangeRole,  // or office; detail: the new ones
    RenewRecoveryCodes,
    SecondFactorOn,
    SecondFactorOff,
    ProposeDeletion,
    KeepCase,  // the proposal was taken back
    ConfirmDeletion,
    EraseComments,
    EraseCall  // a line of the after-hours log, for the caller; detail: its number
};

struct AuditEntry {
    Instant at{};
    std::optional<StaffId> staff{};  // nothing: a command of the operator
    std::optional<Role> role{};      // the one held at that time
    Deed deed = Deed::ReadCase;
    std::optional<CaseReference> reference{};  // of the case
    std::optional<StaffId> person{};           // the account that it was done to
    std::string detail{};                      // a key, a number or references, never what a person wrote
    PersonalText reason{};                     // in the words of who did it; may be empty
};

// A deed of a member of staff.
[[nodiscard]] AuditEntry deed_of(const Actor& staff, Deed deed, Instant at);

// The bytes that a seal covers: every field as canonical.h writes it, the reason as its hash.
[[nodiscard]] std::string audit_bytes(const AuditEntry& entry);

[[nodiscard]] std::string_view key_of(Deed deed);  // "read-case", ...
[[nodiscard]] std::optional<Deed> find_deed(std::string_view key);
[[nodiscard]] const std::vector<Deed>& all_deeds();

// One line of the audit as it is shown: an entry, or a step of a case that a member of staff took.
struct AuditLine {
    Instant at{};
    std::optional<StaffId> staff{};
    std::optional<Role> role{};
    std::optional<Deed> deed{};
    std::optional<Step> step{};  // one of the two
    std::string reference{};
    std::optional<StaffId> person{};
    std::string detail{};
    std::string reason{};
};

// The last line of the page before; the next page begins after it. Newest first; at one moment entries, then steps.
struct AuditPlace {
    std::int64_t at = 0;  // seconds since 1970
    int source = 0;       // 0 an entry, 1 a step
    std::int64_t id = 0;
};
// "1764547200-0-17", and back; nothing if it is no such text.
[[nodiscard]] std::string to_text(const AuditPlace& place);
[[nodiscard]] std::optional<AuditPlace> parse_audit_place(std::string_view text);

enum class AuditKind { All, Reads, Changes };
[[nodiscard]] std::string_view key_of(AuditKind kind);  // "all", "reads", "changes"
[[nodiscard]] std::optional<AuditKind> find_audit_kind(std::string_view key);
// Many cases at once: their references are the detail, with a blank between. Before there was only their number.
[[nodiscard]] bool is_of_list(Deed deed);
// Whether somebody saw something by it; else something was changed.
[[nodiscard]] bool is_read(Deed deed);

struct AuditFilter {
    std::optional<CaseReference> reference{};  // lists that showed the case too
    std::optional<StaffId> staff{};
    CaseScope scope{};               // what is kept from the reader is not in it
    std::optional<Instant> from{};   // with this moment
    std::optional<Instant> until{};  // without it
    AuditKind kind = AuditKind::All;
    std::optional<AuditPlace> after{};
    std::size_t limit = 50;
};

struct AuditPage {
    std::vector<AuditLine> lines;
    std::optional<AuditPlace> after;  // nothing on the last page
};

}  // namespace charter
