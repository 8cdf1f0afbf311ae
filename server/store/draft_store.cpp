// A draft as text: fields with their length before them, "7:kind;9:complaint;", sealed under a key of its own and bound
// to the hash of its id.
#include "server/store/draft_store.h"

#include <fmt/format.h>

#include <charconv>
#include <vector>

#include "server/store/parts.h"

namespace charter {
namespace {

void append(std::string& bytes, std::string_view text) {
    bytes += fmt::format("{}:{};", text.size(), text);
}

std::string text_of(const Draft& draft) {
    std::string text;
    append(text, draft.form_token);
    append(text, draft.reference);
    append(text, to_iso(draft.started_at));
    for (const auto& [field, answer] : draft.answers) {
        append(text, field);
        append(text, answer);
    }
    return text;
}

// The values of a text made with append(); what is cut off is left out.
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
    const auto busy = parts_->desk.writing().write([&](Connection& connection) {
        SQLite::Statement& insert = connection.prepared("INSERT INTO drafts (id, sealed, started_at) VALUES (?, ?, ?)");
        Binder(insert).blob(hash).blob(sealed).moment(now);
        insert.exec();
    });
    if (busy) return *busy;
    return fresh;
}

std::optional<Draft> DraftStore::find(std::string_view id, Instant now) const {
    const std::string hash = id_hash(parts_->desk.secrets, id);
    const auto connection = parts_->desk.readers.lend();
    SQLite::Statement& query = connection->prepared("SELECT sealed FROM drafts WHERE id = ? AND started_at > ?");
    Binder(query).blob(hash).moment(now - draft_life);
    if (!query.executeStep()) return std::nullopt;
    const auto text = parts_->desk.secrets.open(Purpose::Draft, blob_at(query, 0), hash);
    (void)query.tryReset();
    return text ? parse_draft(*text) : std::nullopt;
}

std::optional<StoreBusy> DraftStore::save(std::string_view id, const Draft& draft) {
    const std::string hash = id_hash(parts_->desk.secrets, id);
    const std::string sealed = parts_->desk.secrets.seal(Purpose::Draft, text_of(draft), hash);
    return parts_->desk.writing().write([&](Connection& connection) {
        SQLite::Statement& update = connection.prepared("UPDATE drafts SET sealed = ? WHERE id = ?");
        Binder(update).blob(sealed).blob(hash);
        update.exec();
    });
}

void DraftStore::remove(std::string_view id) {
    const std::string hash = id_hash(parts_->desk.secrets, id);
    (void)parts_->desk.writing().write([&](Connection& connection) {
        SQLite::Statement& remove = connection.prepared("DELETE FROM drafts WHERE id = ?");
        Binder(remove).blob(hash);
        remove.exec();
    });
}

void DraftStore::forget_expired(Instant now) {
    (void)parts_->desk.writing().write([&](Connection& connection) {
        SQLite::Statement& remove = connection.prepared("DELETE FROM drafts WHERE started_at <= ?");
        Binder(remove).moment(now - draft_life);
        remove.exec();
    });
}

}  // namespace charter
