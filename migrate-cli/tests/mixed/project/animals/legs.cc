#include "legs.h"
#include "checked.h"
#ifndef FROM_SOURCE
#error "a definition of this source is missing"
#endif

int legs(int animals) { return PRIVATE_DEFINITION * animals; }

Animal::~Animal() = default;
const char *Animal::side() const { return "cpp"; }
Animal *Animal::make() { return new Animal; }
