#include "generator/shared/time_zones.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <stdexcept>

namespace charter {

void know_time_zones() {
    static_cast<void>(date::get_tzdb());
}

const date::time_zone* find_time_zone(const std::string& name) {
    try {
        return date::locate_zone(name);
    } catch (const std::exception&) {
        throw std::runtime_error(fmt::format("the system does not know the time zone \"{}\"", name));
    }
}

LocalSeconds local_time(const date::time_zone& zone, std::chrono::sys_seconds instant) {
    return LocalSeconds(zone.to_local(date::sys_seconds(instant.time_since_epoch())).time_since_epoch());
}

std::chrono::sys_seconds instant_at(const date::time_zone& zone, LocalSeconds local) {
    const auto known = zone.to_sys(date::local_seconds(local.time_since_epoch()), date::choose::earliest);
    return std::chrono::sys_seconds(known.time_since_epoch());
}

}  // namespace charter
