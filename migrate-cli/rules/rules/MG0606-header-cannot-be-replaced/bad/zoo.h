#ifndef ZOO_H
#define ZOO_H

namespace zoo {
class Counter {
 public:
  explicit Counter(int start);
  int next();
  template <class T>
  T next_as() {
    return static_cast<T>(++count_);
  }

 private:
  int count_;
};
int doubled(int number);
}  // namespace zoo

#endif
