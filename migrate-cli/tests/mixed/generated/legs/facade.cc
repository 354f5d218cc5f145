#include "facade.h"
#include "legs.h"

extern "C" unsigned char migrate_module_legs;
extern "C" int rust_legs(int animals);
extern "C" int cpp_legs(int animals) asm("_Z4legsi.cpp_twin");
extern "C" const char *cpp_side(const Animal *animal) asm("_ZNK6Animal4sideEv.cpp_twin");
extern "C" Animal *cpp_make() asm("_ZN6Animal4makeEv.cpp_twin");
extern "C" void cpp_end(Animal *animal) asm("_ZN6AnimalD2Ev.cpp_twin");

int legs(int animals) { return DISPATCH(legs, rust_legs(animals), cpp_legs(animals)); }
Animal::~Animal() { DISPATCH(legs, void(), cpp_end(this)); }
const char *Animal::side() const { return DISPATCH(legs, "rust", cpp_side(this)); }
Animal *Animal::make() { return DISPATCH(legs, new Animal, cpp_make()); }
