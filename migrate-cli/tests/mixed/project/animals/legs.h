#pragma once

int legs(int animals);
inline int pairs(int animals) { return legs(animals) / 2; }

struct Animal {
  virtual ~Animal();
  virtual const char *side() const;
  static Animal *make();
};
