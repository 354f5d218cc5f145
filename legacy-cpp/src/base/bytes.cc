#include "base/bytes.h"

#include <cstdlib>
#include <new>
#include <utility>

namespace gateway {
ByteBuffer::ByteBuffer(std::string_view text) : ByteBuffer() { Append(text); }

ByteBuffer::ByteBuffer(const ByteBuffer& other) : ByteBuffer() { Append(other.data_, other.size_); }

ByteBuffer::ByteBuffer(ByteBuffer&& other) noexcept : ByteBuffer() { Swap(other); }

ByteBuffer& ByteBuffer::operator=(ByteBuffer other) noexcept {
  Swap(other);
  return *this;
}

ByteBuffer::~ByteBuffer() { std::free(data_); }

void ByteBuffer::Swap(ByteBuffer& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(capacity_, other.capacity_);
}

void ByteBuffer::Reserve(size_t capacity) {
  if (capacity > capacity_) Grow(capacity);
}

void ByteBuffer::ResizeUninitialized(size_t size) {
  Reserve(size);
  size_ = size;
}

void ByteBuffer::Consume(size_t n) {
  if (n == 0) return;
  std::memmove(data_, data_ + n, size_ - n);
  size_ -= n;
}

void ByteBuffer::Append(const void* bytes, size_t n) {
  if (n == 0) return;
  if (size_ + n > capacity_) {
    // `bytes` may point into this very buffer; remember where before the
    // block moves.
    const uint8_t* src = static_cast<const uint8_t*>(bytes);
    if (data_ != nullptr && src >= data_ && src < data_ + size_) {
      size_t offset = static_cast<size_t>(src - data_);
      Grow(size_ + n);
      bytes = data_ + offset;
    } else {
      Grow(size_ + n);
    }
  }
  std::memcpy(data_ + size_, bytes, n);
  size_ += n;
}

void ByteBuffer::Grow(size_t needed) {
  size_t capacity = capacity_ < 32 ? 32 : capacity_ * 2;
  if (capacity < needed) capacity = needed;
  void* p = std::realloc(data_, capacity);
  if (p == nullptr) throw std::bad_alloc();
  data_ = static_cast<uint8_t*>(p);
  capacity_ = capacity;
}

bool operator==(const ByteBuffer& a, const ByteBuffer& b) { return a.view() == b.view(); }
}  // namespace gateway
