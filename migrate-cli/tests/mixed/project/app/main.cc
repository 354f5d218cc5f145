#include "legs.h"
#include "wings.h"
#include <cstdio>

int main() {
  std::printf("legs %d pairs %d\n", legs(2), pairs(2));
  std::printf("wings %d all %d\n", wings(2), wings_and_legs(2));
  Animal *animal = Animal::make();
  std::printf("animal %s\n", animal->side());
  delete animal;
}
