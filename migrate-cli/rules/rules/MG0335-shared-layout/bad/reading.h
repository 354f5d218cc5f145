#pragma once
struct Reading {
  unsigned sensor;
  double value;
};
Reading MakeReading(unsigned sensor);
