#include "generator/shared/time_zones.h"

#include <date/tz.h>

namespace charter {

void know_time_zones() {
    static_cast<void>(date::get_tzdb());
}

}  // namespace charter
