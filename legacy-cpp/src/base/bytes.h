#ifndef GATEWAY_BASE_BYTES_H_
#define GATEWAY_BASE_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace gateway {

// Growable byte array.  Predates our use of std::vector<uint8_t> and stays
// because vector zero-fills on resize, which showed up in profiles of the
// compressor.
class ByteBuffer {
 public:
  ByteBuffer() : data_(nullptr), size_(0), capacity_(0) {}
  explicit ByteBuffer(std::string_view text);
  ByteBuffer(const ByteBuffer& other);
  ByteBuffer(ByteBuffer&& other) noexcept;
  ByteBuffer& operator=(ByteBuffer other) noexcept;
  ~ByteBuffer();

  const uint8_t* data() const { return data_; }
  uint8_t* data() { return data_; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  uint8_t operator[](size_t i) const { return data_[i]; }
  uint8_t& operator[](size_t i) { return data_[i]; }

  std::string_view view() const {
    return std::string_view(reinterpret_cast<const char*>(data_), size_);
  }
  std::string ToString() const { return std::string(view()); }

  void Clear() { size_ = 0; }
  void Reserve(size_t capacity);
  // New bytes are uninitialised.
  void ResizeUninitialized(size_t size);
  void Swap(ByteBuffer& other) noexcept;
  // Drops `n` bytes from the front; n must not exceed size().
  void Consume(size_t n);

  void Append(const void* bytes, size_t n);
  void Append(std::string_view text) { Append(text.data(), text.size()); }
  void PushByte(uint8_t b) {
    if (size_ == capacity_) Grow(size_ + 1);
    data_[size_++] = b;
  }

  // Little endian regardless of the host.
  void PutFixed16(uint16_t v) { PutFixed(v, 2); }
  void PutFixed32(uint32_t v) { PutFixed(v, 4); }
  void PutFixed64(uint64_t v) { PutFixed(v, 8); }

 private:
  void Grow(size_t needed);
  void PutFixed(uint64_t v, int width) {
    for (int i = 0; i < width; ++i) { PushByte(static_cast<uint8_t>(v >> (8 * i))); }
  }

  uint8_t* data_;
  size_t size_;
  size_t capacity_;
};

bool operator==(const ByteBuffer& a, const ByteBuffer& b);

// Bounds-checked cursor over bytes owned by someone else.  Every getter
// returns false and leaves the position alone when the input is too short.
class ByteReader {
 public:
  ByteReader(const void* data, size_t size)
      : p_(static_cast<const uint8_t*>(data)), begin_(p_), end_(p_ + size) {}

  size_t remaining() const { return static_cast<size_t>(end_ - p_); }
  size_t position() const { return static_cast<size_t>(p_ - begin_); }
  const uint8_t* cursor() const { return p_; }

  bool GetByte(uint8_t* out) {
    if (p_ == end_) return false;
    *out = *p_++;
    return true;
  }
  bool GetBytes(size_t n, std::string_view* out) {
    if (remaining() < n) return false;
    *out = std::string_view(reinterpret_cast<const char*>(p_), n);
    p_ += n;
    return true;
  }
  bool Skip(size_t n) {
    if (remaining() < n) return false;
    p_ += n;
    return true;
  }
  bool GetFixed16(uint16_t* out) { return GetFixed(out); }
  bool GetFixed32(uint32_t* out) { return GetFixed(out); }
  bool GetFixed64(uint64_t* out) { return GetFixed(out); }

 private:
  template <typename T>
  bool GetFixed(T* out) {
    if (remaining() < sizeof(T)) return false;
    T v = 0;
    for (size_t i = 0; i < sizeof(T); ++i) {
      v = static_cast<T>(v | (static_cast<T>(p_[i]) << (8 * i)));
    }
    p_ += sizeof(T);
    *out = v;
    return true;
  }

  const uint8_t* p_;
  const uint8_t* begin_;
  const uint8_t* end_;
};
}  // namespace gateway

#endif  // GATEWAY_BASE_BYTES_H_
