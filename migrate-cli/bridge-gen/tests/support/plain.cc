// Compiled without exceptions and RTTI, never run: everything that a bridge may use.
#include "second/support.h"

namespace migrate_bridge_second {

struct Value {
  int number;
};

template struct Wire<std::map<std::string, std::vector<std::pair<int, std::tuple<double, Value>>>>>;
template struct Wire<std::unordered_set<std::string>>;
template struct Wire<std::shared_ptr<Value>>;
template struct Wire<std::chrono::steady_clock::time_point>;
#if __cplusplus >= 201703L
template struct Wire<std::optional<std::string>>;
template struct Wire<std::variant<int, std::filesystem::path>>;
#endif
#if __cplusplus >= 202002L
template std::unique_ptr<std::string> pack(std::span<const int> &&);
#endif

std::unique_ptr<std::string> all(std::uint8_t *raw, rust::Slice<const std::uint8_t> data) {
  InOutStream both(raw);
  OutStream out(raw);
  InStream in(raw);
  Closure closure(raw);
  closure.invoke<int>(1);
  Object object(raw);
  both << bytes(data) << in.rdbuf() << type_name_of(Panic());
  destroy(new Value{object.data() == nullptr ? 1 : 0});
  out << exception_text(1, "type", "what");
  return pack(unpack<std::vector<Value>>(data));
}

} // namespace migrate_bridge_second
