#include "base/log.h"

#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "base/strings.h"

namespace gateway {
namespace log_internal {
std::atomic<int> g_level(static_cast<int>(LogLevel::kWarn));
}  // namespace log_internal

namespace {
const char kLevelLetters[] = "DIWE";

// Contexts live on the stack of their thread; this is the innermost one.
thread_local ScopedLogContext* t_innermost = nullptr;

const char* BaseName(const char* path) {
  const char* slash = std::strrchr(path, '/');
  return slash != nullptr ? slash + 1 : path;
}

class StderrSink : public LogSink {
 public:
  void Write(LogLevel level, const char* file, int line, const std::string& message) override {
    std::fprintf(stderr, "%c %s:%d] %s\n", kLevelLetters[static_cast<int>(level)], file, line,
                 message.c_str());
  }
};

// Function-local so that logging from static initialisers works.
std::mutex& SinkMutex() {
  static std::mutex mu;
  return mu;
}

LogSink*& CurrentSink() {
  static StderrSink stderr_sink;
  static LogSink* sink = &stderr_sink;
  if (sink == nullptr) sink = &stderr_sink;
  return sink;
}
}  // namespace

LogSink::~LogSink() {}

void CaptureSink::Write(LogLevel level, const char* file, int /*line*/,
                        const std::string& message) {
  std::lock_guard<std::mutex> lock(mu_);
  lines_.push_back(
      StrPrintf("%c %s: %s", kLevelLetters[static_cast<int>(level)], file, message.c_str()));
}

std::vector<std::string> CaptureSink::Take() {
  std::lock_guard<std::mutex> lock(mu_);
  std::vector<std::string> out;
  out.swap(lines_);
  return out;
}

LogSink* SetLogSink(LogSink* sink) {
  std::lock_guard<std::mutex> lock(SinkMutex());
  LogSink* previous = CurrentSink();
  CurrentSink() = sink;
  return previous;
}

void SetLogLevel(LogLevel level) {
  log_internal::g_level.store(static_cast<int>(level), std::memory_order_relaxed);
}

bool ParseLogLevel(const std::string& name, LogLevel* level) {
  static const char* const kNames[] = {"debug", "info", "warn", "error", "off"};
  for (int i = 0; i < 5; ++i) {
    if (EqualsIgnoreCase(name, kNames[i])) {
      *level = static_cast<LogLevel>(i);
      return true;
    }
  }
  return false;
}

void LogPrintf(LogLevel level, const char* file, int line, const char* fmt, ...) {
  std::string message = ScopedLogContext::Current();
  if (!message.empty()) message = "[" + message + "] ";
  va_list args;
  va_start(args, fmt);
  message += StrVPrintf(fmt, args);
  va_end(args);
  std::lock_guard<std::mutex> lock(SinkMutex());
  CurrentSink()->Write(level, BaseName(file), line, message);
}

ScopedLogContext::ScopedLogContext(const char* fmt, ...) : outer_(t_innermost) {
  va_list args;
  va_start(args, fmt);
  text_ = StrVPrintf(fmt, args);
  va_end(args);
  t_innermost = this;
}

ScopedLogContext::~ScopedLogContext() { t_innermost = outer_; }

std::string ScopedLogContext::Current() {
  std::string out;
  for (ScopedLogContext* c = t_innermost; c != nullptr; c = c->outer_) {
    out = out.empty() ? c->text_ : c->text_ + "/" + out;
  }
  return out;
}
}  // namespace gateway
