// A draft as text: its values, each with its length before it as in canonical.h, "4:kind,9:complaint,": form token,
// reference, start, then field and answer by turns. Sealed, and bound to the hash of its id.
#include "server/store/draft_store.h"

#include <charconv>
#include <vector>

#include "server/cases/canonical.h"
#include "server/store/parts.h"

namespace charter {
namespace {

std::string text_of(const Draft& draft) {
    std::string text;
    append_field(text, draft.form_token);
    append_field(text, draft.reference);
    append_field(text, to_iso(draft.started_at));
    for (const auto& [field, answer] : draft.answers) {
        append_field(text, field);
        append_field(text, answer);
    }
    return text;
}

// The values of such a text; what is cut off is left out.
std::vector<std::string> parse_values(std::string_view text) {
    std::vector<std::string> values;
    while (!text.empty()) {
        std::size_t size = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
        const auto head = static_cast<std::size_t>(end - text.data()) + 1;
        if (error != std::errc() || head + size >= text.size()) break;
        values.emplace_back(text.substr(head, size));
        text.remove_prefix(head + size + 1);
    }
    return values;
}

std::optional<Draft> parse_draft(std::string_view text) {
    const std::vector<std::string> values = parse_values(text);
    if (values.size() < 3) return std::nullopt;
    const auto started = parse_instant(values[2]);
    if (!started) return std::nullopt;
    Draft draft;
    draft.form_token = values[0];
    draft.reference = values[1];
    draft.started_at = *started;
    for (std::size_t i = 3; i + 1 < values.size(); i += 2) draft.answers.emplace(values[i], values[i + 1]);
    return draft;
}

std::string id_hash(const Secrets& secrets, std::string_view id) {
    return secrets.keyed_hash(Purpose::DraftId, id);
}

}  // namespace

DraftStore::DraftStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
DraftStore::~DraftStore() = default;

std::variant<NewDraft, StoreBusy> DraftStore::start(Instant now) {
    NewDraft fresh{random_token(), {}};
    fresh.draft.form_token = random_token();
    fresh.draft.started_at = now;
    const std::string hash = id_hash(parts_->desk.secrets, fresh.id);
    const std::string sealed = parts_->desk.secrets.seal(Purpose::Draft, text_of(fresh.draft), hash);
    const auto busy = parts_->desk.write([&](Connection& connection) {
        connection.query("INSERT INTO drafts (id, sealed, started_at) VALUES (?, ?, ?)")
            .blob(hash)
            .blob(sealed)
            .moment(now)
            .run();
    });
    if (busy) return *busy;
    return fresh;
}

std::optional<Draft> DraftStore::find(std::string_view id, Instant now) const {
    const std::string hash = id_hash(parts_->desk.secrets, id);
    const auto connection = parts_->desk.readers.lend();
    Query query = connection->query("SELECT sealed FROM drafts WHERE id = ? AND started_at > ?");
    query.blob(hash).moment(now - draft_life);
    if (!query.next()) return std::nullopt;
    const auto text = parts_->desk.secrets.open(Purpose::Draft, query.blob_at(0), hash);
    return text ? parse_draft(*text) : std::nullopt;
}

std::optional<StoreBusy> DraftStore::save(std::string_view id, const Draft& draft) {
    const std::string hash = id_hash(parts_->desk.secrets, id);
    const std::string sealed = parts_->desk.secrets.seal(Purpose::Draft, text_of(draft), hash);
    return parts_->desk.write([&](Connection& connection) {
        connection.query("UPDATE drafts SET sealed = ? WHERE id = ?").blob(sealed).blob(hash).run();
    });
}

// Too busy: it is forgotten when its time is over.
void DraftStore::remove(std::string_view id) {
    const std::string hash = id_hash(parts_->desk.secrets, id);
    (void)parts_->desk.write(
        [&](Connection& connection) { connection.query("DELETE FROM drafts WHERE id = ?").blob(hash).run(); });
}

void DraftStore::forget_expired(Instant now) {
    (void)parts_->desk.write([now](Connection& connection) {
        connection.query("DELETE FROM drafts WHERE started_at <= ?").moment(now - draft_life).run();
    });
}

}  // namespace charter
