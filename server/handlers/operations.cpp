#include "server/handlers/handlers.h"

namespace charter {

Response show_health(const Visit& visit) {
    const std::string trouble = visit.app.store.trouble();
    if (trouble.empty()) return plain_text("ok\n");
    return plain_text("trouble: " + trouble + "\n", 503);
}

}  // namespace charter
