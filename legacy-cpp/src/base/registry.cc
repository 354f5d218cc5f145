#include "base/registry.h"

namespace gateway {
Registry& Registry::Instance() {
  // Leaked: registrars and their users run during static destruction too.
  static Registry* instance = new Registry();
  return *instance;
}

bool Registry::Add(const std::string& kind, const std::string& name, AnyFn fn) {
  std::lock_guard<std::mutex> lock(mu_);
  return entries_.emplace(std::make_pair(kind, name), fn).second;
}

bool Registry::Remove(const std::string& kind, const std::string& name) {
  std::lock_guard<std::mutex> lock(mu_);
  return entries_.erase(std::make_pair(kind, name)) > 0;
}

Registry::AnyFn Registry::Find(const std::string& kind, const std::string& name) const {
  std::lock_guard<std::mutex> lock(mu_);
  auto it = entries_.find(std::make_pair(kind, name));
  return it == entries_.end() ? nullptr : it->second;
}

std::vector<std::string> Registry::Names(const std::string& kind) const {
  std::lock_guard<std::mutex> lock(mu_);
  std::vector<std::string> out;
  auto it = entries_.lower_bound(std::make_pair(kind, std::string()));
  for (; it != entries_.end() && it->first.first == kind; ++it) { out.push_back(it->first.second); }
  return out;
}
}  // namespace gateway
