#ifndef GATEWAY_BASE_LOG_H_
#define GATEWAY_BASE_LOG_H_

#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include "base/status.h"

namespace gateway {
enum class LogLevel : int { kDebug = 0, kInfo, kWarn, kError, kOff };

// Receives finished messages.  Write() may be called from any thread, but
// never from two at once: the logger serialises.
class LogSink {
 public:
  virtual ~LogSink();
  virtual void Write(LogLevel level, const char* file, int line, const std::string& message) = 0;
};

// Keeps messages as "W file.cc: text"; no line numbers, so that tests do not
// break whenever someone adds a line above a log statement.
class CaptureSink : public LogSink {
 public:
  void Write(LogLevel level, const char* file, int line, const std::string& message) override;
  std::vector<std::string> Take();

 private:
  std::mutex mu_;
  std::vector<std::string> lines_;
};

// Installs a sink and returns the previous one; nullptr restores the default,
// which writes to stderr.  Ownership stays with the caller.
LogSink* SetLogSink(LogSink* sink);
void SetLogLevel(LogLevel level);
bool ParseLogLevel(const std::string& name, LogLevel* level);

namespace log_internal {
extern std::atomic<int> g_level;
}  // namespace log_internal

// Inline because it guards every log statement on the data path.
inline bool LogEnabled(LogLevel level) {
  return static_cast<int>(level) >= log_internal::g_level.load(std::memory_order_relaxed);
}

void LogPrintf(LogLevel level, const char* file, int line, const char* fmt, ...)
    GW_PRINTF_ATTR(4, 5);

// Prefixes every message the current thread logs while it is alive.  Nests:
// two contexts print as "[outer/inner] ".
class ScopedLogContext {
 public:
  explicit ScopedLogContext(const char* fmt, ...) GW_PRINTF_ATTR(2, 3);
  ~ScopedLogContext();

  ScopedLogContext(const ScopedLogContext&) = delete;
  ScopedLogContext& operator=(const ScopedLogContext&) = delete;

  // The joined contexts of this thread, "" if there are none.
  static std::string Current();

 private:
  std::string text_;
  ScopedLogContext* outer_;
};
}  // namespace gateway

#define GW_LOG(level, ...)                                          \
  do {                                                              \
    if (::gateway::LogEnabled(level))                               \
      ::gateway::LogPrintf(level, __FILE__, __LINE__, __VA_ARGS__); \
  } while (0)

#define GW_DEBUG(...) GW_LOG(::gateway::LogLevel::kDebug, __VA_ARGS__)
#define GW_INFO(...) GW_LOG(::gateway::LogLevel::kInfo, __VA_ARGS__)
#define GW_WARN(...) GW_LOG(::gateway::LogLevel::kWarn, __VA_ARGS__)
#define GW_ERROR(...) GW_LOG(::gateway::LogLevel::kError, __VA_ARGS__)

#endif  // GATEWAY_BASE_LOG_H_
