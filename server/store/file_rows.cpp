#include "server/store/file_rows.h"

#include <fmt/format.h>

namespace charter {
namespace {

void insert_row(Connection& connection, const AddedFile& file, std::optional<std::string_view> draft,
                std::optional<std::string_view> sealed_name, std::optional<std::int64_t> case_id) {
    connection
        .query(
            "INSERT INTO files (id, kind, size, hash, added_at, draft, name, case_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .text(file.id)
        .text(key_of(file.kind))
        .number(static_cast<std::int64_t>(file.size))
        .text(file.hash)
        .moment(file.at)
        .optional_blob(draft)
        .optional_blob(sealed_name)
        .number(case_id)
        .run();
}

}  // namespace

// A name that cannot be opened any more is shown as none; the file is there all the same.
std::vector<AddedFile> read_draft_files(Connection& connection, const Secrets& secrets, std::string_view draft) {
    Query query =
        connection.query("SELECT id, kind, size, hash, added_at, name FROM files WHERE draft = ? ORDER BY number");
    query.blob(draft);
    std::vector<AddedFile> files;
    while (query.next()) {
        AddedFile file;
        file.id = query.text_at(0);
        const auto kind = find_file_kind(query.text_at(1));
        if (!kind)
            throw StoreError(fmt::format("the database holds the unknown kind of file \"{}\"", query.text_at(1)));
        file.kind = *kind;
        file.size = static_cast<std::uint64_t>(query.number_at(2));
        file.hash = query.text_at(3);
        file.at = query.moment_at(4);
        file.by = complainant();
        file.name = secrets.open(Purpose::Draft, query.blob_at(5), file.id).value_or("");
        files.push_back(std::move(file));
    }
    return files;
}

void insert_draft_file(Connection& connection, const Secrets& secrets, std::string_view draft, const AddedFile& file) {
    insert_row(connection, file, draft, secrets.seal(Purpose::Draft, file.name, file.id), std::nullopt);
}

std::vector<AddedFile> take_draft_files(Connection& connection, const Secrets& secrets, std::string_view draft) {
    std::vector<AddedFile> files = read_draft_files(connection, secrets, draft);
    connection.query("DELETE FROM files WHERE draft = ?").blob(draft).run();
    return files;
}

std::vector<std::string> take_stray_files(Connection& connection) {
    constexpr std::string_view strays = "draft IS NOT NULL AND draft NOT IN (SELECT id FROM drafts)";
    std::vector<std::string> ids;
    {
        Query query = connection.query(fmt::format("SELECT id FROM files WHERE {}", strays));
        while (query.next()) ids.push_back(query.text_at(0));
    }
    if (!ids.empty()) connection.query(fmt::format("DELETE FROM files WHERE {}", strays)).run();
    return ids;
}

void follow_event(Connection& connection, std::int64_t case_id, const CaseEvent& event) {
    const std::string& id = fact_of(event, FactName::file);
    if (event.step == Step::RemoveFile)
        connection.query("DELETE FROM files WHERE id = ? AND case_id = ?").text(id).number(case_id).run();
    if (event.step == Step::Erase || event.step == Step::Delete)
        connection.query("DELETE FROM files WHERE case_id = ?").number(case_id).run();
    if (event.step != Step::AddFile) return;
    AddedFile file;
    file.id = id;
    file.kind = find_file_kind(fact_of(event, FactName::file_kind)).value_or(FileKind::Pdf);
    file.size = std::stoull(fact_of(event, FactName::file_size));
    file.hash = fact_of(event, FactName::file_hash);
    file.at = event.at;
    insert_row(connection, file, std::nullopt, std::nullopt, case_id);
}

bool is_file(Connection& connection, std::string_view id) {
    Query query = connection.query("SELECT 1 FROM files WHERE id = ?");
    query.text(id);
    return query.next();
}

}  // namespace charter
