#pragma once
class Header {
 public:
  explicit Header(unsigned raw);
  unsigned version() const;
 private:
  unsigned raw_;
};
