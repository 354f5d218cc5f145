#include <stdexcept>
#include <string>

namespace lib {

class Named {
 public:
  virtual ~Named() {}
  virtual int name() const { return 1; }
  int letters = 3;
};

class Priced {
 public:
  virtual ~Priced() {}
  virtual int price() const { return 2; }
  void raise(int by) { extra_ += by; }
  int extra() const { return extra_; }

 private:
  int extra_ = 0;
};

/// Two bases, the second at another address.
class Good : public Named, public Priced {
 public:
  int price() const override { return 20; }
};

class Bad : public Priced {};

/// A diamond with a virtual base.
class Part {
 public:
  virtual ~Part() {}
  virtual int part() const = 0;
  int id = 7;
};
class Left : public virtual Part {
 public:
  int left() const { return 1; }
  int part() const override { return 10; }
};
class Right : public virtual Part {
 public:
  int right() const { return 2; }
  int part() const override { return 20; }
};
class Both : public Left, public Right {
 public:
  int part() const override { return 30; }
};

/// A base twice, which cannot be named without a path.
class Once : public Named {};
class Twice : public Once, public Good {};

/// Constructors of its base, one of which it hides.
class Sized {
 public:
  explicit Sized(int size) : size_(size) {}
  Sized(int width, int height) : size_(width * height) {}
  int size() const { return size_; }

 protected:
  explicit Sized(const char*) : size_(-1) {}

 private:
  int size_;
};
class Doubled : public Sized {
 public:
  using Sized::Sized;
  explicit Doubled(int size) : Sized(2 * size) {}
};
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  std::string text() const { return what(); }
};

inline int price_of(const Priced& priced) { return priced.price() + priced.extra(); }

}  // namespace lib
