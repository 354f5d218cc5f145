#pragma once
class Reading {
 public:
  explicit Reading(unsigned sensor);
   unsigned sensor() const;
  double value() const;
 private:
  unsigned sensor_;
  double value_;
};
