// Calls in both directions, and who keeps what: an API made for the tests of the bridge.
#pragma once

#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace calls {

// Objects by value in containers.

class Part {
 public:
  explicit Part(int size) : size_(size) {}
  ~Part() {}
  int size() const { return size_; }

 private:
  int size_;
};

inline int total(const std::vector<Part>& parts) {
  int sum = 0;
  for (const Part& part : parts) sum += part.size();
  return sum;
}

inline int named(std::map<std::string, Part> parts) { return static_cast<int>(parts.size()); }

inline int held(std::vector<std::unique_ptr<Part>> parts) {
  int there = 0;
  for (const auto& part : parts) there += part != nullptr;
  return there;
}

inline int of(std::function<Part(int)> make) { return make(3).size(); }

// Pointers that Rust gives back.

class Store {
 public:
  virtual ~Store() {}
  virtual const Part* first() const = 0;
};

class Arena {
 public:
  virtual ~Arena() {}
  virtual Part* take(int size) = 0;
};

inline int first_size(const Store& store) { return store.first() == nullptr ? -1 : store.first()->size(); }
inline int taken_size(Arena& arena) { return arena.take(4)->size(); }

// Rust code that panics.

/// What went on in C++ behind the calls into Rust.
struct Trace {
  int went_on;
  int unwound;
};

inline Trace& trace() {
  static Trace now = {0, 0};
  return now;
}

inline Trace traced() { return trace(); }

struct Unwinding {
  ~Unwinding() { ++trace().unwound; }
};

inline int apply(std::function<int(int)> f) {
  Unwinding unwinding;
  const int got = f(20);
  ++trace().went_on;
  return got;
}

inline void fill(std::vector<std::string>& words, std::function<std::vector<std::string>()> f) {
  words.push_back("before");
  for (const std::string& word : f()) words.push_back(word);
}

/// Wants no zero.
inline int strict(std::function<int()> f) {
  const int got = f();
  if (got == 0) throw std::runtime_error("zero");
  return got;
}

/// Keeps a closure.
class Bell {
 public:
  void on_ring(std::function<void(int)> f) { f_ = std::move(f); }
  void ring(int times) {
    Unwinding unwinding;
    f_(times);
    ++trace().went_on;
  }
  bool quiet() const { return !f_; }

 private:
  std::function<void(int)> f_;
};

class Judge {
 public:
  virtual ~Judge() {}
  virtual bool likes(const std::string& what) = 0;
};

inline bool liked(Judge& judge) { return judge.likes("it"); }

// Shared objects that are only read.

inline std::shared_ptr<const Part> shared_part(int size) { return std::make_shared<const Part>(size); }
inline int shared_size(std::shared_ptr<const Part> part) { return part->size(); }
inline int shared_count(const std::shared_ptr<const Part>& part) { return static_cast<int>(part.use_count()); }
inline std::vector<std::shared_ptr<const Part>> shared_parts() { return {shared_part(1), shared_part(2)}; }
inline int shared_both(std::function<std::shared_ptr<const Part>(std::shared_ptr<Part>)> f) {
  return f(std::make_shared<Part>(5))->size();
}

class Lender {
 public:
  virtual ~Lender() {}
  virtual std::shared_ptr<const Part> lend(const std::shared_ptr<const Part>& like) = 0;
};

inline int lent(Lender& lender) { return lender.lend(shared_part(6))->size(); }

/// Counts although it is only read.
class Counter {
 public:
  int next() const { return ++count_; }

 private:
  mutable int count_ = 0;
};

// C callbacks with a context.

typedef int (*Step)(void* context, int x);

inline int fold(Step step, void* context, int times) {
  int sum = 0;
  for (int i = 0; i != times; ++i) sum += step(context, i);
  return sum;
}

inline void each(void* user, void (*f)(const char* word, std::size_t size, void* user)) {
  f("one", 3, user);
  f("three", 5, user);
}

class Timer {
 public:
  Timer() {}
  ~Timer() {}
  void set_alarm(void (*f)(void*), void* context) {
    f_ = f;
    context_ = context;
  }
  void fire() {
    if (f_ != nullptr) f_(context_);
  }
  int visit(Step step, void* context) const { return step(context, 7); }

 private:
  void (*f_)(void*) = nullptr;
  void* context_ = nullptr;
};

// Objects that use what they were made from.

class Table {
 public:
  Table() : open_(0), sum_(0) {}
  Table(const Table&) = delete;
  ~Table() {
    if (open_ != 0) std::abort();
  }
  void add(int x) { sum_ += x; }
  class Walk {
   public:
    Walk(Table& table, const Part& step) : table_(&table), step_(&step) { ++table_->open_; }
    Walk(const Walk&) = delete;
    ~Walk() { --table_->open_; }
    int next() { return at_ += step_->size(); }
    int sum() const { return table_->sum_; }

   private:
    Table* table_;
    const Part* step_;
    int at_ = 0;
  };
  Walk* new_walk(const Part& step) { return new Walk(*this, step); }
  Walk* new_walk_if(bool wanted) { return wanted ? new_walk(unit_) : nullptr; }

 private:
  int open_;
  int sum_;
  Part unit_{1};
};

inline Table::Walk* create_walk(Table& table, const Part& step) { return table.new_walk(step); }

// Who keeps what.

/// Keeps a text as it lies.
class Label {
 public:
  void set_name(const char* name) { name_ = name; }
  void compare(const char* other) { last_ = std::strcmp(name_ ? name_ : "", other); }
  int last() const { return last_; }

 private:
  const char* name_ = nullptr;
  int last_ = 0;
  std::string spare_;
};

/// Points only.
struct Cursor {
  Cursor() = default;
  void look_at(const char* text) { at_ = text; }
  char now() const { return *at_; }

 private:
  const char* at_ = "";
};

/// A node of a document: handles share it.
class Node {
 public:
  Node() : state_(nullptr) {}
  explicit Node(std::string& state) : state_(&state) {}
  const std::string& name() const { return *state_; }
  void rename(const std::string& name) { *state_ = name; }
  Node& operator++() { return *this; }

 private:
  std::string* state_;
};

/// One of several.
union Value {
  int whole;
  double real;
};

}  // namespace calls
