#pragma once
class Readable {
 public:
  virtual ~Readable() = default;
  virtual int Read() = 0;
};
class Writable {
 public:
  virtual ~Writable() = default;
  virtual int Write(int value) = 0;
};
class Channel : public Readable, public Writable {
 public:
  int Read() override;
  int Write(int value) override;
 private:
  int last_ = 0;
};
struct Root { int id = 0; };
struct Left : virtual Root {};
