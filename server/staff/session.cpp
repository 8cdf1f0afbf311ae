#include "server/staff/session.h"

namespace charter {

bool is_alive(const SessionTimes& session, Instant now) {
    if (session.started > now || session.last_seen > now) return false;
    return now - session.last_seen <= session_idle && now - session.started <= session_longest;
}

}  // namespace charter
