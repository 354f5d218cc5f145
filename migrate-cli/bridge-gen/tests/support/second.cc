#include "second.h"

namespace migrate_bridge_second {

std::unique_ptr<std::string> words(rust::Slice<const std::uint8_t> bytes) {
  return pack(unpack<std::map<std::string, std::vector<std::pair<int, std::set<std::string>>>>>(bytes));
}

int fails(std::uint8_t *raw) {
  OutStream out(raw);
  out << "second" << std::flush;
  throw Panic("second");
}

std::string describe_exception() {
  try {
    throw;
  } catch (const std::exception &e) {
    return exception_text(7, type_name_of(e).c_str(), e.what());
  } catch (...) {
    return exception_text(8, "", "");
  }
}

void panicked() { std::abort(); }

} // namespace migrate_bridge_second
