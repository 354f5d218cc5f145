#include "base/status.h"

#include <cstdarg>
#include <ostream>

#include "base/strings.h"

namespace gateway {
Status::Status(StatusCode code, std::string message) : code_(code), message_(std::move(message)) {
  // An ok status never carries text; callers compare against Status().
  if (code_ == StatusCode::kOk) message_.clear();
}

Status Status::Make(StatusCode code, const char* fmt, ...) {
  va_list args;
  va_start(args, fmt);
  std::string message = StrVPrintf(fmt, args);
  va_end(args);
  return Status(code, std::move(message));
}

const char* Status::CodeName(StatusCode code) {
  switch (code) {
    case StatusCode::kOk: return "ok";
    case StatusCode::kInvalidArgument: return "invalid argument";
    case StatusCode::kNotFound: return "not found";
    case StatusCode::kAlreadyExists: return "already exists";
    case StatusCode::kCorruption: return "corruption";
    case StatusCode::kIoError: return "io error";
    case StatusCode::kOutOfRange: return "out of range";
    case StatusCode::kResourceExhausted: return "resource exhausted";
    case StatusCode::kUnavailable: return "unavailable";
    case StatusCode::kUnsupported: return "unsupported";
    case StatusCode::kInternal: return "internal";
  }
  return "unknown";
}

std::string Status::ToString() const {
  if (ok()) return "ok";
  std::string out = CodeName(code_);
  if (!message_.empty()) {
    out += ": ";
    out += message_;
  }
  return out;
}

Status Status::Annotate(std::string_view where) const {
  if (ok()) return *this;
  std::string text(where);
  text += ": ";
  text += message_;
  return Status(code_, std::move(text));
}

std::ostream& operator<<(std::ostream& os, const Status& status) { return os << status.ToString(); }
}  // namespace gateway
