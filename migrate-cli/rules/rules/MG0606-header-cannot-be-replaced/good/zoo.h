#ifndef ZOO_H
#define ZOO_H

namespace zoo {
class Counter {
 public:
  explicit Counter(int start);
  int next();
  int last() const { return count_; }

 private:
  int count_;
};
int doubled(int number);
}  // namespace zoo

#endif
