#ifndef GATEWAY_BASE_STATUS_H_
#define GATEWAY_BASE_STATUS_H_

#include <iosfwd>
#include <string>
#include <string_view>

#if defined(__GNUC__) || defined(__clang__)
#define GW_PRINTF_ATTR(fmt_index, first_arg) __attribute__((format(printf, fmt_index, first_arg)))
#else
#define GW_PRINTF_ATTR(fmt_index, first_arg)
#endif

namespace gateway {

// The numeric values travel in ack frames, so they are part of the protocol:
// append only.
enum class StatusCode : int {
  kOk = 0,
  kInvalidArgument = 1,
  kNotFound = 2,
  kAlreadyExists = 3,
  kCorruption = 4,
  kIoError = 5,
  kOutOfRange = 6,
  kResourceExhausted = 7,
  kUnavailable = 8,
  kUnsupported = 9,
  kInternal = 10,
};

// Result of an operation that can fail without that being exceptional.
// Config and rule parsing throw instead; everything on the data path returns
// one of these.
class Status {
 public:
  Status() : code_(StatusCode::kOk) {}
  Status(StatusCode code, std::string message);

  // printf-style construction, by far the most common way.
  static Status Make(StatusCode code, const char* fmt, ...) GW_PRINTF_ATTR(2, 3);

  static const char* CodeName(StatusCode code);

  bool ok() const { return code_ == StatusCode::kOk; }
  StatusCode code() const { return code_; }
  const std::string& message() const { return message_; }

  // "corruption: crc mismatch", or "ok".
  std::string ToString() const;

  // Same code, message prefixed with "where: ".  An ok status stays ok.
  Status Annotate(std::string_view where) const;

  friend bool operator==(const Status& a, const Status& b) {
    return a.code_ == b.code_ && a.message_ == b.message_;
  }
  friend bool operator!=(const Status& a, const Status& b) { return !(a == b); }

 private:
  StatusCode code_;
  std::string message_;
};

std::ostream& operator<<(std::ostream& os, const Status& status);
}  // namespace gateway

// Evaluates `expr` once and returns from the enclosing function on failure.
#define GW_RETURN_IF_ERROR(expr)             \
  do {                                       \
    ::gateway::Status gw_status_ = (expr);   \
    if (!gw_status_.ok()) return gw_status_; \
  } while (0)

#endif  // GATEWAY_BASE_STATUS_H_
