#pragma once
struct NonCopyable {
  NonCopyable() = default;
  NonCopyable(const NonCopyable&) = delete;
};
class Readable {
 public:
  virtual ~Readable() = default;
  virtual int Read() = 0;
};
class Channel : public Readable, private NonCopyable {
 public:
  int Read() override;
 private:
  int last_ = 0;
};
