#include "server/store/comment_store.h"

#include "server/store/audit_rows.h"
#include "server/store/parts.h"

namespace charter {

CommentStore::CommentStore(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
CommentStore::~CommentStore() = default;

std::optional<StoreBusy> CommentStore::add(const PageComment& comment, std::string_view form_token) {
    const std::string token = parts_->desk.secrets.keyed_hash(Purpose::FormToken, "comment " + std::string(form_token));
    return parts_->desk.write([&](Connection& connection) {
        connection
            .query(
                "INSERT INTO comments (token, page, language, received_at, text, name, email) "
                "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (token) DO NOTHING")
            .blob(token)
            .text(comment.page)
            .text(comment.language)
            .moment(comment.received_at)
            .text(comment.text)
            .text(comment.name)
            .text(comment.email)
            .run();
    });
}

std::vector<PageComment> CommentStore::list(std::string_view page) const {
    const auto connection = parts_->desk.readers.lend();
    Query query = connection->query(
        "SELECT page, language, text, name, email, received_at FROM comments WHERE ? IN ('', page) "
        "ORDER BY page, received_at, id");
    query.text(page);
    std::vector<PageComment> comments;
    while (query.next())
        comments.push_back({query.text_at(0), query.text_at(1), query.text_at(2), query.text_at(3), query.text_at(4),
                            query.moment_at(5)});
    return comments;
}

std::size_t CommentStore::erase_of(std::string_view email, Instant now) {
    std::size_t erased = 0;
    parts_->desk.write_or_throw([&](Connection& connection) {
        {
            Query query = connection.query("SELECT count(*) FROM comments WHERE email = ?");
            query.text(email);
            (void)query.next();
            erased = static_cast<std::size_t>(query.number_at(0));
        }
        if (erased == 0) return;
        connection.query("DELETE FROM comments WHERE email = ?").text(email).run();
        append_audit(connection, parts_->desk.secrets,
                     {.at = now, .deed = Deed::EraseComments, .detail = std::to_string(erased)});
    });
    return erased;
}

}  // namespace charter
