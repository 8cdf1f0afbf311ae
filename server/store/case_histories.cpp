#include <fmt/format.h>

#include "server/store/case_store.h"
#include "server/store/parts.h"
#include "server/store/search_rows.h"

namespace charter {
namespace {

// What can be made by the caller's thread, so that the writer's has only to write it.
struct ReadyHistory {
    const CaseHistory& history;
    CaseKeys keys;
    std::vector<std::string> words;  // of each event
};

ReadyHistory make_ready(const Secrets& secrets, const CaseHistory& history) {
    const Case& now = history.now;
    ReadyHistory ready{history, keys_of(secrets, now, code_hash(secrets, now.reference, history.code)), {}};
    for (const CaseEvent& event : history.events)
        ready.words.push_back(event_words(secrets, event, now.lodging.language));
    return ready;
}

void insert_history(Connection& connection, Desk& desk, const ReadyHistory& ready) {
    const CaseHistory& history = ready.history;
    desk.terms.keep(connection, history.now.terms);
    const std::int64_t id = insert_case(connection, history.now, ready.keys);
    for (std::size_t i = 0; i < history.events.size(); ++i) {
        append_event(connection, id, history.events[i], desk.secrets);
        keep_words(connection, id, history.events[i].sequence, ready.words[i]);
    }
}

}  // namespace

void CaseStore::add_histories(std::span<const CaseHistory> histories) {
    Desk& desk = parts_->desk;
    std::vector<ReadyHistory> ready;
    ready.reserve(histories.size());
    for (const CaseHistory& history : histories) ready.push_back(make_ready(desk.secrets, history));
    desk.write_or_throw([&](Connection& connection) {
        for (const ReadyHistory& one : ready) insert_history(connection, desk, one);
    });
    for (const CaseHistory& history : histories) desk.terms.remember(history.now.terms);
}

}  // namespace charter
