// A second bridge in the same program.
#pragma once

#include "second/support.h"

namespace migrate_bridge_second {

std::unique_ptr<std::string> words(rust::Slice<const std::uint8_t> bytes);
int fails(std::uint8_t *raw);

} // namespace migrate_bridge_second
