#include "facade.h"
#include "wings.h"

extern "C" unsigned char migrate_module_wings;
extern "C" int rust_wings(int animals);
extern "C" int cpp_wings(int animals) asm("_Z5wingsi.cpp_twin");
extern "C" int cpp_wings_and_legs(int animals) asm("_Z14wings_and_legsi.cpp_twin");

int wings(int animals) { return DISPATCH(wings, rust_wings(animals), cpp_wings(animals)); }
int wings_and_legs(int animals) { return DISPATCH(wings, 1000 + rust_wings(animals), cpp_wings_and_legs(animals)); }
