#ifndef GATEWAY_BASE_REGISTRY_H_
#define GATEWAY_BASE_REGISTRY_H_

#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace gateway {

// Process-wide table of factories, keyed by kind ("compressor", "plugin", ..)
// and name.  Filled by static initialisers, see GW_REGISTER.
class Registry {
 public:
  typedef void (*AnyFn)();

  static Registry& Instance();

  // False, and no change, if the pair is taken: the first one wins.
  bool Add(const std::string& kind, const std::string& name, AnyFn fn);
  // For tests; true if the entry existed.
  bool Remove(const std::string& kind, const std::string& name);
  AnyFn Find(const std::string& kind, const std::string& name) const;
  // Sorted, so listings do not depend on link order.
  std::vector<std::string> Names(const std::string& kind) const;

  // The caller vouches for Fn being the type used at registration.
  template <typename Fn>
  Fn FindAs(const std::string& kind, const std::string& name) const {
    return reinterpret_cast<Fn>(Find(kind, name));
  }

 private:
  Registry() {}
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

  mutable std::mutex mu_;
  std::map<std::pair<std::string, std::string>, AnyFn> entries_;
};

class Registrar {
 public:
  template <typename Fn>
  Registrar(const char* kind, const char* name, Fn fn) {
    Registry::Instance().Add(kind, name, reinterpret_cast<Registry::AnyFn>(fn));
  }
};
}  // namespace gateway

#define GW_CONCAT_INNER(a, b) a##b
#define GW_CONCAT(a, b) GW_CONCAT_INNER(a, b)

// At namespace scope in a .cc file.  The object file must be pulled in by
// something else, a static library drops members nobody refers to.
#define GW_REGISTER(kind, name, fn) \
  static const ::gateway::Registrar GW_CONCAT(gw_registrar_, __LINE__)(kind, name, fn)

#endif  // GATEWAY_BASE_REGISTRY_H_
