#include "module.h"
#include <cstdio>
#include <typeinfo>

extern "C" int dispatched;

struct Outside : Shape {
  int sides() const override { return 7; }
};

static void shapes() {
  Shape *made = make();
  std::printf("shape %d %d", made->sides(), made->corners());
  std::printf(" %s %s\n", dynamic_cast<Square *>(made) ? "square" : "-", typeid(*made) == typeid(Square) ? "same" : "-");
  delete made;
  {
    Outside outside;
    Shape *volatile shape = &outside;
    std::printf("outside %d %d %d\n", shape->sides(), shape->corners(), dynamic_cast<Square *>(shape) != nullptr);
  }
  std::printf("destroyed %d\n", Shape::destroyed);
}

static void exceptions() {
  for (int how = 0; how < 2; ++how) {
    try {
      risky(how);
    } catch (const Failure &failure) {
      std::printf("failure %s\n", failure.what());
    } catch (const std::exception &other) {
      std::printf("exception %s\n", other.what());
    }
  }
  try {
    throw Failure("outside");
  } catch (const std::runtime_error &failure) {
    std::printf("caught %s\n", failure.what());
  }
}

int main() {
  std::printf("area %d %d\n", area(2), area(2, 3));
  int (*volatile taken)(int) = &twice;
  std::printf("inline %d %d %d %d\n", taken(2), total(1, 2), may_hold_the_body(3), Cell<int>(2).held);
  int first = counter();
  int inside = bump();
  std::printf("counter %d %d %d\n", first, inside, counter());
  set_exported(5);
  std::printf("exported %d\n", exported);
  shapes();
  exceptions();
  {
    Box box(3);
    Box copy(box);
    std::printf("box %d %d %d\n", box.get(), copy.get(), Box::alive);
  }
  std::printf("alive %d\n", Box::alive);
  std::printf("callers %d\n", of_callers(2));
  std::printf("dispatched %d\n", dispatched);
}
