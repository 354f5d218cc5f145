#ifndef GATEWAY_CONFIG_UNITS_H_
#define GATEWAY_CONFIG_UNITS_H_

#include <cstdint>
#include <string_view>

namespace gateway::config {

// "250ms", "1h30m", "2d"; units ms s m h d, largest first, no blanks.
// A bare "0" is allowed, any other number needs a unit.
int64_t ParseDurationMs(std::string_view text);

// "4096", "64KiB", "1MiB", "2GiB", "10kB", "1MB".
uint64_t ParseSize(std::string_view text);

bool ParseBool(std::string_view text);  // yes/no true/false on/off 1/0
}  // namespace gateway::config

#endif  // GATEWAY_CONFIG_UNITS_H_
